"""The catalogue in the back office: read with its history, by whose area covers it; who objected is not named there."""

import pytest
from django.urls import reverse

from incubator.workdays import today
from organizations.models import CatalogueRound, Membership, forget_rights
from organizations.rules.catalogue import covers_round
from tests.organizations.catalogue_acts import fit, load, objected, whole_round
from tests.words import stands

pytestmark = pytest.mark.django_db


@pytest.fixture
def objection(street, community, officer):
    round = whole_round(street, fit(community, 1), officer, year=today().year, today=today(), until="publicised")
    return objected(load(round.entries.get()), on=today(), name="钱异议", phone="14200008888")


def page(thing):
    return reverse(f"admin:organizations_{thing._meta.model_name}_change", args=[thing.pk])


def test_each_is_read_with_its_history_and_names_nobody(client, objection, officer):
    client.force_login(officer)
    for thing in (objection.entry.round, objection.entry, objection):
        for address in (page(thing), reverse(f"admin:organizations_{thing._meta.model_name}_changelist")):
            answer = client.get(address)
            text = answer.content.decode()
            assert answer.status_code == 200 and not [
                word for word in ("钱异议", "14200008888", "8888") if stands(word, text)]
    assert objection.text in client.get(page(objection)).content.decode()


def test_a_member_from_another_streets_office_reads_no_round_there(client, objection, cast):
    stranger = cast["other_officer"]
    Membership.objects.create(organization=objection.entry.organization, user=stranger, right="reader")
    forget_rights(stranger)
    client.force_login(stranger)
    assert client.get(page(objection.entry.round)).status_code == 302
    assert client.get(page(objection)).status_code == 302


def test_the_queryset_says_the_same_as_the_rule(objection, cast):
    round = CatalogueRound.objects.get()
    for person, user in cast.items():
        assert CatalogueRound.objects.covered_by(user).exists() == covers_round(user, round), person
