"""The catalogue in force: who is qualified on which day, who falls out, who may do and see what."""

from datetime import date

import pytest

from incubator.notices.models import Letter
from incubator.workflow import Incomplete, WrongStatus
from organizations.catalogue import entries
from organizations.models import CatalogueEntry, CatalogueRound, Organization, with_catalogue
from organizations.rules.conditions import LABELS
from organizations.workflow import entry_workflow, round_workflow
from tests.factories import make_credit, make_member, make_organization
from tests.organizations.catalogue_acts import AFTER, TODAY, fit, load, opened, publicised, published, verified

pytestmark = pytest.mark.django_db


def told(person, template):
    return Letter.objects.filter(recipient=person, channel="inbox", template=template).count()


def act(entry, name, by, note="理由", on=AFTER):
    entries.act(name, entry, by=by, seen=entry.version, note=note, today=on, met=LABELS)


@pytest.fixture
def listed(street, community, officer):
    round = opened(street, officer)
    entry = verified(fit(community, 1), officer)
    publicised(round, officer)
    published(round, officer)
    return load(entry)


def qualifies(entry, on=AFTER):
    return CatalogueEntry.objects.qualified(on=on).filter(pk=entry.pk).exists()


def test_a_listed_entry_counts_until_the_rounds_day(listed):
    assert not qualifies(listed, TODAY)
    assert qualifies(listed) and qualifies(listed, date(2027, 12, 31))
    assert not qualifies(listed, date(2028, 1, 1))
    assert listed.round.is_expired(on=date(2028, 1, 1))


@pytest.mark.parametrize("status", ["suspended", "cancelled", "revoked"])
def test_who_leaves_the_register_is_not_qualified(listed, status):
    Organization.objects.filter(pk=listed.organization_id).update(status=status)
    assert not qualifies(listed)
    assert CatalogueEntry.objects.on_list(on=AFTER).fallen().get() == listed


@pytest.mark.parametrize("kind", ["abnormal", "blacklist"])
def test_who_is_on_a_list_is_not_qualified_until_taken_off(listed, kind):
    record = make_credit(listed.organization, kind)
    assert not qualifies(listed) and CatalogueEntry.objects.on_list(on=AFTER).fallen().exists()
    type(record).objects.filter(pk=record.pk).update(status="removed", removed_on=AFTER)
    assert qualifies(listed) and not CatalogueEntry.objects.on_list(on=AFTER).fallen().exists()


def test_suspended_resumed_removed_with_reasons(listed, officer):
    member = make_member(listed.organization)
    with pytest.raises(Incomplete):
        act(listed, "suspend", officer, note=" ")
    act(listed, "suspend", officer)
    assert not qualifies(listed) and told(member, "catalogue-suspended") == 1
    act(listed, "resume", officer)
    assert qualifies(listed)
    act(listed, "remove", officer)
    assert not qualifies(listed) and load(listed).number == 1
    with pytest.raises(WrongStatus):
        act(listed, "resume", officer)


def test_the_fields_beside_a_name_come_with_the_query(listed, django_assert_num_queries):
    other = make_organization(listed.area)
    with django_assert_num_queries(1):
        told_ = dict(with_catalogue(Organization.objects.all(), on=AFTER).values_list("pk", "catalogue_fields"))
    assert told_ == {listed.organization_id: "养老服务、志愿服务", other.pk: None}


def test_of_two_years_in_force_the_later_speaks(listed, street, officer):
    Organization.objects.filter(pk=listed.organization_id).update(name="改名助老服务中心")
    later = opened(street, officer, 2027)
    again = verified(listed.organization, officer, 2027, fields="志愿服务")
    publicised(later, officer)
    published(later, officer)
    assert list(CatalogueEntry.objects.qualified(on=AFTER)) == [again]


def test_a_field_is_found_whole(listed):
    found = CatalogueEntry.objects
    assert found.serving("养老服务").exists() and found.serving("志愿服务").exists()
    assert not found.serving("服务").exists() and not found.serving("养老").exists()


@pytest.mark.parametrize(("status", "expected"), [
    ("draft", {"edit", "open"}), ("open", {"edit", "nominate", "publicise"}), ("publicised", {"list"}),
    ("listed", set()),
])
def test_who_may_do_what_with_a_round(status, expected, street, cast):
    round = CatalogueRound(area=street, year=2026, status=status, pk=0)
    for person, user in cast.items():
        allowed = {one.name for one in round_workflow.available(round, user)}
        assert allowed == (expected if person == "officer" else set()), person


ENTRY = {
    "nominated": ({"reject"}, {"agree", "decline"}), "applied": ({"verify", "reject"}, {"decline"}),
    "verified": ({"reject"}, {"decline"}), "publicised": ({"remove"}, set()), "listed": ({"suspend", "remove"}, set()),
    "suspended": ({"resume", "remove"}, set()), "removed": (set(), set()), "declined": (set(), set()),
}


@pytest.mark.parametrize("status", CatalogueEntry.Status.values)
def test_who_may_do_what_with_an_entry(status, street, organization, cast):
    entry = CatalogueEntry(round=CatalogueRound(area=street, year=2026), organization=organization, status=status)
    for person, user in cast.items():
        allowed = {one.name for one in entry_workflow.available(entry, user)}
        assert allowed == {"officer": ENTRY[status][0], "member": ENTRY[status][1]}.get(person, set()), person


def test_what_each_sees(listed, cast, street, community):
    assert CatalogueRound.objects.visible_to(cast["community_worker"]).count() == 1
    assert CatalogueEntry.objects.visible_to(cast["community_worker"]).count() == 1
    assert CatalogueEntry.objects.visible_to(cast["district_officer"]).count() == 1
    assert CatalogueEntry.objects.visible_to(make_member(listed.organization)).count() == 1
    stranger = cast["stranger"]  # of the same street: the call, not the entries
    assert CatalogueRound.objects.visible_to(stranger).count() == 1
    assert CatalogueEntry.objects.visible_to(stranger).count() == 0
    for person in ("resident", "other_officer"):
        assert CatalogueRound.objects.visible_to(cast[person]).count() == 0
    assert CatalogueRound.objects.public().count() == 1
