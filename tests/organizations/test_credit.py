"""Credit records: the table of actions, what the database holds, and what two officers at once bring about."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from incubator.workflow import Incomplete, Stale, WrongStatus
from organizations import crediting
from organizations.models import CreditRecord, Organization, credit_kinds, kinds_of_credit, listings, with_credit
from organizations.workflow import credit_workflow
from tests.factories import make_credit, make_member, make_organization

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
REMOVED = {"status": "removed", "removed_on": TODAY}


def drafted(organization, kind="abnormal", **fields):
    return CreditRecord(**{
        "organization": organization, "kind": kind, "title": "通过登记的住所无法联系", "source": "拱民〔2026〕9号",
        "started_on": date(2026, 5, 6)} | fields)


def test_the_table_of_actions(cast, organization):
    standing, removed = make_credit(organization), make_credit(organization, **REMOVED)
    found = {
        (record.status, who): {action.name for action in credit_workflow.available(record, person)}
        for record in (standing, removed) for who, person in cast.items()
    }
    assert {key: names for key, names in found.items() if names} == {("standing", "officer"): {"edit", "remove"}}


def test_who_sees_the_records(cast, organization):
    mine, far = make_credit(organization), make_credit(Organization.objects.get(name="别家志愿队"))
    found = {who: set(CreditRecord.objects.visible_to(person)) for who, person in cast.items()}
    everything = {mine, far}
    assert found == {
        "district_officer": everything, "officer": everything, "community_worker": everything, "other_officer": set(),
        "member": {mine}, "reader": {mine}, "stranger": {far}, "resident": set(),
    }


def test_an_officer_keeps_no_record_of_the_own_organization(officer, organization):
    organization.memberships.create(user=officer, right="reader")
    record = make_credit(organization)
    for act in (
        lambda: crediting.record(drafted(organization), by=officer, today=TODAY),
        lambda: crediting.edit(record, by=officer, seen=0, today=TODAY),
        lambda: crediting.act("remove", record, by=officer, seen=0, note="整改完毕", today=TODAY),
    ):
        with pytest.raises(PermissionDenied, match="须由其他工作人员办理"):
            act()


def test_nothing_is_recorded_of_a_draft(officer, community):
    with pytest.raises(PermissionDenied):
        crediting.record(drafted(make_organization(community, status="draft")), by=officer, today=TODAY)


@pytest.mark.parametrize(("fields", "name"), [
    ({"kind": "fault", "ends_on": date(2026, 5, 5)}, "credit_record_ends_after_it_starts"),
    ({"ends_on": date(2028, 5, 5)}, "listing_ends_by_being_taken_off"),
    ({"status": "removed"}, "removed_credit_record_has_its_day"),
    ({"status": "removed", "removed_on": date(2026, 5, 5)}, "removed_credit_record_has_its_day"),
    ({"removed_on": TODAY}, "removed_credit_record_has_its_day"),
])
def test_what_the_database_holds(organization, fields, name):
    constraint = next(one for one in CreditRecord._meta.constraints if one.name == name)
    record = drafted(organization, **fields)
    with pytest.raises(ValidationError) as told:
        record.validate_constraints()
    assert str(constraint.violation_error_message) in told.value.messages
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save()


@pytest.mark.parametrize("kind", ["abnormal", "blacklist"])
def test_on_each_list_once_at_a_time(organization, kind):
    make_credit(organization, kind, **REMOVED)
    make_credit(organization, kind)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_credit(organization, kind)
    assert listings(organization) == [kind]


def test_a_second_entry_of_a_list_is_refused_in_words(officer, organization):
    crediting.record(drafted(organization), by=officer, today=TODAY)
    with pytest.raises(ValidationError) as told:
        crediting.record(drafted(organization), by=officer, today=TODAY)
    assert set(told.value.message_dict) == {"kind"}
    fault = make_credit(organization)
    fault.kind = "abnormal"
    with pytest.raises(ValidationError):
        crediting.edit(fault, by=officer, seen=0, today=TODAY)
    assert CreditRecord.objects.listed().count() == 1


def test_the_same_form_sent_twice_gives_one_record(officer, organization):
    first = drafted(organization)
    again = drafted(organization, token=first.token)
    assert crediting.record(first, by=officer, today=TODAY) == crediting.record(again, by=officer, today=TODAY)
    assert [c.action for c in CreditRecord.objects.get().changes.all()] == ["create"]


def test_taking_off_needs_a_reason_keeps_it_and_is_done_once(officer, organization):
    record = make_credit(organization, "abnormal")
    with pytest.raises(Incomplete):
        crediting.act("remove", record, by=officer, seen=0, note=" ", today=TODAY)
    with pytest.raises(Stale):
        crediting.act("remove", record, by=officer, seen=7, note="整改完毕", today=TODAY)
    crediting.act("remove", record, by=officer, seen=0, note="整改完毕", today=TODAY)
    record.refresh_from_db()
    assert (record.status, record.removed_on, record.version) == ("removed", TODAY, 1)
    change = record.changes.get()
    assert (change.action, change.note, change.fields["removed_on"]) == ("remove", "整改完毕", ["", "2026-06-01"])
    with pytest.raises(WrongStatus):
        crediting.act("remove", record, by=officer, seen=1, note="再次", today=TODAY)
    with pytest.raises(PermissionDenied):
        crediting.act("edit", record, by=officer, seen=1, note="", today=TODAY)


def test_what_stands_on_a_day(organization):
    make_credit(organization, "honour", ends_on=date(2026, 5, 31))
    make_credit(organization, "fault", started_on=TODAY)
    make_credit(organization, "fault", **REMOVED)
    make_credit(organization, "blacklist")
    for day, kinds in {
        date(2026, 3, 1): ["blacklist"],  # an entry of a list counts whatever day is asked for, until it is taken off
        date(2026, 5, 31): ["honour", "blacklist"], TODAY: ["fault", "blacklist"],
    }.items():
        assert credit_kinds(with_credit(Organization.objects.all(), on=day).get()) == kinds
        assert kinds_of_credit([organization], on=day) == {organization.pk: kinds}
    assert set(CreditRecord.objects.standing(on=TODAY).values_list("kind", flat=True)) == {"fault", "blacklist"}


def test_a_told_organization_asks_nothing_more(organization, django_assert_num_queries):
    make_credit(organization, "abnormal")
    make_member(organization)
    with django_assert_num_queries(1):
        assert listings(with_credit(Organization.objects.all(), on=TODAY).get()) == ["abnormal"]
