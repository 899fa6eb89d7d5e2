"""The figures of a report: exact, of the right days, in one set of queries for any number of reports."""

import json
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from incubator.rulebook.models import Rule
from incubator.shares import decimals, percent, plain
from projects.models import BudgetLine, ProgressReport, Target
from projects.reporting.counting import count
from projects.reporting.figures import Figures, Work
from projects.reporting.making import make_reports
from projects.reports.printed import alert_words
from tests.factories import make_activity, make_project, make_spending

NOW = datetime(2026, 4, 2, 1, 0, tzinfo=UTC)


def report_of(project, start=date(2026, 2, 1), end=date(2026, 2, 28), number=2) -> ProgressReport:
    return ProgressReport(project=project, number=number, period_start=start, period_end=end)


def figures_of(project, **dates) -> Figures:
    return count([report_of(project, **dates)])[0]


@pytest.fixture
def year(organization):
    """Twelve months of 2026: 365 days; 12,000 yuan in two lines; 1,000 person-times and 500 hours."""
    return make_project(organization)


def test_period_and_cumulative_sums_take_the_right_days(year):
    for day, times in [(date(2026, 1, 31), 7), (date(2026, 2, 1), 11), (date(2026, 2, 28), 13), (date(2026, 3, 1), 17)]:
        make_activity(year, date=day, person_times=times, beneficiaries=5, hours=Decimal("1.25"), volunteers=2)
        make_spending(year, date=day, amount_fen=times * 100)
    figures = figures_of(year)
    assert figures.work == Work(activities=2, sessions=2, person_times=24, beneficiaries=10, hours=250, volunteers=4)
    assert figures.work_so_far == Work(
        activities=3, sessions=3, person_times=31, beneficiaries=15, hours=375, volunteers=6)
    assert [(a.date, a.person_times) for a in figures.activities] == [("2026-02-01", 11), ("2026-02-28", 13)]
    assert (figures.money.period, figures.money.cumulative, figures.money.remaining) == (2400, 3100, 1_196_900)


def test_struck_records_and_other_projects_do_not_count(year, organization):
    make_activity(year, date=date(2026, 2, 3), status="struck")
    make_spending(year, date=date(2026, 2, 3), status="struck")
    other = make_project(organization)
    make_activity(other, date=date(2026, 2, 3))
    make_spending(other, date=date(2026, 2, 3))
    figures = figures_of(year)
    assert figures.work_so_far == Work() and figures.money.cumulative == 0


def test_a_line_nobody_spent_on_is_still_there(year):
    make_spending(year, line=year.budget_lines.first(), date=date(2026, 2, 3), amount_fen=5000)
    assert [(row.name, row.budget, row.cumulative) for row in figures_of(year).lines] == [
        ("人员补贴", 600_000, 5000), ("活动物资", 600_000, 0)]


def test_a_project_without_lines_targets_or_work_has_empty_figures(year):
    BudgetLine.objects.all().delete()
    Target.objects.all().delete()
    figures = figures_of(year)
    assert figures.lines == figures.targets == figures.activities == figures.alerts == ()
    assert figures.money.budget == 0 and percent(figures.money.cumulative, figures.money.budget) == ""


def test_plan_against_fact_by_days(year):
    make_activity(year, date=date(2026, 2, 3), person_times=100, beneficiaries=50, hours=Decimal("12.50"))
    times, hours = figures_of(year).targets
    # 28 of 365 days of 1,000 person-times: 76.71; 59 of 365: 161.64
    assert (times.planned, times.planned_period, times.planned_so_far) == (100_000, 7671, 16164)
    assert (times.period, times.cumulative) == (10_000, 10_000)
    assert percent(times.cumulative, times.planned) == "10.00%"
    assert (hours.planned, hours.cumulative) == (50_000, 1250)


