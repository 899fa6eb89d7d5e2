"""Work as a row: claimed once, re-opened when the lease ends, given up after some tries, with a way back."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from incubator.leases import MAX_ATTEMPTS
from incubator.notices.models import Letter
from tests.factories import make_user

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture
def row(db):
    return Letter.objects.create(recipient=make_user(), channel="mail", key="k", template="role-given")


def test_a_row_is_claimed_by_one_only(row):
    assert Letter.objects.claim(row.pk, now=NOW)
    assert not Letter.objects.claim(row.pk, now=NOW + timedelta(seconds=119))
    assert not Letter.objects.due(NOW).exists()


def test_a_killed_worker_s_row_opens_again_when_its_lease_ends(row):
    Letter.objects.claim(row.pk, now=NOW)
    later = NOW + timedelta(seconds=121)
    assert Letter.objects.due(later).get() == row
    assert Letter.objects.claim(row.pk, now=later)


def test_done_is_done(row):
    Letter.objects.claim(row.pk, now=NOW)
    Letter.objects.mark_done(row.pk, now=NOW)
    assert not Letter.objects.due(NOW + timedelta(days=1)).exists()
    assert not Letter.objects.claim(row.pk, now=NOW + timedelta(days=1))


def test_a_failed_row_waits_for_its_next_try(row):
    Letter.objects.claim(row.pk, now=NOW)
    Letter.objects.mark_failed(row.pk, error="no answer", retry_at=NOW + timedelta(minutes=2))
    assert not Letter.objects.due(NOW + timedelta(minutes=1)).exists()
    assert Letter.objects.due(NOW + timedelta(minutes=3)).get().last_error == "no answer"


def test_after_the_last_try_a_person_must_look_and_can_start_it_again(row):
    at = NOW
    for _try in range(MAX_ATTEMPTS):
        assert Letter.objects.claim(row.pk, now=at)
        at += timedelta(minutes=10)
    assert not Letter.objects.due(at).exists()
    assert Letter.objects.given_up(at).get() == row
    assert Letter.objects.try_again() == 1
    assert Letter.objects.claim(row.pk, now=at)


def test_handed_back_untried_costs_no_attempt(row):
    Letter.objects.claim(row.pk, now=NOW)
    Letter.objects.hand_back(row.pk)
    row.refresh_from_db()
    assert (row.attempts, row.lease_until) == (0, None)


@pytest.mark.django_db(transaction=True)
def test_of_many_claiming_at_once_exactly_one_has_it(row):
    won, start = [], threading.Barrier(6)

    def claim():
        start.wait()
        won.append(Letter.objects.claim(row.pk, now=NOW))
        connection.close()

    racers = [threading.Thread(target=claim) for _n in range(6)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert sorted(won) == [False] * 5 + [True]
