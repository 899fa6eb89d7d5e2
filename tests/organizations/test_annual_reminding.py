"""Reminders of annual reports: the ladder before and after the day, never on a rest day, each once."""

from datetime import date, timedelta

import pytest

from incubator.notices.models import Letter
from incubator.notices.wording import words
from incubator.rulebook.models import Rule
from incubator.workdays import is_workday
from organizations import tasks
from organizations.annual import campaigns, duties
from organizations.reminding import remind
from tests.factories import make_member, make_organization
from tests.organizations.annual_acts import (
    DUE,
    cost,
    decided,
    duty_of,
    handed_in,
    opened,
    planned,
    rectification,
    take,
)
from tests.racing import race, race_posts

pytestmark = pytest.mark.django_db


def steps(person, about="annual"):
    """(step, day of the year) of the reminders this person had, in order."""
    letters = Letter.objects.filter(recipient=person, channel="inbox", key__startswith=f"{about}:").order_by("pk")
    return [letter.key.split(":", 3)[3] for letter in letters if letter.key.count(":") == 3]


def days(first, last, *, but=()):
    day = first
    while day <= last:
        if day not in but:
            remind(today=day)
        day += timedelta(days=1)


@pytest.fixture
def asked(street, organization, member, officer):
    opened(street, officer)
    return organization


def test_the_whole_ladder_day_by_day_each_step_once(asked, member):
    sent = {}
    day = date(2026, 2, 20)
    while day <= date(2026, 4, 30):
        if remind(today=day):
            sent[steps(member)[-1]] = day
        assert remind(today=day) == 0
        day += timedelta(days=1)
    assert sent == {
        "due-30": date(2026, 3, 2),  # 1 March is a Sunday
        "due-7": date(2026, 3, 24), "due-1": date(2026, 3, 30), "overdue-1": date(2026, 4, 7),
        "overdue-2": date(2026, 4, 14), "overdue-3": date(2026, 4, 21), "overdue-4": date(2026, 4, 28)}


def test_spring_festival_is_left_out_and_its_worked_saturdays_are_not(street, organization, member, officer):
    """15 to 23 February 2026 are off; Saturdays 14 and 28 February are worked."""
    opened(street, officer, due_on=date(2026, 2, 28))
    sent = [day for day in (date(2026, 1, 26) + timedelta(days=n) for n in range(60)) if remind(today=day)]
    assert all(is_workday(day) for day in sent)
    # 29 January is a Thursday; 21 February lies in the festival; 27 is a Friday; 7 and 14 March are Saturdays off
    assert sent[:5] == [date(2026, 1, 29), date(2026, 2, 24), date(2026, 2, 27), date(2026, 3, 9), date(2026, 3, 16)]


def test_a_step_on_a_worked_saturday_goes_out_that_day(street, organization, member, officer):
    opened(street, officer, due_on=date(2026, 3, 16))
    assert remind(today=date(2026, 2, 13)) == 0 and remind(today=date(2026, 2, 14)) > 0
    assert steps(member) == ["due-30"]


def test_weeks_of_outage_are_caught_up_with_the_latest_step_only(asked, member):
    remind(today=date(2026, 3, 2))
    remind(today=date(2026, 4, 15))
    remind(today=date(2026, 4, 16))
    assert steps(member) == ["due-30", "overdue-2"]


def test_readers_the_exempt_and_those_who_left_the_register_hear_nothing(asked, community, member, officer, reader):
    exempt, gone = make_organization(community), make_organization(community)
    people = [make_member(one) for one in (exempt, gone)]
    campaigns.refresh_all(today=date(2026, 1, 6))
    duty = duty_of(exempt)
    duties.act("exempt", duty, by=officer, seen=duty.version, note="正在注销", today=DUE)
    type(gone).objects.filter(pk=gone.pk).update(status="cancelled")
    assert remind(today=DUE) == 1  # to the member of the first
    assert [steps(person) for person in (*people, reader)] == [[], [], []]


def test_a_report_that_is_in_is_not_reminded_of_and_one_sent_back_by_its_own_day(asked, member, officer):
    matter = handed_in(asked, on=date(2026, 3, 30))
    assert remind(today=DUE) == 0
    take("return", matter, by=officer, on=date(2026, 4, 3))
    days(date(2026, 4, 7), date(2026, 4, 28))  # to be corrected by 20 April
    assert steps(member) == ["due-30", "due-7", "due-1", "overdue-1"]
    assert {letter.params["due_on"] for letter in Letter.objects.filter(
        template__in=["annual-due", "annual-overdue"])} == {"2026-04-20"}


