"""An administrator makes an editor a reader and back; the administrator's own right is only handed over."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from incubator.accounts.models import User
from incubator.notices.models import Letter
from incubator.notices.wording import words
from organizations import inviting
from organizations.rules.memberships import writes_for
from tests.factories import make_member
from tests.racing import race_posts

pytestmark = pytest.mark.django_db


def own(user, organization):
    return organization.memberships.get(user=user)


def right_of(user, organization):
    return own(user, organization).right


def test_who_may_change_a_right(organization, cast):
    reader, may = cast["reader"], set()
    for name, user in cast.items():
        try:
            inviting.change_right(own(reader, organization), right="editor", by=user)
            may.add(name)
        except PermissionDenied:
            pass
    assert may == {"member", "officer"}  # as whoever invites and ends


def test_a_reader_writes_from_then_on_and_back_again(client, organization, member, reader):
    client.force_login(member)
    members = reverse("organizations:members", args=[organization.pk])
    address = reverse("organizations:membership-right", args=[own(reader, organization).pk])
    assert "设为编辑员" in client.get(members).content.decode()
    assert not writes_for(reader, organization)
    told = client.post(address, {"right": "editor"}, follow=True).content.decode()
    assert f"{reader}现在是编辑员" in told and "设为查看员" in told
    assert writes_for(User.objects.get(pk=reader.pk), organization)
    assert f"{reader}现在是查看员" in client.post(address, {"right": "reader"}, follow=True).content.decode()
    assert right_of(reader, organization) == "reader"
    steps = organization.changes.filter(action__startswith="make_").order_by("pk")
    assert [(one.action, one.note, one.by) for one in steps] == [
        ("make_editor", str(reader), member), ("make_reader", str(reader), member)]
    timeline = client.get(reverse("organizations:timeline", args=[organization.pk])).content.decode()
    assert "设为编辑员" in timeline and "设为查看员" in timeline


def test_the_person_is_asked_anew_in_the_same_request(organization, member, reader):
    assert not writes_for(reader, organization)
    membership = own(reader, organization)
    membership.user = reader
    inviting.change_right(membership, right="editor", by=member)
    assert writes_for(reader, organization)


def test_done_twice_it_is_one_change(organization, member, reader):
    for _twice in range(2):
        inviting.change_right(own(reader, organization), right="editor", by=member)
    assert organization.changes.filter(action="make_editor").count() == 1


def test_each_right_given_is_told_once_to_whoever_has_it_now(organization, member, reader, officer):
    membership = own(reader, organization)
    for right, by in (("editor", member), ("editor", member), ("reader", member), ("editor", officer)):
        inviting.change_right(membership, right=right, by=by)
    letters = Letter.objects.inbox_of(reader).order_by("pk")
    assert [(one.template, one.params["by"]) for one in letters] == [
        ("editor-made", str(member)), ("reader-made", str(member)), ("editor-made", str(officer))]
    subject, body = words(letters[1].template, letters[1].params)
    assert organization.name in subject and "查看员" in body
    assert not Letter.objects.inbox_of(member).exists()


@pytest.mark.django_db(transaction=True)
def test_six_times_at_once_is_one_change(organization, member, reader):
    address = reverse("organizations:membership-right", args=[own(reader, organization).pk])
    assert race_posts(member, address, {"right": "editor"}, 6) == [302] * 6
    assert organization.changes.filter(action="make_editor").count() == 1
    assert right_of(reader, organization) == "editor"


@pytest.mark.parametrize("right", ["administrator", "owner", ""])
def test_no_other_right_is_given_this_way(client, organization, member, reader, right):
    client.force_login(member)
    address = reverse("organizations:membership-right", args=[own(reader, organization).pk])
    assert "须通过移交变更" in client.post(address, {"right": right}, follow=True).content.decode()
    assert right_of(reader, organization) == "reader"


@pytest.mark.parametrize("right", ["editor", "reader"])
def test_the_right_of_an_administrator_is_only_handed_over(client, organization, member, right):
    second = make_member(organization, "administrator")
    client.force_login(member)
    for who in (member, second):
        address = reverse("organizations:membership-right", args=[own(who, organization).pk])
        assert "须通过移交变更" in client.post(address, {"right": right}, follow=True).content.decode()
        assert right_of(who, organization) == "administrator"
        assert address not in client.get(reverse("organizations:members", args=[organization.pk])).content.decode()


def test_who_has_gone_gets_no_right(organization, member, reader):
    membership = own(reader, organization)
    inviting.end(membership, by=member, now=timezone.now())
    with pytest.raises(ValidationError):
        inviting.change_right(membership, right="editor", by=member)
    assert not organization.changes.filter(action="make_editor").exists()
