"""Reminders of progress reports: before the due day, on it, and after it until the report is handed in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from incubator.notices.models import Letter
from incubator.notices.writing import letters, put
from incubator.rulebook.models import Rule, nearest
from incubator.workdays import is_workday
from projects.models import ProgressReport
from projects.notices.reporting import address, officers_of, params, writers_of

BEFORE, EVERY, ESCALATE = "report-reminder-days", "report-overdue-every-days", "report-escalate-after"


@dataclass(frozen=True)
class Stage:
    """One step of the ladder: `due-3` (three days before), `due-0`, `overdue-1` (the first after the day) and so on."""

    name: str
    overdue: int  # which reminder after the day; 0: still before or on it


def stage(
    due_on: date, *, today: date, before: Iterable[int], every: int, returned_on: date | None = None
) -> Stage | None:
    """The latest step whose day has come, or None when none has: a range, so a missed day is caught up, once.

    A report sent back after its due day is counted from the day it came back.
    """
    if returned_on is not None and returned_on > due_on:
        times = (today - returned_on).days // every
        return Stage(f"overdue-{times}-since-{returned_on}", times) if times > 0 else None
    times = (today - due_on).days // every
    if times > 0:
        return Stage(f"overdue-{times}", times)
    reached = [offset for offset in before if offset <= 0 and due_on + timedelta(days=offset) <= today]
    return Stage(f"due-{-max(reached)}", 0) if reached else None


def remind(*, today: date) -> int:
    """Write the letters of today's steps and return how many are new; none on a rest day, the next workday catches up.

    It may run at once, twice or again after a kill: a letter's key names report and step, and is unique per person.
    """
    if not is_workday(today):
        return 0
    rules = list(Rule.objects.filter(key__in=(BEFORE, EVERY, ESCALATE)))
    steps = []
    for report in ProgressReport.objects.open().select_related("project__area", "project__contractor").order_by("pk"):
        before, every, patience = (
            nearest(rules, key, area=report.project.area.code, on=today).value for key in (BEFORE, EVERY, ESCALATE))
        now = stage(report.due_on, today=today, before=before, every=every, returned_on=report.returned_on)
        if now is not None:
            steps.append((report, now, patience))
    return _write(steps)


def _write(steps: list[tuple[ProgressReport, Stage, int]]) -> int:
    writers = writers_of({report.project.contractor_id for report, *_rest in steps})
    officers = officers_of({report.project.area.street_code for report, *_rest in steps})
    rows: list[Letter] = []
    for report, now, patience in steps:
        key, template = f"report:{report.pk}:{now.name}", "report-overdue" if now.overdue else "report-due"
        rows += letters(writers[report.project.contractor_id], key=key, template=template, params=params(report),
                        url=address(report))
        if now.overdue >= patience:
            rows += letters(officers[report.project.area.street_code], key=f"{key}:escalated",
                            template="report-escalated", params=params(report, reminders=now.overdue),
                            url=address(report))
    with transaction.atomic():
        known = set(Letter.objects.filter(key__in={row.key for row in rows}).values_list(
            "recipient_id", "channel", "key"))
        new = [row for row in rows if (row.recipient_id, row.channel, row.key) not in known]
        put(new)
    return len(new)
