"""The back office of people: officers keep their own street's, and nobody gains power by it."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from incubator.accounts.models import Area, Role, User
from incubator.notices.models import Letter
from incubator.notices.writing import write
from tests.factories import make_user

pytestmark = pytest.mark.django_db
LISTS = ["accounts_user", "accounts_role", "accounts_area", "accounts_disclosure", "notices_letter"]
KEEPERS = {"officer": 200, "other_officer": 200, "district_officer": 403, "community_worker": 403}


def page(name, *args):
    return reverse(f"admin:{name}", args=args)


def as_(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def keeper(street):
    user = make_user("系统管理员", is_staff=True, is_superuser=True, phone="13700000000")
    Role.objects.create(user=user, area=street, kind="street_officer")
    return user


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("who", KEEPERS)
def test_who_opens_the_lists(name, who, cast):
    assert as_(cast[who]).get(page(f"{name}_changelist")).status_code == KEEPERS[who]


def test_an_officer_sees_the_people_with_posts_in_the_own_street(cast, officer):
    shown = as_(officer).get(page("accounts_user_changelist")).context["cl"].queryset
    assert set(shown) == {cast["officer"], cast["community_worker"]}


def test_numbers_are_masked_and_there_is_no_password(officer, community_worker):
    community_worker.phone = "13800001234"
    community_worker.save()
    client = as_(officer)
    for address in (page("accounts_user_changelist"), page("accounts_user_change", community_worker.pk)):
        shown = client.get(address).content.decode()
        assert "138****1234" in shown
        assert "13800001234" not in shown
        assert community_worker.password not in shown
    assert 'name="password' not in shown


NEW = {"full_name": "赵六", "phone": "13900005678", "email": "", "kind": "community_worker"}


def test_an_officer_lets_a_colleague_in_by_a_link_shown_once(officer, community):
    client = as_(officer)
    answer = client.post(page("accounts_user_add"), NEW | {"area": community.pk}, follow=True)
    user = User.objects.get(full_name="赵六")
    assert (user.has_usable_password(), user.is_staff, user.is_superuser) == (False, True, False)
    assert [(r.kind, r.area) for r in user.roles.all()] == [("community_worker", community)]
    assert Letter.objects.filter(recipient=user, channel="inbox").count() == 1
    link = re.search(r"http://testserver(/people/password/[^\s<&]+/)", answer.content.decode()).group(1)
    Client().post(link, {"password1": "a-long-Password-7", "password2": "a-long-Password-7"})
    assert User.objects.get(pk=user.pk).check_password("a-long-Password-7")
    assert "/people/password/" not in client.get(page("accounts_user_changelist")).content.decode()


@pytest.mark.parametrize(("change", "place", "field"), [
    ({}, "other_street", "area"), ({"kind": "district_officer"}, "community", "kind_or_area"),
    ({"kind": "district_officer"}, "district", "area"), ({"phone": "123"}, "community", "phone"),
    ({"phone": "13700000000"}, "community", "phone"), ({"full_name": ""}, "community", "full_name"),
])
def test_what_an_officer_may_not_make(change, place, field, officer, keeper, request):
    area = request.getfixturevalue(place)
    answer = as_(officer).post(page("accounts_user_add"), NEW | {"area": area.pk} | change)
    assert answer.status_code == 200
    errors = set(answer.context["adminform"].form.errors)
    assert errors and errors <= ({"kind", "area"} if field == "kind_or_area" else {field})
    assert not User.objects.filter(full_name="赵六").exists()


def test_changing_a_colleague_keeps_the_number_behind_the_mask(officer, community_worker):
    community_worker.phone = "13800001234"
    community_worker.save()
    as_(officer).post(page("accounts_user_change", community_worker.pk),
                      {"full_name": "新名", "phone": "138****1234", "email": "", "is_active": "on", "version": "0"})
    again = User.objects.get(pk=community_worker.pk)
    assert (again.full_name, again.phone.reveal()) == ("新名", "13800001234")


@pytest.mark.parametrize("who", ["keeper", "other_officer", "district_officer", "member"])
def test_nobody_reaches_for_an_entry_out_of_their_care(who, officer, request):
    target = request.getfixturevalue(who)
    before = User.objects.filter(pk=target.pk).values().get()
    client = as_(officer)
    answer = client.post(page("accounts_user_change", target.pk),
                         {"full_name": "夺", "phone": "13900009999", "email": "", "is_active": "on", "version": "0",
                          "is_superuser": "on"})
    assert answer.status_code in (302, 403)
    assert User.objects.filter(pk=target.pk).values().get() == before
    shown = client.post(page("accounts_user_changelist"),
                        {"action": "make_link", "_selected_action": [target.pk]}, follow=True).content.decode()
    assert "/people/password/" not in shown


def test_a_post_given_to_somebody_is_no_way_into_the_power_they_had(officer, member, community):
    Role.objects.create(user=member, area=community, kind="community_worker")
    shown = as_(officer).post(page("accounts_user_changelist"), {
        "action": "make_link", "_selected_action": [member.pk]}, follow=True).content.decode()
    assert "/people/password/" not in shown


def test_a_community_lies_below_its_street(keeper, street, other_street):
    new = {"code": "330105006001", "name": "别处社区", "level": "community"}
    answer = as_(keeper).post(page("accounts_area_add"), new | {"parent": street.pk})
    assert set(answer.context["adminform"].form.errors) == {"code"}
    as_(keeper).post(page("accounts_area_add"), new | {"parent": other_street.pk})
    assert Area.objects.get(code="330105006001").parent == other_street


def test_power_cannot_be_posted_in(officer, community_worker):
    as_(officer).post(page("accounts_user_change", community_worker.pk),
                      {"full_name": "x", "phone": "13800001234", "email": "", "is_active": "on", "version": "0",
                       "is_superuser": "on", "is_staff": "on", "password": "x", "username": "root"})
    again = User.objects.get(pk=community_worker.pk)
    assert (again.full_name, again.is_superuser, again.username) == ("x", False, community_worker.username)


def test_a_role_is_given_to_somebody_named_as_they_sign_in(officer, resident, community, street):
    resident.phone = "13800001234"
    resident.save()
    client = as_(officer)
    given = {"login": "138 0000 1234", "kind": "community_worker", "area": community.pk}
    for _twice in range(2):
        client.post(page("accounts_role_add"), given)
    assert Role.objects.filter(user=resident).count() == 1
    assert Letter.objects.filter(recipient=resident, channel="inbox").count() == 1
    unknown = client.post(page("accounts_role_add"), given | {"login": "nobody"})
    assert list(unknown.context["adminform"].form.errors) == ["login"]


def test_a_role_is_taken_back_but_not_one_s_own_nor_another_street_s(officer, community_worker, other_officer):
    client = as_(officer)
    for person, gone in ((community_worker, True), (officer, False), (other_officer, False)):
        role = person.roles.get()
        client.post(page("accounts_role_delete", role.pk), {"post": "yes"})
        assert Role.objects.filter(pk=role.pk).exists() is not gone
    assert not User.objects.get(pk=community_worker.pk).is_staff


def test_undelivered_letters_are_found_and_sent_again_without_their_words(
    officer, community_worker, member, other_officer, resident
):
    people = [community_worker, member, other_officer, resident]
    for person in people:
        person.email = f"{person.username}@office.example"
        person.save()
    write(people, key="k", template="role-given", params={"by": "甲乙丙", "area": "秘密处"})
    Letter.objects.filter(channel="mail").update(
        attempts=4, last_error=f"SMTPRecipientsRefused: {community_worker.email}")
    client = as_(officer)
    answer = client.get(page("notices_letter_changelist"))
    assert {letter.recipient for letter in answer.context["cl"].queryset} == {community_worker, member}
    row = Letter.objects.get(recipient=community_worker, channel="mail")
    for shown in (answer, client.get(page("notices_letter_change", row.pk))):
        words = shown.content.decode()
        assert f"{community_worker.username[0]}****@office.example" in words and "SMTPRecipientsRefused" in words
        assert community_worker.email not in words and "秘密处" not in words
    client.post(page("notices_letter_changelist"), {"action": "try_again", "_selected_action": [row.pk]})
    row.refresh_from_db()
    assert row.attempts == 0


@pytest.mark.parametrize("name", ["notices_letter", "accounts_disclosure"])
def test_records_are_only_read(name, keeper):
    assert as_(keeper).get(page(f"{name}_add")).status_code == 403


@pytest.mark.parametrize("name", LISTS)
def test_lists_take_the_same_queries_with_one_and_with_many(name, keeper, community, django_assert_max_num_queries):
    client = as_(keeper)
    for n in range(5):
        user = make_user(phone=f"1360000000{n}", email=f"{n}@office.example")
        Role.objects.create(user=user, area=community, kind="community_worker")
        write([user], key="k", template="role-given", params={"by": "a", "area": "b"})
    with django_assert_max_num_queries(12):
        assert client.get(page(f"{name}_changelist")).status_code == 200


def history(person):
    return [(change.action, change.by_name, change.fields) for change in person.changes.all()]


def test_roles_given_and_taken_are_rows_of_the_person_s_history(officer, resident, community):
    resident.phone = "13800001234"
    resident.save()
    client = as_(officer)
    client.post(page("accounts_role_add"), {"login": "13800001234", "kind": "community_worker", "area": community.pk})
    role = resident.roles.get()
    shown = client.get(page("accounts_user_change", resident.pk)).content.decode()
    client.post(page("accounts_role_delete", role.pk), {"post": "yes"})
    kind, area = ["", "community_worker"], ["", "桥西社区"]
    assert history(resident) == [
        ("appoint", "街道干部", {"kind": kind, "area": area}),
        ("dismiss", "街道干部", {"kind": kind[::-1], "area": area[::-1]})]
    told = shown.split('id="changes"')[1]
    assert "授予岗位" in told and "社区工作者" in told and "community_worker" not in told


def test_a_stale_tab_overwrites_nobody_s_entry(officer, community_worker):
    client, address = as_(officer), page("accounts_user_change", community_worker.pk)
    entry = {"full_name": "先改", "phone": "13800001234", "email": "", "is_active": "on"}
    assert 'name="version" value="0"' in client.get(address).content.decode()
    assert client.post(address, entry | {"version": "0"}).status_code == 302
    late = client.post(address, entry | {"full_name": "后改", "version": "0"})
    assert (late.status_code, "先改" in late.content.decode()) == (409, True)
    assert client.post(address, entry | {"full_name": "后改"}).status_code == 400
    again = User.objects.get(pk=community_worker.pk)
    assert (again.full_name, again.version) == ("先改", 1)
    assert history(again) == [("edit", "街道干部", {
        "full_name": ["社区工作者", "先改"], "phone": [str(community_worker.phone), "138****1234"]})]


def with_second_factor(person):
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    return reverse("admin:second-factor", args=[person.pk])


def test_somebody_locked_out_is_let_in_without_the_second_factor_and_told(officer, community_worker):
    client, address = as_(officer), with_second_factor(community_worker)
    assert address in client.get(page("accounts_user_change", community_worker.pk)).content.decode()
    assert client.post(address, {"version": "0", "reason": " "}).status_code == 200
    assert Authenticator.objects.filter(user=community_worker).exists()
    assert client.post(address, {"version": "0", "reason": "手机丢失"}).status_code == 302
    assert not Authenticator.objects.filter(user=community_worker).exists()
    change = community_worker.changes.get()
    assert (change.action, change.by, change.note) == ("second-factor", officer, "手机丢失")
    letter = Letter.objects.get(recipient=community_worker, channel="inbox")
    assert letter.template == "second-factor-removed"
    with_second_factor(community_worker)
    assert client.post(address, {"version": "0", "reason": "又丢"}).status_code == 409
    assert Authenticator.objects.filter(user=community_worker).exists()


@pytest.mark.parametrize(("who", "status"), [
    ("keeper", 403), ("other_officer", 404), ("district_officer", 404), ("member", 403)])
def test_the_second_factor_is_as_guarded_as_the_password(who, status, officer, community, request):
    person = request.getfixturevalue(who)
    if who == "member":
        Role.objects.create(user=person, area=community, kind="community_worker")
    address = with_second_factor(person)
    assert as_(officer).post(address, {"version": "0", "reason": "手机丢失"}).status_code == status
    assert Authenticator.objects.filter(user=person).exists()


def test_a_link_made_for_somebody_is_a_row_of_their_history(officer, community_worker):
    as_(officer).post(page("accounts_user_changelist"), {
        "action": "make_link", "_selected_action": [community_worker.pk]})
    assert [row[:2] for row in history(community_worker)] == [("link", "街道干部")]