def test_the_snapshot_is_plain_json_and_comes_back_the_same(year):
    make_activity(year, date=date(2026, 2, 3))
    make_spending(year, date=date(2026, 2, 3))
    figures = figures_of(year)
    text = json.dumps(figures.as_json())
    assert Figures.from_json(json.loads(text)) == figures
    assert not any(isinstance(value, float) for value in walk(json.loads(text)))
    assert figures.head.method == "venture_grant"  # codes, never words of a language


def walk(thing):
    for one in thing.values() if isinstance(thing, dict) else thing:
        yield from walk(one) if isinstance(one, dict | list) else (one,)


@pytest.mark.parametrize("spent", [1, 136_437, 136_438, 136_439, 136_440, 1_200_000])
def test_spending_that_lags_behind_time_is_compared_exactly(year, spent):
    """To the end of May 151 of 365 days are gone; 30 points less is 11.3698... per cent of 12,000 yuan."""
    make_spending(year, date=date(2026, 1, 5), amount_fen=spent)
    found = figures_of(year, start=date(2026, 5, 1), end=date(2026, 5, 31), number=5).alerts
    lags = Fraction(151, 365) - Fraction(spent, 1_200_000) > Fraction(30, 100)
    assert any(alert.code == "slow_spending" for alert in found) == lags
    assert lags == (spent <= 136_438)


def test_the_rule_of_another_area_does_not_count(year):
    Rule.objects.create(
        key="report-alert-gap-points", area_code="999999", value=1, effective_from=date(2025, 1, 1), source="别处")
    assert [rule.value for rule in figures_of(year).rules if rule.key == "report-alert-gap-points"] == [30]


def test_exactly_thirty_points_is_no_alert_and_one_fen_less_is(organization):
    project = make_project(organization, starts_on=date(2026, 1, 1), ends_on=date(2026, 1, 10), amount_fen=1_000_000)
    spending = make_spending(project, date=date(2026, 1, 2), amount_fen=200_000)
    dates = {"start": date(2026, 1, 1), "end": date(2026, 1, 5), "number": 1}
    assert not [a for a in figures_of(project, **dates).alerts if a.code == "slow_spending"]  # 50 % - 20 %
    type(spending).objects.filter(pk=spending.pk).update(amount_fen=199_999)
    alert = next(a for a in figures_of(project, **dates).alerts if a.code == "slow_spending")
    assert (alert.measured, alert.limit) == (3000, 3000)  # printed alike, yet exactly more


def test_a_line_above_110_per_cent_stands_out(year):
    line = year.budget_lines.first()
    spending = make_spending(year, line=line, date=date(2026, 2, 2), amount_fen=660_000)
    assert not [a for a in figures_of(year).alerts if a.code == "line_over"]
    type(spending).objects.filter(pk=spending.pk).update(amount_fen=660_001)
    assert [(a.code, a.subject, a.limit) for a in figures_of(year).alerts if a.code == "line_over"] == [
        ("line_over", "人员补贴", 11_000)]


def test_a_target_far_behind_stands_out_and_the_alert_says_by_how_much(year):
    figures = figures_of(year, start=date(2026, 6, 1), end=date(2026, 6, 30), number=6)
    behind = [a for a in figures.alerts if a.code == "target_behind"]
    assert [(a.subject, a.measured) for a in behind] == [("person_times", 4959), ("service_hours", 4959)]
    assert any("49.59" in words and "30" in words for words in alert_words(figures))


def test_the_rules_used_are_kept_with_the_figures(year):
    Rule.objects.create(
        key="report-alert-gap-points", area_code="330105005", value=5, effective_from=date(2026, 2, 10),
        source="街道通知")
    kept = {rule.key: rule for rule in figures_of(year).rules}
    assert (kept["report-alert-gap-points"].value, kept["report-alert-gap-points"].since) == (5, "2026-02-10")
    assert kept["report-alert-line-percent"].value == 110
    assert any(a.code == "slow_spending" and a.limit == 500 for a in figures_of(year).alerts)


