"""Reports as files: real Chinese text, embedded fonts, the same content the same file, accepted for good."""

import io
import zipfile
from datetime import UTC, date, datetime

import pypdf
import pytest
import time_machine
from django.urls import reverse
from docx import Document as Word

from incubator.documents.models import Document
from projects.exports.reports import file_of
from projects.models import ProgressReport, ReportFile
from projects.reporting import judging
from projects.reporting.counting import PROJECT_OF_REPORT
from projects.reporting.making import make_reports
from tests.factories import make_activity, make_organization, make_project, make_spending
from tests.words import stands

NOW = datetime(2026, 2, 3, 1, tzinfo=UTC)
RARE = "𠮷祥助老 & <关爱> 项目"


@pytest.fixture
def report(community, member):
    organization = make_organization(community, name="巾帽西丽二队", org_type="service_agency")
    organization.memberships.create(user=member, right="administrator")
    project = make_project(organization, name=RARE)
    make_activity(project, date=date(2026, 1, 5), content="=1+1 上门探访 <b>", person_times=31)
    make_spending(project, date=date(2026, 1, 6), amount_fen=123_456)
    make_reports(today=date(2026, 2, 1), now=NOW)
    return get()


def get() -> ProgressReport:
    return ProgressReport.objects.select_related(*PROJECT_OF_REPORT).get()


def content(document: Document) -> bytes:
    with document.file.open("rb") as opened:
        return opened.read()


def pdf_text(document: Document) -> tuple[str, pypdf.PdfReader]:
    reader = pypdf.PdfReader(io.BytesIO(content(document)))
    return "".join(page.extract_text() for page in reader.pages), reader


def word_text(document: Document) -> str:
    word = Word(io.BytesIO(content(document)))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in word.paragraphs), *cells])


EXPECTED = (
    "进度报告", "𠮷祥助老", "巾帽西丽二队", "资金使用", "1,234.56", "预算执行率", "10.29%", "上门探访", "服务人次",
    "预警")


def test_the_pdf_has_chinese_text_and_embeds_every_font(report):
    words, reader = pdf_text(file_of(report, "pdf"))
    for expected in EXPECTED:
        assert expected in words.replace("\n", ""), expected
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert "/FontFile3" in descriptor or "/FontFile2" in descriptor


def test_the_word_file_has_chinese_text_and_names_chinese_fonts(report):
    document = file_of(report, "docx")
    words = word_text(document)
    for expected in (*EXPECTED, RARE, "=1+1 上门探访 <b>"):
        assert expected in words, expected
    assert "{{" not in words and "{%" not in words
    with zipfile.ZipFile(io.BytesIO(content(document))) as archive:
        styles = archive.read("word/styles.xml").decode()
        pictures = [name for name in archive.namelist() if name.startswith("word/media/")]
        assert len(pictures) == 1 and archive.read(pictures[0]).startswith(b"\x89PNG")  # the chart of the PDF
    assert 'w:eastAsia="宋体"' in styles and 'w:eastAsia="黑体"' in styles


def test_the_words_of_the_organization_stay_text(report, member):
    judging.edit(report, by=member, seen=0, now=NOW, words={
        "results": "第一段 & <w:p>\n第二段 {{ 1+1 }} #set page() *星* $x$", "problems": "", "next_plan": ""})
    for kind, read in (("pdf", lambda d: pdf_text(d)[0]), ("docx", word_text)):
        words = read(file_of(report, kind))
        assert "{{ 1+1 }}" in words and "#set page()" in words and "*星*" in words and "<w:p>" in words


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_the_same_content_is_set_once(report, kind):
    first = file_of(report, kind)
    with time_machine.travel(datetime(2026, 2, 9, tzinfo=UTC)):
        assert file_of(get(), kind) == first
    assert ReportFile.objects.count() == Document.objects.count() == 1


def test_new_content_is_set_anew_and_the_old_file_goes(report, django_capture_on_commit_callbacks):
    first = file_of(report, "pdf")
    make_activity(report.project, date=date(2026, 1, 8))
    with django_capture_on_commit_callbacks(execute=True):
        second = file_of(get(), "pdf")
    assert second != first
    assert list(Document.objects.all()) == [second]
    assert not first.file.storage.exists(first.file.name)


def test_an_accepted_report_keeps_its_file_whatever_happens_later(report, member, officer):
    judging.edit(report, by=member, seen=0, words={"results": "探访"}, now=NOW)
    judging.act("submit", report, by=member, seen=1, note="", now=NOW)
    judging.act("accept", report, by=officer, seen=2, note="", now=NOW)
    kept = {kind: (file_of(get(), kind).pk, content(file_of(get(), kind))) for kind in ("pdf", "docx")}
    report.project.activities.update(person_times=999)
    type(report.project).objects.update(name="改名")
    type(report.project.contractor).objects.update(name="改名机构")
    for kind, (pk, was) in kept.items():
        again = file_of(get(), kind)
        assert again.pk == pk and content(again) == was and RARE in again.name
    ReportFile.objects.all().delete()  # even set anew it prints the same numbers
    assert "𠮷祥助老" in pdf_text(file_of(get(), "pdf"))[0] and not stands("999", pdf_text(file_of(get(), "pdf"))[0])


def test_a_download_is_named_in_chinese_and_kept_private(client, report, member):
    client.force_login(member)
    answer = client.get(reverse("projects:report-docx", args=[report.pk]))
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    assert answer["X-Content-Type-Options"] == "nosniff" and "attachment" in answer["Content-Disposition"]
    assert "%E7%AC%AC%201%20%E6%9C%9F" in answer["Content-Disposition"]  # 第 1 期


def test_the_paper_is_chinese_for_an_english_reader_too(client, report, member):
    client.force_login(member)
    client.cookies["django_language"] = "en"
    answer = client.get(reverse("projects:report-pdf", args=[report.pk]))
    words = pypdf.PdfReader(io.BytesIO(b"".join(answer.streaming_content))).pages[0].extract_text()
    assert "进度报告" in words and "Progress report" not in words
