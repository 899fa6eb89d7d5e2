"""An officer never acts for an organization: not let in, founds none, and a membership from before the post rests."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from incubator.accounts.appointing import appoint, dismiss
from incubator.accounts.models import User
from incubator.workflow import No
from organizations import filing, inviting, matters
from organizations.models import Filing, Invitation, Membership, Organization
from organizations.notices import people_in, people_of, writers_of
from organizations.rules.memberships import administers, is_member, lets_people_in, writes_for
from organizations.urging import unheard
from organizations.workflow import filing_workflow
from projects.notices import purchasing
from projects.rules.people import records
from tests.factories import make_member, make_project, make_user
from tests.organizations.filing_acts import complete

pytestmark = pytest.mark.django_db
WORDS = "不得代表任何社会组织办事"
OFFICERS = ["officer", "other_officer", "district_officer", "community_worker"]


@pytest.fixture
def keeper(db):
    return make_user("系统管理员", is_superuser=True)


@pytest.fixture
def give_post(street, keeper):
    """Makes somebody a community worker of the street, and gives the person of the next request."""
    def give(user):
        appoint(user, kind="community_worker", area=street, by=keeper)
        return again(user)
    return give


def again(user):
    return User.objects.get(pk=user.pk)


def invite(organization, by, right="administrator"):
    return inviting.invite(organization, by=by, right=right, token=uuid.uuid4(), now=timezone.now())


def membership_of(user, organization):
    return organization.memberships.get(user=user)


def filed(community):
    return {"name": "晨光合唱团", "area": community, "category": "culture", "token": uuid.uuid4()}


@pytest.mark.parametrize("name", OFFICERS)
def test_an_invitation_lets_no_officer_in_and_stays_unused(client, organization, cast, resident, name):
    secret = invite(organization, cast["member"])
    client.force_login(cast[name])
    address = reverse("organizations:invitation", args=[secret])
    page = client.get(address).content.decode()
    assert WORDS in page and "邀请仍未使用" in page and ">接受邀请<" not in page
    answer = client.post(address)
    assert answer.status_code == 403 and WORDS in answer.content.decode()
    assert not Membership.objects.filter(user=cast[name]).exists()
    assert Invitation.objects.get().used_at is None
    inviting.accept(secret, by=resident, now=timezone.now())


def test_the_way_through_the_own_invitation_is_closed(organization, officer):
    """Nobody else needs to help: the street invites, so its officer could have let themselves in."""
    secret = invite(organization, officer)
    with pytest.raises(PermissionDenied):
        inviting.accept(secret, by=officer, now=timezone.now())
    assert not is_member(again(officer), organization)


@pytest.mark.parametrize("name", OFFICERS)
def test_no_officer_starts_a_filing(client, cast, community, name):
    client.force_login(cast[name])
    address = reverse("organizations:filing-start")
    data = filed(community) | {"area": community.pk}
    for answer in (client.get(address), client.post(address, data)):
        assert answer.status_code == 403 and WORDS in answer.content.decode()
    sent = client.post(reverse("filing-list"), filed(community) | {"area": community.code})
    assert sent.status_code == 403 and WORDS in sent.json()["detail"]
    with pytest.raises(PermissionDenied):
        filing.start(by=cast[name], **filed(community))
    assert not Filing.objects.exists() and not Organization.objects.filter(name="晨光合唱团").exists()
    assert address not in client.get(reverse("organizations:mine")).content.decode()


@pytest.mark.parametrize("right", ["administrator", "editor"])
def test_a_membership_from_before_the_post_rests_until_the_post_is_taken_back(
    client, organization, project, right, give_post, keeper
):
    person = make_member(organization, right)
    assert writes_for(person, organization) and records(person, project)
    person = give_post(person)
    assert isinstance(writes_for(person, organization), No) and isinstance(records(person, project), No)
    assert not administers(person, organization) and not lets_people_in(person, organization)
    with pytest.raises(PermissionDenied) as refusal:
        matters.acts.start("change", organization, by=person, token=uuid.uuid4())
    assert WORDS in str(refusal.value)
    client.force_login(person)
    for name in ("organization", "members", "people"):
        assert client.get(reverse(f"organizations:{name}", args=[organization.pk])).status_code == 200
    assert WORDS in client.get(reverse("organizations:mine")).content.decode()
    refused = client.get(reverse("organizations:holder-new", args=[organization.pk]))
    assert refused.status_code == 403
    dismiss(person.roles.get(), by=keeper)
    person = again(person)
    assert writes_for(person, organization) and administers(person, organization) == (right == "administrator")


def test_a_draft_begun_before_the_post_goes_no_further(client, community, give_post):
    founder = make_user("创办人")
    begun = complete(community, founder)
    founder = give_post(founder)
    assert filing_workflow.available(begun, founder) == []
    with pytest.raises(PermissionDenied, match=WORDS):
        filing.submit(begun, by=founder, seen=begun.version, now=timezone.now())
    client.force_login(founder)
    assert client.get(reverse("organizations:filing-detail", args=[begun.pk])).status_code == 200
    assert client.get(reverse("organizations:filing-check", args=[begun.pk])).status_code == 403
    sent = client.post(
        reverse("filing-act", args=[begun.pk, "submit"]), headers={"If-Match": f'"{begun.version}"'})
    assert sent.status_code == 403 and WORDS in sent.json()["detail"]
    begun.refresh_from_db()
    assert begun.status == "draft"


def test_an_officer_who_administered_keeps_nobody_in_and_nobody_out(organization, member, officer, give_post):
    second = give_post(make_member(organization, "administrator"))
    with pytest.raises(ValidationError):  # the other administrator is an officer now: this one is the last who acts
        inviting.end(membership_of(member, organization), by=member, now=timezone.now())
    inviting.end(membership_of(second, organization), by=member, now=timezone.now())
    member = give_post(member)
    editor = make_member(organization, "editor")
    inviting.hand_over(membership_of(editor, organization), by=officer)
    assert administers(again(editor), organization)
    inviting.end(membership_of(member, organization), by=again(editor), now=timezone.now())
    assert [one.user for one in organization.memberships.filter(ended_at=None)] == [editor]


def test_the_only_administrator_may_leave_with_the_post(organization, member, give_post):
    member = give_post(member)
    inviting.end(membership_of(member, organization), by=member, now=timezone.now())
    assert not is_member(again(member), organization)


def test_nobody_gives_an_officer_a_right(client, organization, member, give_post):
    worker = give_post(make_member(organization, "reader"))
    own = membership_of(worker, organization)
    with pytest.raises(ValidationError):
        inviting.hand_over(own, by=member)
    with pytest.raises(ValidationError):
        inviting.change_right(own, right="editor", by=member)
    own.refresh_from_db()
    assert own.right == "reader"
    client.force_login(member)
    page = client.get(reverse("organizations:members", args=[organization.pk])).content.decode()
    assert "在政府部门或社区任职，不代表该组织办事" in page and "确认：移除成员" in page
    assert reverse("organizations:membership-hand-over", args=[own.pk]) not in page
    assert reverse("organizations:membership-right", args=[own.pk]) not in page


def test_letters_to_who_acts_do_not_count_on_an_officer(organization, member, give_post):
    assert not unheard(organization) and writers_of([organization.pk])[organization.pk] == [member]
    give_post(member)
    assert unheard(organization) and not writers_of([organization.pk]) and not people_of(organization).exists()


def test_no_letter_about_a_project_or_a_round_goes_to_an_officer(organization, member, give_post):
    project = make_project(organization)
    assert list(purchasing.people_of(project)) == [member] and list(people_in([organization.pk])) == [member]
    give_post(member)
    assert not purchasing.people_of(project).exists() and not people_in([organization.pk]).exists()
