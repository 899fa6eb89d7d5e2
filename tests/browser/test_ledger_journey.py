"""The street's ledger comes in: faults told at once and marked in the workbook, then 199 organizations, once."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from organizations.models import Organization

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DATA = Path(__file__).parent.parent / "data"
FAULTS = json.loads((DATA / "ledger_bad.expected.json").read_text())


def bring(page, name: str) -> None:
    page.get_by_role("main").get_by_label("台账").set_input_files(DATA / name)
    page.get_by_role("button", name="上传并预览").click()


def test_the_ledger_comes_in(street_office):
    page = street_office.enter(next(iter(street_office.passwords)))
    page.get_by_role("link", name="台账导入").click()
    bring(page, "ledger_bad.xlsx")

    expect(page.get_by_role("heading", name="台账有错误，没有写入任何内容")).to_be_visible()
    table = page.get_by_role("region", name="台账错误一览").get_by_role("row")
    expect(table).to_have_count(1 + len(FAULTS))
    told = [row.inner_text().split("\t")[:2] for row in table.all()[1:]]
    assert told == [[str(fault["row"]), fault["column"]] for fault in FAULTS]
    street_office.look(page, "ledger-faults")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载标注错误的工作簿").click()
    marked = load_workbook(BytesIO(download.value.path().read_bytes())).worksheets[0]
    assert sum(1 for row in marked.iter_rows() for cell in row if cell.comment) >= len(FAULTS)
    assert Organization.objects.count() == 0

    page.get_by_role("link", name="另传一个文件").click()
    bring(page, "ledger.xlsx")
    expect(page.get_by_role("heading", name="导入前预览")).to_be_visible()
    street_office.look(page, "ledger-preview")
    page.get_by_role("button", name="确认导入：新增 199 家").dblclick()
    expect(page.get_by_text("台账已导入名册。")).to_be_visible()
    street_office.look(page, "ledger-done")

    page.get_by_role("main").get_by_role("link", name="社会组织名册").click()
    expect(page.get_by_text("199 家组织")).to_be_visible()
    street_office.look(page, "register")

    page.get_by_role("link", name="台账导入").click()
    bring(page, "ledger.xlsx")
    expect(page.get_by_text("名册与这份台账已经一致，无需导入。")).to_be_visible()
    expect(page.get_by_role("button", name="确认导入")).to_have_count(0)
    assert Organization.objects.count() == 199
