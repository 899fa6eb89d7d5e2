"""A month's report: made by the clock's task, written, returned, corrected, accepted; on paper and in the summary."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import expect
from pypdf import PdfReader

from incubator.workdays import add_months, today
from organizations.models import Organization
from projects.tasks import make_reports
from tests.factories import make_activity, make_project, make_spending

pytestmark = pytest.mark.browser

NAME = "长者金秋健康课堂"
WORDS = "本期开设健康课堂四次，老人们学会了测量血压。"


@pytest.fixture
def project(street):
    """A project whose first month is over; its report does not exist yet."""
    start = add_months(today() - timedelta(days=3), -1)
    project = make_project(
        Organization.objects.filter(memberships__user__username="org3").earliest("pk"), name=NAME, starts_on=start,
        ends_on=add_months(start, 12) - timedelta(days=1))
    for week in range(4):
        make_activity(project, date=start + timedelta(days=7 * week), hours=Decimal("2.5"), place="桥西之家")
    make_spending(project, date=start + timedelta(days=8), amount_fen=45_000, payee="康乐器材店", purpose="血压计")
    return project


def test_a_report_goes_its_way(street, project):
    make_reports()  # what beat calls every morning
    make_reports()
    assert project.progress_reports.count() == 1
    writer, officer = street.enter("org3", 390), street.enter("street1")

    writer.get_by_role("link", name="填报进度报告").filter(has_text=NAME).click()
    writer.get_by_role("link", name="填写报告").click()
    writer.get_by_label("工作成效").fill("开设健康课堂。")
    street.look(writer, "report-form")
    writer.get_by_role("button", name="保存").click()
    writer.get_by_role("button", name="提交").dblclick()
    expect(writer.get_by_text("待审核", exact=True).first).to_be_visible()

    judge(officer)
    officer.get_by_text("退回补正", exact=True).first.click()
    officer.get_by_label("理由").fill("请写明开课次数和老人的收获。")
    officer.get_by_role("button", name="确认：退回补正").click()
    expect(officer.get_by_text("请写明开课次数和老人的收获。").first).to_be_visible()

    writer.goto("/")
    writer.get_by_role("link", name="修改进度报告").filter(has_text=NAME).click()
    expect(writer.get_by_text("请写明开课次数和老人的收获。").first).to_be_visible()
    street.look(writer, "report-returned")
    writer.get_by_role("link", name="补正报告").click()
    writer.get_by_label("工作成效").fill(WORDS)
    writer.get_by_role("button", name="保存").click()
    writer.get_by_role("button", name="提交").click()
    expect(writer.get_by_text("待审核", exact=True).first).to_be_visible()

    judge(officer)
    street.look(officer, "report-office")
    officer.locator("summary", has_text="通过").click()
    officer.get_by_role("button", name="确认：通过").dblclick()
    expect(officer.get_by_text("已通过", exact=True).first).to_be_visible()
    on_paper(officer)
    monthly_summary(street, officer)


def judge(officer) -> None:
    officer.goto("/admin/")
    officer.get_by_role("link", name="审核进度报告").filter(has_text=NAME).click()


def on_paper(page) -> None:
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").click()
    pdf = PdfReader(BytesIO(download.value.path().read_bytes()))
    said = "".join("".join(sheet.extract_text() for sheet in pdf.pages).split())
    assert NAME in said
    assert WORDS in said
    with page.expect_download() as download:
        page.get_by_role("link", name="Word").click()
    document = Document(BytesIO(download.value.path().read_bytes()))
    said = "".join(part.text or "" for part in document.element.iter() if part.tag.endswith("}t"))
    assert NAME in said
    assert WORDS in said


def monthly_summary(street, page) -> None:
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="月度汇总").click()
    expect(page.get_by_text(NAME).first).to_be_visible()
    street.look(page, "summary")
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel").click()
    book = load_workbook(BytesIO(download.value.path().read_bytes()))
    assert NAME in {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
