"""The tables of office-holders and pairings, what the database holds about them, and who may take which step."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from incubator.workflow import No, Stale, WrongStatus
from organizations.models import Membership, OfficeHolder, Organization, Pairing
from organizations.reports.overview import overview, with_counts
from organizations.reports.people import holder_rows, people_of, term_of
from organizations.rules.people import keeps_people, pairs
from organizations.workflow import holder_workflow, pairing_workflow, roster_workflow
from tests.factories import make_holder, make_organization, make_pairing

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


def table(workflow):
    return {(a.name, frozenset(map(str, a.sources)), a.target and str(a.target), a.offered)
            for a in workflow.actions.values()}


def test_the_tables():
    assert table(holder_workflow) == {
        ("edit", frozenset({"serving"}), None, True), ("depart", frozenset({"serving"}), "left", True)}
    assert table(pairing_workflow) == {("end", frozenset({"living"}), "ended", True)}
    assert table(roster_workflow) == {
        ("add_holder", frozenset({"draft", "active", "suspended"}), None, False),
        ("pair", frozenset({"active", "suspended"}), None, False),
        ("support", frozenset({"active", "suspended"}), None, False)}


def test_who_keeps_the_people_and_who_pairs(cast, organization):
    assert {name for name, user in cast.items() if keeps_people(user, organization)} == {"officer", "member"}
    assert {name for name, user in cast.items() if pairs(user, organization)} == {"officer"}


def test_a_draft_is_its_makers(officer, member, community, organization):
    draft = make_organization(community, status="draft")
    Membership.objects.create(organization=draft, user=member, right="editor")
    assert keeps_people(member, draft) and not keeps_people(officer, draft)
    assert not roster_workflow.allows("pair", draft, officer)


def test_an_officer_who_belongs_to_the_organization_is_told_why_not(officer, organization):
    Membership.objects.create(organization=organization, user=officer, right="reader")
    assert isinstance(keeps_people(officer, organization), No)
    assert isinstance(pairs(officer, organization), No)


def test_an_officer_who_wrote_for_the_organization_before_the_post_does_neither_now(officer, organization):
    Membership.objects.create(organization=organization, user=officer, right="editor")
    assert isinstance(keeps_people(officer, organization), No)
    assert isinstance(pairs(officer, organization), No)
    with pytest.raises(PermissionDenied):
        pairing_workflow.perform("end", make_pairing(organization), by=officer, seen=0)


def test_each_sees_the_people_of_what_they_see(cast, organization):
    make_holder(organization)
    make_pairing(organization)
    seers = {"district_officer", "officer", "community_worker", "member", "reader"}
    for model in (OfficeHolder, Pairing):
        assert {name for name, user in cast.items() if model.objects.visible_to(user).exists()} == seers


@pytest.mark.parametrize("fields", [
    {"term_starts_on": DAY, "term_ends_on": DAY}, {"status": "left"}, {"left_on": DAY},
])
def test_what_the_table_of_holders_refuses(organization, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_holder(organization, **fields)
    with pytest.raises(ValidationError) as refusal:
        OfficeHolder(organization=organization, name="某人", **fields).full_clean()
    assert refusal.value.messages in (["任期届满日期应晚于任期开始日期。"],
                                      ["离任人员须有离任日期，在任人员不填离任日期。"])


def test_one_legal_representative_in_office(organization, filed_organization):
    first = make_holder(organization, role="legal_representative")
    make_holder(filed_organization, role="legal_representative")  # the form says that it cannot be; another's anyway
    with pytest.raises(IntegrityError), transaction.atomic():
        make_holder(organization, role="legal_representative")
    make_holder(organization, role="legal_representative", status="left", left_on=DAY)
    assert first.organization.holders.count() == 2


@pytest.mark.parametrize("fields", [
    {"status": "ended"}, {"ended_on": DAY}, {"status": "ended", "ended_on": date(2026, 1, 1)},
])
def test_what_the_table_of_pairings_refuses(organization, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_pairing(organization, **fields)


def test_one_living_pairing_a_branch(organization):
    make_pairing(organization, branch_name="桥西一支部", status="ended", ended_on=DAY)
    make_pairing(organization, branch_name="桥西一支部")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_pairing(organization, branch_name="桥西一支部")


def test_leaving_is_once_and_never_on_an_old_page(organization, member):
    holder = make_holder(organization)
    with pytest.raises(Stale), holder_workflow.performing(
        "depart", holder, by=member, seen=7, setting={"left_on": DAY}):
        pass
    with holder_workflow.performing("depart", holder, by=member, seen=0, setting={"left_on": DAY}):
        pass
    change = holder.changes.get()
    assert (change.old, change.new, change.fields) == ("serving", "left", {"left_on": ["", "2026-11-23"]})
    for name in ("depart", "edit"):
        with pytest.raises(WrongStatus):
            holder_workflow.require(name, holder, member)


@pytest.mark.parametrize(("ends_on", "words", "tone"), [
    (None, "未定任期", ""), (date(2026, 11, 22), "任期已满（至 2026-11-22）", "bad"),
    (DAY, "任期至 2026-11-23，还有 0 天", "warn"), (date(2027, 1, 22), "任期至 2027-01-22，还有 60 天", "warn"),
    (date(2027, 1, 23), "任期至 2027-01-23", ""),
])
def test_a_term_in_words(ends_on, words, tone):
    term = term_of(ends_on, today=DAY, days=60)
    assert (term.words, term.tone) == (words, tone)


def test_terms_that_run_out_wait_by_their_day_of_those_in_office(organization, officer):
    known = with_counts(Organization.objects.select_related("area")).get(pk=organization.pk)

    def ending():
        return [(clock.words, clock.day, clock.overdue)
                for clock in overview(known, user=officer, today=DAY, credit=[]).clocks]

    assert ending() == []
    for ends_on in (date(2026, 11, 22), DAY, date(2027, 1, 22), date(2027, 1, 22), date(2027, 1, 23), None):
        make_holder(organization, term_ends_on=ends_on, term_starts_on=date(2020, 1, 1))
    make_holder(organization, term_ends_on=DAY, status="left", left_on=DAY)
    assert ending() == [
        ("1 人任期届满", date(2026, 11, 22), True), ("1 人任期届满", DAY, False),
        ("2 人任期届满", date(2027, 1, 22), False)]


def test_people_stand_by_office_and_party_members_are_counted_in_office(organization):
    make_holder(organization, name="成员", role="member", is_party_member=True)
    make_holder(organization, name="理事", role="council")
    make_holder(organization, name="会长", role="responsible_person", is_party_member=True)
    make_holder(organization, name="前任", status="left", left_on=DAY, is_party_member=True)
    people = people_of(organization, today=DAY)
    assert [row.name for row in people.serving] == ["会长", "理事", "成员"]
    assert ([row.name for row in people.left], people.party_members) == (["前任"], 2)
    assert {row.phone for row in holder_rows(organization.holders.all(), today=DAY, days=60)} == {"142****1234"}
