"""How an organization stands with its annual report, in words and in SQL, and what that does to a purchase."""

from datetime import date

import pytest

from incubator.rulebook.models import Rule
from organizations.models import AnnualDuty, Organization, with_annual
from organizations.rules.annual import annual_standing
from projects.reports.choosing import contractors, hosts
from projects.rules.purchasing import bars_for, may_take, reasons_against
from tests.factories import make_organization
from tests.organizations.annual_acts import DUE, decided, duty_of, handed_in, opened, rectification, take

pytestmark = pytest.mark.django_db
LATER = date(2026, 8, 3)
STATES = ("never", "owed", "exempt", "on_time", "late", "returned", "qualified", "basically_qualified", "unqualified",
          "rectifying", "rectified", "caught_up")


@pytest.fixture
def register(street, community, officer):
    """An organization in every state, asked about 2025; one missed 2024 and made up for it with 2025."""
    made = {state: make_organization(community, org_type="service_agency", name=f"机构{state}") for state in STATES}
    make_organization(community, org_type="resident_group")
    opened(street, officer, year=2024, today=date(2025, 1, 6), due_on=date(2025, 3, 31))
    AnnualDuty.objects.exclude(organization=made["caught_up"]).filter(campaign__year=2024).delete()
    opened(street, officer)
    AnnualDuty.objects.filter(organization=made["never"]).delete()
    AnnualDuty.objects.filter(organization=made["exempt"]).update(status="exempt", exemption="officer")
    handed_in(made["on_time"], on=DUE)
    handed_in(made["late"], on=date(2026, 4, 1))
    take("return", handed_in(made["returned"], on=DUE), by=officer, on=DUE)
    decided(made["qualified"], officer, "qualified", on=DUE)
    decided(made["caught_up"], officer, "qualified", on=DUE)
    for state in ("basically_qualified", "unqualified", "rectifying", "rectified"):
        decided(made[state], officer, "basically_qualified" if state[0] == "b" else "unqualified", on=DUE)
    rectification(made["rectifying"], on=date(2026, 6, 30))
    matter = rectification(made["rectified"], on=date(2026, 6, 30))
    for step in ("accept", "approve"):
        take(step, matter, by=officer, on=date(2026, 7, 1))
    return made


FAULTS = {  # on the due day, the day after it, within the three months, and when they are over
    "never": ("", "", "", ""), "owed": ("", "overdue", "overdue", "overdue"), "exempt": ("", "", "", ""),
    "on_time": ("", "", "", ""), "late": ("", "", "", ""), "returned": ("", "", "overdue", "overdue"),
    "qualified": ("", "", "", ""), "basically_qualified": ("", "", "", "unrectified"),
    "unqualified": ("unqualified", "unqualified", "unqualified", "unrectified"),
    "rectifying": ("unqualified",) * 4, "rectified": ("", "", "", ""), "caught_up": ("", "", "", ""),
}


def test_the_words_and_the_sql_say_the_same_on_every_day(register):
    for place, on in enumerate((DUE, date(2026, 4, 1), date(2026, 6, 30), LATER)):
        asked = dict(with_annual(Organization.objects.all(), on=on).values_list("pk", "annual_fault"))
        for state, organization in register.items():
            standing = annual_standing(organization, on=on)
            told = standing.fault if standing else ""
            assert (state, told, asked[organization.pk] or "") == (state, FAULTS[state][place], FAULTS[state][place])


def test_what_a_catalogue_asks(register):
    found = {state: annual_standing(organization, on=LATER) for state, organization in register.items()}
    assert found["never"] is None
    assert {state for state, standing in found.items() if standing and standing.in_order} == {
        "exempt", "on_time", "qualified", "rectified", "caught_up"}
    assert {state: found[state].state for state in ("owed", "exempt", "on_time", "late", "returned")} == {
        "owed": "overdue", "exempt": "exempt", "on_time": "on_time", "late": "late", "returned": "overdue"}
    assert found["basically_qualified"].words == "逾期未整改（2025）"
    assert found["caught_up"].year == 2025


def rule(value, street):
    Rule.objects.create(key="annual-report-bars", area_code=street.code, value=value,
                        effective_from=date(2026, 1, 1), source="街道办法")


def chosen(officer, street):
    return contractors(officer, method="procurement", area=street.code, on=LATER, words="机构", chosen="")


HELD = {state for state, faults in FAULTS.items() if faults[-1]}


@pytest.mark.parametrize(("value", "marked", "barred"), [
    ("none", set(), set()), ("warn", HELD, set()), ("bar", HELD, HELD), ("nonsense", HELD, set())])
def test_the_rule_decides_whether_it_is_told_or_bars(value, marked, barred, register, officer, street):
    rule(value, street)
    fit, unfit = chosen(officer, street)
    names = {organization.name: state for state, organization in register.items()}
    assert {names[row.name] for row in [*fit.rows, *unfit.rows] if row.credit} == marked
    assert {names[row.name] for row in unfit.rows} == barred
    for row in unfit.rows:
        assert any("办结前不得承接" in reason for reason in row.reasons)
    assert {names[row.name] for row in hosts(officer, words="机构", chosen="", on=LATER).rows} == STATES_ALL - barred
    fits = set(Organization.objects.filter(may_take(filed_too=True, on=LATER)))
    assert fits == {one for one in Organization.objects.all() if not bars_for(one, filed_too=True, on=LATER)}


STATES_ALL = set(STATES)


def test_a_purchase_is_barred_with_words_until_the_report_is_in(register, street, officer):
    rule("bar", street)
    organization = register["owed"]
    asked = {"method": "procurement", "amount_fen": 1, "host": None, "on": LATER}
    assert "年报逾期未交（2025）" in reasons_against(organization, **asked)[0]
    handed_in(organization, on=LATER)
    assert reasons_against(organization, **asked) == []
    assert duty_of(organization).status == "handed_in"


def test_nobody_has_missed_a_day_that_is_still_to_come(street, community, officer, time_machine):
    organization = make_organization(community, org_type="service_agency")
    opened(street, officer)
    rule("bar", street)
    asked = {"method": "procurement", "amount_fen": 1, "host": None, "on": date(2026, 5, 1)}  # the project starts then
    time_machine.move_to("2026-03-31 12:00+08:00")
    assert reasons_against(organization, **asked) == []
    assert organization in Organization.objects.filter(may_take(filed_too=True, on=date(2026, 5, 1)))
    time_machine.move_to("2026-04-01 12:00+08:00")
    assert reasons_against(organization, **asked)


def test_the_far_street_rules_for_its_own(register, other_street, officer, street):
    rule("bar", other_street)
    assert not chosen(officer, street)[1].rows
