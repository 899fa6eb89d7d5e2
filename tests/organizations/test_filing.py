"""Filing: who may do what when, what must be there, and what comes out."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from incubator.notices.models import Letter
from incubator.rulebook.models import Rule
from incubator.workflow import Incomplete, Stale, WrongStatus
from organizations import filing as acts
from organizations.models import Certificate, Filing, FilingNumber, Membership, Organization
from organizations.reports.corrections import corrections
from organizations.workflow import filing_workflow
from tests.factories import make_member, make_officer, make_organization
from tests.organizations.filing_acts import IDENTITY, NOW, applicant_of, complete, draft, in_status, submitted

pytestmark = pytest.mark.django_db

WRITING = {
    "draft": {"edit", "submit", "withdraw"}, "submitted": {"withdraw"}, "examining": {"withdraw"},
    "reviewed": {"withdraw"}, "returned": {"edit", "submit", "withdraw"},
    "approved": set(), "refused": {"reopen"}, "withdrawn": {"reopen"},
}
DECIDING = {
    "submitted": {"approve", "return", "refuse"}, "examining": {"review", "return", "refuse", "undo"},
    "reviewed": {"approve", "return", "refuse", "undo"}, "returned": {"remind", "undo"}, "refused": {"undo"},
}


@pytest.mark.parametrize("status", Filing.Status.values)
def test_the_table_of_actions(status, cast, community):
    filing = in_status(status, community, cast["officer"])
    organization = filing.organization
    people = cast | {
        "applicant": applicant_of(filing), "editor": make_member(organization, "editor"),
        "colleague": make_member(organization, "reader"),
    }
    expected = {name: set() for name in people}
    expected |= {"applicant": WRITING[status], "editor": WRITING[status], "officer": DECIDING.get(status, set())}
    found = {name: {a.name for a in filing_workflow.available(filing, user)} for name, user in people.items()}
    assert found == expected


def test_an_officer_who_belongs_to_the_organization_does_not_decide_on_it(officer, community):
    filing = submitted(community)
    Membership.objects.create(organization=filing.organization, user=officer, right="reader")
    with pytest.raises(PermissionDenied):
        acts.approve(filing, by=officer, seen=filing.version, now=NOW)


@pytest.mark.parametrize("status", Filing.Status.values)
def test_who_sees_a_filing(status, cast, community):
    filing = in_status(status, community, cast["officer"])
    handed_in = status != "draft"
    sees = {name for name, user in cast.items() if Filing.objects.visible_to(user).filter(pk=filing.pk).exists()}
    assert sees == ({"district_officer", "officer", "community_worker"} if handed_in else set())
    assert Filing.objects.visible_to(applicant_of(filing)).get() == filing


def test_starting_makes_draft_organization_administrator_and_filing(resident, community):
    filing = acts.start(by=resident, name="晨光合唱团", area=community, category="culture", token=uuid.uuid4())
    assert (filing.status, filing.organization.status) == ("draft", "draft")
    assert resident.memberships.get().right == "administrator"
    assert list(filing.changes.values_list("action", flat=True)) == ["create"]


def test_the_same_start_form_sent_twice_makes_one_draft(resident, community):
    token = uuid.uuid4()
    pair = [acts.start(by=resident, name="晨光合唱团", area=community, category="culture", token=token) for _ in "12"]
    assert pair[0] == pair[1]
    assert (Filing.objects.count(), Organization.objects.count(), Membership.objects.count()) == (1, 1, 1)


def test_somebody_elses_token_lets_nobody_in(resident, stranger, community):
    token = uuid.uuid4()
    acts.start(by=resident, name="晨光合唱团", area=community, category="culture", token=token)
    filing = acts.start(by=stranger, name="别的团", area=community, category="culture", token=token)
    assert not Filing.objects.visible_to(stranger).filter(pk=filing.pk).exists()


def test_an_empty_draft_is_told_everything_at_once(community):
    filing = draft(community)
    with pytest.raises(Incomplete) as refusal:
        acts.submit(filing, by=applicant_of(filing), seen=filing.version, now=NOW)
    assert list(refusal.value.message_dict) == [
        "purpose", "venue", "responsible_person", "identity_no", "phone", "member_count", "charter"]
    filing.refresh_from_db()
    assert (filing.status, filing.receipt_no) == ("draft", "")


def test_the_threshold_is_a_rule_and_an_area_may_have_its_own(community):
    filing = complete(community)
    acts.fill(filing, {"member_count": 9}, by=applicant_of(filing), seen=filing.version)
    assert list(acts.shortcomings(filing, on=date(2026, 11, 23))) == ["member_count"]
    Rule.objects.create(
        key="filing-min-members", area_code="330105005", value=8, effective_from=date(2026, 1, 1), source="街道规定")
    assert acts.shortcomings(filing, on=date(2026, 11, 23)) == {}


def test_a_slip_of_the_pen_in_the_rule_stops_no_filing(community):
    Rule.objects.create(key="filing-requires", area_code="330105005", value=["charter", "章程"],
                        effective_from=date(2026, 1, 1), source="笔误")
    assert acts.shortcomings(complete(community), on=date(2026, 11, 23)) == {}


def test_a_name_on_record_is_a_fault_of_the_name_however_it_is_written(community):
    make_organization(community, name="阳光（助老）志愿队")
    filing = complete(community, name="阳光 (助老)志愿队")
    assert list(acts.shortcomings(filing, on=date(2026, 11, 23))) == ["name"]


def test_submitting_gives_a_receipt_and_keeps_the_facts_masked(community, officer, settings):
    filing = submitted(community)
    filing.refresh_from_db()
    assert filing.receipt_no == f"BA330105005-20261123-{filing.pk:06d}"
    assert filing.answer_due_on == date(2026, 12, 7)
    assert filing.changes.get(action="submit").fields == {"receipt_no": ["", filing.receipt_no]}
    assert filing.facts["identity_no"] == "330***********0001"
    assert IDENTITY not in str(filing.facts) + str(list(filing.changes.values())) + str(
        list(filing.organization.changes.values()))
    assert Letter.objects.filter(recipient=officer, channel="inbox", template="filing-submitted").count() == 1


def test_returning_needs_a_reason_and_knows_only_questions_that_were_asked(community, officer):
    filing = submitted(community)
    with pytest.raises(Incomplete):
        acts.take("return", filing, by=officer, seen=filing.version, now=NOW, note=" ", remarks={"venue": "门牌号"})
    with pytest.raises(ValidationError):
        acts.take("return", filing, by=officer, seen=filing.version, now=NOW, note="补正", remarks={"moon": "?"})
    filing.refresh_from_db()
    assert (filing.status, filing.remarks) == ("submitted", {})


def test_a_correction_shows_what_changed_since_the_last_submit(community, officer):
    filing = in_status("returned", community, officer)
    person = applicant_of(filing)
    assert filing.remarks == {"venue": "请写门牌号"}
    assert Letter.objects.filter(recipient=person, template="filing-returned", channel="inbox").count() == 1
    acts.fill(filing, {"venue": "桥弄街140号", "identity_no": "330105197707020028"}, by=person, seen=filing.version)
    acts.submit(filing, by=person, seen=filing.version, now=NOW)
    changed = {row.name: (row.before, row.now) for row in corrections(filing)}
    assert changed["venue"] == ("桥弄街139号", "桥弄街140号")
    assert "identity_no" in changed and len(changed) == 2


def test_approving_files_the_organization(community, officer):
    filing = submitted(community)
    certificate = acts.approve(filing, by=officer, seen=filing.version, now=NOW)
    organization = Organization.objects.get(pk=filing.organization_id)
    assert (organization.status, organization.org_type) == ("active", "filed")
    assert organization.filing_no == certificate.number == "330105-005-2026-1-0001"
    assert organization.founded_on == date(2026, 11, 23)
    assert applicant_of(filing).memberships.filter(ended_at=None).count() == 1
    assert Letter.objects.filter(recipient=applicant_of(filing), template="filing-approved").count() == 1


def test_numbers_count_up_per_street_year_and_class_without_gaps(community, officer):
    numbers = []
    for _ in range(3):
        filing = submitted(community)
        numbers.append(acts.approve(filing, by=officer, seen=filing.version, now=NOW).number[-4:])
        with pytest.raises(WrongStatus):
            acts.approve(filing, by=officer, seen=filing.version, now=NOW)
    refused = submitted(community)
    with pytest.raises(Stale):
        acts.approve(refused, by=officer, seen=refused.version - 1, now=NOW)
    last = submitted(community)
    numbers.append(acts.approve(last, by=officer, seen=last.version, now=NOW).number[-4:])
    assert numbers == ["0001", "0002", "0003", "0004"]


def test_a_number_that_came_with_the_ledger_is_not_given_again(community, officer):
    make_organization(community, filing_no="330105-005-2026-1-0007")
    filing = submitted(community)
    assert acts.approve(filing, by=officer, seen=filing.version, now=NOW).number == "330105-005-2026-1-0008"


def test_of_two_filings_of_one_name_the_second_cannot_be_approved(community, officer):
    first, second = submitted(community, name="双子志愿队"), submitted(community, name="双子 志愿队")
    acts.approve(first, by=officer, seen=first.version, now=NOW)
    with pytest.raises(Incomplete) as refusal:
        acts.approve(second, by=officer, seen=second.version, now=NOW)
    assert list(refusal.value.message_dict) == ["name"]
    assert (Certificate.objects.count(), FilingNumber.objects.get().last) == (1, 1)


def test_a_refusal_tells_why_and_the_filing_can_be_taken_up_again(community, officer):
    filing = in_status("refused", community, officer)
    person = applicant_of(filing)
    letter = Letter.objects.get(recipient=person, template="filing-refused", channel="inbox")
    assert letter.params["note"] == "不属于社区社会组织"
    acts.take("reopen", filing, by=person, seen=filing.version, now=NOW)
    acts.submit(filing, by=person, seen=filing.version, now=NOW)
    assert filing.status == "submitted"


def test_a_draft_given_up_is_no_news_for_the_office(community, officer):
    filing = draft(community)
    acts.withdraw(filing, by=applicant_of(filing), seen=filing.version)
    assert not Letter.objects.filter(recipient=officer).exists()
    assert not Filing.objects.visible_to(officer).exists()


def test_what_was_handed_in_cannot_be_changed_behind_the_officers_back(community):
    filing = submitted(community)
    with pytest.raises(WrongStatus):
        acts.fill(filing, {"venue": "别处"}, by=applicant_of(filing), seen=filing.version)


def test_an_officer_of_another_street_hears_nothing(community, other_officer):
    submitted(community)
    assert not Letter.objects.filter(recipient=other_officer).exists()


def test_a_second_street_officer_hears_of_it_too(community, street, officer):
    second = make_officer("street_officer", street)
    submitted(community)
    assert set(Letter.objects.filter(channel="inbox").values_list("recipient", flat=True)) == {officer.pk, second.pk}
