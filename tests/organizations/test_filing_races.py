"""Ten at once: one effect, one change row, one certificate, no gap. The control shows that the guard does it."""

import re
import uuid
from contextlib import contextmanager
from functools import partial

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from incubator.notices.models import Letter
from organizations import filing as acts
from organizations import inviting
from organizations.filing import deciding
from organizations.matters import registering
from organizations.models import Certificate, Filing, Matter, Membership, Organization
from tests.factories import make_user
from tests.organizations.filing_acts import NOW, applicant_of, complete, submitted
from tests.racing import race, race_posts

pytestmark = pytest.mark.django_db(transaction=True)


def test_ten_start_forms_at_once_make_one_draft(resident, community):
    data = {"token": str(uuid.uuid4()), "name": "晨光助老队", "area": community.pk, "category": "service"}
    codes = race_posts(resident, reverse("organizations:filing-start"), data)
    assert set(codes) == {302}
    assert (Filing.objects.count(), Organization.objects.count(), Membership.objects.count()) == (1, 1, 1)
    assert Filing.objects.get().changes.count() == 1


def test_of_ten_forms_of_one_person_and_name_at_once_one_begins_and_the_others_lead_to_it(resident, community):
    """Each with a token of its own, a filing here and a registration there: one application a name and person."""
    clients = [Client() for _n in range(10)]
    for client in clients:
        client.force_login(resident)
    outcomes = race(lambda i: clients[i].post(
        reverse(f"organizations:{('filing', 'registration')[i % 2]}-start"),
        {"token": str(uuid.uuid4()), "name": "晨光助老队", "area": community.pk, "category": "service",
         "org_type": "association"}))
    assert sorted(answer.status_code for answer in outcomes) == [302, *[400] * 9]
    assert (Matter.objects.count(), Organization.objects.count(), Membership.objects.count()) == (1, 1, 1)
    assert {answer.context["already"] for answer in outcomes if answer.status_code == 400} == {Matter.objects.get()}


@pytest.mark.parametrize(
    "begin", [acts.start, partial(registering.found, org_type="association")], ids=["filing", "registration"])
def test_whoever_begins_waits_for_their_own_other_form_before_the_name_is_looked_up(resident, community, begin):
    with CaptureQueriesContext(connection) as asked:
        begin(by=resident, name="晨光助老队", area=community, category="service", token=uuid.uuid4())
    asked_of = [re.search(r'FROM "(\w+)"', query["sql"]) for query in asked.captured_queries]
    tables = [found[1] for found in asked_of if found]
    assert tables.index("accounts_user") < tables.index("organizations_matter")


def test_ten_submits_at_once_are_one(community, officer):
    filing = complete(community)
    codes = race_posts(
        applicant_of(filing), reverse("organizations:filing-submit", args=[filing.pk]), {"version": filing.version})
    assert sorted(codes) == [302, *[409] * 9]
    assert filing.changes.filter(action="submit").count() == 1
    assert Letter.objects.filter(recipient=officer, channel="inbox").count() == 1


def test_ten_approvals_at_once_are_one(community, officer):
    filing = submitted(community)
    codes = race_posts(
        officer, reverse("organizations:filing-detail", args=[filing.pk]) + "approve/", {"version": filing.version})
    assert sorted(codes) == [302, *[409] * 9]
    assert filing.changes.filter(action="approve").count() == 1
    assert filing.organization.changes.filter(action="record").count() == 1
    assert [c.number for c in Certificate.objects.all()] == ["330105-005-2026-1-0001"]


def test_ten_filings_approved_at_once_get_ten_numbers_without_a_gap(community, officer):
    filings = [submitted(community) for _ in range(10)]
    outcomes = race(lambda i: acts.approve(
        Filing.objects.select_related("organization__area").get(pk=filings[i].pk), by=officer,
        seen=filings[i].version, now=NOW).number)
    assert sorted(outcomes) == [f"330105-005-2026-1-{n:04d}" for n in range(1, 11)]


def test_two_people_with_one_link_one_gets_in(organization, member):
    secret = inviting.invite(organization, by=member, right="editor", token=uuid.uuid4(), now=timezone.now())
    people = [make_user() for _ in range(10)]
    outcomes = race(lambda i: inviting.accept(secret, by=people[i], now=timezone.now()))
    assert sum(isinstance(outcome, Membership) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, inviting.NoInvitation) for outcome in outcomes) == 9
    assert organization.memberships.filter(user__in=people).count() == 1


def test_two_administrators_leaving_at_once_leave_one_behind(organization, member):
    second = make_user()
    Membership.objects.create(organization=organization, user=second, right="administrator")
    pair = list(organization.memberships.select_related("organization__area", "user"))
    race(lambda i: inviting.end(pair[i], by=pair[i].user, now=timezone.now()), times=2)
    assert organization.memberships.filter(ended_at=None, right="administrator").count() == 1


def test_control_without_the_guard_there_would_be_more_than_one(community, officer, monkeypatch):
    """The same ten approvals with the compare-and-set taken out: several get through, so the guard is what saves it."""
    filing = submitted(community)

    @contextmanager
    def unguarded(name, thing, *, by, seen=None, note=""):
        Filing.objects.filter(pk=thing.pk).update(version=(seen or 0) + 1)
        yield thing
        thing.changes.create(action=name, old=thing.status, new="approved", by=by, version=thing.version)

    monkeypatch.setattr(deciding.filing_workflow, "performing", unguarded)
    outcomes = race(lambda i: acts.refuse(
        Filing.objects.select_related("organization__area").get(pk=filing.pk), by=officer, seen=filing.version,
        note="不符合", now=NOW))
    assert outcomes == [None] * 10
    assert filing.changes.filter(action="refuse").count() >= 2
