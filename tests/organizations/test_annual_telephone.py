"""Where nobody of an organization reads a letter, its street office is told to telephone: once a step, never on a rest
day."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from incubator.notices.models import Letter
from incubator.notices.wording import words
from incubator.workflow import NotNow
from organizations.annual import campaigns, duties
from organizations.models import Membership
from organizations.reminding import NAMED, remind
from tests.factories import make_member, make_organization
from tests.organizations.annual_acts import DUE, cost, decided, duty_of, opened
from tests.racing import race

pytestmark = pytest.mark.django_db


def told(person=None, about="annual"):
    """The inbox letters that ask to telephone, in order."""
    letters = Letter.objects.filter(template=f"{about}-telephone", channel="inbox").order_by("pk")
    return list(letters.filter(recipient=person) if person else letters)


def steps(person, about="annual"):
    return [letter.key.rsplit(":", 1)[1] for letter in told(person, about)]


@pytest.fixture
def silent(community):
    """Two organizations that nobody is registered for."""
    return [make_organization(community, name=name) for name in ("无人登录一队", "无人登录二队")]


@pytest.fixture
def campaign(street, officer, organization, member, silent):
    return opened(street, officer)


def test_the_office_is_told_on_the_days_of_the_reminders_each_step_once(campaign, officer):
    sent = {}
    day = date(2026, 2, 20)
    while day <= date(2026, 4, 30):
        before = len(told(officer))
        remind(today=day)
        if len(told(officer)) > before:
            sent[steps(officer)[-1]] = day
        assert remind(today=day) == 0
        day += timedelta(days=1)
    assert sent == {
        "due-30": date(2026, 3, 2),  # 1 March is a Sunday
        "due-7": date(2026, 3, 24), "due-1": date(2026, 3, 30),
        "overdue-1": date(2026, 4, 7), "overdue-2": date(2026, 4, 14), "overdue-3": date(2026, 4, 21),
        "overdue-4": date(2026, 4, 28)}
    assert len(told()) == len(sent)  # one letter a step, not one an organization


def test_a_step_within_the_spring_festival_waits_for_its_end(street, officer, silent):
    """15 to 23 February 2026 are off; the last day of February is a worked Saturday."""
    opened(street, officer, due_on=date(2026, 2, 28))
    sent = [day for day in (date(2026, 1, 26) + timedelta(days=n) for n in range(50)) if remind(today=day)]
    assert sent[:4] == [date(2026, 1, 29), date(2026, 2, 24), date(2026, 2, 27), date(2026, 3, 9)]


def test_the_letter_says_how_many_and_which_and_leads_to_the_list_of_them(
    campaign, officer, other_officer, district_officer, organization, silent, client
):
    remind(today=date(2026, 3, 2))
    letter, = told()
    assert letter.recipient == officer
    assert letter.url == f"{reverse('organizations:annual', args=[campaign.pk])}?state=unheard"
    subject, body = words(letter.template, letter.params)
    assert "2025" in subject and "2 家" in subject and "2026-03-31" in body
    assert "无人登录一队、无人登录二队" in body and organization.name not in body
    client.force_login(officer)
    page = client.get(letter.url).content.decode()
    assert all(one.name in page for one in silent) and f">{organization.name}<" not in page


def test_of_very_many_some_are_named_and_all_are_counted(street, community, officer):
    for n in range(NAMED + 3):
        make_organization(community, name=f"无人第{n:02}队")
    opened(street, officer)
    remind(today=date(2026, 3, 2))
    letter, = told(officer)
    assert letter.params["count"] == NAMED + 3
    assert letter.params["names"].count("、") == NAMED - 1 and letter.params["names"].endswith("……")


def test_who_has_somebody_by_the_next_step_is_reminded_itself(campaign, officer, silent):
    remind(today=date(2026, 3, 2))
    people = [make_member(one) for one in silent]
    remind(today=date(2026, 3, 24))
    assert steps(officer) == ["due-30"]
    assert all(Letter.objects.filter(recipient=one, template="annual-due").exists() for one in people)


def test_an_organization_whose_people_all_left_is_one_to_telephone(campaign, officer, organization, member):
    Membership.objects.filter(organization=organization).update(ended_at="2026-03-01T00:00Z")
    remind(today=date(2026, 3, 2))
    assert told(officer)[0].params["count"] == 3


def test_readers_alone_answer_nothing_so_the_office_telephones(campaign, officer, organization, member, client):
    """Letter, list, the page of the duty and the batch agree; the reader has no reminder and no more has anybody."""
    Membership.objects.filter(organization=organization).update(right=Membership.Right.READER)
    remind(today=date(2026, 3, 2))
    assert not Letter.objects.filter(template="annual-due").exists()
    assert told(officer)[0].params["count"] == 3 and organization.name in told(officer)[0].params["names"]
    client.force_login(officer)
    assert organization.name in client.get(told(officer)[0].url).content.decode()
    duty = duty_of(organization)
    page = client.get(reverse("organizations:annual-duty", args=[duty.pk]))
    assert "请电话联系" in page.content.decode() and "urge" not in {one.name for one in page.context["actions"]}
    asks = client.post(reverse("organizations:annual-duties-batch"), {"action": "urge", "item": [duty.pk]})
    assert [row.name for row in asks.context["not_possible"]] == [organization.name] and not asks.context["possible"]
    with pytest.raises(NotNow, match="请电话联系"):
        duties.act("urge", duty, by=officer, seen=duty.version, note="", today=DUE)
    Membership.objects.filter(organization=organization).update(right=Membership.Right.EDITOR)
    remind(today=date(2026, 3, 24))
    assert Letter.objects.filter(template="annual-due", recipient=member).exists()
    assert told(officer)[-1].params["count"] == 2


def test_the_exempt_and_those_who_left_the_register_are_not_telephoned(campaign, officer, silent):
    exempt, gone = silent
    duty = duty_of(exempt)
    duties.act("exempt", duty, by=officer, seen=duty.version, note="正在注销", today=DUE)
    type(gone).objects.filter(pk=gone.pk).update(status="cancelled")
    remind(today=DUE)
    assert not told()


def test_a_closed_campaign_asks_for_no_call(campaign, officer):
    campaigns.act("close", campaign, by=officer, seen=campaign.version, note="", today=DUE)
    assert remind(today=date(2026, 4, 7)) == 0


def test_no_reminder_that_nobody_got_is_called_unanswered(campaign, officer, member):
    """Past the second reminder the office hears of those who did not answer; the others it was told to telephone."""
    remind(today=date(2026, 4, 14))
    late = Letter.objects.get(template="annual-escalated", channel="inbox", recipient=officer)
    assert late.params["count"] == 1 and told(officer)[0].params["count"] == 2


def test_a_rectification_that_nobody_hears_of(campaign, organization, officer, member, client):
    decided(organization, officer, "basically_qualified", on=DUE)  # until 30 June
    Membership.objects.filter(organization=organization).update(ended_at="2026-04-01T00:00Z")
    remind(today=date(2026, 6, 1))
    letter, = told(officer, "rectify")
    subject, body = words(letter.template, letter.params)
    assert "整改" in subject and organization.name in body and "2026-06-30" in body
    client.force_login(officer)
    assert organization.name in client.get(letter.url).content.decode()
    page = client.get(reverse("organizations:annual-duty", args=[duty_of(organization).pk])).content.decode()
    assert "请电话联系" in page and "142****0000" in page


def test_many_cost_no_more_than_few(campaign, community, officer):
    few = cost(date(2026, 3, 30))
    for _ in range(30):
        make_organization(community)
    campaigns.refresh_all(today=date(2026, 1, 6))
    assert cost(date(2026, 4, 7)) <= few


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_tell_the_office_once(street, officer, silent):
    opened(street, officer)
    assert not [error for error in race(lambda i: remind(today=date(2026, 3, 30))) if isinstance(error, Exception)]
    assert steps(officer) == ["due-1"]
