"""Reminders of progress reports: before the due day, on it, and after it until the report is handed in."""

from datetime import date

from incubator.notices.ladder import Stage, stage
from incubator.notices.models import Letter
from incubator.notices.writing import letters, put_new
from incubator.rulebook.models import Rule, nearest
from incubator.workdays import is_workday
from organizations.notices import officers_of, writers_of
from projects.models import ProgressReport
from projects.notices.reporting import address, params

BEFORE, EVERY, ESCALATE = "report-reminder-days", "report-overdue-every-days", "report-escalate-after"


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
    return put_new(rows)
