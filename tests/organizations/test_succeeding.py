"""A new responsible person by a granted change: register and list of people name the same one, or it is said."""

from datetime import date

import pytest

from organizations.matters import acts
from organizations.models import OfficeHolder
from organizations.rules.conditions import Look, governance
from tests.factories import make_holder
from tests.organizations.ledgers import url
from tests.organizations.matter_acts import NOW, TODAY, complete, document, filed, take, writer_of

pytestmark = pytest.mark.django_db
SINCE = date(2026, 11, 20)
HEAD = {"responsible_person": "林小满", "identity_no": "330105198806150020", "phone": "13900002222"}


def granted(organization, officer, **answers):
    """The change of the responsible person, through every step."""
    matter = complete("change", organization, **HEAD | answers)
    acts.fill(matter, {}, papers={kind: document(kind) for kind in ("resolution", "appointment")},
              by=writer_of(organization), seen=matter.version)
    acts.submit(matter, by=writer_of(organization), seen=matter.version, now=NOW)
    for step in matter.chain:
        take(step, matter, by=officer, note="材料齐全，拟同意")
    take("approve", matter, by=officer)
    organization.refresh_from_db()
    return matter


def heads(organization) -> list[tuple]:
    found = organization.holders.filter(role="responsible_person").order_by("pk")
    return list(found.values_list("name", "status", "left_on", "term_starts_on", "term_ends_on"))


def test_the_new_head_takes_the_office_and_the_old_one_leaves_it(filed_organization, officer):
    old = make_holder(filed_organization, name=f" {filed_organization.responsible_person}", role="responsible_person")
    other = make_holder(filed_organization, name=filed_organization.responsible_person, role="council")
    matter = granted(filed_organization, officer)
    assert heads(filed_organization) == [
        (old.name, "left", SINCE, old.term_starts_on, old.term_ends_on), ("林小满", "serving", None, SINCE, None)]
    new = filed_organization.holders.get(name="林小满")
    assert new.phone.reveal() == "13900002222"
    assert [(c.action, c.by, c.note) for c in (old.changes.get(), new.changes.get())] == [
        ("depart", officer, matter.receipt_no), ("create", officer, matter.receipt_no)]
    other.refresh_from_db()
    assert other.status == "serving"


def test_where_nobody_has_the_office_the_new_head_alone_is_entered(filed_organization, officer):
    granted(filed_organization, officer, phone="")
    assert heads(filed_organization) == [("林小满", "serving", None, SINCE, None)]
    assert not filed_organization.holders.get().phone


def test_a_head_entered_already_is_not_doubled(filed_organization, officer):
    make_holder(filed_organization, name="林小满", role="responsible_person", term_starts_on=date(2026, 11, 1))
    late = make_holder(filed_organization, name=filed_organization.responsible_person, role="responsible_person",
                       term_starts_on=date(2026, 11, 22))
    granted(filed_organization, officer)
    assert [row[:3] for row in heads(filed_organization)] == [
        ("林小满", "serving", None), (late.name, "left", late.term_starts_on)]


def test_another_change_or_another_spelling_moves_nobody(filed_organization, officer):
    named = filed_organization.responsible_person
    make_holder(filed_organization, name=named, role="responsible_person")
    granted(filed_organization, officer, responsible_person=f"{named[0]} {named[1:]}")
    assert [row[:2] for row in heads(filed_organization)] == [(named, "serving")]


def test_a_legal_representative_stays_and_the_matter_says_so(client, filed_organization, officer):
    legal = make_holder(filed_organization, name=filed_organization.responsible_person, role="legal_representative")
    matter = granted(filed_organization, officer)
    client.force_login(officer)
    page = url("matter", matter.pk)
    assert f"{legal.name}仍登记为法定代表人" in client.get(page).content.decode()
    OfficeHolder.objects.filter(pk=legal.pk).update(status="left", left_on=TODAY)
    assert "仍登记为法定代表人" not in client.get(page).content.decode()


def test_the_page_says_when_the_list_names_another_head(client, filed_organization, officer):
    client.force_login(officer)
    page, words = url("people", filed_organization.pk), "登记的负责人为"
    make_holder(filed_organization, name=filed_organization.responsible_person, role="responsible_person")
    assert words not in client.get(page).content.decode()
    make_holder(filed_organization, name="另一人", role="responsible_person")
    body = client.get(page).content.decode()
    assert f"{words}{filed_organization.responsible_person}" in body and "#matters" in body
    OfficeHolder.objects.filter(name="另一人").update(status="left", left_on=TODAY)
    assert words not in client.get(page).content.decode()


def test_the_catalogue_leaves_two_different_heads_to_the_office(filed_organization, officer):
    filed_organization.has_charter = True
    make_holder(filed_organization, name="另一人", role="responsible_person")
    assert governance(Look(filed_organization, TODAY, {})) == (
        "open", "other_head", {"name": "另一人", "register": filed_organization.responsible_person})


def test_the_catalogue_looks_at_the_new_heads_term(filed_organization, officer):
    make_holder(filed_organization, name=filed_organization.responsible_person, role="responsible_person",
                term_ends_on=date(2026, 11, 21))
    granted(filed_organization, officer)
    filed_organization.has_charter = True
    assert governance(Look(filed_organization, TODAY, {}))[:2] == ("met", "in_office")


def test_whoever_heads_a_filed_organization_is_in_office_from_that_day(community, officer):
    organization = filed(community, officer)
    [head] = organization.holders.filter(status="serving")
    assert (head.name, head.role, head.term_starts_on) == (
        organization.responsible_person, "responsible_person", organization.certificates.get().issued_on)
