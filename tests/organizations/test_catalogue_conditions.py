"""Each condition of the catalogue against the fact in the register: met, not met, or for the office to judge."""

from datetime import date

import pytest

from incubator.rulebook.models import Rule
from organizations.rules import conditions as rules
from organizations.rules.conditions import as_kept, conditions, kept, reasons_against
from tests.factories import make_credit, make_holder, make_organization
from tests.organizations.catalogue_acts import ANSWERS, TODAY, fit

pytestmark = pytest.mark.django_db


def found(organization, name, answers=ANSWERS, on=TODAY):
    return next(one for one in conditions(organization, on=on, answers=answers) if one.condition == name)


def weigh(street, name, weight, start=date(2026, 1, 1)):
    Rule.objects.create(
        key="catalogue-conditions", area_code=street.code, effective_from=start, source="街道办法",
        value={name: {"weight": weight, "source": "街道办法"}})


def test_an_organization_that_meets_all(community):
    states = {one.condition: one.state for one in conditions(fit(community), on=TODAY, answers=ANSWERS)}
    assert states == {
        "liability": "met", "governance": "met", "venue": "met", "staff": "met", "taxes": "open",
        "annual_report": "open", "lists": "met", "faults": "met"}


@pytest.mark.parametrize(("facts", "fact"), [
    ({"org_type": "filed", "uscc": ""}, "no_legal_person"), ({"uscc": "52330105MJ90060261"}, "code_wrong"),
    ({"uscc": ""}, "code_wrong"), ({"status": "suspended"}, "not_standing"), ({}, "legal_person"),
])
def test_independent_civil_liability(community, facts, fact):
    one = found(fit(community, **facts), "liability")
    assert (one.state, one.fact) == ("met" if fact == "legal_person" else "unmet", fact)


def test_charter_and_governance(community):
    bare = make_organization(community, org_type="service_agency", uscc="52330105MJ9006034Q", has_charter=False)
    assert found(bare, "governance").fact == "no_charter"
    bare.has_charter = True
    assert found(bare, "governance").fact == "no_heads"
    make_holder(bare, role="council")
    make_holder(bare, role="legal_representative", status="left", left_on=TODAY)
    assert found(bare, "governance").fact == "no_heads"
    make_holder(bare, role="legal_representative", name="李四", term_ends_on=TODAY)
    assert found(bare, "governance").state == "met"  # the last day of the term counts
    over = found(bare, "governance", on=date(2026, 11, 24))
    assert (over.state, over.values) == ("unmet", {"name": "李四", "day": "2026-11-23"})
    assert "李四" in over.words and "2026-11-23" in over.words


def test_a_fixed_office(community):
    assert found(fit(community, venue="  "), "venue").state == "unmet"


@pytest.mark.parametrize(("count", "state"), [(1, "unmet"), (2, "met"), (0, "unmet"), ("", "open"), (None, "open")])
def test_full_time_staff(community, count, state):
    assert found(fit(community), "staff", ANSWERS | {"staff_count": count}).state == state


@pytest.mark.parametrize(("told", "state"), [("paid", "open"), ("none", "open"), ("gaps", "unmet"), ("", "open")])
def test_taxes_are_declared_and_judged_by_the_office(community, told, state):
    assert found(fit(community), "taxes", ANSWERS | {"taxes": told}).state == state


@pytest.mark.parametrize("kind", ["abnormal", "blacklist"])
def test_the_two_lists(community, kind):
    organization = fit(community)
    record = make_credit(organization, kind)
    one = found(organization, "lists")
    assert one.state == "unmet" and "逾期提交年度报告" in one.words
    type(record).objects.filter(pk=record.pk).update(status="removed", removed_on=TODAY)
    assert found(organization, "lists").state == "met"


@pytest.mark.parametrize(("since", "state"), [
    (date(2023, 11, 23), "met"), (date(2023, 11, 24), "unmet"), (date(2026, 11, 23), "unmet"),
    (date(2026, 11, 24), "met"),
])
def test_a_fault_counts_three_years(community, since, state):
    organization = fit(community)
    make_credit(organization, started_on=since)
    assert found(organization, "faults").state == state


def test_a_fault_that_ran_out_counts_all_the_same_and_an_honour_never(community):
    organization = fit(community)
    make_credit(organization, "honour")
    assert found(organization, "faults").state == "met"
    make_credit(organization, started_on=date(2025, 1, 1), ends_on=date(2025, 6, 1))
    assert found(organization, "faults").state == "unmet"


def test_a_breach_it_declares_itself(community):
    assert found(fit(community), "faults", ANSWERS | {"no_breach": "no"}).fact == "declares_breach"


def test_a_street_switches_a_condition_and_keeps_the_countrys_others(community, street):
    weigh(street, "staff", "off")
    organization = fit(community)
    names = [one.condition for one in conditions(organization, on=TODAY, answers=ANSWERS)]
    assert "staff" not in names and "liability" in names
    before = [one.condition for one in conditions(organization, on=date(2025, 12, 31), answers=ANSWERS)]
    assert "staff" in before


def test_past_performance_counts_where_the_street_says_so(community, street, monkeypatch):
    monkeypatch.setattr(rules, "PERFORMANCE", [
        lambda organization, on: ("unmet", "grade", {"grade": "poor", "review": "测评"})])
    organization = fit(community)
    assert "performance" not in [one.condition for one in conditions(organization, on=TODAY)]
    weigh(street, "performance", "hard")
    assert found(organization, "performance").bars


def test_a_hard_condition_bars_and_a_soft_one_asks_for_a_reason(community, street):
    organization = fit(community, venue="")
    findings = conditions(organization, on=TODAY, answers=ANSWERS)
    assert len(reasons_against(findings, reasoned=True)) == 1
    weigh(street, "venue", "soft")
    findings = conditions(organization, on=TODAY, answers=ANSWERS)
    assert reasons_against(findings, reasoned=True) == []
    assert len(reasons_against(findings, reasoned=False)) == 1


def test_what_is_kept_reads_the_same_later(community):
    findings = conditions(fit(community), on=TODAY, answers=ANSWERS)
    assert as_kept(kept(findings)) == findings
    assert all(one.words and one.source for one in findings)
