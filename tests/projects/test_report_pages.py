"""The pages about reports: who sees what, what comes first, what a form keeps, and how many queries it takes."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projects.models import ProgressReport
from projects.reporting import judging
from projects.reporting.making import make_reports
from projects.reports.printed import planned
from tests.factories import make_activity, make_organization, make_project, make_spending

NOW = datetime(2026, 3, 4, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def march():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def report(project):
    make_activity(project, date=date(2026, 1, 5), content="<b>上门探访</b>")
    make_spending(project, date=date(2026, 1, 6))
    make_reports(today=date(2026, 2, 1), now=NOW)
    return ProgressReport.objects.get()


def page(client, user, name, *args, **query):
    client.force_login(user)
    answer = client.get(reverse(f"projects:{name}", args=args), query)
    if answer.streaming:
        b"".join(answer.streaming_content)  # to the end, which closes the file
    return answer


def put(report, status, **fields):
    ProgressReport.objects.filter(pk=report.pk).update(status=status, results="开展上门探访", **fields)


ACCESS = [
    ("district_officer", 200, 200), ("officer", 200, 200), ("other_officer", 404, 200), ("community_worker", 404, 200),
    ("member", 200, 403), ("reader", 200, 403), ("stranger", 404, 403), ("resident", 404, 403),
]


@pytest.mark.parametrize(("person", "one", "summary"), ACCESS)
def test_who_opens_which_page(client, report, cast, person, one, summary):
    user = cast[person]
    assert page(client, user, "reports").status_code == 200
    assert page(client, user, "report", report.pk).status_code == one
    for kind in ("report-pdf", "report-docx"):
        assert page(client, user, kind, report.pk).status_code == one
    assert page(client, user, "report-edit", report.pk).status_code == (
        200 if person == "member" else 403 if one == 200 else 404)
    for name in ("summary", "summary-file"):
        assert page(client, user, name).status_code == summary


def test_nobody_gets_in_without_signing_in(client, report):
    for name, args in [("reports", ()), ("report", (report.pk,)), ("summary", ()), ("summary-file", ()),
                       ("report-edit", (report.pk,)), ("report-pdf", (report.pk,)), ("report-docx", (report.pk,))]:
        assert client.get(reverse(f"projects:{name}", args=args)).status_code == 302


def test_overdue_comes_first_and_is_said_in_words(client, organization, officer):
    for n, status in enumerate(["accepted", "submitted", "returned", "due"]):
        project = make_project(organization, name=f"项目{status}", starts_on=date(2026, 2, 1 + n))
        make_reports(today=date(2026, 3, 4), now=NOW)
        put(project.progress_reports.get(), status)
    late = make_project(organization, name="项目逾期", ends_on=date(2026, 1, 31))
    make_reports(today=date(2026, 2, 1), now=NOW)
    answer = page(client, officer, "reports")
    names = [row.project for row in answer.context["rows"]]
    assert names == ["项目逾期", "项目submitted", "项目returned", "项目due", "项目accepted"]
    assert "已逾期 26 天" in answer.content.decode()

    def narrowed(**query) -> list[str]:
        return [row.project for row in page(client, officer, "reports", **query).context["rows"]]

    assert narrowed(overdue="on") == narrowed(month="2026-01") == narrowed(q="逾　期") == [late.name]
    assert narrowed(status="submitted") == ["项目submitted"]


def test_a_filter_that_cannot_be_read_says_so(client, report, officer):
    answer = page(client, officer, "reports", month="2026-31")
    assert answer.status_code == 200 and "月份请按" in answer.content.decode()


def test_the_organization_sees_its_own_reports_and_no_other(client, report, member, community):
    make_project(make_organization(community))
    make_reports(today=date(2026, 2, 1), now=NOW)
    assert [row.project for row in page(client, member, "reports").context["rows"]] == [report.project.name]


def test_the_page_shows_figures_words_steps_and_history(client, report, member, officer):
    words = page(client, member, "report", report.pk).content.decode()
    for expected in ("绩效目标", "资金使用", "预算执行率", "尚未填写", "填写报告", "提交"):
        assert expected in words
    assert "<b>上门探访</b>" not in words and "&lt;b&gt;上门探访" in words
    assert "提交</button>" not in words and "通过</button>" not in words  # nothing to hand in yet
    put(report, "due")
    assert "提交</button>" in page(client, member, "report", report.pk).content.decode()
    put(report, "submitted")
    words = page(client, officer, "report", report.pk).content.decode()
    assert "通过</button>" in words and "退回补正" in words


def test_writing_keeps_the_words_and_refreshes_the_figures(client, report, member):
    make_activity(report.project, date=date(2026, 1, 9), person_times=70)
    client.force_login(member)
    answer = client.post(reverse("projects:report-edit", args=[report.pk]), {
        "results": "探访 12 次", "problems": "缺志愿者", "next_plan": "继续", "version": 0})
    assert answer.status_code == 302
    report.refresh_from_db()
    assert (report.results, report.problems, report.next_plan, report.version) == ("探访 12 次", "缺志愿者", "继续", 1)
    assert report.figures["work"]["person_times"] == 100


def test_a_form_refused_keeps_what_was_typed_and_says_every_fault(client, report, member):
    client.force_login(member)
    answer = client.post(reverse("projects:report-edit", args=[report.pk]), {
        "results": "很长" * 2001, "problems": "长" * 4001, "next_plan": "继续努力", "version": 0})
    assert answer.status_code == 400
    assert set(answer.context["form"].errors) == {"results", "problems"}
    assert "继续努力" in answer.content.decode() and "很长" * 2001 in answer.content.decode()
    assert ProgressReport.objects.get().results == ""


def test_an_old_tab_is_told_and_overwrites_nothing(client, report, member):
    client.force_login(member)
    address = reverse("projects:report-edit", args=[report.pk])
    assert client.post(address, {"results": "甲", "version": 0}).status_code == 302
    answer = client.post(address, {"results": "乙", "version": 0})
    assert answer.status_code == 409 and "乙" in answer.content.decode() and "甲" in answer.content.decode()
    assert ProgressReport.objects.get().results == "甲"


def test_steps_by_button(client, report, member, officer):
    def post(user, name, **data):
        client.force_login(user)
        version = ProgressReport.objects.get().version
        address = reverse("projects:report-act", args=[report.pk, name])
        return client.post(address, {"version": version, **data}).status_code

    assert post(member, "submit") == 400
    ProgressReport.objects.update(results="探访")
    assert post(officer, "submit") == 403
    assert post(member, "submit") == 302
    assert post(member, "submit") == 409
    assert post(officer, "return") == 400
    assert post(officer, "return", note="补充材料") == 302
    assert post(member, "submit") == 302
    assert post(member, "accept") == 403
    assert post(officer, "accept") == 302
    assert post(officer, "erase") == 403
    client.force_login(member)
    assert client.post(reverse("projects:report-act", args=[report.pk, "submit"])).status_code == 400
    assert client.get(reverse("projects:report-act", args=[report.pk, "submit"])).status_code == 405


def test_the_report_before_is_shown_while_writing(client, report, member):
    ProgressReport.objects.update(results="一月做了探访", next_plan="二月办讲座")
    make_reports(today=date(2026, 3, 1), now=NOW)
    second = ProgressReport.objects.get(number=2)
    words = page(client, member, "report-edit", second.pk).content.decode()
    assert "一月做了探访" in words and "二月办讲座" in words
    assert page(client, member, "report", report.pk).context["previous"] == [
        (label, "") for label, _words in page(client, member, "report", report.pk).context["previous"]]


def fill(organization, projects: int) -> None:
    for _n in range(projects):
        project = make_project(organization)
        for day in (3, 9, 20):
            make_activity(project, date=date(2026, 1, day))
            make_spending(project, date=date(2026, 1, day))
    make_reports(today=date(2026, 2, 1), now=NOW)


@pytest.mark.parametrize(("person", "name", "number"), [
    ("officer", "reports", 9), ("member", "reports", 8), ("officer", "summary", 7), ("officer", "summary-file", 5)])
def test_a_list_costs_the_same_at_one_and_three_rows(client, organization, cast, person, name, number):
    counts = []
    for more in (1, 2):
        fill(organization, more)
        page(client, cast[person], name)
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse(f"projects:{name}"))
        counts.append(len(seen))
    assert counts == [number, number]


@pytest.mark.parametrize(("person", "name"), [("member", "report"), ("officer", "report"), ("member", "report-edit")])
def test_one_report_costs_at_most_twelve_queries(client, organization, cast, person, name):
    fill(organization, 1)
    report = ProgressReport.objects.get()
    page(client, cast[person], name, report.pk)
    with CaptureQueriesContext(connection) as seen:
        client.get(reverse(f"projects:{name}", args=[report.pk]))
    assert len(seen) <= 12, [query["sql"][:120] for query in seen]


def test_who_judges_a_report_again_reads_on_top_why_it_was_sent_back(client, report, member, officer):
    put(report, "submitted")
    report.refresh_from_db()
    assert "退回意见" not in page(client, officer, "report", report.pk).content.decode()
    judging.act("return", report, by=officer, seen=report.version, note="请补充受益人数", now=NOW)
    judging.act("submit", report, by=member, seen=report.version, note="", now=NOW)
    words = page(client, officer, "report", report.pk).content.decode()
    assert words.index("已重新提交，上次退回意见：") < words.index("请补充受益人数") < words.index("下一步")
    ProgressReport.objects.update(status="accepted")
    assert "上次退回意见" not in page(client, officer, "report", report.pk).content.decode()


def test_what_came_back_stands_on_top_and_is_corrected_first(client, report, member, officer):
    put(report, "submitted")
    report.refresh_from_db()
    judging.act("return", report, by=officer, seen=report.version, note="请补充受益人数", now=NOW)
    shown = page(client, member, "report", report.pk)
    words = shown.content.decode()
    assert words.index("街道意见：") < words.index("请补充受益人数") < words.index("下一步")
    assert "请先按街道意见补正" in words and "补正报告" in words
    assert [(action.name, action.weight) for action in shown.context["actions"]] == [
        ("edit", "secondary"), ("submit", "secondary")]
    form = page(client, member, "report-edit", report.pk).content.decode()
    assert form.index("街道意见：") < form.index("请补充受益人数") < form.index('class="house-form')
    put(report, "submitted")
    assert "街道意见：" not in page(client, member, "report", report.pk).content.decode()


@pytest.mark.parametrize(("indicator", "share", "words"), [
    ("person_times", 10_250, "103"), ("sessions", 149, "1"), ("beneficiaries", 123_456, "1,235"),
    ("service_hours", 10_250, "102.5"),
])
def test_a_share_of_the_plan_has_no_parts_of_people(indicator, share, words):
    assert planned(indicator, share) == words
