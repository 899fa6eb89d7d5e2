"""Invitations and members: one link lets one person in once; somebody always holds the administrator's right."""

import re
import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from incubator.notices.models import Letter
from incubator.rulebook.models import Rule
from organizations import inviting
from organizations.models import Invitation, Membership
from tests.factories import make_member
from tests.racing import race_posts

pytestmark = pytest.mark.django_db


def invite(organization, by, right="editor") -> str:
    return inviting.invite(organization, by=by, right=right, token=uuid.uuid4(), now=timezone.now())


def link(secret: str) -> str:
    return reverse("organizations:invitation", args=[secret])


def test_who_may_invite(organization, cast):
    may = set()
    for name, user in cast.items():
        try:
            invite(organization, user)
            may.add(name)
        except PermissionDenied:
            pass
    assert may == {"member", "officer"}


def test_only_the_hash_is_kept_and_the_link_ends_within_72_hours(organization, member):
    Rule.objects.create(
        key="invitation-hours", area_code="330105005", value=900, effective_from="2026-01-01", source="街道规定")
    secret = invite(organization, member)
    kept = Invitation.objects.get()
    assert secret not in str(Invitation.objects.values().get())
    assert kept.expires_at - timezone.now() <= timedelta(hours=72)


def test_a_link_lets_one_person_in_once(organization, member, resident, stranger):
    secret = invite(organization, member)
    inviting.accept(secret, by=resident, now=timezone.now())
    assert resident.memberships.get(organization=organization).right == "editor"
    with pytest.raises(inviting.NoInvitation):
        inviting.accept(secret, by=stranger, now=timezone.now())
    assert set(organization.changes.values_list("action", flat=True)) == {"invite", "join"}


def test_who_may_withdraw_an_invitation(organization, member, cast):
    may = set()
    for name, user in cast.items():
        invite(organization, member)
        try:
            inviting.withdraw(Invitation.objects.latest("pk"), by=user, now=timezone.now())
            may.add(name)
        except PermissionDenied:
            pass
    assert may == {"member", "officer"}


def test_a_link_withdrawn_lets_nobody_in_whose_request_began_before(organization, member, resident):
    began = timezone.now()
    secret = inviting.invite(organization, by=member, right="reader", token=uuid.uuid4(), now=began)
    asked = timezone.now()
    inviting.withdraw(Invitation.objects.latest("pk"), by=member, now=timezone.now())
    with pytest.raises(inviting.NoInvitation):
        inviting.accept(secret, by=resident, now=asked)


def test_open_invitations_are_listed_without_their_secret_and_one_is_withdrawn(client, organization, member, resident):
    secret, other = invite(organization, member, "administrator"), invite(organization, member)
    client.force_login(member)
    members = reverse("organizations:members", args=[organization.pk])
    page = client.get(members).content.decode()
    first, second = Invitation.objects.order_by("pk")
    assert all(reverse("organizations:invitation-withdraw", args=[one.pk]) in page for one in (first, second))
    assert secret not in page and str(member) in page
    assert f"{timezone.localtime(first.expires_at):%Y-%m-%d %H:%M}" in page
    for _twice in range(2):
        answer = client.post(reverse("organizations:invitation-withdraw", args=[first.pk]), follow=True)
        assert "邀请已撤回" in answer.content.decode()
    assert organization.changes.get(action="withdraw_invitation").note == "administrator"
    with pytest.raises(inviting.NoInvitation):
        inviting.accept(secret, by=resident, now=timezone.now())
    inviting.accept(other, by=resident, now=timezone.now())
    answer = client.post(reverse("organizations:invitation-withdraw", args=[second.pk]), follow=True)
    assert "已有人使用" in answer.content.decode() and "尚未使用的邀请" not in answer.content.decode()
    client.force_login(resident)  # an editor lets nobody in, and reads nobody's invitations
    assert "尚未使用的邀请" not in client.get(members).content.decode()


