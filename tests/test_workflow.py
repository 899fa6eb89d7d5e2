"""The engine: its order of questions, its all-or-nothing, its change rows."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError

from incubator.workflow import Action, Incomplete, Stale, Workflow, WrongStatus
from organizations.models import Organization, OrganizationChange
from tests.factories import make_organization, make_user


def anybody(user, thing):
    return user.username != "barred"


def missing(organization):
    return [] if organization.purpose else ["purpose", "more"]


announced = []
workflow = Workflow(
    Action("edit", "Edit", anybody, {"active"}),
    Action("suspend", "Suspend", anybody, {"active"}, "suspended", reason_required=True),
    Action("resume", "Resume", anybody, {"suspended"}, "active", missing=missing),
    Action("cancel", "Cancel", anybody, {"active"}, "cancelled", offered=False),
    announce=lambda change, thing: announced.append((change.action, thing.pk)),
)


@pytest.fixture(autouse=True)
def _silence():
    announced.clear()


@pytest.mark.parametrize(("status", "names"), [
    ("active", {"edit", "suspend"}), ("suspended", {"resume"}), ("cancelled", set()), ("draft", set())])
def test_available_is_the_table(organization, resident, status, names):
    organization.status = status
    assert {a.name for a in workflow.available(organization, resident)} == names


def test_a_change_row_says_who_when_why_before_and_after(organization, resident):
    with workflow.performing("edit", organization, by=resident, seen=0, note="搬家") as thing:
        thing.venue = "新址"
        thing.phone = "13800001234"
        thing.save()
    change = organization.changes.get()
    assert (change.action, change.old, change.new, change.by, change.note, change.version) == (
        "edit", "active", "active", resident, "搬家", 1)
    assert change.fields == {"venue": ["桥弄街139号", "新址"], "phone": ["142****0000", "138****1234"]}
    assert (change.by_name, change.thing_name) == ("居民", "巾帽西丽助老服务中心")
    assert announced == [("edit", organization.pk)]


def test_a_number_written_into_a_reason_is_masked_in_history(organization, resident):
    workflow.perform("suspend", organization, by=resident, seen=0, note="联系人 13800001234 不接电话")
    assert organization.changes.get().note == "联系人 138****1234 不接电话"


def test_who_comes_before_why_not(organization):
    with pytest.raises(PermissionDenied):
        workflow.perform("resume", organization, by=make_user(username="barred"), seen=0)


def test_wrong_status_names_what_is_possible(organization, resident):
    with pytest.raises(WrongStatus) as refusal:
        workflow.perform("resume", organization, by=resident, seen=0)
    assert [a.name for a in refusal.value.allowed] == ["edit", "suspend"]


def test_all_that_is_missing_is_told_at_once(organization, resident):
    Organization.objects.filter(pk=organization.pk).update(status="suspended")
    organization.refresh_from_db()
    with pytest.raises(Incomplete) as refusal:
        workflow.perform("resume", organization, by=resident, seen=0)
    assert refusal.value.messages == ["purpose", "more"]


def test_a_reason_is_asked_for(organization, resident):
    with pytest.raises(Incomplete):
        workflow.perform("suspend", organization, by=resident, seen=0, note="  ")
    assert not organization.changes.exists()


def test_what_is_not_offered_has_no_button(organization, resident):
    with pytest.raises(PermissionDenied):
        workflow.perform("cancel", organization, by=resident, seen=0)
    with workflow.performing("cancel", organization, by=resident):
        pass
    assert organization.status == "cancelled"


def test_second_of_two_racers_is_told_how_it_stands_now(organization, resident):
    twin = Organization.objects.get(pk=organization.pk)
    workflow.perform("suspend", organization, by=resident, seen=0, note="停业")
    with pytest.raises(Stale) as refusal:
        workflow.perform("suspend", twin, by=resident, seen=0, note="停业")
    assert (refusal.value.thing.status, refusal.value.thing.version) == ("suspended", 1)
    assert (twin.status, twin.version) == ("active", 0)
    assert organization.changes.count() == 1


def test_an_old_tab_is_refused_even_in_the_same_status(organization, resident):
    workflow.perform("edit", organization, by=resident, seen=0)
    with pytest.raises(Stale):
        workflow.perform("edit", organization, by=resident, seen=0)


def test_a_failed_block_leaves_no_trace(organization, resident):
    with pytest.raises(RuntimeError), workflow.performing("edit", organization, by=resident) as thing:
        thing.venue = "别处"
        thing.save()
        raise RuntimeError
    assert not organization.changes.exists()
    organization.refresh_from_db()
    assert (organization.venue, organization.version) == ("桥弄街139号", 0)


def test_the_same_form_twice_makes_one_thing(community, resident):
    first = make_organization(community)
    twin = Organization(name="又一次", area=community, token=first.token, responsible_person="李四")
    assert workflow.create(twin, by=resident) == first
    assert Organization.objects.count() == 1


def test_what_speaks_against_a_new_thing_comes_first_and_not_between_it_and_its_twin(community, resident):
    def first(thing):
        OrganizationChange.objects.create(organization_id=0, action="looked", version=0)  # goes with the thing
        if Organization.objects.filter(name=thing.name).exists():
            raise ValidationError("taken")

    def new(**facts):
        thing = Organization(**{"name": "一家", "area": community, "responsible_person": "李四"} | facts)
        return workflow.create(thing, by=resident, first=lambda: first(thing))

    made = new()
    assert new(token=made.token) == made
    with pytest.raises(ValidationError, match="taken"):
        new()
    assert Organization.objects.filter(name="一家").count() == 1
    assert OrganizationChange.objects.filter(action="looked").count() == 1


def test_who_was_slower_is_told_in_words_by_what_comes_first(community, resident):
    other = make_organization(community, uscc="")
    asked = []

    def first():
        asked.append(1)
        if len(asked) > 1:  # the other came in between
            raise ValidationError("taken")

    with pytest.raises(ValidationError, match="taken"):
        workflow.create(Organization(pk=other.pk, area=community), by=resident, first=first)
    with pytest.raises(IntegrityError):  # nothing speaks against it but the table
        workflow.create(Organization(pk=other.pk, area=community), by=resident)


def test_another_clash_is_not_taken_for_a_double_submit(community, organization, resident):
    with pytest.raises(IntegrityError):
        workflow.create(Organization(
            name="别名", area=community, org_type="service_agency", uscc=organization.uscc, status="active",
            responsible_person="李四"), by=resident)


def test_change_rows_outlive_the_person_and_the_thing(organization, resident):
    workflow.perform("edit", organization, by=resident, seen=0)
    resident.delete()
    organization.delete()
    change = OrganizationChange.objects.get()
    assert (change.by_name, change.thing_name) == ("居民", "巾帽西丽助老服务中心")
