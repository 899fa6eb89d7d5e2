"""The monthly summary: the same rows on the page, in the chart and in the workbook."""

import io
import json
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from projects.models import ProgressReport
from projects.reporting.making import make_reports
from projects.reports.monthly import month_rows, months, totals
from tests.factories import make_activity, make_organization, make_project, make_spending

NOW = datetime(2026, 3, 20, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def late_march():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def three(community, other_street):
    """Two projects of the street, one of another street; January and February are over."""
    for n, area in enumerate([community, community, other_street]):
        contractor = make_organization(area, name=f"=机构{n}")
        project = make_project(contractor, name=f"项目{n}", area=area.parent if n < 2 else area)
        for month in (1, 2):
            make_activity(project, date=date(2026, month, 5), person_times=100 * (n + 1), hours=Decimal("2.25"))
            make_spending(project, date=date(2026, month, 5), amount_fen=10_050 * (n + 1))
    make_reports(today=date(2026, 3, 1), now=NOW)
    return ProgressReport.objects.order_by("project", "number")


def rows_of(officer, month=date(2026, 2, 1)):
    return month_rows(ProgressReport.objects.visible_to(officer), month, today=date(2026, 3, 20))


def test_the_rows_are_those_of_the_month_and_the_street(three, officer, district_officer):
    ProgressReport.objects.filter(project__name="项目1").update(
        status="accepted", results="好", submitted_at=NOW - timedelta(days=9), accepted_at=NOW)
    first, second = rows_of(officer)
    assert (first.project, first.status, first.is_overdue, first.person_times, first.hours) == (
        "项目0", "due", True, 100, 225)
    assert (first.spent, first.spent_so_far, first.budget, first.execution) == (10_050, 20_100, 1_200_000, "1.68%")
    assert (second.status, second.is_overdue, second.submitted_on, second.accepted_on) == (
        "accepted", False, date(2026, 3, 11), date(2026, 3, 20))
    assert len(rows_of(district_officer)) == 3
    assert months(ProgressReport.objects.visible_to(officer)) == [(date(2026, 2, 1), 2), (date(2026, 1, 1), 2)]


def test_totals_sum_and_the_rate_is_of_the_sums(three, officer):
    whole = totals(rows_of(officer))
    assert (whole.reports, whole.handed_in, whole.overdue, whole.person_times, whole.hours) == (2, 0, 2, 300, 450)
    assert whole.execution == "2.51%"  # 60,300 of 2,400,000 fen: 2.5125
    assert totals([]).execution == ""


def test_the_page_shows_the_last_month_with_reports_and_lets_choose(client, three, officer):
    client.force_login(officer)
    words = client.get(reverse("projects:summary")).content.decode()
    assert "2026-02" in words and "项目0" in words and "逾期" in words and "项目2" not in words
    january = client.get(reverse("projects:summary"), {"month": "2026-01"})
    assert january.context["month"] == date(2026, 1, 1)
    assert client.get(reverse("projects:summary"), {"month": "2019-05"}).context["rows"] == []
    assert client.get(reverse("projects:summary"), {"month": "Mai"}).status_code == 200


def test_the_chart_data_is_the_table_and_scripts_stay_in_files(client, three, officer):
    client.force_login(officer)
    answer = client.get(reverse("projects:summary"))
    words = answer.content.decode()
    found = re.search(r'<script id="chart-data" type="application/json">(.*?)</script>', words, re.S)
    data = json.loads(found[1])
    assert dict(zip(data["labels"], data["person_times"], strict=True)) == {"=机构0": 100, "=机构1": 200}
    assert data["spent"] == [402.0, 201.0]
    assert words.count("<svg") == 2  # still pictures for a page without scripts
    assert not re.search(r"<script(?![^>]*(src=|application/json))", words)
    assert not re.search(r'\sstyle="|\son\w+="|<style', words)


def test_the_workbook_holds_the_rows_of_the_page(client, three, officer):
    client.force_login(officer)
    answer = client.get(reverse("projects:summary-file"), {"month": "2026-02"})
    assert "2026-02.xlsx" in answer["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    header, *lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert header[:5] == ["项目", "承接主体", "所属区域", "报告", "状态"] and len(header) == 16
    assert [line[:2] for line in lines] == [["项目0", "=机构0"], ["项目1", "=机构1"], ["合计", None]]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert lines[0][4] == "待填报（已逾期）" and lines[0][5] == datetime(2026, 3, 6)
    assert lines[0][9:15] == [100, 2.25, 100.5, 201, 12000, 0.0168]
    assert lines[2][9] == 300 and lines[2][14] == 0.0251
    assert lines[2][3] is None  # the number of a report is nothing to sum
    assert sheet["O2"].number_format == "0.00%"


def test_the_command_line_month_and_the_page_agree(client, three, officer):
    client.force_login(officer)
    for month in ("2026-01", "2026-02"):
        page = client.get(reverse("projects:summary"), {"month": month}).context["rows"]
        book = openpyxl.load_workbook(io.BytesIO(client.get(
            reverse("projects:summary-file"), {"month": month}).content)).worksheets[0]
        assert book.max_row - 2 == len(page)