def test_who_taps_twice_is_let_in_once_and_not_turned_away(client, organization, member, resident):
    secret = invite(organization, member)
    client.force_login(resident)
    assert [client.post(link(secret)).status_code for _twice in range(2)] == [302, 302]
    assert resident.memberships.count() == organization.changes.filter(action="join").count() == 1


@pytest.mark.django_db(transaction=True)
def test_handing_over_six_times_at_once_is_one_change(organization, member, reader):
    membership = organization.memberships.get(user=reader)
    race_posts(member, reverse("organizations:membership-hand-over", args=[membership.pk]), {}, 6)
    assert organization.changes.filter(action="hand_over").count() == 1
    assert set(organization.memberships.values_list("user", "right")) == {
        (reader.pk, "administrator"), (member.pk, "editor")}


def test_a_member_does_not_use_up_the_link(organization, member, reader, resident):
    secret = invite(organization, member)
    with pytest.raises(ValidationError):
        inviting.accept(secret, by=reader, now=timezone.now())
    assert inviting.accept(secret, by=resident, now=timezone.now())


def test_used_expired_and_unknown_answer_alike(client, organization, member, resident, stranger):
    used, expired = invite(organization, member), invite(organization, member)
    inviting.accept(used, by=stranger, now=timezone.now())
    Invitation.objects.filter(used_at=None).update(expires_at=timezone.now())
    client.force_login(resident)
    answers = [client.get(link(secret)) for secret in (used, expired, "unknown")]
    assert {answer.status_code for answer in answers} == {404}
    pages = {re.sub(r'value="[^"]{64}"', "", answer.content.decode()).replace(used, "").replace(expired, "").replace(
        "unknown", "") for answer in answers}
    assert len(pages) == 1


def test_the_link_asks_to_confirm_and_leads_in(client, organization, member, resident):
    secret = invite(organization, member)
    client.force_login(resident)
    assert organization.name in client.get(link(secret)).content.decode()
    assert not resident.memberships.exists()
    assert client.post(link(secret)).url == reverse("organizations:mine")
    assert resident.memberships.get().organization == organization


def test_a_person_not_signed_in_reads_who_invites_to_what_and_goes_on_either_way(client, organization, member):
    secret = invite(organization, member, "reader")
    page = client.get(link(secret)).content.decode()
    until = timezone.localtime(Invitation.objects.get().expires_at)
    for word in (str(member), organization.name, "查看员", f"{until:%Y-%m-%d %H:%M}"):
        assert word in page
    assert organization.responsible_person not in page and "<button class=\"btn btn-primary\">接受邀请" not in page
    for name in ("account_login", "account_signup"):
        address = f"{reverse(name)}?next={link(secret)}"
        assert f'href="{address}"' in page
        entrance = client.get(address).content.decode()
        assert "邀请" in entrance and "新组织" not in entrance and "备案新的" not in entrance
    assert client.post(link(secret)).url == f"/accounts/login/?next={link(secret)}"
    assert client.get(link("made-up")).status_code == 404


def test_the_page_shows_the_link_once_and_a_double_click_makes_one(client, organization, member):
    client.force_login(member)
    page = client.get(reverse("organizations:members", args=[organization.pk])).content.decode()
    token = re.search(r'name="token" value="([^"]+)"', page).group(1)
    made = [client.post(reverse("organizations:invitation-create", args=[organization.pk]), {
        "token": token, "right": "reader"}) for _ in range(2)]
    found = re.search(r"/organizations/invitations/(\w+)/", made[0].content.decode()).group(1)
    assert found in made[1].content.decode() and "data:image/svg" in made[0].content.decode()
    assert Invitation.objects.get().right == "reader"
    assert found not in client.get(reverse("organizations:members", args=[organization.pk])).content.decode()


def test_the_link_stands_in_a_field_to_copy(client, organization, member):
    client.force_login(member)
    page = client.post(reverse("organizations:invitation-create", args=[organization.pk]), {
        "token": uuid.uuid4(), "right": "reader"}).content.decode()
    assert re.search(r'<input [^>]*value="http://testserver/organizations/invitations/\w+/" readonly>', page)
    assert 'data-copy="invitation-link"' in page


