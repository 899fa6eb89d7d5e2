"""Contracts: the rightful signer, instalments that sum, the signature that starts the project."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError

from incubator.notices.models import Letter
from incubator.workflow import Incomplete, Stale, WrongStatus
from projects import purchasing
from projects.models import Contract, Instalment, Project
from projects.rules.purchasing import report_count
from projects.workflow import contract_workflow, project_workflow
from tests.factories import make_organization, make_project
from tests.projects.conftest import TODAY, make_draft
from tests.racing import race, race_posts

pytestmark = pytest.mark.django_db
PEOPLE = (
    "officer", "district_officer", "other_officer", "community_worker", "member", "reader", "stranger", "resident")
OFFICER = {"draft": {"edit", "sign"}, "signed": {"pass_midterm"}, "ended": set()}


def half_and_half(amount=1_000_000):
    return [Instalment(amount_fen=amount // 2, trigger="agreement"),
            Instalment(amount_fen=amount - amount // 2, trigger="acceptance")]


@pytest.fixture
def approved(draft, officer):
    project_workflow.perform("approve", draft, by=officer, seen=0)
    return draft


@pytest.fixture
def contract(approved, officer):
    return purchasing.draft_contract(
        Contract(project=approved, number="HT-1"), instalments=half_and_half(), by=officer)


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("status", Contract.Status.values)
def test_the_table_of_a_contract(cast, organization, status, person):
    contract = make_project(organization).contract
    Contract.objects.filter(pk=contract.pk).update(status=status)
    contract.refresh_from_db()
    expected = OFFICER[status] if person == "officer" else set()
    assert {action.name for action in contract_workflow.available(contract, cast[person])} == expected


def test_the_host_signs_for_a_filed_contractor(street, community, organization, officer):
    project = make_draft(street, make_organization(community), officer, host=organization)
    project_workflow.perform("approve", project, by=officer, seen=0)
    contract = purchasing.draft_contract(
        Contract(project=project, number="HT-2", signer=project.contractor, amount_fen=1),
        instalments=half_and_half(), by=officer)
    assert (contract.signer, contract.amount_fen, contract.planned_fen) == (organization, 1_000_000, 1_000_000)


def test_a_contractor_in_the_place_of_its_host_cannot_be_signed(contract, officer, community):
    Contract.objects.update(signer=make_organization(community))
    with pytest.raises(Incomplete):
        purchasing.sign(Contract.objects.get(), signed_on=TODAY, by=officer, seen=0, today=TODAY)


@pytest.mark.parametrize(("instalments", "faults"), [
    (lambda: half_and_half(900_000), 1),
    (list, 1),
    (lambda: [Instalment(amount_fen=1_000_000, trigger="report_accepted")], 1),
    (lambda: [Instalment(amount_fen=1_000_000, trigger="report_accepted", report_number=13)], 1),
    (lambda: [Instalment(amount_fen=1_000_000, trigger="agreement", report_number=1)], 1),
    (lambda: [Instalment(amount_fen=1, trigger="agreement", report_number=1),
              Instalment(amount_fen=1, trigger="report_accepted")], 3),
])
def test_faulty_instalments_are_told_all_at_once(approved, officer, instalments, faults):
    with pytest.raises(ValidationError) as refusal:
        purchasing.draft_contract(
            Contract(project=approved, number="HT-3"), instalments=instalments(), by=officer)
    assert len(refusal.value.messages) == faults
    assert not Contract.objects.exists()


@pytest.mark.parametrize(("start", "end", "count"), [
    (date(2026, 1, 1), date(2026, 12, 31), 12), (date(2026, 1, 1), date(2026, 1, 2), 1),
    (date(2026, 1, 31), date(2026, 2, 28), 2), (date(2026, 1, 31), date(2026, 2, 27), 1),
])
def test_a_project_has_a_report_for_each_month_begun(start, end, count):
    assert report_count(Project(starts_on=start, ends_on=end)) == count


def test_the_usual_split_keeps_every_fen(approved):
    approved.amount_fen = 1_000_001
    usual = purchasing.usual_instalments(approved, on=TODAY)
    assert [(i.order, i.amount_fen, i.trigger) for i in usual] == [
        (1, 500_000, "agreement"), (2, 300_000, "midterm_pass"), (3, 200_001, "acceptance")]


def test_one_contract_a_project(contract, approved, officer):
    with pytest.raises(Incomplete):
        purchasing.draft_contract(Contract(project=approved, number="HT-9"), instalments=half_and_half(), by=officer)
    again = Contract(project=approved, number="HT-1", token=contract.token)
    assert purchasing.draft_contract(again, instalments=half_and_half(), by=officer) == contract


def test_no_contract_before_approval_and_none_by_a_member(draft, officer, member):
    with pytest.raises(WrongStatus):
        purchasing.draft_contract(Contract(project=draft, number="HT-1"), instalments=half_and_half(), by=officer)
    with pytest.raises(PermissionDenied):
        purchasing.draft_contract(Contract(project=draft, number="HT-1"), instalments=half_and_half(), by=member)


def test_editing_a_contract_replaces_its_instalments(contract, officer):
    purchasing.edit_contract(
        contract, instalments=[Instalment(amount_fen=1_000_000, trigger="acceptance")], by=officer, seen=0)
    assert contract.instalments.count() == 1
    with pytest.raises(Stale):
        purchasing.edit_contract(Contract.objects.get(), instalments=half_and_half(), by=officer, seen=0)


def test_the_signature_starts_the_project_and_opens_the_first_gate(contract, officer, member):
    purchasing.sign(contract, signed_on=date(2026, 1, 5), by=officer, seen=0, today=TODAY)
    contract.refresh_from_db()
    assert (contract.status, contract.project.status, contract.signed_on) == ("signed", "running", date(2026, 1, 5))
    assert [i.status for i in contract.instalments.all()] == ["payable", "waiting"]
    assert contract.changes.last().fields == {"signed_on": ["", "2026-01-05"]}
    assert contract.project.changes.last().action == "start"
    assert Letter.objects.filter(template="contract-sign", recipient=member).exists()
    assert Letter.objects.filter(template="instalment-release", recipient=member).exists()


@pytest.mark.parametrize("day", [None, date(2026, 6, 16)])
def test_a_signature_has_a_day_that_has_come(contract, officer, day):
    with pytest.raises(ValidationError) as refusal:
        purchasing.sign(contract, signed_on=day, by=officer, seen=0, today=TODAY)
    assert list(refusal.value.message_dict) == ["signed_on"]
    assert Contract.objects.get().status == "draft"


def test_a_terminated_project_is_not_signed(contract, approved, officer):
    purchasing.terminate(approved, by=officer, seen=1, note="不再需要")
    with pytest.raises((WrongStatus, Stale, Incomplete)):
        purchasing.sign(contract, signed_on=TODAY, by=officer, seen=0, today=TODAY)
    assert Contract.objects.get().status == "ended"


@pytest.mark.parametrize("fields", [{"planned_fen": 1}, {"signed_on": None}])
def test_the_database_refuses_a_signed_contract_that_is_not_whole(project, fields):
    with pytest.raises(IntegrityError):
        Contract.objects.filter(project=project).update(**fields)


@pytest.mark.django_db(transaction=True)
def test_ten_drafts_at_once_make_one_contract(approved, officer):
    token = Contract().token
    outcomes = race(lambda _i: purchasing.draft_contract(
        Contract(project=Project.objects.get(), number="HT-7", token=token), instalments=half_and_half(),
        by=officer).pk)
    assert len(set(outcomes)) == 1
    assert (Contract.objects.get().changes.count(), Instalment.objects.count()) == (1, 2)


@pytest.mark.django_db(transaction=True)
def test_ten_signatures_at_once_sign_once(contract, officer):
    codes = race_posts(officer, f"/projects/contracts/{contract.pk}/sign/", {"version": 0, "signed_on": "2026-01-05"})
    assert sorted(set(codes)) == [302, 409] and codes.count(302) == 1
    assert list(contract.changes.values_list("action", flat=True)) == ["create", "sign"]
    assert list(contract.project.changes.values_list("action", flat=True)) == ["create", "approve", "start"]
    assert contract.instalments.get(order=1).changes.count() == 1
