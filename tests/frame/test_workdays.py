"""Dates: anchored months, Chinese working days, midnights in the office's time zone."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from incubator.workdays import add_months, add_workdays, is_workday, start_of, today

pytestmark = pytest.mark.dates


def test_months_are_counted_from_the_anchor_and_do_not_drift():
    anchor = date(2026, 1, 31)
    assert [add_months(anchor, n) for n in range(4)] == [
        date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]
    assert add_months(date(2027, 12, 31), 2) == date(2028, 2, 29)


@pytest.mark.parametrize(("day", "works"), [
    (date(2026, 2, 16), False),  # spring festival
    (date(2026, 2, 14), True),  # an adjusted Saturday
    (date(2026, 10, 1), False), (date(2026, 11, 23), True), (date(2026, 11, 22), False),
    (date(2090, 1, 2), True),  # beyond the calendar: a Monday
    (date(2090, 1, 7), False),
])
def test_working_days(day, works):
    assert is_workday(day) is works


def test_working_days_pass_over_holidays():
    assert add_workdays(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert add_workdays(date(2026, 11, 20), 5) == date(2026, 11, 27)
    assert add_workdays(date(2026, 11, 20), 0) == date(2026, 11, 20)


def test_the_day_begins_in_the_office_s_time_zone(settings):
    settings.TIME_ZONE = "Asia/Shanghai"
    with time_machine.travel(datetime(2026, 11, 22, 16, 30, tzinfo=ZoneInfo("UTC")), tick=False):
        assert today() == date(2026, 11, 23)
        assert start_of(today()).isoformat() == "2026-11-23T00:00:00+08:00"