def test_handing_over_is_confirmed_and_told_to_the_new_administrator(client, organization, member, reader):
    client.force_login(member)
    membership = organization.memberships.get(user=reader)
    answer = client.post(reverse("organizations:membership-hand-over", args=[membership.pk]), follow=True)
    assert f"{reader}已是管理员" in answer.content.decode()
    letter = Letter.objects.inbox_of(reader).get()
    assert letter.template == "administrator-made"
    assert letter.params == {"name": organization.name, "by": str(member)}
    assert not Letter.objects.inbox_of(member).exists()


def test_oneself_leaves_and_others_are_sent_away(client, organization, member, reader):
    client.force_login(member)
    page = client.get(reverse("organizations:members", args=[organization.pk])).content.decode()
    assert page.count("确认：退出") == page.count("确认：移除成员") == 1
    assert f'href="{reverse("organizations:organization", args=[organization.pk])}"' in page


def test_the_last_administrator_cannot_leave(organization, member):
    with pytest.raises(ValidationError):
        inviting.end(organization.memberships.get(user=member), by=member, now=timezone.now())
    assert organization.memberships.get(user=member).ended_at is None


def test_handing_over_and_leaving(organization, member, reader):
    inviting.hand_over(organization.memberships.get(user=reader), by=member)
    rights = dict(organization.memberships.values_list("user", "right"))
    assert rights == {reader.pk: "administrator", member.pk: "editor"}
    inviting.end(organization.memberships.get(user=member), by=member, now=timezone.now())
    assert list(organization.memberships.filter(ended_at=None).values_list("user", flat=True)) == [reader.pk]


def test_ending_twice_is_one_change(organization, member, reader):
    membership = organization.memberships.get(user=reader)
    for _ in range(2):
        inviting.end(membership, by=member, now=timezone.now())
    assert organization.changes.filter(action="leave").count() == 1


def test_who_has_gone_sees_nothing_more_and_may_be_invited_again(client, organization, member, reader):
    inviting.end(organization.memberships.get(user=reader), by=member, now=timezone.now())
    client.force_login(reader)
    assert client.get(reverse("organizations:members", args=[organization.pk])).status_code == 404
    inviting.accept(invite(organization, member), by=reader, now=timezone.now())
    assert Membership.objects.filter(user=reader).count() == 2


@pytest.mark.parametrize("name", ["membership-end", "membership-hand-over", "membership-right"])
def test_editors_and_readers_change_nobody(client, organization, member, name):
    editor, other = make_member(organization, "editor"), make_member(organization, "reader")
    client.force_login(editor)
    address = reverse(f"organizations:{name}", args=[organization.memberships.get(user=other).pk])
    answer = client.post(address, {"right": "editor"})
    assert answer.status_code == 403
    assert organization.memberships.get(user=other).right == "reader"


def test_the_page_tells_the_last_administrator_why_not(client, organization, member):
    client.force_login(member)
    url = reverse("organizations:membership-end", args=[organization.memberships.get(user=member).pk])
    assert "移交" in client.post(url, follow=True).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_members_asks_the_same_number_of_questions(
    client, organization, member, rows, django_assert_num_queries
):
    for _ in range(rows):
        make_member(organization, "reader")
    client.force_login(member)
    url = reverse("organizations:members", args=[organization.pk])
    client.get(url)
    with django_assert_num_queries(8):
        assert client.get(url).status_code == 200


def test_the_steps_that_are_not_taken_back_say_first_what_they_bring_about(client, organization, member, reader):
    client.force_login(member)
    page = client.get(reverse("organizations:members", args=[organization.pk])).content.decode()
    assert "机构查看员成为管理员，您改为编辑员" in page and "机构查看员立即不再代表该组织" in page
    assert page.count("<details") == 3 and page.count("确认：") == 3  # one right to hand over, two people who may go
