"""Where nobody of an organization reads a letter, its street office is told to telephone: once a step, never on a rest
day."""

import io
import re
import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from python_calamine import CalamineWorkbook

from incubator.accounts.models import Disclosure
from incubator.notices.models import Letter
from incubator.notices.wording import words
from incubator.workflow import Incomplete, NotNow
from organizations.annual import campaigns, duties
from organizations.models import Membership
from organizations.reminding import NAMED, remind
from tests.factories import make_member, make_organization
from tests.organizations.annual_acts import DUE, cost, decided, duty_of, opened, rectification
from tests.racing import race

pytestmark = pytest.mark.django_db
QUERIES = 10  # of the list of those to be telephoned, whether or not somebody did


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


def test_the_list_of_those_to_telephone_has_their_numbers_and_says_when_one_did(
    campaign, officer, district_officer, organization, silent, client, time_machine, django_assert_num_queries
):
    time_machine.move_to("2026-04-15T10:00+08:00")
    client.force_login(officer)
    address = f"{reverse('organizations:annual', args=[campaign.pk])}?state=unheard"
    with django_assert_num_queries(QUERIES):
        page = client.get(address)
    text = page.content.decode()
    heads = re.findall(r'<th scope="col">([^<]+)</th>', text)
    assert heads[:3] == ["组织名称", "联系电话", "负责人"]  # in sight on a phone
    reveal = [reverse("accounts:reveal", args=["organizations.organization", one.pk, "phone"]) for one in silent]
    assert text.count("142****0000") == 2 and "14200000000" not in text and all(link in text for link in reveal)
    assert [row.telephoned for row in page.context["rows"]] == [None, None]
    shown = client.post(reveal[0], {"reason": "电话催报", "back": address}).content.decode()
    assert "14200000000" in shown and Disclosure.objects.get().reason == "电话催报"

    act, first = reverse("organizations:annual-duty-act", args=[duty_of(silent[0]).pk, "telephone"]), duty_of(silent[0])
    assert client.post(act, {"version": first.version, "note": ""}).status_code == 400
    assert client.post(act, {"version": first.version, "note": "会长答应月底前报"}).status_code == 302
    assert client.post(act, {"version": first.version, "note": "会长答应月底前报"}).status_code == 409  # the same form
    time_machine.move_to("2026-04-20T10:00+08:00")
    client.force_login(officer)
    asks = client.post(reverse("organizations:annual-duties-batch"), {
        "action": "telephone", "item": [duty_of(one).pk for one in silent]})
    client.post(reverse("organizations:annual-duties-batch"), {
        "action": "telephone", "token": uuid.uuid4(), "note": "再次电话告知",
        "item": [f"{row.pk}:{row.version}" for row in asks.context["possible"]]})
    calls = duty_of(silent[0]).changes.filter(action="telephone")
    assert [(one.by, one.note) for one in calls] == [(officer, "会长答应月底前报"), (officer, "再次电话告知")]
    assert duty_of(silent[0]).status == "owed"
    with django_assert_num_queries(QUERIES):
        page = client.get(address)
    assert [row.telephoned for row in page.context["rows"]] == [date(2026, 4, 20)] * 2
    assert "2026-04-20" in page.content.decode()
    history = client.get(reverse("organizations:annual-duty", args=[first.pk])).content.decode()
    assert "已电话告知" in history and "电话沟通情况" in history and "会长答应月底前报" in history
    assert str(officer) in history
    file = client.get(reverse("organizations:annual-export", args=[campaign.pk]) + "?state=unheard")
    head, *rows = CalamineWorkbook.from_filelike(io.BytesIO(file.getvalue())).get_sheet_by_index(0).to_python()
    assert {(row[head.index("联系电话")], row[head.index("电话告知日期")]) for row in rows} == {
        ("142****0000", date(2026, 4, 20))}
    client.force_login(district_officer)
    assert reveal[0] not in client.get(address).content.decode()


def test_a_rectification_is_telephoned_about_until_it_is_in_whether_or_not_the_campaign_runs(
    campaign, organization, officer, member, client
):
    decided(organization, officer, "basically_qualified", on=DUE)
    campaigns.act("close", campaign, by=officer, seen=campaign.version, note="", today=DUE)
    Membership.objects.filter(organization=organization).update(right=Membership.Right.READER)
    client.force_login(officer)
    duty = duty_of(organization)
    address = reverse("organizations:annual-duty", args=[duty.pk])
    page = client.get(address)
    assert "142****0000" in page.content.decode()
    assert [action.name for action in page.context["actions"]] == ["telephone"]
    duties.act("telephone", duty, by=officer, seen=duty.version, note="已告知整改期限", today=DUE)
    Membership.objects.filter(organization=organization).update(right=Membership.Right.EDITOR)
    rectification(organization, on=date(2026, 6, 1))
    assert not client.get(address).context["actions"]
    duty = duty_of(organization)
    with pytest.raises(PermissionDenied, match="无需电话催报"):
        duties.act("telephone", duty, by=officer, seen=duty.version, note="再打", today=DUE)


def test_nobody_telephones_about_a_report_that_a_closed_campaign_takes_no_more(campaign, officer, silent, client):
    campaigns.act("close", campaign, by=officer, seen=campaign.version, note="", today=DUE)
    duty = duty_of(silent[0])
    client.force_login(officer)
    assert not client.get(reverse("organizations:annual-duty", args=[duty.pk])).context["actions"]
    with pytest.raises(Incomplete):
        duties.act("telephone", duty, by=officer, seen=duty.version, note="催报", today=DUE)


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
