"""Who leaves the register owes no report from that moment, on every page, whoever struck it off and by which door."""

import pytest
from django.urls import reverse

from incubator.home import owing
from organizations.matters import acts
from organizations.models import AnnualDuty
from organizations.reminding import remind
from organizations.reports.annual import counts
from organizations.workflow import organization_workflow
from tests.factories import make_member, make_organization
from tests.organizations.annual_acts import DUE, again, at, decided, duty_of, handed_in, opened, take
from tests.organizations.matter_acts import submitted

pytestmark = pytest.mark.django_db


def by_matter(client, organization, officer):
    matter = again(submitted("cancellation", organization))
    for name in [*matter.chain, "approve"]:
        acts.take(name, matter, by=officer, seen=matter.version, now=at(DUE), note="同意注销")


def by_page(client, organization, officer):
    client.force_login(officer)
    sent = {"version": organization.version, "note": "停止活动"}
    client.post(f"/organizations/{organization.pk}/revoke/", sent)


def by_api(client, organization, officer):
    client.force_login(officer)
    answer = client.post(
        f"/api/v1/organizations/{organization.pk}/actions/revoke/", {"note": "停止活动"},
        content_type="application/json", headers={"If-Match": f'"{organization.version}"'})
    assert answer.status_code == 200


@pytest.mark.parametrize("leave", [by_matter, by_page, by_api])
def test_who_leaves_the_register_owes_nothing_any_more(leave, street, organization, member, officer, client):
    campaign = opened(street, officer)
    assert owing.for_member(member, today=DUE).count == 1
    leave(client, organization, officer)
    organization.refresh_from_db()
    duty = duty_of(organization)
    assert not organization.stands and (duty.status, duty.exemption) == ("exempt", "left")
    last = duty.changes.last()
    assert last.action == "leave" and last.by == officer and last.note in organization.changes.last().note
    assert last.note
    assert {one.code: one.count for one in counts(campaign, on=DUE)}["must"] == 0
    assert owing.for_member(member, today=DUE).count == 0 and remind(today=DUE) == 0
    client.force_login(member)
    page = client.get(reverse("organizations:annual-years", args=[organization.pk]))
    assert [year.may_report for year in page.context["years"]] == [False] and "已不在册" in page.content.decode()


def test_one_sent_back_is_settled_too_and_one_in_hand_waits_for_the_office(street, organization, community, officer):
    other = make_organization(community)
    opened(street, officer)
    take("return", handed_in(organization, on=DUE), by=officer, on=DUE)
    handed_in(other, on=DUE)
    for one in (organization, other):
        one.refresh_from_db()
        organization_workflow.perform("revoke", one, by=officer, seen=one.version, note="停止活动")
    assert (duty_of(organization).status, duty_of(organization).correct_by) == ("exempt", None)
    assert duty_of(other).status == "handed_in"


def test_a_closed_campaign_keeps_what_it_found(street, organization, officer):
    campaign = opened(street, officer)
    type(campaign).objects.filter(pk=campaign.pk).update(status="closed")
    organization_workflow.perform("revoke", organization, by=officer, seen=organization.version, note="停止活动")
    assert duty_of(organization).status == "owed"


def test_a_rectification_is_not_asked_of_who_left(street, organization, officer, client):
    campaign = opened(street, officer)
    decided(organization, officer, "unqualified", on=DUE)
    member = make_member(organization)
    late = duty_of(organization).rectify_by.replace(year=2027)
    assert owing.for_member(member, today=late).count == 1
    organization.refresh_from_db()
    organization_workflow.perform("revoke", organization, by=officer, seen=organization.version, note="停止活动")
    assert owing.for_member(member, today=late).count == 0
    assert not AnnualDuty.objects.unrectified(on=late) and not AnnualDuty.objects.all().to_rectify()
    found = {one.code: one.count for one in counts(campaign, on=late)}
    assert (found["unqualified"], found["rectifying"], found["unrectified"]) == (1, 0, 0)
