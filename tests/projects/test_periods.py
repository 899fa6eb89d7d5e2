"""Periods by anchor: no drift at month ends, no gap, no overlap, the last one cut."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from incubator.workdays import add_months, today
from projects.reporting.periods import ONE_DAY, Period, missing, over, periods

FIRST, LAST = date(2024, 1, 1), date(2028, 12, 31)
START_DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]


def dates(found: list[Period]) -> list[tuple[str, str]]:
    return [(p.start.isoformat(), p.end.isoformat()) for p in found]


def test_month_ends_do_not_drift():
    assert dates(periods(date(2026, 1, 31), date(2026, 5, 30))) == [
        ("2026-01-31", "2026-02-27"), ("2026-02-28", "2026-03-30"), ("2026-03-31", "2026-04-29"),
        ("2026-04-30", "2026-05-30")]


def test_a_leap_day_is_reached_and_left():
    starts = [p.start for p in periods(date(2027, 12, 31), date(2028, 4, 29))]
    assert starts == [date(2027, 12, 31), date(2028, 1, 31), date(2028, 2, 29), date(2028, 3, 31)]


def test_a_project_shorter_than_a_month_has_one_final_period():
    assert periods(date(2026, 3, 10), date(2026, 3, 20)) == [
        Period(1, date(2026, 3, 10), date(2026, 3, 20), is_final=True)]
    assert periods(date(2026, 3, 10), date(2026, 3, 10)) == [
        Period(1, date(2026, 3, 10), date(2026, 3, 10), is_final=True)]


def test_a_project_that_ended_before_it_started_has_none():
    assert periods(date(2026, 3, 10), date(2026, 3, 9)) == []


def test_the_last_period_is_cut_where_the_project_ends():
    assert dates(periods(date(2026, 1, 15), date(2026, 3, 20))) == [
        ("2026-01-15", "2026-02-14"), ("2026-02-15", "2026-03-14"), ("2026-03-15", "2026-03-20")]


@pytest.mark.parametrize("months", [0, 1, 13])
def test_every_start_day_of_five_years_tiles_its_project(months):
    for start in START_DAYS:
        ends_on = add_months(start, months) + timedelta(days=9)
        found = periods(start, ends_on)
        assert found[0].start == start and found[-1].end == ends_on
        assert [p.number for p in found] == list(range(1, len(found) + 1))
        assert [p.is_final for p in found] == [False] * (len(found) - 1) + [True]
        for n, period in enumerate(found):
            assert period.start == add_months(start, n) and period.start <= period.end
            last_of_month = (period.start + ONE_DAY).month != period.start.month
            assert period.start.day == start.day or (period.start.day < start.day and last_of_month)
            if n:
                assert period.start == found[n - 1].end + ONE_DAY


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(0, 1200), st.integers(-40, 1300))
def test_whatever_the_dates_every_day_is_in_exactly_one_period(start, length, offset):
    ends_on, now = start + timedelta(days=length), start + timedelta(days=offset)
    found = periods(start, ends_on)
    assert sum((p.end - p.start).days + 1 for p in found) == length + 1
    assert sum(p.is_final for p in found) == 1
    past = over(found, today=now)
    assert past == found[:len(past)] and all(p.end < now for p in past)
    assert len(past) == len(found) or found[len(past)].end >= now


def test_only_what_is_over_is_due():
    found = periods(date(2026, 1, 1), date(2026, 12, 31))
    assert [p.number for p in over(found, today=date(2026, 1, 31))] == []
    assert [p.number for p in over(found, today=date(2026, 2, 1))] == [1]
    assert len(over(found, today=date(2030, 1, 1))) == 12


def test_missing_periods_are_those_without_a_report():
    found = periods(date(2026, 1, 1), date(2026, 4, 30))
    assert [p.number for p in missing(found, {1: date(2026, 1, 31), 3: date(2026, 3, 31)})] == [2, 4]


def test_days_left_over_by_a_prolonged_project_go_into_the_next_period():
    found = periods(date(2026, 1, 1), date(2026, 6, 30))
    left = missing(found, {1: date(2026, 1, 31), 2: date(2026, 2, 15)})
    assert dates(left)[0] == ("2026-02-16", "2026-03-31")
    assert dates(left)[1] == ("2026-04-01", "2026-04-30")


@pytest.mark.dates
@pytest.mark.parametrize("machine_zone", ["UTC", "Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati"])
@pytest.mark.parametrize(("moment", "expected"), [
    (datetime(2026, 1, 31, 15, 59, 59, tzinfo=UTC), date(2026, 1, 31)),
    (datetime(2026, 1, 31, 16, 0, 0, tzinfo=UTC), date(2026, 2, 1)),
    (datetime(2026, 2, 1, 0, 0, 0, tzinfo=UTC), date(2026, 2, 1)),
])
def test_today_is_the_office_date_whatever_the_machine_says(machine_zone, moment, expected, monkeypatch):
    monkeypatch.setenv("TZ", machine_zone)
    time.tzset()
    try:
        with time_machine.travel(moment, tick=False), timezone.override("Asia/Shanghai"):
            assert today() == expected
            due = over(periods(date(2026, 1, 1), date(2026, 1, 31)), today=today())
            assert len(due) == (expected == date(2026, 2, 1))
    finally:
        monkeypatch.undo()
        time.tzset()
