"""Dates: months counted from an anchor, and Chinese working days with their adjusted weekends."""

from datetime import date, datetime, timedelta
from enum import StrEnum

import chinese_calendar
from dateutil.relativedelta import relativedelta
from django.utils import timezone


def today() -> date:
    """The date in the office's time zone; only views, tasks and commands ask, the domain is told."""
    return timezone.localdate()


def add_months(anchor: date, months: int) -> date:
    """The anchor moved by whole months; a day the month lacks becomes its last (31 Jan -> 28 Feb -> 31 Mar).

    Always counted from the anchor, never from the last result, so month ends do not drift.
    """
    return anchor + relativedelta(months=months)


def is_workday(day: date) -> bool:
    """True on a Chinese working day, adjusted weekends included; beyond the published calendar, Monday to Friday."""
    try:
        return chinese_calendar.is_workday(day)
    except NotImplementedError:  # the holiday notice of that year is not out yet
        return day.weekday() < 5


def add_workdays(start: date, days: int) -> date:
    """The day on which `days` working days after `start` have passed (start itself does not count)."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= is_workday(day)
    return day


class Unit(StrEnum):
    """What a deadline is counted in, as its source says."""

    DAYS = "days"  # calendar days
    WORKDAYS = "workdays"
    MONTHS = "months"


def after(start: date, count: int, unit: Unit) -> date:
    """The last day of a term of `count` units that begins the day after `start`.

    A last day that is a holiday moves to the next working day (《民法典》第二百零三条).
    """
    if unit is Unit.WORKDAYS:
        return add_workdays(start, count)
    return next_workday(start + timedelta(days=count) if unit is Unit.DAYS else add_months(start, count))


def next_workday(day: date) -> date:
    """The day itself if it is a working day, else the first one behind it."""
    return day if is_workday(day) else add_workdays(day, 1)


def start_of(day: date) -> datetime:
    """Midnight of that day in the office's time zone."""
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))
