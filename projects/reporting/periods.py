"""The periods of a project: months counted from the day it starts, the last one cut at the day it ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from incubator.workdays import add_months

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    number: int  # 1, 2, 3 ... from the project's start
    start: date
    end: date  # inclusive
    is_final: bool


def periods(starts_on: date, ends_on: date) -> list[Period]:
    """Every period of a project of these dates (both inclusive), without a gap or an overlap.

    Period n runs from the anchor moved by n-1 months to the day before the anchor moved by n months: a start on the
    31st gives 31 Jan - 27 Feb, 28 Feb - 30 Mar, 31 Mar - 29 Apr. A project shorter than a month has one period.
    """
    found: list[Period] = []
    start = starts_on
    while start <= ends_on:
        number = len(found) + 1
        following = add_months(starts_on, number)
        end = min(following - ONE_DAY, ends_on)
        found.append(Period(number, start, end, end == ends_on))
        start = following
    return found


def over(project_periods: list[Period], *, today: date) -> list[Period]:
    """The periods whose last day has passed."""
    return [period for period in project_periods if period.end < today]


def missing(project_periods: list[Period], made: Mapping[int, date]) -> list[Period]:
    """The periods without a report; `made` is report number -> last day of what was reported.

    A period cut short before the project was prolonged leaves days nobody reported: the next one takes them in.
    """
    found = []
    for period in project_periods:
        if period.number in made:
            continue
        before = made.get(period.number - 1)
        if before is not None and before < period.start - ONE_DAY:
            period = Period(period.number, before + ONE_DAY, period.end, period.is_final)
        found.append(period)
    return found
