"""Templates of papers as Word files: the house's own, empty to be filled in, or filled as an example."""

import io
import re
import unicodedata
from typing import Any

from incubator.documents import typesetting
from organizations.exports.wording import PAPERS, Section, Table

EXAMPLE = re.compile("【([^】]*)】")
SHORTEST, LONGEST = 3, 14  # full-width strokes of a blank
TO_WRITE_IN = 0.9  # cm, the height of an empty row
NARROWEST, BESIDE = 6, 2  # half-width characters: a column to write a name in, and what stands empty beside the words


def paper(kind: str, *, filled: bool = False) -> bytes:
    """The DOCX of this kind of paper. Raises KeyError for a kind nobody knows."""
    known = PAPERS[kind]
    return _roomy(typesetting.docx("document", {
        "title": _said(known.title, filled=filled),
        "subtitle": ("示例（仅供参考，请按实际情况填写）" if filled else "") or known.note,
        "facts": [[label, _said(words, filled=filled)] for label, words in known.facts],
        "sections": [_section(section, filled=filled) for section in known.sections],
    }), [section.table for section in known.sections if section.table])


def file_name(kind: str, *, filled: bool = False) -> str:
    title = EXAMPLE.sub("", PAPERS[kind].title)
    return f"{title}（{'示例' if filled else '模板'}）.docx"


def _section(section: Section, *, filled: bool) -> dict[str, Any]:
    table = section.table
    return {
        "heading": section.heading, "paragraphs": [_said(words, filled=filled) for words in section.paragraphs],
        "table": table and {
            "header": table.header,
            "rows": table.examples if filled else [[""] * len(table.header)] * table.empty},
    }


def _roomy(content: bytes, tables: list[Table]) -> bytes:
    """The same with columns as wide as what is written in them, and empty rows high enough to write in by hand."""
    import docx
    from docx.enum.table import WD_ROW_HEIGHT_RULE
    from docx.shared import Cm

    document = docx.Document(io.BytesIO(content))
    page = document.sections[0]
    room = int(page.page_width or 0) - int(page.left_margin or 0) - int(page.right_margin or 0)
    headed = {table.header: table for table in tables}
    for grid in document.tables:
        known = headed.get(tuple(cell.text for cell in grid.rows[0].cells))
        if known is None:
            continue
        grid.autofit = False
        for column, width in zip(grid.columns, _widths(known, room), strict=True):
            column.width = width
            for cell in column.cells:
                cell.width = width
        for row in grid.rows:
            if not any(cell.text for cell in row.cells):
                row.height, row.height_rule = Cm(TO_WRITE_IN), WD_ROW_HEIGHT_RULE.AT_LEAST
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _widths(table: Table, room: int) -> list[Any]:
    """The room shared out by the longest words of each column, of its header or its examples."""
    from docx.shared import Emu

    shares = [
        max(_length(table.header[place]) if place == 0 else NARROWEST,
            *(_length(line[place]) for line in (table.header, *table.examples))) + BESIDE
        for place in range(len(table.header))]
    return [Emu(room * share // sum(shares)) for share in shares]


def _length(words: str) -> int:
    """In half-width characters."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in words)


def _said(words: str, *, filled: bool) -> str:
    if filled:
        return EXAMPLE.sub(r"\1", words)
    return EXAMPLE.sub(lambda found: "＿" * min(max(len(found[1]), SHORTEST), LONGEST), words)
