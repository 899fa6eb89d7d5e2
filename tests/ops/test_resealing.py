"""A new field key: what the old one sealed is sealed by the new one, and found as before."""

import pytest
from django.db import connection

from incubator.accounts.models import User
from incubator.home.resealing import reseal
from incubator.sealed import WrongKey
from tests.factories import make_organization, make_user

OLD, NEW = "the-old-key-" * 4, "the-new-key-" * 4


@pytest.fixture
def people(db, settings):
    settings.FIELD_KEYS = [OLD]
    return [make_user(f"person-{number}", phone=f"139{number:08d}") for number in range(7)]


def _raw(pk: int) -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone, phone_hash FROM accounts_user WHERE id = %s", [pk])
        return cursor.fetchone()


def changed(label: str) -> int:
    return {done.label: done.changed for done in reseal()}[label]


def test_after_resealing_the_old_key_is_not_needed(people, settings, monkeypatch):
    monkeypatch.setattr("incubator.home.resealing.BATCH", 3)
    before = [_raw(user.pk) for user in people]
    settings.FIELD_KEYS = [NEW, OLD]
    assert changed("accounts.User") >= 7
    settings.FIELD_KEYS = [NEW]
    for user, (token, hashed) in zip(people, before, strict=True):
        assert User.objects.by_login(user.phone.reveal()) == user
        assert User.objects.get(pk=user.pk).phone.reveal() == user.phone.reveal()
        assert _raw(user.pk)[0] != token
        assert _raw(user.pk)[1] != hashed


def test_a_second_time_changes_nothing(people, settings):
    settings.FIELD_KEYS = [NEW, OLD]
    changed("accounts.User")
    before = [_raw(user.pk) for user in people]
    assert {done.changed for done in reseal()} == {0}
    assert [_raw(user.pk) for user in people] == before


def test_an_interrupted_run_is_finished_by_the_next(people, settings):
    settings.FIELD_KEYS = [NEW, OLD]
    people[2].save()  # this one was reached
    assert changed("accounts.User") == User.objects.exclude(phone="").count() - 1


def test_without_the_old_key_it_stops_and_spoils_nothing(people, settings):
    before = [_raw(user.pk) for user in people]
    settings.FIELD_KEYS = [NEW]
    with pytest.raises(WrongKey):
        changed("accounts.User")
    assert [_raw(user.pk) for user in people] == before


def test_organizations_are_resealed_too(settings, street):
    settings.FIELD_KEYS = [OLD]
    organization = make_organization(street, identity_no="330105197707020001", phone="13800001234")
    settings.FIELD_KEYS = [NEW, OLD]
    assert changed("organizations.Organization") == 1
    settings.FIELD_KEYS = [NEW]
    organization.refresh_from_db()
    assert organization.identity_no.reveal() == "330105197707020001"
    assert organization.phone_tail == "1234"
