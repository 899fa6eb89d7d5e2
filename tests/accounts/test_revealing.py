"""Seeing one number whole: the right, the reason, the record, the limit."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from incubator.accounts import revealing
from incubator.accounts.models import Disclosure
from incubator.workdays import today
from tests.factories import make_organization

pytestmark = pytest.mark.django_db
PHONE = "13800001234"
READERS = {"officer": 200, "district_officer": 403, "community_worker": 403, "other_officer": 404, "member": 403,
           "stranger": 404, "resident": 404}


@pytest.fixture
def thing(organization):
    organization.phone = PHONE
    organization.save()
    return organization


def page(thing, field="phone", label="organizations.organization"):
    return reverse("accounts:reveal", args=[label, thing.pk, field])


@pytest.mark.parametrize(("who", "status"), READERS.items())
def test_who_may_see_a_number_whole(who, status, cast, thing, client):
    client.force_login(cast[who])
    assert client.get(page(thing)).status_code == status
    answer = client.post(page(thing), {"reason": "核对联系方式"})
    assert answer.status_code == status
    assert (PHONE in answer.content.decode()) is (status == 200)
    assert Disclosure.objects.count() == (status == 200)


def test_somebody_not_signed_in_is_sent_to_the_door(thing, client):
    assert client.get(page(thing)).status_code == 302


def test_it_is_shown_once_after_a_reason_and_kept_on_record(thing, officer, client):
    client.force_login(officer)
    before = client.get(page(thing))
    assert PHONE not in before.content.decode()
    assert "138****1234" in before.content.decode()
    answer = client.post(page(thing), {"reason": " 核对联系方式 "})
    assert PHONE in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert PHONE not in client.get(page(thing)).content.decode()
    row = Disclosure.objects.get()
    assert (row.by, row.by_name, row.field, row.reason) == (officer, "街道干部", "phone", "核对联系方式")
    assert row.subject == f"organizations.organization {thing.pk} {thing.name}"


@pytest.mark.parametrize("reason", ["", "   "])
def test_no_reason_no_number(reason, thing, officer, client):
    client.force_login(officer)
    answer = client.post(page(thing), {"reason": reason})
    assert PHONE not in answer.content.decode()
    assert list(answer.context["form"].errors) == ["reason"]
    with pytest.raises(ValidationError):
        revealing.reveal(officer, thing, "phone", reason, today=today())
    assert not Disclosure.objects.exists()


@pytest.mark.parametrize(("label", "field"), [
    ("organizations.organization", "name"), ("organizations.organization", "phone_hash"),
    ("organizations.organization", "nothing"), ("accounts.user", "phone"), ("nothing.nothing", "phone"),
    ("nonsense", "phone"), ("sessions.session", "session_data"),
])
def test_nothing_else_can_be_asked_for(label, field, thing, officer, client):
    client.force_login(officer)
    assert client.get(page(thing, field, label)).status_code == 404


def test_only_sealed_fields_are_revealed(thing, officer):
    with pytest.raises(PermissionDenied):
        revealing.reveal(officer, thing, "name", "x", today=today())


def test_fifty_a_day_and_again_tomorrow(thing, officer, client):
    with time_machine.travel(datetime(2026, 11, 23, 2, 0, tzinfo=UTC), tick=False) as clock:
        for _n in range(revealing.DAILY_LIMIT):
            assert revealing.reveal(officer, thing, "phone", "核对", today=today()) == PHONE
        with pytest.raises(ValidationError):
            revealing.reveal(officer, thing, "phone", "核对", today=today())
        client.force_login(officer)
        answer = client.post(page(thing), {"reason": "核对"})
        assert PHONE not in answer.content.decode()
        assert "50" in answer.content.decode()
        clock.move_to(datetime(2026, 11, 23, 16, 1, tzinfo=UTC))  # midnight in the office
        assert revealing.reveal(officer, thing, "phone", "核对", today=today()) == PHONE
    assert Disclosure.objects.count() == revealing.DAILY_LIMIT + 1


def test_a_number_that_is_not_there_is_shown_as_nothing(community, officer, client):
    client.force_login(officer)
    bare = make_organization(community, phone="", name="无号队")
    assert client.post(page(bare), {"reason": "核对"}).status_code == 200
