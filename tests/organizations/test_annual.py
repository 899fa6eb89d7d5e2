"""Annual campaigns: who is asked and by when, who may do what, and how a duty follows the report."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from incubator.notices.models import Letter
from incubator.notices.wording import words
from incubator.rulebook.models import Rule
from incubator.workflow import Incomplete, Stale, WrongStatus
from organizations.annual import campaigns, duties
from organizations.matters import acts
from organizations.models import AnnualCampaign, AnnualDuty, Organization
from organizations.rules.annual import usual_due_day
from organizations.workflow import annual_campaign_workflow, annual_duty_workflow, life_of, organization_workflow
from tests.factories import make_area, make_member, make_organization
from tests.organizations.annual_acts import (
    DUE,
    OPENED,
    YEAR,
    again,
    duty_of,
    examined,
    filled,
    handed_in,
    opened,
    planned,
    take,
)
from tests.organizations.matter_acts import writer_of

pytestmark = pytest.mark.django_db


def run(name, campaign, officer, *, today=OPENED, note=""):
    campaigns.act(name, campaign, by=officer, seen=campaign.version, note=note, today=today)


@pytest.mark.parametrize(("year", "due_on"), [
    (2025, date(2026, 3, 31)),  # a Tuesday
    (2023, date(2024, 4, 1)),  # 31 March 2024 was a Sunday
    (2017, date(2018, 4, 2)),  # a Saturday
])
def test_the_usual_due_day_is_a_working_day(db, year, due_on):
    Rule.objects.filter(key="annual-report-due").update(effective_from=date(2010, 1, 1))
    assert usual_due_day(year, area="330105005", on=OPENED) == due_on


def test_the_usual_due_day_jumps_over_the_spring_festival_and_lands_on_a_day_worked_for_it(db):
    for start, month, day in ((date(2026, 1, 2), 2, 15), (date(2026, 1, 3), 2, 14), (date(2026, 1, 4), 2, 28)):
        Rule.objects.create(
            key="annual-report-due", value={"month": month, "day": day}, effective_from=start, source="试")
    found = [usual_due_day(2025, area="330105005", on=date(2026, 1, day)) for day in (2, 3, 4)]
    # 15 to 23 February is the festival; Saturdays 14 and 28 February are worked for it
    assert found == [date(2026, 2, 24), date(2026, 2, 14), date(2026, 2, 28)]


@pytest.mark.parametrize(("facts", "exemption"), [
    ({"founded_on": date(2025, 6, 30)}, ""), ({"founded_on": date(2025, 7, 1)}, "founded_late"),
    ({"founded_on": date(2026, 1, 2)}, "founded_late"), ({"founded_on": None}, ""),
    ({"org_type": "foundation"}, "elsewhere"), ({"org_type": "social_enterprise"}, "elsewhere"),
    ({"status": "suspended"}, ""), ({"org_type": "resident_group"}, None), ({"status": "draft"}, None),
    ({"status": "cancelled"}, None),
])
def test_who_is_asked_and_who_is_exempt(facts, exemption, street, community, officer):
    organization = make_organization(community, **facts)
    opened(street, officer)
    found = {duty.exemption for duty in AnnualDuty.objects.filter(organization=organization)}
    assert found == ({exemption} if exemption is not None else set())


def test_another_street_and_its_organizations_are_not_asked(street, other_street, officer):
    far = make_organization(make_area("330105006001", "别处社区", other_street))
    opened(street, officer)
    assert not AnnualDuty.objects.filter(organization=far).exists()


def test_opening_asks_all_in_few_statements_and_tells_the_writers(street, community, officer):
    people = [make_member(make_organization(community)) for _ in range(3)]
    reader = make_member(make_organization(community), "reader")
    campaign = planned(street, officer, note="请上传财务报告")

    def asked(name):
        with CaptureQueriesContext(connection) as found:
            run(name, campaign, officer)
        return len(found)

    few = asked("open")
    letters = Letter.objects.filter(template="annual-asked", channel="inbox")
    assert sorted(letter.recipient_id for letter in letters) == sorted(person.pk for person in people)
    subject, body = words(letters[0].template, letters[0].params)
    assert "2025" in subject and "2026-03-31" in body and "请上传财务报告" in body
    assert not letters.filter(recipient=reader).exists()
    for _ in range(40):
        make_member(make_organization(community))
    assert asked("refresh") <= few + 1  # it also looks for who left
    assert campaign.duties.count() == 44
    assert AnnualDuty.changes.rel.related_model.objects.filter(action="create").count() == 44


def test_the_table_of_actions_of_a_campaign(cast, street):
    campaign = planned(street, cast["officer"])
    steps = [("draft", {"edit", "open"}), ("open", {"refresh", "close"}), ("closed", {"reopen"})]
    for name, (status, expected) in zip(("open", "close", ""), steps, strict=True):
        assert campaign.status == status
        found = {who: {action.name for action in annual_campaign_workflow.available(campaign, user)}
                 for who, user in cast.items()}
        assert found == {who: set() for who in cast} | {"officer": expected}
        if name:
            run(name, campaign, cast["officer"])


def test_the_table_of_actions_of_a_duty(cast, street, community, organization):
    opened(street, cast["officer"])
    organization.memberships.filter(user=cast["member"]).update(right="administrator")
    owing = {"urge", "telephone", "postpone", "exempt"}
    expected = {"owed": owing, "handed_in": set(), "returned": owing, "decided": set(), "exempt": {"oblige"}}
    matter = None
    for status in ("owed", "handed_in", "returned", "handed_in", "decided"):
        duty = duty_of(organization)
        assert duty.status == status
        found = {who: {a.name for a in annual_duty_workflow.available(duty, user)} for who, user in cast.items()}
        assert found == {who: set() for who in cast} | {"officer": expected[status]}
        if status == "owed":
            matter = handed_in(organization, on=DUE)
        elif status == "handed_in" and matter.status == "submitted" and not duty.correct_by:
            take("return", matter, by=cast["officer"], on=DUE)
        elif status == "returned":
            acts.submit(matter, by=writer_of(organization), seen=matter.version, now=matter.submitted_at)
        elif status == "handed_in":
            for step in ("accept", "review"):
                take(step, matter, by=cast["officer"], on=DUE)
            take("approve", matter, by=cast["officer"], on=DUE, outcome="qualified")


def test_who_sees_campaigns_and_duties(cast, street, organization):
    campaign = opened(street, cast["officer"])
    mine, far = duty_of(organization), duty_of(Organization.objects.get(name="别家志愿队"))
    assert {who for who, user in cast.items() if AnnualCampaign.objects.visible_to(user).filter(pk=campaign.pk)} == {
        "district_officer", "officer"}
    found = {who: set(AnnualDuty.objects.visible_to(user)) for who, user in cast.items()}
    both = {mine, far}
    assert found == {
        "district_officer": both, "officer": both, "community_worker": both, "other_officer": set(), "member": {mine},
        "reader": {mine}, "stranger": {far}, "resident": set()}


def test_a_campaign_is_planned_once_for_a_street_and_a_year(street, officer, other_officer, community):
    campaign = planned(street, officer)
    twin = AnnualCampaign(area=street, year=YEAR, due_on=DUE, token=campaign.token)
    assert campaigns.begin(twin, by=officer, today=OPENED) == campaign
    with pytest.raises(ValidationError) as told:
        planned(street, officer)
    assert "year" in told.value.message_dict
    for faulty in ({"year": 2027}, {"due_on": date(2026, 1, 4)}):
        with pytest.raises(ValidationError):
            planned(street, officer, **{"year": 2024} | faulty)
    with pytest.raises(ValidationError):
        planned(community, officer, year=2024)  # a community asks nobody
    with pytest.raises(PermissionDenied):
        planned(street, other_officer, year=2024)


def test_a_campaign_whose_day_is_over_is_not_opened(street, officer):
    campaign = planned(street, officer)
    with pytest.raises(Incomplete):
        run("open", campaign, officer, today=date(2026, 4, 1))
    campaign.due_on = date(2026, 4, 30)
    campaigns.edit(campaign, by=officer, seen=campaign.version, today=date(2026, 4, 1))
    run("open", campaign, officer, today=date(2026, 4, 1))
    with pytest.raises(WrongStatus):
        campaigns.edit(campaign, by=officer, seen=campaign.version, today=date(2026, 4, 1))


def test_who_came_and_who_left_since(street, community, officer):
    gone, stays = make_organization(community), make_organization(community)
    campaign = opened(street, officer)
    Organization.objects.filter(pk=gone.pk).update(status="revoked")
    come = make_organization(community)
    assert campaigns.refresh_all(today=date(2026, 3, 20)) == 2
    assert campaigns.refresh_all(today=date(2026, 3, 20)) == 0
    assert (duty_of(gone).status, duty_of(gone).exemption) == ("exempt", "left")
    assert duty_of(come).due_on == date(2026, 4, 20)  # 30 days, from a Friday: 19 April is a Sunday
    assert duty_of(stays).due_on == DUE and campaign.duties.count() == 3


def test_an_officer_exempts_obliges_and_gives_a_later_day(street, organization, member, officer):
    opened(street, officer)
    duty = duty_of(organization)
    with pytest.raises(Incomplete):
        duties.act("exempt", duty, by=officer, seen=duty.version, note=" ", today=DUE)
    duties.act("exempt", duty, by=officer, seen=duty.version, note="正在注销", today=DUE)
    assert (duty.status, duty_of(organization).exemption) == ("exempt", "officer")
    with pytest.raises(Incomplete):
        filled(organization)  # nothing is asked of it
    duties.act("oblige", duty, by=officer, seen=duty.version, note="不注销了", today=DUE)
    for day in (DUE, date(2026, 3, 30)):
        with pytest.raises(ValidationError):
            duties.postpone(duty, by=officer, seen=duty.version, note="换届", due_on=day, today=OPENED)
    duties.postpone(duty, by=officer, seen=duty.version, note="换届", due_on=date(2026, 4, 15), today=OPENED)
    assert duty_of(organization).due_on == date(2026, 4, 15)
    assert [change.action for change in duty.changes.all()] == ["create", "exempt", "oblige", "postpone"]
    told = [letter.template for letter in Letter.objects.filter(recipient=member, channel="inbox").order_by("pk")]
    assert told == ["annual-asked", "annual-exempt", "annual-asked", "annual-postponed"]
    with pytest.raises(Stale):
        duties.act("exempt", duty, by=officer, seen=0, note="x", today=DUE)
    with pytest.raises(PermissionDenied):
        duties.act("decide", duty, by=officer, seen=duty.version, note="x", today=DUE)


def test_an_officer_who_belongs_to_it_decides_nothing(street, organization, officer):
    opened(street, officer)
    organization.memberships.create(user=officer, right="reader")
    duty = duty_of(organization)
    with pytest.raises(PermissionDenied, match="须由其他工作人员办理"):
        duties.act("exempt", duty, by=officer, seen=duty.version, note="x", today=DUE)


def test_the_first_hand_in_counts_and_a_withdrawn_one_does_not(street, organization, officer):
    opened(street, officer)
    matter, by = handed_in(organization, on=date(2026, 3, 30)), writer_of(organization)
    assert matter.receipt_no.startswith("NB330105005-20260330-")
    take("return", matter, by=officer, on=date(2026, 4, 3), remarks={"plan": "请写具体"})
    duty = duty_of(organization)
    assert (duty.status, duty.handed_in_on, duty.day) == ("returned", date(2026, 3, 30), date(2026, 4, 20))
    acts.take("withdraw", matter, by=by, seen=matter.version, now=matter.submitted_at)
    duty = duty_of(organization)
    assert (duty.status, duty.handed_in_on, duty.day) == ("owed", None, DUE)
    acts.take("reopen", matter, by=by, seen=matter.version, now=matter.submitted_at)
    acts.submit(matter, by=by, seen=matter.version, now=matter.submitted_at.replace(month=4, day=7))
    assert duty_of(organization).handed_in_on == date(2026, 4, 7)


def test_nothing_comes_in_once_the_campaign_is_closed(street, organization, officer):
    campaign = opened(street, officer)
    matter = examined(organization, officer, on=DUE)
    with pytest.raises(Incomplete):
        run("close", campaign, officer)  # it is not decided on
    take("return", matter, by=officer, on=DUE)
    run("close", campaign, officer)
    with pytest.raises(Incomplete):
        acts.submit(matter, by=writer_of(organization), seen=matter.version, now=matter.submitted_at)
    duty = duty_of(organization)
    with pytest.raises(Incomplete):
        duties.act("exempt", duty, by=officer, seen=duty.version, note="x", today=DUE)
    run("reopen", campaign, officer, note="补报")
    acts.submit(matter, by=writer_of(organization), seen=matter.version, now=matter.submitted_at)
    assert duty_of(organization).status == "handed_in"


def test_a_report_whose_organization_left_the_register_is_closed_with_the_reason(street, organization, officer):
    campaign = opened(street, officer)
    matter = examined(organization, officer, on=DUE)
    with pytest.raises(PermissionDenied, match="应当作出结论"):
        take("refuse", matter, by=officer, on=DUE)
    organization_workflow.perform("revoke", organization, by=officer, seen=organization.version, note="停止活动")
    with pytest.raises(Incomplete) as told:
        run("close", campaign, officer)
    assert f"“{organization.name}”已不在册" in "".join(told.value.messages)
    matter = again(matter)
    with pytest.raises(Incomplete):
        take("approve", matter, by=officer, on=DUE, outcome="qualified")
    assert "refuse" in {action.name for action in life_of(matter).available(matter, officer)}
    with pytest.raises(Incomplete):
        take("refuse", matter, by=officer, on=DUE, note="")
    take("refuse", matter, by=officer, on=DUE, note="组织已撤销登记")
    duty = duty_of(organization)
    assert (duty.status, duty.exemption, duty.handed_in_on) == ("exempt", "left", DUE)
    assert duty.changes.last().note == matter.receipt_no
    assert (matter.status, matter.changes.last().note) == ("refused", "组织已撤销登记")
    run("close", campaign, officer)
    assert campaign.status == "closed"


@pytest.mark.parametrize("state", [
    {"status": "exempt"}, {"exemption": "left"}, {"status": "decided"}, {"status": "handed_in"},
    {"status": "returned", "handed_in_on": DUE}, {"rectify_by": DUE}, {"rectified_on": DUE},
])
def test_the_table_holds_what_a_state_asks_for(state, street, organization, officer):
    opened(street, officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        AnnualDuty.objects.filter(organization=organization).update(**state)
