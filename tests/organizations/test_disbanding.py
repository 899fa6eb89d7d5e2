"""A listed group that has broken up: the street and its community take it off the register, with the reason."""

import pytest

from incubator.notices.models import Letter
from incubator.notices.wording import words
from organizations.models import Organization
from organizations.workflow import organization_workflow
from tests.factories import make_area, make_member, make_officer, make_organization
from tests.organizations import annual_acts
from tests.organizations.ledgers import url

pytestmark = pytest.mark.django_db
REASON = "队员搬离，已停止活动，无财产"


@pytest.fixture
def group(community):
    return make_organization(community, name="桥西晨练队", org_type="resident_group")


def disband(client, user, group, note=REASON):
    client.force_login(user)
    return client.post(url("organization-act", group.pk, "disband"), {"version": group.version, "note": note})


@pytest.mark.parametrize("who", ["officer", "community_worker"])
@pytest.mark.parametrize("status", ["active", "suspended"])
def test_the_street_and_the_community_take_it_off(client, cast, group, who, status):
    Organization.objects.filter(pk=group.pk).update(status=status)
    client.force_login(cast[who])
    assert "/disband/" in client.get(url("organization", group.pk)).content.decode()
    assert disband(client, cast[who], group).status_code == 302
    change = group.changes.get(action="disband")
    assert (change.new, change.note, change.by) == ("cancelled", REASON, cast[who])
    page = client.get(url("organization", group.pk)).content.decode()
    assert REASON in page and "/disband/" not in page


@pytest.mark.parametrize("who", ["district_officer", "member", "stranger"])
def test_nobody_else_does(client, cast, group, who):
    assert disband(client, cast[who], group).status_code in (403, 404)
    assert Organization.objects.get(pk=group.pk).status == "active"


def test_a_community_worker_who_belongs_to_it_leaves_it_to_a_colleague(client, community_worker, group):
    group.memberships.create(user=community_worker, right="editor")
    assert disband(client, community_worker, group).status_code == 403


@pytest.mark.parametrize(("kind", "facts"), [
    ("filed", {}), ("service_agency", {"uscc": "52330105MJ9006026X"}), ("social_enterprise", {})])
def test_only_a_listed_group_breaks_up(client, officer, community, kind, facts):
    organization = make_organization(community, name="桥西助老队", org_type=kind, **facts)
    client.force_login(officer)
    assert "/disband/" not in client.get(url("organization", organization.pk)).content.decode()
    assert disband(client, officer, organization).status_code == 403


def test_a_reason_is_needed_and_an_old_page_changes_nothing(client, officer, group):
    assert disband(client, officer, group, note=" ").status_code == 400
    Organization.objects.filter(pk=group.pk).update(version=3)
    assert disband(client, officer, group).status_code == 409
    assert Organization.objects.get(pk=group.pk).status == "active"


def test_its_people_are_told(client, community_worker, group):
    member = make_member(group)
    disband(client, community_worker, group)
    letter = Letter.objects.get(recipient=member, channel="inbox", template="organization-disbanded")
    assert REASON in words(letter.template, letter.params)[1]


def test_what_it_owed_falls_away_also_where_the_community_takes_it_off(officer, community_worker, street, group):
    Organization.objects.filter(pk=group.pk).update(org_type="filed")  # it was asked when it was filed still
    annual_acts.opened(street, officer)
    Organization.objects.filter(pk=group.pk).update(org_type="resident_group")
    known = Organization.objects.select_related("area").get(pk=group.pk)
    organization_workflow.perform("disband", known, by=community_worker, seen=known.version, note=REASON)
    duty = group.annual_duties.get()
    assert (duty.status, duty.exemption) == ("exempt", "left")


def test_its_name_is_free_again(client, officer, group, community):
    disband(client, officer, group)
    assert make_organization(community, name=group.name, org_type="resident_group").status == "active"


def test_a_worker_of_another_community_does_not(client, group, street):
    other = make_officer("community_worker", make_area("330105005002", "永庆路社区", street), "别处社工")
    assert disband(client, other, group).status_code == 404
