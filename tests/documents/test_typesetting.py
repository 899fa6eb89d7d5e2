"""Printed documents: real Chinese text, embedded fonts, rare characters, typed text never markup."""

import io
import json

import pytest
import segno
from docx import Document as Docx
from docx.oxml.ns import qn
from PIL import Image
from pypdf import PdfReader

from incubator.documents import charts, fonts, typesetting

DATA = {
    "title": "项目进度报告", "subtitle": "2026年10月", "demo": True, "footer": "拱宸桥街道",
    "facts": [["承接组织", "桥西𠮷䶮服务队"], ["金额", "#1 *粗* $x$ {{7*7}} <A&B>"]],
    "sections": [
        {"heading": "一、活动", "paragraphs": ["开展活动四场。"],
         "table": {"header": ["日期", "场次", "人次"], "rows": [["2026-10-01", "2", "30"]] * 60,
                   "align": ["left", "right"]}},
        {"heading": "二、图", "chart": charts.bar("人次", ["一月"], {"计划": [10], "实际": [8]}).decode()},
    ],
}


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def embedded(content: bytes) -> dict[str, bool]:
    found = {}
    for page in PdfReader(io.BytesIO(content)).pages:
        for font in (page["/Resources"].get("/Font") or {}).values():
            below = font.get_object().get("/DescendantFonts")
            real = below[0].get_object() if below else font.get_object()
            descriptor = real.get("/FontDescriptor")
            program = descriptor and {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.get_object())
            found[str(font.get_object()["/BaseFont"])] = bool(program)
    return found


def test_report_pdf_has_its_words_and_its_fonts():
    content = typesetting.pdf("document", DATA)
    words = text_of(content)
    for piece in ("项目进度报告", "2026年10月", "桥西𠮷䶮服务队", "#1 *粗* $x$ {{7*7}} <A&B>", "演示数据"):
        assert piece in words
    assert words.count("2026-10-01") == 60
    assert words.count("日期") >= 2  # the head of the table comes again on the second page
    assert embedded(content)
    assert all(embedded(content).values())


def test_certificate_is_one_page_with_rare_characters_and_a_code():
    target = io.BytesIO()
    segno.make("https://office.example/public/certificates/abc").save(target, kind="svg", xmldecl=False)
    content = typesetting.pdf("certificate", {
        "name": "拱宸桥街道桥西社区" * 3 + "𠮷服务队", "number": "330105-005-2026-1-0001", "category": "服务类",
        "responsible_person": "王䶮", "venue": "桥弄街139号" * 6, "community": "桥西社区", "street": "拱宸桥街道",
        "issued_on": "2026年11月23日", "valid_until": "2029年11月22日", "qr": target.getvalue().decode(), "address": "https://office.example/abc",
        "demo": True})
    assert len(PdfReader(io.BytesIO(content)).pages) == 1
    words = text_of(content).replace(" ", "")
    for piece in ("330105-005-2026-1-0001", "𠮷服务队", "王䶮", "2026年11月23日", "有效期至2029年11月22日", "演示数据"):
        assert piece in words
    assert all(embedded(content).values())


def drawn_as_png(markup: str) -> bytes:
    import typst

    inputs = {"serif": json.dumps(fonts.families(fonts.SERIF)), "sans": json.dumps(fonts.families(fonts.SANS))}
    return typst.compile(markup.encode(), format="png", sys_inputs=inputs, font_paths=fonts.library(),
                         ignore_system_fonts=True)


@pytest.mark.parametrize("kind", ["serif", "sans"])
@pytest.mark.parametrize("character", ["𠮷", "䶮", "㑇", "宸"])
def test_a_rare_character_prints_as_itself_not_as_a_box(kind, character):
    """Typst says nothing about a missing glyph, so look at the picture: a box looks like that of no character."""
    page = '#set page(width: 2cm, height: 2cm)\n#set text(font: json(bytes(sys.inputs.%s)), size: 30pt)\n%s'
    assert drawn_as_png(page % (kind, character)) != drawn_as_png(page % (kind, "\U0010fffd"))


def test_font_lists_end_in_the_full_face():
    assert fonts.families(fonts.SERIF)[-1] in ("Noto Sans CJK SC", "Noto Sans SC")
    assert "Noto Sans CJK SC" in fonts.families(fonts.SERIF)
    assert "Noto Sans CJK SC" in fonts.families(fonts.SANS)


def test_report_for_word_has_the_same_words_and_chinese_faces():
    file = Docx(io.BytesIO(typesetting.docx("document", DATA)))
    paragraphs = [p.text for p in file.paragraphs]
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    assert "项目进度报告" in paragraphs
    assert "开展活动四场。" in paragraphs
    assert "桥西𠮷䶮服务队" in cells
    assert "#1 *粗* $x$ {{7*7}} <A&B>" in cells
    assert cells.count("2026-10-01") == 60
    assert not any("{%" in words for words in paragraphs + cells)
    for style in ("Normal", "Heading 1", "Title"):
        assert file.styles[style].element.rPr.rFonts.get(qn("w:eastAsia")) in ("宋体", "黑体")


@pytest.mark.parametrize("horizontal", [True, False])
def test_a_chart_needs_no_style_no_script_and_nothing_from_outside(horizontal):
    series = {"计划": [0, 12], "实际": [3.5, 0]}
    drawn = charts.bar("<b>人次</b>", ["一月", "二月"], series, horizontal=horizontal).decode()
    assert "&lt;b&gt;人次" in drawn
    for forbidden in ("<style", "style=", "<script", "href", "url("):
        assert forbidden not in drawn
    assert drawn.count("<rect") == 6


def test_an_empty_chart_is_drawn():
    assert charts.bar("无", [], {}).startswith(b"<svg")


def test_the_chart_is_there_on_paper():
    chart = charts.bar("人次", ["一"], {"甲": [5]}).decode()
    page = '#set page(width: 10cm, height: 6cm, margin: 0pt)\n#image(bytes(%s), format: "svg", width: 9cm)'
    png = drawn_as_png(page % json.dumps(chart, ensure_ascii=False))
    with Image.open(io.BytesIO(png)) as image:
        assert (0x1F, 0x5F, 0xA8) in {colour[:3] for _count, colour in image.convert("RGB").getcolors(1_000_000)}
