"""Two-step sign-in through allauth's pages: each works for somebody who has a password and a second factor."""

import time

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from incubator.accounts.entering import drop_second_factor
from incubator.accounts.models import Role
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-Password-7"
# allauth's pages that need a password or a second factor: the cast of tests/access has neither.
PAGES = ["account_reauthenticate", "mfa_reauthenticate", "mfa_deactivate_totp", "mfa_view_recovery_codes",
         "mfa_download_recovery_codes"]


@pytest.fixture
def person():
    user = make_user("王芳", username="wangfang")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def client(person, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    client = Client()
    assert signs_in(client).url == "/"
    return client


def signs_in(client):
    return client.post(reverse("account_login"), {"login": "wangfang", "password": PASSWORD})


@pytest.mark.parametrize("name", PAGES)
def test_each_page_of_the_second_factor_works(name, client, person):
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert client.get(reverse(name)).status_code == 200


def test_the_second_step_is_asked_for_until_an_officer_removes_it(client, person, officer, community):
    Role.objects.create(user=person, area=community, kind="community_worker")
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    asked = Client()
    assert signs_in(asked).url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in asked.session
    code = str(hotp_value(secret, int(time.time()) // 30)).zfill(6)
    asked.post(reverse("mfa_authenticate"), {"code": code})
    assert "_auth_user_id" in asked.session
    drop_second_factor(person, by=officer, seen=person.version, reason="手机丢失")
    assert signs_in(Client()).url == "/"
