"""Matters: who may do what when, what must be there, and what a grant brings about, for every kind."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from incubator.notices.models import Letter
from incubator.notices.wording import words
from incubator.workflow import Incomplete, Stale
from organizations.matters import acts, handing
from organizations.matters.kinds import KINDS
from organizations.matters.papers import given_before
from organizations.models import Matter, Organization
from organizations.workflow import life_of
from tests.factories import make_member, make_officer, make_organization
from tests.organizations.matter_acts import (
    NOW,
    PAPERS,
    TODAY,
    chain,
    complete,
    draft,
    examined,
    filed,
    in_status,
    submitted,
    take,
    writer_of,
)

pytestmark = pytest.mark.django_db

WRITING = {
    "draft": {"edit", "submit", "withdraw"}, "submitted": {"withdraw"}, "examining": {"withdraw"},
    "reviewed": {"withdraw"}, "returned": {"edit", "submit", "withdraw"}, "approved": set(), "refused": {"reopen"},
    "withdrawn": {"reopen"},
}
DECIDING = {
    "submitted": {"accept", "return", "refuse"}, "examining": {"review", "return", "refuse", "undo"},
    "reviewed": {"approve", "return", "refuse", "undo"}, "returned": {"remind", "undo"}, "refused": {"undo"},
}


@pytest.mark.parametrize("status", Matter.Status.values)
def test_the_table_of_actions(status, cast, community, filed_organization):
    matter = in_status(status, filed_organization, cast["officer"])
    people = cast | {
        "applicant": writer_of(filed_organization), "editor": make_member(filed_organization, "editor"),
        "colleague": make_member(filed_organization, "reader")}
    expected = {name: set() for name in people} | {
        "applicant": WRITING[status], "editor": WRITING[status], "officer": DECIDING.get(status, set())}
    found = {name: {a.name for a in life_of(matter).available(matter, user)} for name, user in people.items()}
    assert found == expected


def test_an_officer_who_belongs_to_the_organization_decides_nothing(filed_organization, street):
    own = make_officer("street_officer", street, "干部兼成员")
    filed_organization.memberships.create(user=own, right="reader")
    matter = submitted("change", filed_organization)
    for name in ("accept", "refuse", "return"):
        with pytest.raises(PermissionDenied, match="成员"):
            take(name, matter, by=own, note="意见")


@pytest.mark.parametrize("kind", ["change", "cancellation", "registration"])  # the others wait for a campaign
def test_everything_missing_is_told_at_once(kind, filed_organization):
    matter = draft(kind, filed_organization)
    found = acts.shortcomings(matter, on=TODAY)
    known = {"category", "member_count", "venue", "responsible_person", "phone"} if kind == "registration" else set()
    asked = {question.name for question in KINDS[kind].asked(matter) if question.required} - known  # by the register
    papers = set() if kind == "change" else set(PAPERS[kind])
    nothing = {"differences"} if kind == "change" else set()
    assert set(found) == asked | papers | nothing
    with pytest.raises(Incomplete):
        acts.submit(matter, by=writer_of(filed_organization), seen=matter.version, now=NOW)
    assert Matter.objects.get(pk=matter.pk).status == "draft"


@pytest.mark.parametrize(("kind", "prefix", "due"), [
    ("change", "BG", date(2026, 12, 7)),  # 10 working days after Monday, 23 November
    ("cancellation", "ZX", date(2026, 12, 7)),
    ("registration", "DJ", date(2026, 12, 23)),  # 30 days
])
def test_a_hand_in_gives_a_receipt_and_the_day_of_the_answer(kind, prefix, due, filed_organization, officer):
    matter = submitted(kind, filed_organization)
    assert matter.receipt_no == f"{prefix}330105005-20261123-{matter.pk:06d}"
    assert matter.answer_due_on == due
    letter = Letter.objects.get(recipient=officer, channel="inbox")
    subject, body = words(letter.template, letter.params)
    assert matter.receipt_no in body and filed_organization.name in subject


def test_the_clock_counts_in_the_unit_of_its_kind(filed_organization):
    """30 days from 1 January 2026 end on a Saturday; Saturday 14 February is worked for the spring festival."""
    registration = Matter(kind="registration", organization=filed_organization)
    assert handing.answer_due(registration, submitted=date(2026, 1, 1)) == date(2026, 2, 2)
    change = Matter(kind="change", organization=filed_organization)
    assert handing.answer_due(change, submitted=date(2026, 2, 6)) == date(2026, 2, 27)


def test_a_second_start_goes_on_with_the_open_one(filed_organization):
    first = draft("change", filed_organization)
    assert draft("change", filed_organization) == first
    assert draft("cancellation", filed_organization) != first


def test_only_the_organizations_writers_start(cast, filed_organization):
    for name in ("officer", "district_officer", "stranger", "resident"):
        with pytest.raises(PermissionDenied):
            acts.start("change", filed_organization, by=cast[name], token=uuid.uuid4())


def test_a_registered_organization_asks_for_no_registration(organization, member):
    with pytest.raises(Incomplete):
        acts.start("registration", organization, by=member, token=uuid.uuid4())


def test_the_chain_is_the_rule_of_the_day_of_the_hand_in(filed_organization, officer):
    chain(filed_organization, change=[])
    matter = submitted("change", filed_organization)
    assert matter.chain == []
    assert submitted("cancellation", make_organization(filed_organization.area)).chain == ["accept", "review"]
    with pytest.raises(PermissionDenied, match="不设这一环节"):
        take("accept", matter, by=officer)
    take("approve", matter, by=officer)
    assert matter.status == "approved"


def test_no_step_of_the_chain_is_left_out(filed_organization, officer):
    matter = submitted("cancellation", filed_organization)
    for name in ("approve", "review"):
        with pytest.raises(PermissionDenied, match="受理"):
            take(name, matter, by=officer, note="同意")
    take("accept", matter, by=officer)
    with pytest.raises(PermissionDenied, match="意见"):
        take("approve", matter, by=officer)
    with pytest.raises(Incomplete):
        take("review", matter, by=officer)  # an opinion has words
    take("review", matter, by=officer, note="拟同意")
    take("approve", matter, by=officer)
    assert [c.action for c in matter.changes.order_by("pk")][-3:] == ["accept", "review", "approve"]


def test_a_paper_given_once_is_offered_again_while_it_is_good(community, officer):
    organization = filed(community, officer)  # its charter came in with the filing
    matter = draft("registration", organization)
    assert set(given_before(matter, on=TODAY)) == {"charter"}
    assert set(given_before(matter, on=date(2029, 11, 22))) == {"charter"}
    assert given_before(matter, on=date(2029, 11, 23)) == {}  # 36 months
    again = acts.take_again(matter, ["charter", "roster"], on=TODAY)
    assert list(again) == ["charter"]


def test_a_return_keeps_the_words_and_tells_what_changed(filed_organization, officer):
    matter, by = submitted("change", filed_organization), writer_of(filed_organization)
    take("return", matter, by=officer, note="请补正", remarks={"venue": "请写门牌号"})
    assert matter.remarks == {"venue": "请写门牌号"}
    with pytest.raises(ValidationError):
        take("return", submitted("cancellation", filed_organization), by=officer, note="x", remarks={"nothing": "?"})
    acts.fill(matter, {"venue": "丽水路88号203室"}, papers={}, by=by, seen=matter.version)
    acts.submit(matter, by=by, seen=matter.version, now=NOW)
    assert (matter.previous_facts["venue"], matter.facts["venue"]) == ("丽水路88号二楼", "丽水路88号203室")
    assert matter.facts["was_venue"] == "桥弄街139号" and matter.hand_ins == 2
    assert matter.receipt_no.startswith("BG330105005-20261123-")


def test_a_stale_screen_overwrites_nothing(filed_organization):
    matter, by = complete("change", filed_organization), writer_of(filed_organization)
    for stale in (lambda: acts.fill(matter, {"venue": "别处"}, papers={}, by=by, seen=0),
                  lambda: acts.submit(matter, by=by, seen=0, now=NOW),
                  lambda: handing.withdraw(matter, by=by, seen=0)):
        with pytest.raises(Stale):
            stale()
    assert Matter.objects.get(pk=matter.pk).answers["venue"] == "丽水路88号二楼"


def test_nothing_is_granted_or_taken_up_again_once_the_organization_left_the_register(filed_organization, officer):
    pending = examined("change", filed_organization, officer)
    withdrawn = submitted("registration", filed_organization)
    take("withdraw", withdrawn, by=writer_of(filed_organization))
    Organization.objects.filter(pk=filed_organization.pk).update(status="revoked")
    for name, matter, by in (("approve", pending, officer), ("reopen", withdrawn, writer_of(filed_organization))):
        matter = Matter.objects.select_related("organization__area").get(pk=matter.pk)
        with pytest.raises(Incomplete):
            take(name, matter, by=by)


def test_nothing_is_taken_up_again_beside_a_newer_one(filed_organization):
    first = submitted("change", filed_organization)
    take("withdraw", first, by=writer_of(filed_organization))
    newer = complete("change", filed_organization)
    with pytest.raises(PermissionDenied, match="已有更新的同类事项"):
        take("reopen", first, by=writer_of(filed_organization))
    take("withdraw", newer, by=writer_of(filed_organization))
    take("reopen", first, by=writer_of(filed_organization))
    assert first.status == "draft"


def test_one_page_starts_two_kinds(filed_organization):
    by, token = writer_of(filed_organization), uuid.uuid4()
    made = [acts.start(kind, filed_organization, by=by, token=token) for kind in ("change", "cancellation", "change")]
    assert [matter.kind for matter in made] == ["change", "cancellation", "change"] and made[0] == made[2]


def test_a_paper_taken_again_is_not_new_by_that(community, officer):
    organization = filed(community, officer)
    matter = examined("registration", organization, officer)
    charter = given_before(draft("cancellation", organization), on=TODAY)["charter"].document
    matter.materials.filter(kind="charter").update(document=charter)
    matter.handed_in.filter(kind="charter").update(document=charter)
    take("approve", matter, by=officer)
    cancellation = Matter.objects.get(kind="cancellation")
    assert "charter" not in given_before(cancellation, on=date(2029, 11, 23))


def test_a_number_in_free_words_is_masked(filed_organization, officer):
    matter = submitted("change", filed_organization, reason="联系 13800001234")
    assert matter.answers["reason"] == matter.facts["reason"] == "联系 138****1234"
    take("return", matter, by=officer, note="x", remarks={"venue": "问 13800001234"})
    assert matter.remarks == {"venue": "问 138****1234"}