def test_a_later_day_begins_the_ladder_anew(asked, member, officer):
    remind(today=date(2026, 3, 30))
    duty = duty_of(asked)
    duties.postpone(duty, by=officer, seen=duty.version, note="换届", due_on=date(2026, 4, 30), today=DUE)
    remind(today=date(2026, 4, 1))
    assert steps(member) == ["due-1", "due-30"]


def test_a_closed_campaign_reminds_nobody(asked, member, officer):
    campaign = duty_of(asked).campaign
    campaigns.act("close", campaign, by=officer, seen=campaign.version, note="", today=DUE)
    assert remind(today=date(2026, 4, 7)) == 0


def test_the_officers_hear_once_of_all_who_did_not_answer_two_reminders(
    asked, community, officer, other_officer, district_officer, member
):
    for _ in range(3):
        organization = make_organization(community)
        make_member(organization)
    campaigns.refresh_all(today=date(2026, 1, 6))
    days(date(2026, 4, 1), date(2026, 4, 14))
    told = Letter.objects.filter(template="annual-escalated", channel="inbox")
    assert [letter.recipient_id for letter in told] == [officer.pk]
    subject, body = words(told[0].template, told[0].params)
    assert "4" in subject and "2 次提醒" in body and told[0].url.endswith("?state=late")


def test_the_ladder_of_the_rectification(asked, member, officer):
    decided(asked, officer, "basically_qualified", on=DUE)  # until 30 June
    days(date(2026, 5, 25), date(2026, 7, 15))
    # 31 May is a Sunday
    assert steps(member, "rectify") == ["due-30", "due-7", "due-1", "overdue-1", "overdue-2"]
    assert Letter.objects.filter(template="rectify-escalated", recipient=officer, channel="inbox").count() == 1
    rectification(asked, on=date(2026, 7, 16))
    assert remind(today=date(2026, 7, 21)) == 0


def test_a_rectification_sent_back_is_reminded_of_by_the_day_of_its_correction(asked, member, officer):
    decided(asked, officer, "basically_qualified", on=DUE)  # until 30 June
    matter = rectification(asked, on=date(2026, 6, 30))
    take("return", matter, by=officer, on=date(2026, 7, 10))  # ten workdays: until 24 July
    days(date(2026, 7, 13), date(2026, 7, 31))
    assert steps(member, "rectify") == ["due-30", "due-7", "due-1", "overdue-1"]
    assert {letter.params["rectify_by"] for letter in Letter.objects.filter(
        template__in=["rectify-due", "rectify-overdue"])} == {"2026-07-24"}


def test_another_ladder_for_one_street(asked, member, street):
    for key, value in (("annual-reminder-days", [-3]), ("annual-overdue-every-days", 2)):
        Rule.objects.create(key=key, area_code=street.code, value=value, effective_from=date(2026, 1, 1), source="街道")
    days(date(2026, 3, 1), date(2026, 4, 3))
    assert steps(member) == ["due-3", "overdue-1"]


def test_many_organizations_cost_no_more_than_few(asked, community, officer):
    few = cost(date(2026, 3, 30))
    for _ in range(30):
        make_member(make_organization(community))
    campaigns.refresh_all(today=date(2026, 1, 6))
    assert cost(date(2026, 4, 7)) <= few


def test_the_tasks_ask_the_clock(asked, member, time_machine):
    time_machine.move_to("2026-03-30 18:00+08:00")
    tasks.refresh_campaigns()
    tasks.remind()
    assert steps(member) == ["due-1"]


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_leave_the_letters_of_one(street, organization, member, officer):
    opened(street, officer)
    before = Letter.objects.count()
    assert not [error for error in race(lambda i: remind(today=date(2026, 3, 30))) if isinstance(error, Exception)]
    assert Letter.objects.count() == before + 1 and steps(member) == ["due-1"]


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_open_a_campaign_once(street, community, officer):
    for _ in range(5):
        make_member(make_organization(community))
    campaign = planned(street, officer, due_on=date(2099, 3, 31))
    found = race_posts(officer, f"/organizations/annual/{campaign.pk}/open/", {"version": campaign.version})
    assert sorted(set(found)) == [302, 409] and found.count(302) == 1
    assert campaign.duties.count() == 5
    assert Letter.objects.filter(template="annual-asked", channel="inbox").count() == 5
    assert [change.action for change in campaign.changes.all()] == ["create", "open"]


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_ask_who_came_since_once(street, community, officer):
    campaign = opened(street, officer)
    for _ in range(5):
        make_organization(community)
    assert sorted(race(lambda i: campaigns.refresh_all(today=DUE))) == [0] * 9 + [5]
    assert campaign.duties.count() == 5
