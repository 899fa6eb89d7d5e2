"""Signing in three ways, signing up, and links to set a password."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from incubator.accounts.entering import clean_phone, password_link, person_of
from incubator.accounts.models import User
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-Password-7"
LOGIN, SIGNUP = "/accounts/login/", "/accounts/signup/"
NEW = {"full_name": "李梅", "phone": "13900005678", "password1": PASSWORD}


@pytest.fixture(autouse=True)
def _own_counters(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def person():
    user = make_user("王芳", username="wangfang", phone="13800001234", email="wang@office.example")
    user.set_password(PASSWORD)
    user.save()
    return user


def signs_in(login: str, password: str = PASSWORD) -> bool:
    client = Client()
    client.post(LOGIN, {"login": login, "password": password})
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("login", [
    "wangfang", "WangFang", "13800001234", "+86 138 0000 1234", "１３８００００１２３４", "138-0000-1234",
    "wang@office.example", "WANG@office.example", " wangfang ",
])
def test_a_person_signs_in_by_user_name_number_or_address(login, person):
    assert signs_in(login)


@pytest.mark.parametrize("login", ["13800001235", "wang", "0001234", "1234", "138****1234", ""])
def test_nothing_else_is_a_way_in(login, person):
    assert not signs_in(login)


def test_a_wrong_password_and_an_unknown_person_are_told_alike(person):
    told = [Client().post(LOGIN, {"login": login, "password": "wrong"}).context["form"].non_field_errors()
            for login in ("13800001234", "13800009999")]
    assert told[0] == told[1]
    assert told[0]


def test_somebody_put_out_cannot_sign_in(person):
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert not signs_in("13800001234")


def test_five_wrong_tries_lock_the_number_however_it_is_spelled(person):
    for spelled in ("13800001234", "+8613800001234", "138 0000 1234", "13800001234", "138-00001234"):
        assert not signs_in(spelled, "wrong")
    assert not signs_in("13800001234")
    assert signs_in("wangfang")


def test_a_review_hall_behind_one_address_signs_in():
    people = [make_user(phone=f"1370000{n:04d}") for n in range(40)]
    for user in people:
        user.set_password(PASSWORD)
    User.objects.bulk_update(people, ["password"])
    assert all(signs_in(user.phone.reveal()) for user in people)


def test_by_login_finds_the_person(person):
    for login in ("wangfang", "13800001234", "wang@office.example"):
        assert User.objects.by_login(login) == person
    assert User.objects.by_login("") is None


@pytest.mark.parametrize(("typed", "phone"), [
    ("+86 138-0000 1234", "13800001234"), ("008613800001234", "13800001234"), ("１３８００００１２３４", "13800001234"),
    ("8613800001234", "8613800001234"), ("", ""),
])
def test_numbers_are_read_as_people_type_them(typed, phone):
    assert clean_phone(typed) == phone


def test_signing_up_needs_a_name_a_number_and_a_password_and_makes_the_user_name():
    client = Client()
    response = client.post(SIGNUP, NEW)
    assert response.status_code == 302
    user = User.objects.get(full_name="李梅")
    assert (user.phone.reveal(), user.email, user.is_staff, user.posts) == ("13900005678", "", False, [])
    assert "李" not in user.username
    assert int(client.session["_auth_user_id"]) == user.pk
    assert signs_in("13900005678")


@pytest.mark.parametrize(("change", "field"), [
    ({"full_name": ""}, "full_name"), ({"phone": ""}, "phone"), ({"phone": "123"}, "phone"),
    ({"phone": "13800001234"}, "phone"), ({"phone": "+86 138 0000 1234"}, "phone"), ({"password1": "123"}, "password1"),
    ({"password1": "13900005678"}, "password1"), ({"email": "WANG@office.example"}, "email"), ({"email": "x"}, "email"),
])
def test_each_fault_of_signing_up_stands_beside_its_field(change, field, person):
    response = Client().post(SIGNUP, NEW | change)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert User.objects.count() == 1
    if field != "full_name":
        assert "李梅" in response.content.decode()
    if change.get("password1") == "123":
        assert "密码太短，至少需要 8 个字符。" in response.content.decode()


def test_every_fault_is_told_at_once():
    assert set(Client().post(SIGNUP, {}).context["form"].errors) == {"full_name", "phone", "password1"}


@pytest.mark.django_db(transaction=True)
def test_the_same_sign_up_sent_many_times_at_once_makes_one_person():
    def send(_n):
        status = Client().post(SIGNUP, NEW).status_code
        connection.close()
        return status

    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(send, range(5)))
    assert set(answers) <= {200, 302}
    assert User.objects.filter(full_name="李梅").count() == 1


def test_a_link_sets_the_password_once(person):
    link = password_link(person)
    client = Client()
    assert "王芳" in client.get(link).content.decode()
    assert client.get(link)["Cache-Control"].count("no-store")
    answer = client.post(link, {"password1": "another-Password-8", "password2": "another-Password-8"})
    assert answer.url == LOGIN
    assert signs_in("13800001234", "another-Password-8")
    assert client.get(link).status_code == 410
    assert client.post(link, {"password1": "third-Password-9", "password2": "third-Password-9"}).status_code == 410


def test_a_link_is_good_for_72_hours(person):
    link = password_link(person)
    with time_machine.travel(timezone.localtime() + timedelta(hours=71), tick=False):
        assert Client().get(link).status_code == 200
    with time_machine.travel(timezone.localtime() + timedelta(hours=73), tick=False):
        assert Client().get(link).status_code == 410


@pytest.mark.parametrize("tamper", ["zz", "MQ", "###", "LTE"])
def test_a_made_up_link_leads_nowhere(tamper, person):
    key, token = password_link(person).split("/")[-3:-1]
    assert person_of(key, token) == person
    assert person_of(tamper, token) in (None, person if tamper == key else None)
    assert person_of(key, token[:-1] + ("a" if token[-1] != "a" else "b")) is None
    assert person_of(key, "nonsense") is None
    assert Client().get(reverse("accounts:set-password", args=[tamper, "abc"])).status_code == 410


def test_unequal_and_weak_passwords_are_told_at_once(person):
    answer = Client().post(password_link(person), {"password1": "12345", "password2": "54321"})
    assert set(answer.context["form"].errors) == {"password1", "password2"}
