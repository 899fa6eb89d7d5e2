"""Reminders before, on and after the due day; a missed day is caught up once; nobody hears the same thing twice."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from incubator.notices.models import Letter
from incubator.notices.wording import words
from incubator.rulebook.models import Rule
from incubator.workdays import is_workday
from incubator.workflow import Incomplete, Stale
from projects import tasks
from projects.models import ProgressReport
from projects.reminding import remind, stage
from projects.reporting import judging
from projects.reporting.making import make_reports
from tests.factories import make_member

DUE = date(2026, 6, 5)  # a Friday: five working days after 31 May (it is 5 June with no holiday between)
BEFORE, EVERY = [-7, -3, -1, 0], 7


@pytest.fixture
def report(project, member):
    """Report 5, of May 2026."""
    make_reports(today=date(2026, 6, 1), now=datetime(2026, 6, 1, 1, tzinfo=UTC))
    ProgressReport.objects.exclude(number=5).delete()
    Letter.objects.all().delete()
    return ProgressReport.objects.select_related("project__contractor").get()


def inbox(person, template="") -> list[str]:
    """The steps this person was told of, in order."""
    letters = Letter.objects.filter(recipient=person, channel="inbox").order_by("pk")
    return [letter.key.split(":", 2)[2] for letter in letters if not template or letter.template == template]


def name_of(today, **more):
    found = stage(DUE, today=today, before=BEFORE, every=EVERY, **more)
    return found and found.name


@pytest.mark.parametrize(("days", "expected"), [
    (-30, None), (-8, None), (-7, "due-7"), (-6, "due-7"), (-4, "due-7"), (-3, "due-3"), (-2, "due-3"),
    (-1, "due-1"), (0, "due-0"), (1, "due-0"), (6, "due-0"), (7, "overdue-1"), (13, "overdue-1"), (14, "overdue-2"),
    (365, "overdue-52"),
])
def test_the_step_is_a_range_of_days_not_one_day(days, expected):
    assert name_of(DUE + timedelta(days=days)) == expected


@given(st.dates(date(2025, 1, 1), date(2028, 1, 1)), st.dates(date(2025, 1, 1), date(2028, 1, 1)))
def test_steps_never_go_back_as_days_pass(due_on, day):
    def rank(today):
        found = stage(due_on, today=today, before=BEFORE, every=EVERY)
        if found is None:
            return -100
        return found.overdue if found.overdue else -int(found.name.removeprefix("due-"))

    assert rank(day) <= rank(day + timedelta(days=1))


def test_a_report_sent_back_late_is_counted_from_that_day():
    back = DUE + timedelta(days=20)
    assert name_of(back + timedelta(days=6), returned_on=back) is None
    assert name_of(back + timedelta(days=7), returned_on=back) == f"overdue-1-since-{back}"
    assert name_of(DUE, returned_on=DUE - timedelta(days=1)) == "due-0"


def test_the_whole_ladder_day_by_day_each_step_once(report, member):
    assert report.due_on == DUE
    day = date(2026, 5, 25)
    while day <= DUE + timedelta(days=22):
        for _hour in range(3):
            remind(today=day)
        day += timedelta(days=1)
    # 7 days before the due day the report was not made yet in real life; here it was, and is told of then
    assert inbox(member) == ["due-7", "due-3", "due-1", "due-0", "overdue-1", "overdue-2", "overdue-3"]


def test_days_that_were_missed_are_caught_up_with_the_latest_step_only(report, member):
    remind(today=date(2026, 5, 29))  # due-7
    # the machine is off until the 17th, 12 days after the due day
    remind(today=date(2026, 6, 17))
    remind(today=date(2026, 6, 18))
    assert inbox(member) == ["due-7", "overdue-1"]


def test_nothing_goes_out_on_a_rest_day_and_the_next_workday_catches_up(report, member):
    saturday = date(2026, 6, 13)
    assert not is_workday(saturday)
    assert remind(today=saturday) == 0 and inbox(member) == []
    remind(today=date(2026, 6, 15))
    assert inbox(member) == ["overdue-1"]


def test_readers_and_former_members_hear_nothing(report, member, reader):
    gone = make_member(report.project.contractor)
    gone.memberships.update(ended_at=datetime(2026, 1, 1, tzinfo=UTC))
    remind(today=DUE)
    assert (inbox(member), inbox(reader), inbox(gone)) == (["due-0"], [], [])


@pytest.mark.parametrize("status", ["submitted", "accepted"])
def test_a_report_that_is_in_is_not_reminded_of(report, member, status):
    ProgressReport.objects.update(status=status, results="做了很多工作")
    assert remind(today=DUE + timedelta(days=17)) == 0
    assert inbox(member) == []


def test_the_officers_of_the_street_hear_after_two_reminders_went_unanswered(
    report, member, officer, other_officer, community_worker, district_officer
):
    remind(today=DUE + timedelta(days=7))
    assert inbox(officer) == []
    for days in (14, 17, 17):  # 14 days after is the Dragon Boat Festival: nobody is told on that day
        remind(today=DUE + timedelta(days=days))
    assert inbox(officer) == ["overdue-2:escalated"]
    assert [inbox(other) for other in (other_officer, community_worker, district_officer)] == [[], [], []]


def test_the_steps_follow_the_rule_of_the_area(report, member):
    Rule.objects.create(key="report-reminder-days", area_code="330105005", value=[-2], effective_from=date(2026, 1, 1),
                        source="街道通知")
    Rule.objects.create(key="report-overdue-every-days", area_code="330105005", value=3,
                        effective_from=date(2026, 1, 1), source="街道通知")
    for day in (date(2026, 6, 1), date(2026, 6, 3), DUE, date(2026, 6, 8)):
        remind(today=day)
    assert inbox(member) == ["due-2", "overdue-1"]


def test_who_has_an_address_gets_the_step_by_mail_too_once(report, member):
    member.email = "member@example.org"
    member.save()
    for _again in range(3):
        remind(today=DUE)
    assert Counter(Letter.objects.values_list("channel", flat=True)) == {"inbox": 1, "mail": 1}
    assert Letter.objects.get(channel="mail").done_at is None  # waits for the post


def test_the_words_are_chosen_by_code_and_read_in_both_languages(report, member):
    """Params are codes, dates and names: the same letter reads in either language, and no word decides anything."""
    with translation.override("zh-hans"):
        remind(today=DUE + timedelta(days=17))
    with translation.override("en"):
        assert remind(today=DUE + timedelta(days=17)) == 0
    letter = Letter.objects.get(template="report-overdue")
    with translation.override("zh-hans"):
        assert "逾期" in words(letter.template, letter.params)[0]
    with translation.override("en"):
        assert "overdue" in words(letter.template, letter.params)[0]


def test_the_task_goes_by_the_office_date(report, member):
    with time_machine.travel(datetime(2026, 6, 3, 15, 59, tzinfo=UTC)):  # still the 3rd in Hangzhou
        tasks.remind()
    with time_machine.travel(datetime(2026, 6, 3, 16, 1, tzinfo=UTC)):  # the 4th: one day before
        tasks.remind()
        tasks.remind()
    assert inbox(member) == ["due-3", "due-1"]


def test_a_project_that_ended_is_reminded_of_its_last_report(report, member):
    type(report.project).objects.update(status="closed")
    remind(today=DUE + timedelta(days=7))
    assert inbox(member) == ["overdue-1"]


def at(day):
    return time_machine.travel(datetime(day.year, day.month, day.day, 1, tzinfo=UTC), tick=False)


def ask(report, officer, day):
    with at(day):
        judging.act("remind", report, by=officer, seen=report.version, note="", now=timezone.now())


def test_an_officer_asks_for_an_overdue_report_once_a_day(report, member, officer):
    with pytest.raises(Incomplete) as too_early:
        ask(report, officer, DUE)
    assert "2026-06-05" in too_early.value.messages[0]
    ask(report, officer, DUE + timedelta(days=1))
    with pytest.raises(Incomplete) as again:
        ask(report, officer, DUE + timedelta(days=1))
    assert len(again.value.messages) == 1
    ask(report, officer, DUE + timedelta(days=2))
    assert inbox(member) == ["remind-1", "remind-2"] and not inbox(officer)
    assert Letter.objects.filter(recipient=member, channel="inbox").last().template == "report-urged"
    assert report.changes.filter(action="remind").count() == 2


def test_a_reminder_does_not_throw_away_what_is_being_written(report, member, officer):
    seen = report.version
    ask(report, officer, DUE + timedelta(days=1))
    words = {"results": "探访 12 次", "problems": "", "next_plan": ""}
    judging.edit(report, by=member, seen=seen, words=words, now=timezone.now())
    with pytest.raises(Stale):
        judging.edit(report, by=member, seen=seen, words=words, now=timezone.now())


def test_nobody_to_write_to_is_said(report, officer, member):
    member.memberships.update(ended_at=timezone.now())
    with pytest.raises(Incomplete):
        ask(report, officer, DUE + timedelta(days=1))
    assert not Letter.objects.exists()


def test_the_officer_finds_the_button_and_whom_to_call(client, report, officer, member):
    organization = report.project.contractor
    organization.phone, organization.responsible_person = "13800138000", "王秀英"
    organization.save()
    client.force_login(officer)
    address = reverse("projects:report", args=[report.pk])
    with at(DUE):
        early = client.get(address)
    assert early.context["contact"] is None and not early.context["actions"]
    with at(DUE + timedelta(days=1)):
        late = client.get(address)
        words = late.content.decode()
        assert [action.name for action in late.context["actions"]] == ["remind"]
        assert "催交" in words and "王秀英" in words and "13800138000" not in words
        assert reverse("accounts:reveal", args=["organizations.organization", organization.pk, "phone"]) in words
        assert client.post(f"{address}remind/", {"version": report.version}).status_code == 302
        asked = client.get(address)
        assert not asked.context["actions"] and "今天已催交" in asked.content.decode()
        report.refresh_from_db()
        again = client.post(f"{address}remind/", {"version": report.version}, follow=True)
        assert again.status_code == 400 and "今天已催交过" in again.content.decode()
        assert client.post(f"/api/v1/reports/{report.pk}/actions/remind/", headers={
            "If-Match": f'"{report.version}"'}).status_code == 400
        assert report.changes.filter(action="remind").count() == 1
        client.force_login(member)
        assert client.get(address).context["contact"] is None
