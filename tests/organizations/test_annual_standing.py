"""How an organization stands with its annual report, in words and in SQL, and what that does to a purchase."""

from datetime import date
from itertools import product

import pytest

from incubator.rulebook.models import Rule
from organizations.models import AnnualCampaign, AnnualDuty, Organization, barred_by_report, with_annual
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


PAST, YET = date(2026, 3, 31), date(2026, 9, 30)  # of LATER
IN = {"due_on": PAST, "handed_in_on": PAST}
DECIDED = IN | {"status": "decided"}
FAILED = DECIDED | {"outcome": "unqualified", "rectify_by": YET}
ONE_YEAR = {  # state of one year -> its facts, and what is held of it alone
    "not asked": (None, ""), "day to come": ({"due_on": YET}, ""), "missed": ({"due_on": PAST}, "overdue"),
    "handed in": (IN | {"status": "handed_in"}, ""),
    "handed in before its day": ({"status": "handed_in", "due_on": YET, "handed_in_on": PAST}, ""),
    "sent back": (IN | {"status": "returned", "correct_by": YET}, ""),
    "not corrected": (IN | {"status": "returned", "correct_by": PAST}, "overdue"),
    "exempt": ({"status": "exempt", "exemption": "officer", "due_on": PAST}, ""),
    "qualified": (DECIDED | {"outcome": "qualified"}, ""),
    "basically": (DECIDED | {"outcome": "basically_qualified", "rectify_by": YET}, ""),
    "failed": (FAILED, "unqualified"), "not rectified": (FAILED | {"rectify_by": PAST}, "unrectified"),
    "rectification in": (FAILED | {"rectify_by": PAST, "rectify_handed_in_on": PAST}, "unqualified"),
    "rectification sent back": (FAILED | {"rectify_by": PAST, "correct_by": YET}, "unqualified"),
    "rectification not corrected": (FAILED | {"rectify_by": PAST, "correct_by": PAST}, "unrectified"),
    "rectified": (FAILED | {"rectify_handed_in_on": PAST, "rectified_on": PAST}, ""),
}


def test_a_fault_stands_until_a_later_year_is_decided_or_has_its_own(street, community):
    rule("bar", street)
    years = {year: AnnualCampaign.objects.create(area=street, year=year, due_on=PAST) for year in (2024, 2025)}
    expected = {}
    for older, newer in product(ONE_YEAR, ONE_YEAR):
        organization = make_organization(community)
        for year, state in ((2024, older), (2025, newer)):
            if facts := ONE_YEAR[state][0]:
                AnnualDuty.objects.create(campaign=years[year], organization=organization, **facts)
        ended = ONE_YEAR[newer][1] or (ONE_YEAR[newer][0] or {}).get("status") == "decided"
        expected[organization] = older, newer, ONE_YEAR[older if not ended else newer][1], 2025 if ended else 2024
    asked = dict(with_annual(Organization.objects.all(), on=LATER).values_list("pk", "annual_fault"))
    barred = set(barred_by_report(on=LATER).values_list("organization", flat=True))
    for organization, (older, newer, fault, year) in expected.items():
        standing = annual_standing(organization, on=LATER)
        told = (standing.fault, standing.year) if standing and standing.fault else ("", year)
        assert (older, newer, *told) == (older, newer, fault, year)
        assert (older, newer, asked[organization.pk] or "") == (older, newer, fault)
        assert (older, newer, organization.pk in barred) == (older, newer, bool(fault))


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
