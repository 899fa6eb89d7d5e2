"""Ledgers nobody has seen come in without one wrong field, and show exactly their faults (see `unseen`)."""

import pytest
from django.db import transaction

from organizations import importing
from organizations.exports.ledgers import Reveal, ledger
from organizations.importing.judging import judge
from organizations.importing.reading import read
from organizations.importing.recognising import recognise
from organizations.models import Organization
from tests.organizations.ledgers import TODAY
from tests.organizations.unseen import FORMS, Unseen, unseen

pytestmark = pytest.mark.django_db


def misread(one: Unseen, street) -> list[tuple]:
    """(row, field, expected, read) of every right cell that is understood otherwise, and rows that are none or lost."""
    entries = {entry.row: entry for entry in judge(recognise(read(one.content)), area=street, today=TODAY)}
    found = [(row, "row", row in one.facts, row in entries) for row in one.facts.keys() ^ entries.keys()]
    for row in one.facts.keys() & entries.keys():
        found += [(row, name, value, entries[row].values.get(name)) for name, value in one.facts[row].items()
                  if name not in entries[row].values or entries[row].values[name] != value]
    return found


def kept(organization: Organization, names) -> dict:
    """The facts on record, as they were expected."""
    values = {name: getattr(organization, name) for name in names}
    return values | {name: values[name].reveal() for name in ("identity_no", "phone") if name in values}


def check_faulty(seed, form, street, places) -> int:
    """A ledger with faults: the right cells are right, the faults are exactly these, nothing is written."""
    one = unseen(seed, form, places, faulty=True)
    assert misread(one, street) == [], (seed, form)
    outcome = importing.write(one.content, area=street, by=None, today=TODAY) if one.faults else importing.compare(
        one.content, area=street, today=TODAY)
    assert {(f.row, f.column, f.kind) for f in outcome.faults} == one.faults, (seed, form)
    assert len(outcome.faults) == len(one.faults)
    assert not Organization.objects.exists()
    return len(one.facts)


def check_right(seed, form, street, places) -> int:
    """The same put right: it comes in as told, again it changes nothing, and what goes out comes in unchanged."""
    one = unseen(seed, form, places, faulty=False)
    number = len(one.facts)
    same = {"rows": number, "created": 0, "updated": 0, "unchanged": number, "errors": []}
    with transaction.atomic():
        written = importing.write(one.content, area=street, by=None, today=TODAY).as_json()
        assert written == same | {"created": number, "unchanged": 0}, (seed, form)
        rows = Organization.objects.select_related("area").order_by("pk")
        assert [kept(o, facts) for o, facts in zip(rows, one.facts.values(), strict=True)] == list(one.facts.values())
        assert importing.compare(one.content, area=street, today=TODAY).as_json() == same, (seed, form)
        for reveal in (None, Reveal(None, "试")):
            out = ledger(Organization.objects.all(), reveal=reveal)
            assert importing.compare(out, area=street, today=TODAY).as_json() == same, (seed, form)
        transaction.set_rollback(True)
    return number


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("seed", range(3))
def test_no_field_is_wrong_and_every_fault_is_told(ledger_street, seed, form):
    places = list(ledger_street.children.all())
    check_faulty(seed, form, ledger_street, places)
    check_right(seed, form, ledger_street, places)


@pytest.mark.proof
def test_a_thousand_ledgers(ledger_street):
    places, rows, faults = list(ledger_street.children.all()), 0, 0
    for seed in range(1_000, 2_000):
        form = FORMS[seed % len(FORMS)]
        faults += len(unseen(seed, form, places, faulty=True).faults)
        rows += check_faulty(seed, form, ledger_street, places) + check_right(seed, form, ledger_street, places)
    print(f"proof: 1,000 unseen ledgers twice, {rows:,} rows, {faults:,} faults: every field and fault"
          " as expected; each goes out and comes in unchanged")
