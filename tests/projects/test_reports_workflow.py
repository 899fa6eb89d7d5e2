"""The life of a report as a table, its figures before and after, and what accepting it sets free."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from incubator.notices.models import Letter
from incubator.workflow import Incomplete, NotNow, Stale, WrongStatus
from projects import recording
from projects.models import Activity, Instalment, ProgressReport, Project
from projects.reporting import judging
from projects.reporting.counting import count
from projects.reporting.making import make_reports
from projects.workflow.reports import report_workflow
from tests.factories import make_activity, make_member, make_spending
from tests.projects.conftest import make_voucher

NOW = datetime(2026, 3, 4, 1, tzinfo=UTC)


@pytest.fixture
def report(project):
    make_reports(today=date(2026, 2, 1), now=NOW)
    return ProgressReport.objects.select_related("project__area", "project__contractor", "project__contract").get()


def act(name, report, by, note="", seen=None):
    judging.act(name, report, by=by, seen=report.version if seen is None else seen, note=note, now=NOW)


def put(report, status):
    ProgressReport.objects.filter(pk=report.pk).update(status=status, results="开展上门探访 12 次")
    report.refresh_from_db()


TABLE = {
    ("due", "member"): {"edit", "submit"}, ("returned", "member"): {"edit", "submit"},
    ("submitted", "officer"): {"accept", "return"}, ("due", "officer"): {"remind"},
    ("returned", "officer"): {"remind", "undo"},
}


@pytest.mark.parametrize("status", ProgressReport.Status.values)
def test_who_may_do_what_in_which_state(report, cast, status):
    put(report, status)
    for person, user in cast.items():
        allowed = {action.name for action in report_workflow.available(report, user)}
        assert allowed == TABLE.get((status, person), set()), (status, person)


def test_an_editor_writes_and_an_officer_of_the_contractor_does_not_judge(report, officer):
    editor = make_member(report.project.contractor, "editor")
    assert report_workflow.allows("edit", report, editor)
    put(report, "submitted")
    assert report_workflow.allows("accept", report, officer)
    report.project.contractor.memberships.create(user=officer, right="editor")
    officer = type(officer).objects.get(pk=officer.pk)
    assert not report_workflow.allows("accept", report, officer)


def test_a_report_without_results_is_not_handed_in(report, member):
    with pytest.raises(Incomplete):
        act("submit", report, member)
    report.results = "   "
    report.save()
    with pytest.raises(Incomplete):
        act("submit", report, member)
    assert ProgressReport.objects.get().status == "due"


def test_there_and_back_and_accepted(report, member, officer):
    words = {"results": "探访 12 次", "problems": "", "next_plan": "继续"}
    judging.edit(report, by=member, seen=0, words=words, now=NOW)
    act("submit", report, member)
    with pytest.raises(Incomplete):
        act("return", report, officer)
    act("return", report, officer, note="请补充受益人数")
    assert report.returned_on == date(2026, 3, 4)
    act("submit", report, member)
    act("accept", report, officer)
    report.refresh_from_db()
    assert report.status == "accepted" and report.submitted_at == report.accepted_at == NOW
    assert list(report.changes.values_list("action", "old", "new")) == [
        ("create", "", "due"), ("edit", "due", "due"), ("submit", "due", "submitted"),
        ("return", "submitted", "returned"), ("submit", "returned", "submitted"), ("accept", "submitted", "accepted")]
    assert report.changes.get(action="edit").fields == {"results": ["", "探访 12 次"], "next_plan": ["", "继续"]}
    assert report.changes.get(action="return").note == "请补充受益人数"
    told = Letter.objects.filter(channel="inbox").exclude(template="report-made").order_by("pk")
    assert [(letter.recipient, letter.template) for letter in told] == [
        (officer, "report-submitted"), (member, "report-returned"), (officer, "report-submitted"),
        (member, "report-accepted")]


def test_unknown_and_unoffered_actions_are_refused(report, member):
    for name in ("edit", "create", "erase"):
        with pytest.raises(PermissionDenied):
            act(name, report, member)


def test_records_stand_still_while_the_office_has_the_report_and_are_open_again_when_it_comes_back(
    report, member, officer,
):
    activity = make_activity(report.project, date=date(2026, 1, 5))
    spending = make_spending(report.project, date=date(2026, 1, 5), voucher=make_voucher())
    judging.edit(report, by=member, seen=0, words={"results": "探访"}, now=NOW)
    act("submit", report, member)

    def tries():
        new = Activity(project=report.project, date=date(2026, 1, 31), place="桥西之家", content="探访",
                       person_times=3, beneficiaries=2, hours=1)
        yield lambda: recording.record_activity(new, photos=[], by=member, today=date(2026, 2, 2))
        yield lambda: recording.edit_spending(spending, by=member, seen=0, today=date(2026, 2, 2))
        yield lambda: recording.strike(activity, by=member, seen=0, note="重复登记")

    for attempt in tries():
        with pytest.raises(ValidationError, match="街道审核"):
            attempt()
    assert not recording.is_open(activity) and not recording.is_open(spending)
    act("return", report, officer, note="请补充活动")
    for attempt in tries():
        attempt()
    act("submit", report, member)
    act("accept", report, officer)
    assert judging.figures_now(report) == count([report])[0]
    with pytest.raises(ValidationError, match="已通过"):
        next(tries())()


def test_a_stale_tab_writes_nothing(report, member):
    judging.edit(report, by=member, seen=0, words={"results": "第一版"}, now=NOW)
    other = ProgressReport.objects.select_related("project").get()
    with pytest.raises(Stale):
        judging.edit(other, by=member, seen=0, words={"results": "旧页面"}, now=NOW)
    assert ProgressReport.objects.get().results == "第一版"


def test_figures_follow_the_records_until_the_report_is_handed_in(report, member, officer):
    assert judging.figures_now(report).work.person_times == 0
    make_activity(report.project, date=date(2026, 1, 5), person_times=30)
    assert judging.figures_now(report).work.person_times == 30
    judging.edit(report, by=member, seen=0, words={"results": "探访"}, now=NOW)
    assert report.figures["work"]["person_times"] == 30
    make_activity(report.project, date=date(2026, 1, 6), person_times=20)
    act("submit", report, member)
    assert ProgressReport.objects.get().figures["work"]["person_times"] == 50
    make_activity(report.project, date=date(2026, 1, 7), person_times=25)
    assert judging.figures_now(report).work.person_times == 50  # the officer judges what was handed in
    act("return", report, officer, note="少一次活动")
    assert judging.figures_now(report).work.person_times == 75


def test_accepted_is_frozen_whatever_happens_to_project_work_and_organization(report, member, officer):
    activity = make_activity(report.project, date=date(2026, 1, 5), person_times=30)
    judging.edit(report, by=member, seen=0, words={"results": "探访"}, now=NOW)
    act("submit", report, member)
    act("accept", report, officer)
    frozen = ProgressReport.objects.get()
    before = (frozen.figures, frozen.figures_at, frozen.due_on, judging.figures_now(frozen))
    type(activity).objects.update(person_times=999, status="struck")
    make_activity(report.project, date=date(2026, 1, 9))
    Project.objects.update(name="改了名字", amount_fen=1, starts_on=date(2025, 12, 1), ends_on=date(2026, 1, 20))
    report.project.budget_lines.all().delete()
    report.project.targets.all().delete()
    type(report.project.contractor).objects.update(name="改了名的机构")
    make_reports(today=date(2026, 9, 1), now=NOW + timedelta(days=200))
    after = ProgressReport.objects.get(pk=frozen.pk)
    assert (after.figures, after.figures_at, after.due_on, judging.figures_now(after)) == before
    assert after.period_end == date(2026, 1, 31) and after.number == 1
    with pytest.raises(WrongStatus):
        judging.edit(after, by=member, seen=after.version, words={"results": "改"}, now=NOW)


def test_accepting_opens_the_instalment_that_waits_for_this_report(report, member, officer):
    contract = report.project.contract
    Instalment.objects.filter(contract=contract, order=2).update(trigger="report_accepted", report_number=1)
    third = Instalment.objects.create(
        contract=contract, order=3, amount_fen=1, trigger="report_accepted", report_number=2)
    judging.edit(report, by=member, seen=0, words={"results": "探访"}, now=NOW)
    act("submit", report, member)
    act("accept", report, officer)
    assert Instalment.objects.get(contract=contract, order=2).status == "payable"
    assert Instalment.objects.get(pk=third.pk).status == "waiting"


def test_a_report_counts_as_overdue_the_day_after_its_due_day(report):
    assert not ProgressReport.objects.overdue(report.due_on)
    assert ProgressReport.objects.overdue(report.due_on + timedelta(days=1))
    put(report, "submitted")
    assert not ProgressReport.objects.overdue(report.due_on + timedelta(days=1))


def reports_of(project, count):
    """So many reports of the project, each written and handed in."""
    make_reports(today=date(2026, count + 1, 1), now=NOW)
    found = list(ProgressReport.objects.select_related("project__area", "project__contract").order_by("number"))
    member = project.contractor.memberships.get().user
    for one in found:
        judging.edit(one, by=member, seen=one.version, words={"results": "探访"}, now=NOW)
        act("submit", one, member)
    return found


def test_a_report_is_accepted_only_after_every_earlier_one(project, member, officer, client):
    first, second, third = reports_of(project, 3)
    act("accept", first, officer)
    with pytest.raises(Incomplete, match="第 2 次"):
        act("accept", third, officer)
    client.force_login(officer)
    page = client.get(f"/projects/reports/{third.pk}/").content.decode()
    assert "第 2 次进度报告尚未通过" in page and f"reports/{third.pk}/accept/" not in page
    assert f"reports/{second.pk}/accept/" in client.get(f"/projects/reports/{second.pk}/").content.decode()
    for report in (second, third):
        report.refresh_from_db()  # counted again with each acceptance before it
        act("accept", report, officer)
    assert set(ProgressReport.objects.values_list("status", flat=True)) == {"accepted"}


def test_a_report_made_before_an_earlier_one_waits_for_it(project, member, officer):
    make_reports(today=date(2026, 3, 1), now=NOW, month=(2026, 2))
    second = ProgressReport.objects.select_related("project__area", "project__contract").get()
    judging.edit(second, by=member, seen=second.version, words={"results": "探访"}, now=NOW)
    act("submit", second, member)
    with pytest.raises(Incomplete, match="第 1 次"):
        act("accept", second, officer)


def test_what_is_frozen_counts_what_an_earlier_report_corrected_meanwhile(project, member, officer):
    first, second = reports_of(project, 2)
    act("return", first, officer, note="请补充活动")
    recording.record_activity(
        Activity(project=project, date=date(2026, 1, 5), place="桥西之家", content="探访", person_times=30,
                 beneficiaries=20, hours=1), photos=[], by=member, today=date(2026, 3, 1))
    act("submit", first, member)
    read_before = second.version
    act("accept", first, officer)
    second.refresh_from_db()
    assert judging.figures_now(second).work_so_far.person_times == 30, "the officer reads what will be frozen"
    with pytest.raises(Stale):  # whoever read it before has not seen these figures
        judging.act("accept", second, by=officer, seen=read_before, note="", now=datetime(2026, 3, 2, tzinfo=UTC))
    act("accept", second, officer)
    frozen = ProgressReport.objects.get(pk=second.pk).figures
    assert (frozen["work"]["person_times"], frozen["work_so_far"]["person_times"]) == (0, 30)


def test_a_return_is_taken_back_until_the_records_or_the_report_move(report, member, officer):
    judging.edit(report, by=member, seen=0, words={"results": "探访 12 次"}, now=NOW)
    act("submit", report, member)
    act("return", report, officer, note="请补充")
    act("submit", report, member)
    stood = ProgressReport.objects.filter(pk=report.pk).values().get()
    later = NOW + timedelta(days=2)
    judging.act("return", report, by=officer, seen=report.version, note="看错了", now=later)
    assert report.returned_on == date(2026, 3, 6)
    act("undo", report, officer)
    now = ProgressReport.objects.filter(pk=report.pk).values().get()
    assert now | {"version": 0} == stood | {"version": 0} and stood["returned_on"] == date(2026, 3, 4)
    assert judging.sent_back(report).note == "请补充"
    assert Letter.objects.filter(recipient=member, template="report-taken-back", channel="inbox").count() == 1

    judging.act("return", report, by=officer, seen=report.version, note="又看错了", now=NOW)  # on that day
    act("undo", report, officer)
    assert report.returned_on == date(2026, 3, 4)

    act("return", report, officer, note="请补正")
    activity = make_activity(report.project, date=date(2026, 1, 5))
    with pytest.raises(NotNow, match="记录已有变动"):
        act("undo", report, officer)
    activity.delete()
    judging.edit(report, by=member, seen=report.version, words={"results": "探访 13 次"}, now=NOW)
    with pytest.raises(NotNow, match="其后已有新动作"):
        act("undo", report, officer)
    assert ProgressReport.objects.get().status == "returned"


def test_an_acceptance_stands(report, member, officer):
    judging.edit(report, by=member, seen=0, words={"results": "探访 12 次"}, now=NOW)
    act("submit", report, member)
    act("accept", report, officer)
    with pytest.raises(WrongStatus):
        act("undo", report, officer)
