"""Objections: taken in the period, kept from everybody but the office, answered, and the entry held until then."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from incubator.notices.models import Letter
from incubator.rulebook.models import Rule
from incubator.workdays import add_workdays
from incubator.workflow import Incomplete, WrongStatus
from organizations.catalogue import entries, objecting
from organizations.models import CatalogueObjection, Membership, forget_rights
from tests.factories import make_member
from tests.organizations.catalogue_acts import (
    AFTER,
    TODAY,
    fit,
    load,
    objected,
    opened,
    publicised,
    published,
    verified,
)

pytestmark = pytest.mark.django_db
LAST = date(2026, 12, 2)


@pytest.fixture
def round(street, community, officer):
    made = opened(street, officer)
    for number in (1, 2):
        verified(fit(community, number), officer)
    publicised(made, officer)
    return made


@pytest.fixture
def entry(round):
    return load(round.entries.first())


def answer(name, objection, by, note="查无实据", reason="经核查不符合条件"):
    objecting.act(name, objection, by=by, seen=objection.version, note=note, reason=reason, today=TODAY)


def test_an_objection_is_taken_to_the_end_of_the_last_day(entry, officer):
    objection = objected(entry, on=LAST)
    assert (objection.status, objection.way, objection.received_on) == ("received", "page", LAST)
    assert len(objection.code) == 24 and objection.code.count("-") == 4
    assert Letter.objects.filter(recipient=officer, channel="inbox", template="catalogue-objected").count() == 1
    with pytest.raises(Incomplete):
        objected(entry, on=AFTER)


def test_the_same_form_twice_is_one_objection(entry):
    token = uuid.uuid4()
    assert objected(entry, token=token).pk == objected(entry, token=token).pk
    assert CatalogueObjection.objects.count() == 1


def test_name_and_phone_are_asked_for_unless_the_street_takes_anonymous_ones(entry, street):
    with pytest.raises(ValidationError) as fault:
        objected(entry, name="", phone="", text=" ")
    assert set(fault.value.message_dict) == {"name", "phone", "text"}
    Rule.objects.create(
        key="catalogue-objection-anonymous", area_code=street.code, effective_from=TODAY, value=True, source="街道办法")
    assert objected(entry, name="", phone="").pk


def test_numbers_lie_sealed_and_are_masked_in_the_words(entry):
    objection = objected(entry, text="请致电14200009999核实")
    with connection.cursor() as cursor:
        for table in ("organizations_catalogueobjection", "organizations_catalogueobjectionchange", "notices_letter"):
            cursor.execute(f"SELECT * FROM {table}")
            assert "14200009999" not in repr(cursor.fetchall())
    assert str(CatalogueObjection.objects.get().phone) == "142****9999" and "142****9999" in objection.text


def test_an_open_objection_holds_the_list(round, entry, officer):
    objection = objected(entry)
    with pytest.raises(Incomplete):
        published(round, officer)
    with pytest.raises(Incomplete):
        answer("dismiss", objection, officer, note=" ")
    answer("dismiss", objection, officer)
    assert (objection.status, objection.answer, objection.answered_on) == ("dismissed", "查无实据", TODAY)
    round.refresh_from_db()
    published(round, officer)
    assert load(entry).status == "listed"
    with pytest.raises(WrongStatus):
        answer("uphold", objection, officer)


def test_an_upheld_one_takes_the_entry_out(round, entry, officer):
    first, second = objected(entry), objected(entry, text="另一件事")
    answer("uphold", first, officer, note="经核实属实")
    assert load(entry).status == "removed"
    assert (first.answer, entry.changes.last().note) == ("经核实属实", "经核查不符合条件")
    answer("uphold", second, officer)  # the entry is out already
    assert entry.changes.filter(action="remove").count() == 1
    with pytest.raises(Incomplete):
        objected(entry)
    published(round, officer)
    assert sorted(round.entries.values_list("status", flat=True)) == ["listed", "removed"]


def test_only_the_office_answers_and_none_who_belongs_to_an_entry_of_the_round(round, entry, cast):
    objection = objected(entry)
    for person in ("district_officer", "other_officer", "community_worker", "stranger", "member"):
        with pytest.raises(PermissionDenied):
            answer("dismiss", objection, cast[person])
    officer, competitor = cast["officer"], round.entries.last()
    membership = Membership.objects.create(organization=competitor.organization, user=officer, right="reader")
    forget_rights(officer)
    with pytest.raises(PermissionDenied):
        answer("dismiss", objection, officer)
    membership.delete()
    forget_rights(officer)
    answer("dismiss", objection, officer)


def test_who_sees_an_objection(round, entry, cast):
    objected(entry)
    seers = {person for person, user in cast.items() if CatalogueObjection.objects.visible_to(user).exists()}
    assert seers == {"officer", "district_officer", "community_worker"}
    assert not CatalogueObjection.objects.visible_to(make_member(entry.organization)).exists()
    officer = cast["officer"]
    Membership.objects.create(organization=entry.organization, user=officer, right="reader")
    forget_rights(officer)
    assert not CatalogueObjection.objects.visible_to(officer).exists()


def test_at_the_counter_an_officer_writes_it_down(entry, officer, community_worker):
    def made():
        return CatalogueObjection(entry=entry, name="孔阿姨", phone="14200009999", text="窗口反映")

    with pytest.raises(PermissionDenied):
        objecting.take_at_the_counter(made(), by=community_worker, today=TODAY)
    objection = objecting.take_at_the_counter(made(), by=officer, today=TODAY)
    assert (objection.way, objection.changes.get().by) == ("counter", officer)


def test_nobody_objects_to_what_is_not_under_publicity(street, community, officer):
    opened(street, officer)
    entry = verified(fit(community, 3), officer)
    with pytest.raises(Incomplete):
        objected(entry)
    entries.act("reject", entry, by=officer, seen=entry.version, note="理由", today=TODAY)
    with pytest.raises(Incomplete):
        objected(entry)


@pytest.mark.parametrize("reason", [
    "据孔 阿姨反映属实", "经查：该组织，未按约定开展活动", "“上月收取的会费没有开收据”一事属实",
    "来电 0571-8812 3456 反映属实", "来电（88123456）反映属实"])
def test_a_reason_tells_nothing_of_who_objected_however_it_is_set(entry, officer, reason):
    text = "该组织未按约定开展活动。上月收取的会费没有开收据！情况属实。"
    objection = objected(entry, phone="057188123456", text=text)
    with pytest.raises(ValidationError) as refused:
        answer("uphold", objection, officer, reason=reason)
    assert set(refused.value.message_dict) == {"reason"}


def test_a_short_sentence_of_an_objection_may_be_anybodys(entry, officer):
    answer("uphold", objected(entry, text="该组织未按约定开展活动。情况属实。"), officer, reason="经核查，情况属实")
    assert load(entry).status == "removed"


def test_machines_read_by_when_it_is_to_be_answered(client, entry, officer, time_machine):
    time_machine.move_to(f"{TODAY}T10:00+08:00")
    objection = objected(entry)
    client.force_login(officer)
    listed = client.get("/api/v1/qualified-objections/").json()["results"]
    alone = client.get(f"/api/v1/qualified-objections/{objection.pk}/").json()
    due = add_workdays(objection.received_on, 5)
    assert [one["answer_by"] for one in listed] == [due.isoformat()] and alone["answer_by"] == due.isoformat()
    written = client.post("/api/v1/qualified-objections/", {
        "entry": entry.pk, "text": "与事实不符", "name": "李四", "phone": "14200000001", "token": str(uuid.uuid4())})
    assert written.status_code == 201 and written.json()["answer_by"] == due.isoformat(), written.content
