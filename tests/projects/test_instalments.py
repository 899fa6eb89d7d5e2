"""Instalments: gates that open one by one, payment once, and what an organization reads."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.utils import translation

from incubator.notices.models import Letter
from incubator.rulebook.alternatives import choices
from incubator.rulebook.wording import word
from incubator.workflow import Incomplete, Stale, WrongStatus
from projects import purchasing
from projects.models import Instalment, Project
from projects.reports.projects import gate_words
from projects.workflow import instalment_workflow
from tests.factories import make_project
from tests.projects.conftest import TODAY
from tests.projects.test_work import accept_report
from tests.racing import race_posts

pytestmark = pytest.mark.django_db
PEOPLE = (
    "officer", "district_officer", "other_officer", "community_worker", "member", "reader", "stranger", "resident")


@pytest.fixture
def first(project):
    return project.contract.instalments.get(order=1)


def gate(project, **fields):
    last = project.contract.instalments.last()
    Instalment.objects.filter(pk=last.pk).update(**fields)
    return Instalment.objects.get(pk=last.pk)


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize(("status", "actions"), [
    ("waiting", set()), ("payable", {"pay"}), ("paid", set()), ("stopped", set())])
def test_the_table_of_an_instalment(cast, first, status, actions, person):
    Instalment.objects.filter(pk=first.pk).update(status=status, paid_on=TODAY)
    first.refresh_from_db()
    expected = actions if person == "officer" else set()
    assert {action.name for action in instalment_workflow.available(first, cast[person])} == expected


def test_paying_is_once_and_told(first, officer, member):
    purchasing.pay(
        first, paid_on=date(2026, 1, 20), payment_no="国库-202601-17", by=officer, seen=0, today=TODAY)
    first.refresh_from_db()
    assert (first.status, first.paid_on) == ("paid", date(2026, 1, 20))
    assert first.changes.get().fields == {"paid_on": ["", "2026-01-20"], "payment_no": ["", "国库-202601-17"]}
    assert Letter.objects.filter(template="instalment-pay", recipient=member).count() == 1
    with pytest.raises(WrongStatus):
        purchasing.pay(first, paid_on=TODAY, by=officer, seen=1, today=TODAY)


@pytest.mark.parametrize("day", [None, date(2026, 6, 16), date(2025, 12, 31)])
def test_a_payment_has_a_day_between_signature_and_today(first, officer, day):
    with pytest.raises(ValidationError) as refusal:
        purchasing.pay(first, paid_on=day, by=officer, seen=0, today=TODAY)
    assert list(refusal.value.message_dict) == ["paid_on"]


def test_nothing_is_paid_before_its_gate_opens(project, officer):
    with pytest.raises(WrongStatus):
        purchasing.pay(project.contract.instalments.last(), paid_on=TODAY, by=officer, seen=0, today=TODAY)


def test_nothing_is_paid_on_an_ended_contract(project, first, officer):
    open_tab = Instalment.objects.get(pk=first.pk)
    purchasing.pay(gate(project, status="payable"), paid_on=TODAY, by=officer, seen=0, today=TODAY)
    purchasing.terminate(project, by=officer, seen=0, note="停止")
    assert list(project.contract.instalments.values_list("status", flat=True)) == ["stopped", "paid"]
    with pytest.raises(Stale):
        purchasing.pay(open_tab, paid_on=TODAY, by=officer, seen=0, today=TODAY)
    first.refresh_from_db()
    with pytest.raises(WrongStatus):
        purchasing.pay(first, paid_on=TODAY, by=officer, seen=1, today=TODAY)
    assert first.changes.get().note == "停止"


def test_a_member_pays_nothing(first, member):
    with pytest.raises(PermissionDenied):
        purchasing.pay(first, paid_on=TODAY, by=member, seen=0, today=TODAY)


def test_an_old_tab_pays_nothing(first, officer):
    with pytest.raises(Stale):
        purchasing.pay(first, paid_on=TODAY, by=officer, seen=7, today=TODAY)


def test_an_accepted_report_opens_its_own_gate_only(project, officer):
    last = gate(project, trigger="report_accepted", report_number=3)
    contract = project.contract
    assert purchasing.release(contract, "report_accepted", report_number=2, by=officer) == []
    assert purchasing.release(contract, "acceptance", by=officer) == []
    assert purchasing.release(contract, "report_accepted", report_number=3, by=officer) == [last]
    assert purchasing.release(contract, "report_accepted", report_number=3, by=officer) == []
    last.refresh_from_db()
    assert (last.status, last.changes.count()) == ("payable", 1)


def test_no_gate_opens_on_an_ended_contract(project, officer):
    gate(project, trigger="report_accepted", report_number=3)
    purchasing.terminate(project, by=officer, seen=0, note="停止")
    assert purchasing.release(project.contract, "report_accepted", report_number=3, by=officer) == []


def test_the_mid_term_review_opens_its_gate_with_a_reason(project, officer):
    with pytest.raises(Incomplete) as refusal:
        purchasing.pass_midterm(project.contract, by=officer, seen=0, note="")
    assert len(refusal.value.messages) == 2  # nothing waits for it, no reason
    last = gate(project, trigger="midterm_pass")
    purchasing.pass_midterm(project.contract, by=officer, seen=0, note="专家组评估合格")
    last.refresh_from_db()
    assert last.status == "payable"


@pytest.mark.parametrize(("fields", "words"), [
    ({"trigger": "agreement"}, "第 2 期等待合同签订"),
    ({"trigger": "report_accepted", "report_number": 3}, "第 2 期等待第 3 次进度报告通过"),
    ({"trigger": "midterm_pass"}, "第 2 期等待中期评估通过"),
    ({"trigger": "acceptance"}, "第 2 期等待项目结项验收"),
    ({"trigger": "acceptance", "status": "payable"}, "第 2 期可拨付，等待街道办理"),
    ({"trigger": "acceptance", "status": "stopped"}, "第 2 期不再拨付：项目已终止"),
    ({"trigger": "acceptance", "status": "paid", "paid_on": date(2026, 6, 1)}, "第 2 期已于 2026-06-01 拨付"),
])
def test_the_gate_is_said_in_words(project, fields, words):
    with translation.override("zh-hans"):
        assert gate_words(gate(project, **fields)) == words


def test_paying_what_one_signed_is_advised_against(first, officer):
    assert purchasing.duty_advice(first, officer) == ""
    first.contract.changes.create(action="sign", new="signed", version=1, by=officer)
    assert purchasing.duty_advice(first, officer)


@pytest.mark.parametrize("fields", [
    {"status": "paid"}, {"amount_fen": 0}, {"trigger": "report_accepted"}, {"report_number": 2},
])
def test_the_database_refuses(first, fields):
    with pytest.raises(IntegrityError):
        Instalment.objects.filter(pk=first.pk).update(**fields)


@pytest.mark.django_db(transaction=True)
def test_ten_payments_at_once_pay_once(organization, officer):
    first = make_project(organization).contract.instalments.get(order=1)
    codes = race_posts(officer, f"/projects/instalments/{first.pk}/pay/", {"version": 0, "paid_on": "2026-01-20"})
    assert sorted(set(codes)) == [302, 409] and codes.count(302) == 1
    assert first.changes.count() == 1
    assert Project.objects.get().status == "running"


def test_a_project_is_not_closed_while_money_waits_for_the_midterm_review(client, project, officer, today):
    accept_report(project, project.starts_on, project.ends_on)
    project.progress_reports.update(is_final=True)
    waiting = gate(project, trigger="midterm_pass")
    late = project.ends_on + timedelta(days=1)
    assert len(purchasing.why_not_closed(project, today=project.ends_on)) == 2
    with pytest.raises(Incomplete):
        purchasing.close(project, by=officer, seen=0, today=late)
    Instalment.objects.filter(pk=waiting.pk).update(status="payable")
    project = Project.objects.get(pk=project.pk)
    client.force_login(officer)
    address = f"/projects/{project.pk}/"
    early = client.get(address)
    assert "close" not in {action.name for action in early.context["actions"]}
    assert len(early.context["not_yet"]) == 1 and "why-not-closed" in early.content.decode()
    purchasing.close(project, by=officer, seen=0, today=late)
    assert project.status == "closed"


def test_what_an_instalment_waits_for_has_one_name_in_the_rules_and_on_the_pages():
    with translation.override("zh-hans"):
        assert [word(code) for code in choices("instalment-split", "trigger")] == [
            str(Instalment.Trigger(code).label) for code in Instalment.Trigger.values]
