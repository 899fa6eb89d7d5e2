"""Many progress reports judged at once: in their order, each by itself; and overdue ones asked for."""

import uuid
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils.translation import override
from rest_framework.test import APIClient

from incubator.accounts.models import Batch
from incubator.notices.models import Letter
from incubator.notices.wording import words
from projects.models import ProgressReport
from projects.reporting import judging
from projects.reporting.making import make_reports
from tests.factories import make_project

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 4, 1, tzinfo=UTC)
BATCH = reverse("projects:reports-batch")


@pytest.fixture
def page(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def reports(organization, member):
    """The January and February reports of two projects, handed in."""
    for _n in range(2):
        make_project(organization)
    make_reports(today=date(2026, 3, 4), now=NOW)
    found = list(ProgressReport.objects.select_related("project__area", "project__contractor").order_by(
        "number", "project"))
    for report in found:
        judging.edit(report, by=member, seen=report.version, words={"results": "探访 12 次"}, now=NOW)
        judging.act("submit", report, by=member, seen=report.version, note="", now=NOW)
    return found


def sent(reports, action, **more):
    return {"token": uuid.uuid4(), "action": action, "query": "",
            "item": [f"{r.pk}:{r.version}" for r in reports]} | more


def outcomes() -> dict[int, str]:
    return dict(Batch.objects.latest("pk").items.values_list("thing", "outcome"))


def test_reports_of_many_projects_are_accepted_at_once(page, reports):
    january = [report for report in reports if report.number == 1]
    asked = page.post(BATCH, {"action": "accept", "item": [r.pk for r in january], "query": "status=submitted"})
    assert [row.leads_to for row in asked.context["possible"]] == ["已通过"] * 2
    assert "数据" in asked.content.decode()  # the warning of the step: the figures are frozen
    page.post(BATCH, sent(january, "accept"))
    assert set(outcomes().values()) == {"done"}


def test_one_that_waits_for_an_earlier_one_is_left(page, reports):
    first, _other, later, other_later = reports
    page.post(BATCH, sent([other_later, first], "accept"))
    assert outcomes() == {other_later.pk: "incomplete", first.pk: "done"}
    page.post(BATCH, sent([later], "accept"))  # counted once more since: the officer has not seen these figures
    assert outcomes() == {later.pk: "stale"}


def test_sending_back_needs_a_reason(page, reports):
    assert page.post(BATCH, sent(reports, "return")).status_code == 400
    page.post(BATCH, sent(reports, "return", usual=["支出与凭证不符，请核对"]))
    assert set(outcomes().values()) == {"done"}
    assert reports[0].changes.get(action="return").note == "支出与凭证不符，请核对"


def test_only_overdue_ones_are_asked_for_and_once_a_day(page, reports, member, organization):
    make_project(organization)
    make_reports(today=date(2026, 3, 4), now=NOW)
    due = list(ProgressReport.objects.filter(status="due"))
    assert due
    page.post(BATCH, sent([*due, reports[0]], "remind", note="请于周五前提交"))
    assert outcomes() == {reports[0].pk: "conflict", **{r.pk: "done" for r in due}}
    page.post(BATCH, sent(ProgressReport.objects.filter(status="due"), "remind"))
    assert set(outcomes().values()) == {"conflict"}
    assert Letter.objects.filter(recipient=member, channel="inbox", template="report-urged").count() == len(due)
    letter = Letter.objects.filter(recipient=member, template="report-urged").first()
    assert words(letter.template, letter.params)[1].endswith("请贵单位尽快提交。请于周五前提交")


def test_a_filter_nobody_understands_chooses_nobody(page, reports):
    lost = page.post(BATCH, {"action": "accept", "all": "1", "query": "month=yesterday"}, follow=True)
    assert "请至少选择一项" in lost.content.decode()
    asked = page.post(BATCH, {"action": "accept", "all": "1", "query": "status=submitted"})
    assert len(asked.context["possible"]) == len(reports)


def test_machines_have_the_same_door(reports, officer):
    client = APIClient()
    client.force_authenticate(officer)
    answer = client.post("/api/v1/reports/batch/", {"action": "accept", "items": [
        {"id": reports[0].pk, "version": reports[0].version}, {"id": reports[3].pk, "version": reports[3].version},
    ]}, format="json")
    assert [one["status"] for one in answer.data["results"]] == [200, 400]


def test_why_a_report_was_left_is_read_in_any_language(page, reports):
    february = [report for report in reports if report.number == 2][:1]
    page.post(BATCH, sent(february, "accept"))
    item = Batch.objects.latest("pk").items.get()
    assert "第 1 次进度报告尚未通过" in item.words
    with override("en"):
        assert item.words.startswith("Report 1 of this project is not accepted yet")
