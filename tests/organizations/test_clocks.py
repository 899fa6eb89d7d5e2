"""Every clock of this storey against a calendar of its own: month ends, holidays, days worked for them (调休).

The calendar is written here after the State Council's notices for 2024 to 2026; the code under test reads another one.
"""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from incubator.rulebook.models import Rule, rule
from incubator.workdays import Unit, after
from organizations.matters import handing
from organizations.matters.kinds import KINDS
from organizations.models import AnnualDuty, Matter
from organizations.rules.annual import correct_by, rectify_by, usual_due_day

pytestmark = [pytest.mark.django_db, pytest.mark.dates]
STREET = "330105005"
OFF = {  # month and day, from and to
    2024: ["0101 0101", "0210 0217", "0404 0406", "0501 0505", "0608 0610", "0915 0917", "1001 1007"],
    2025: ["0101 0101", "0128 0204", "0404 0406", "0501 0505", "0531 0602", "1001 1008"],
    2026: ["0101 0103", "0215 0223", "0404 0406", "0501 0505", "0619 0621", "0925 0927", "1001 1007"],
}
WORKED = {  # weekend days worked for a holiday
    2024: "0204 0218 0407 0428 0511 0914 0929 1012", 2025: "0126 0208 0427 0928 1011",
    2026: "0104 0214 0228 0509 0920 1010",
}


def of(year: int, written: str) -> date:
    return date(year, int(written[:2]), int(written[2:]))


HOLIDAYS = {
    of(year, first) + timedelta(days=n) for year, spans in OFF.items() for first, last in map(str.split, spans)
    for n in range((of(year, last) - of(year, first)).days + 1)}
ADJUSTED = {of(year, day) for year, days in WORKED.items() for day in days.split()}


def works(day: date) -> bool:
    return day in ADJUSTED or (day.weekday() < 5 and day not in HOLIDAYS)


def moved(day: date) -> date:
    while not works(day):
        day += timedelta(days=1)
    return day


def months_on(day: date, months: int) -> date:
    """The same day so many months later, or the last one of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - timedelta(days=1)).day))


def last_day(start: date, count: int, unit: str) -> date:
    """What the law says (《民法典》 art. 201, 203), counted day by day."""
    if unit == "workdays":
        day = start
        for _n in range(count):
            day = moved(day + timedelta(days=1))
        return day
    return moved(start + timedelta(days=count) if unit == "days" else months_on(start, count))


# Days on which clocks go wrong: month ends, leap days, before and in the long holidays, beside worked weekends.
EDGES = sorted({
    *(date(year, month, 1) - timedelta(days=n) for year in (2024, 2025) for month in range(1, 13) for n in (0, 1, 2)
      if date(year, month, 1) - timedelta(days=n) >= date(2024, 1, 1)),
    *(day + timedelta(days=n) for day in HOLIDAYS | ADJUSTED for n in (-1, 0, 1)), date(2024, 2, 29)})
EDGES = [day for day in EDGES if date(2024, 1, 1) <= day <= date(2026, 7, 31)]
UNITS = {"filing-answer-workdays": "workdays", "change-answer-workdays": "workdays",
         "cancellation-answer-workdays": "workdays", "registration-answer-days": "days",
         "annual-answer-workdays": "workdays", "catalogue-answer-workdays": "workdays",
         "reissue-answer-workdays": "workdays"}


def told(key: str, day: date) -> int:
    return int(rule(key, area=STREET, on=day))


def answering(kind: str) -> Callable[[date], tuple[date, date]]:
    """(what the clock of this kind of matter says, what the calendar says) of something handed in on a day."""
    def both(day: date, matter: Matter) -> tuple[date, date]:
        key = handing.CLOCKS[Matter.Kind(kind)][0]
        return handing.answer_due(matter, submitted=day), last_day(day, told(key, day), UNITS[key])

    return both


@pytest.fixture(autouse=True)
def _rules_of_old(db):
    """The rules as they stand, in force long enough for every day here."""
    Rule.objects.filter(effective_from__gt=date(2020, 1, 1)).update(effective_from=date(2020, 1, 1))


def test_the_calendar_here_is_the_one_in_use():
    from incubator.workdays import is_workday

    days = [date(2024, 1, 1) + timedelta(days=n) for n in range(1_096)]
    assert [day for day in days if is_workday(day) is not works(day)] == []


def test_no_kind_of_matter_is_without_a_clock():
    assert set(handing.CLOCKS) == set(Matter.Kind) == {Matter.Kind.FILING, *map(Matter.Kind, KINDS)}
    assert {key for key, _unit in handing.CLOCKS.values()} == UNITS.keys()


@pytest.mark.parametrize("kind", Matter.Kind.values)
def test_the_answer_is_due_on_the_day_the_calendar_says(kind, filed_organization):
    matter, both = Matter(kind=kind, organization=filed_organization), answering(kind)
    wrong = [(day, *found) for day in EDGES if len(set(found := both(day, matter))) > 1]
    assert wrong == []
    assert all(works(both(day, matter)[0]) for day in EDGES)


@pytest.mark.parametrize("months", [1, 3, 12])
@pytest.mark.parametrize("unit", list(Unit))
def test_a_term_of_any_unit(unit, months):
    assert [day for day in EDGES if after(day, months, unit) != last_day(day, months, unit.value)
            and last_day(day, months, unit.value).year < 2027] == []


def test_a_rectification_keeps_month_ends():
    count = told("annual-rectify-months", date(2025, 1, 1))
    assert [day for day in EDGES if rectify_by(day, area=STREET) != last_day(day, count, "months")] == []


def test_a_correction_has_its_working_days_but_never_less_than_the_day_itself(organization):
    duty = AnnualDuty(organization=organization)
    for day in EDGES:
        duty.due_on = day + timedelta(days=4)
        count = told("annual-correct-workdays", day)
        assert correct_by(duty, on=day) == max(duty.due_on, last_day(day, count, "workdays"))


@pytest.mark.parametrize("day", [date(2026, 1, 31), date(2026, 2, 28), date(2026, 2, 15), date(2025, 10, 1)])
def test_the_usual_day_of_annual_reports_moves_off_a_holiday(day):
    Rule.objects.filter(key="annual-report-due").update(value={"month": day.month, "day": day.day})
    assert usual_due_day(day.year - 1, area=STREET, on=day) == moved(day)
