"""Ten at once: a round is publicised and listed once, every entry gets one number, an objection is one."""

import uuid

import pytest

from incubator.accounts.models import User
from incubator.notices.models import Letter
from incubator.workflow import Stale
from organizations.catalogue import objecting, rounds
from organizations.models import CatalogueObjection, CatalogueRound
from tests.factories import make_officer
from tests.organizations.catalogue_acts import AFTER, TODAY, fit, load, opened, publicised, verified
from tests.racing import race

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ready(street, community, officer):
    round = opened(street, officer)
    for number in range(3):
        verified(fit(community, number), officer)
    return round


def both(street, officer, step, round):
    """Two officers take the step five times each, with the page they saw."""
    people = [officer.pk, make_officer("street_officer", street, "另一干部").pk]
    seen = round.version

    def one(i):
        mine = CatalogueRound.objects.select_related("area").get(pk=round.pk)
        return step(mine, by=User.objects.get(pk=people[i % 2]), seen=seen)

    outcomes = race(one)
    assert outcomes.count(None) == 1
    return [type(outcome).__name__ for outcome in outcomes if outcome is not None]


def test_two_officers_publicise_at_once(street, officer, ready):
    before = Letter.objects.count()
    others = both(street, officer, lambda *a, **k: rounds.publicise(*a, **k, today=TODAY), ready)
    assert set(others) <= {"Stale", "WrongStatus"}
    assert ready.changes.filter(action="publicise").count() == 1
    for entry in ready.entries.all():
        assert entry.status == "publicised" and entry.changes.filter(action="publicise").count() == 1
    assert Letter.objects.count() == before + 3


def test_two_officers_list_at_once(street, officer, ready):
    publicised(ready, officer)
    others = both(street, officer, lambda *a, **k: rounds.publish(*a, **k, today=AFTER), ready)
    assert set(others) <= {"Stale", "WrongStatus"}
    assert sorted(ready.entries.values_list("number", flat=True)) == [1, 2, 3]
    assert ready.changes.filter(action="list").count() == 1


def test_an_objection_and_the_list_at_once_never_list_what_is_objected(street, officer, ready):
    """Whichever comes first: the objection is refused, or the list is."""
    publicised(ready, officer)
    entry, seen = ready.entries.first(), ready.version

    def one(i):
        if i % 2:
            return objecting.object_to(CatalogueObjection(
                entry=load(entry), name="孔阿姨", phone="14200009999", text="异议"), by=None,
                today=ready.objections_until)
        return rounds.publish(CatalogueRound.objects.select_related("area").get(pk=ready.pk),
                              by=User.objects.get(pk=officer.pk), seen=seen, today=AFTER)

    race(one)
    listed = load(entry).status == "listed"
    assert listed != CatalogueObjection.objects.open().exists()


def test_ten_identical_objections_are_one(officer, ready):
    publicised(ready, officer)
    entry, token = ready.entries.first(), uuid.uuid4()
    made = race(lambda i: objecting.object_to(CatalogueObjection(
        entry=load(entry), token=token, name="孔阿姨", phone="14200009999", text="异议"), by=None, today=TODAY).pk)
    assert len(set(made)) == 1 and CatalogueObjection.objects.count() == 1
    assert CatalogueObjection.objects.get().changes.count() == 1
    assert not [outcome for outcome in made if isinstance(outcome, Stale)]
