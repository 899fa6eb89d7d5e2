"""Making the reports that are due: in sets, exactly one per project and period, however often and by however many."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from incubator.rulebook.models import Rule, nearest
from incubator.workdays import add_workdays
from projects.models import ProgressReport, ProgressReportChange, Project, ProjectChange
from projects.notices import reporting as notices
from projects.reporting.counting import OF_PROJECT, count
from projects.reporting.periods import Period, missing, over, periods

logger = logging.getLogger(__name__)
DUE_WORKDAYS = "report-due-workdays"
# Reports a transaction: locks stay short, and a killed worker loses one unfinished chunk, which the next run makes.
CHUNK = 50
ENDED = (Project.Status.CLOSED, Project.Status.TERMINATED)
REPORTING = (Project.Status.RUNNING, *ENDED)


@dataclass(frozen=True)
class Made:
    """How many periods are over, how many got their report now, how many had one."""

    due: int
    made: int
    existing: int


@dataclass(frozen=True)
class Wanted:
    project_id: int
    area_code: str
    period: Period


def make_reports(*, today: date, now: datetime, month: tuple[int, int] | None = None) -> Made:
    """Make the report of every period that is over and has none yet.

    `month` (year, month): only the periods whose last day falls in it. Runs at once, twice or again after a kill
    leave the same rows: the database holds one report per project and number, and each run tells only of its own.
    One project that cannot be counted holds up no other: the faults are raised together at the end.
    """
    due, wanted = _wanted(today, month)
    rules = list(Rule.objects.filter(key=DUE_WORKDAYS))
    made, faults = 0, []
    for start in range(0, len(wanted), CHUNK):
        chunk = wanted[start:start + CHUNK]
        try:
            made += _make(chunk, rules, now)
        except Exception:
            logger.exception("a chunk of reports failed; making them one by one")
            for one in chunk:
                try:
                    made += _make([one], rules, now)
                except Exception as error:
                    error.add_note(f"project {one.project_id}, report {one.period.number}")
                    faults.append(error)
    if faults:
        raise ExceptionGroup("some reports could not be made; the others were", faults)
    return Made(due=due, made=made, existing=due - made)


def _wanted(today: date, month: tuple[int, int] | None) -> tuple[int, list[Wanted]]:
    """How many periods are over, and those without a report, in the order every run takes them (no deadlocks)."""
    reported: dict[int, dict[int, date]] = {}
    for project, number, end in ProgressReport.objects.order_by().values_list("project_id", "number", "period_end"):
        reported.setdefault(project, {})[number] = end
    due, wanted = 0, []
    for project, area_code, starts_on, ends_on in _reporting(today):
        made = reported.get(project, {})
        past = over(periods(starts_on, ends_on), today=today)
        lacking = missing(past, made)
        if month:
            past = [p for p in past if (p.end.year, p.end.month) == month]
            lacking = [p for p in lacking if (p.end.year, p.end.month) == month]
        due += len(past)
        wanted += [Wanted(project, area_code, period) for period in lacking]
    return due, wanted


def _reporting(today: date) -> Iterator[tuple[int, str, date, date]]:
    """Project, area code, first and last day of every project that runs or ran: its contract was signed.

    One ended early ends the day it was closed out or terminated.
    """
    ended_on = {
        project: timezone.localdate(at) for project, at in
        ProjectChange.objects.filter(new__in=ENDED, project__status__in=ENDED).exclude(old__in=ENDED)
        .values_list("project_id").annotate(at=Max("at"))
    }
    projects = Project.objects.filter(
        status__in=REPORTING, starts_on__lt=today, contract__signed_on__isnull=False).order_by("pk")
    for project, area_code, starts_on, ends_on in projects.values_list("pk", "area__code", "starts_on", "ends_on"):
        yield project, area_code, starts_on, min(ends_on, ended_on.get(project, ends_on))


def _make(wanted: list[Wanted], rules: list[Rule], now: datetime) -> int:
    """One chunk: reports, their first change rows and the letters, all or nothing. Returns how many were ours."""
    projects = Project.objects.select_related(*OF_PROJECT).in_bulk({one.project_id for one in wanted})
    reports = [_report(one, projects[one.project_id], rules, now) for one in wanted]
    for report, figures in zip(reports, count(reports), strict=True):
        report.figures = figures.as_json()
    with transaction.atomic():
        ProgressReport.objects.bulk_create(reports, ignore_conflicts=True)
        # Rows another run made first kept its tokens; what carries ours is ours to tell of.
        ours = dict(ProgressReport.objects.filter(token__in=[r.token for r in reports]).values_list("token", "pk"))
        for report in reports:
            report.pk = ours.get(report.token)
        new = [report for report in reports if report.pk]
        ProgressReportChange.objects.bulk_create([
            ProgressReportChange(
                report_id=report.pk, action="create", old="", new=report.status, version=0,
                thing_name=str(report)[:200])
            for report in new
        ])
        notices.announce_made(new)
    return len(new)


def _report(one: Wanted, project: Project, rules: list[Rule], now: datetime) -> ProgressReport:
    period = one.period
    workdays = nearest(rules, DUE_WORKDAYS, area=one.area_code, on=period.end).value
    return ProgressReport(
        project=project, number=period.number, period_start=period.start, period_end=period.end,
        is_final=period.is_final, due_on=add_workdays(period.end, int(workdays)), figures_at=now)