def test_many_reports_of_many_periods_cost_the_same_queries(organization):
    def queries(projects: int) -> int:
        reports = []
        for _n in range(projects):
            project = make_project(organization)
            for month in (1, 2, 3):
                make_activity(project, date=date(2026, month, 5))
                make_spending(project, date=date(2026, month, 5))
            reports += [report_of(project), report_of(project, start=date(2026, 3, 1), end=date(2026, 3, 31), number=3)]
        with CaptureQueriesContext(connection) as seen:
            found = count(reports)
        assert [f.work_so_far.activities for f in found] == [2, 3] * projects
        assert [f.money.cumulative for f in found] == [20_000, 30_000] * projects
        return len(seen)

    assert queries(1) == queries(3) == 4


def test_the_set_gives_what_a_count_by_hand_gives(organization):
    """Oracle: plain Python sums over every record, for projects with different anchors."""
    projects = [make_project(organization, starts_on=date(2026, 1, 5 + n)) for n in range(4)]
    for n, project in enumerate(projects):
        for day in range(1, 29, 3):
            for month in (1, 2, 3):
                make_activity(project, date=date(2026, month, day), person_times=20 + n + day, beneficiaries=n + 1,
                              hours=Decimal(day) / 4)
                make_spending(project, line=project.budget_lines.order_by("pk")[day % 2],
                              date=date(2026, month, day), amount_fen=100 * day + n)
    make_reports(today=date(2026, 4, 1), now=NOW)
    assert ProgressReport.objects.count() == 8
    for report in ProgressReport.objects.all():
        figures = Figures.from_json(report.figures)
        done = [a for a in report.project.activities.all() if a.date <= report.period_end]
        here = [a for a in done if a.date >= report.period_start]
        assert figures.work.person_times == sum(a.person_times for a in here)
        assert figures.work_so_far.person_times == sum(a.person_times for a in done)
        assert figures.work_so_far.hours == sum(int(a.hours * 100) for a in done)
        for line, row in zip(report.project.budget_lines.all(), figures.lines, strict=True):
            paid = [s for s in line.spendings.all() if s.date <= report.period_end]
            assert row.cumulative == sum(s.amount_fen for s in paid)
            assert row.period == sum(s.amount_fen for s in paid if s.date >= report.period_start)


@given(st.integers(0, 10**12), st.integers(1, 10**12))
def test_per_cent_is_rounded_half_up_from_the_exact_value(part, whole):
    exact = Decimal(part * 100) / Decimal(whole) if whole else Decimal(0)
    rounded = Fraction(part * 10_000, whole)
    expected = int(rounded + Fraction(1, 2))
    assert percent(part, whole) == f"{decimals(expected)}%"
    if exact < 10**10:
        assert abs(Decimal(percent(part, whole)[:-1].replace(",", "")) - exact) <= Decimal("0.005001")


def test_half_a_hundredth_goes_up():
    assert percent(1, 800) == "0.13%"  # 0.125
    assert percent(3, 800) == "0.38%"  # 0.375
    assert percent(2, 3) == "66.67%"
    assert Decimal("0.125").quantize(Decimal("0.01"), ROUND_HALF_UP) == Decimal("0.13")
    assert plain(123_450) == "1,234.5" and plain(100) == "1" and decimals(-5) == "-0.05"


def test_a_voucher_number_used_again_stands_out_in_the_period_it_was_used(year):
    for day, number, fields in [
            (date(2026, 1, 5), "A", {}), (date(2026, 2, 5), "A", {}), (date(2026, 2, 6), "B", {}),
            (date(2026, 3, 6), "B", {}), (date(2026, 2, 7), "C", {}), (date(2026, 2, 8), "C", {"status": "struck"}),
            (date(2026, 1, 9), "D", {}), (date(2026, 1, 9), "D", {})]:
        make_spending(year, date=day, voucher_no=number, **fields)
    figures = figures_of(year)
    found = [(alert.subject, alert.measured) for alert in figures.alerts if alert.code == "voucher_again"]
    assert found == [("A", 200)]
    assert any("A" in words for words in alert_words(figures))
