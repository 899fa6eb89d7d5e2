"""Telling and judging: writing the report, handing it in, sending it back, accepting it."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incubator.undoing import standing, undoing
from incubator.workdays import start_of
from incubator.workflow import NotNow
from projects.models import Instalment, ProgressReport, Project
from projects.notices.reporting import writers_of
from projects.purchasing import release
from projects.reporting.counting import count
from projects.reporting.figures import Figures
from projects.workflow.reports import report_workflow

NARRATIVE = ("results", "problems", "next_plan")


def figures_now(report: ProgressReport) -> Figures:
    """As the records stand while the organization has the report; as they stood then once it is handed in."""
    return count([report])[0] if report.status in ProgressReport.OPEN else Figures.from_json(report.figures)


def sent_back(report: ProgressReport) -> Any:
    """The change that last sent the report back, with the officer's reason: what is to be corrected, and what whoever
    judges it again holds it against."""
    if report.status not in (ProgressReport.Status.RETURNED, ProgressReport.Status.SUBMITTED):
        return None
    return next((change for change in reversed(standing(report.changes.all())) if change.action == "return"), None)


def edit(report: ProgressReport, *, by: Any, seen: int, words: Mapping[str, str], now: datetime) -> None:
    """Keep what the organization wrote, and the figures of this moment beside it."""
    with report_workflow.performing("edit", report, by=by, seen=seen):
        for name in NARRATIVE:
            setattr(report, name, words.get(name, getattr(report, name)))
        _refresh(report, now)
        report.save(update_fields=[*NARRATIVE, "figures", "figures_at"])


def act(name: str, report: ProgressReport, *, by: Any, seen: int, note: str, now: datetime) -> None:
    """The door for people: pages and API alike."""
    if name not in ACTS:
        raise PermissionDenied(name)
    ACTS[name](report, by, seen, note, now)


def _submit(report: ProgressReport, by: Any, seen: int, note: str, now: datetime) -> None:
    with report_workflow.performing("submit", report, by=by, seen=seen, note=note):
        Project.objects.held(report.project_id)  # whoever records meanwhile is counted, or finds the period frozen
        _refresh(report, now)
        report.submitted_at = now
        report.save(update_fields=["figures", "figures_at", "submitted_at"])


def _return(report: ProgressReport, by: Any, seen: int, note: str, now: datetime) -> None:
    with report_workflow.performing("return", report, by=by, seen=seen, note=note):
        report.returned_on = timezone.localdate(now)
        report.save(update_fields=["returned_on"])


def _undo(report: ProgressReport, by: Any, seen: int, note: str, now: datetime) -> None:
    """The return is taken back: what was handed in is judged as it was, so the records must still say the same."""
    with undoing(report_workflow, report, by=by, seen=seen, note=note) as step:
        Project.objects.held(report.project_id)
        if count([report])[0] != Figures.from_json(report.figures):
            raise NotNow(_(
                "The records of the period changed since it was returned; it cannot be taken back any more."))
        if "returned_on" in step.fields:  # sent back twice on one day it is the same
            before = step.fields["returned_on"][0]
            report.returned_on = date.fromisoformat(before) if before else None
            report.save(update_fields=["returned_on"])


def _accept(report: ProgressReport, by: Any, seen: int, note: str, now: datetime) -> None:
    """From here on nothing alters the report; an instalment that waited for it may be paid.

    Later reports handed in meanwhile are counted once more: this one may have been corrected since. So the officer
    reads in each what will be frozen.
    """
    with report_workflow.performing("accept", report, by=by, seen=seen, note=note):
        Project.objects.held(report.project_id)
        report.accepted_at = now
        report.save(update_fields=["accepted_at"])
        for later in ProgressReport.objects.filter(
                project=report.project_id, status=ProgressReport.Status.SUBMITTED, number__gt=report.number):
            with report_workflow.performing("recount", later, by=by):
                _refresh(later, now)
                later.save(update_fields=["figures", "figures_at"])
        contract = getattr(report.project, "contract", None)
        if contract is not None:
            release(contract, trigger=Instalment.Trigger.REPORT_ACCEPTED, report_number=report.number, by=by)


def asked_today(report: ProgressReport, *, today: date) -> bool:
    """Whether the contractor was asked for the report today, by whatever officer."""
    return any(change.action == "remind" and change.at >= start_of(today) for change in report.changes.all())


def why_no_reminder(report: ProgressReport, *, today: date) -> list[Any]:
    """What speaks against asking the contractor for this report now."""
    if report.due_on >= today:
        return [ValidationError(_("The report is not overdue: it is due on %(day)s."), params={"day": report.due_on})]
    reasons: list[Any] = []
    if asked_today(report, today=today):
        reasons.append(_("The contractor was asked for this report today already; ask again tomorrow."))
    if not writers_of([report.project.contractor_id]):
        reasons.append(_("Nobody writes reports for the contractor on the platform; please telephone."))
    return reasons


def _remind(report: ProgressReport, by: Any, seen: int, note: str, now: datetime) -> None:
    """One letter to each of the contractor's writers, and a row in the history."""
    report_workflow.require("remind", report, by)
    if reasons := why_no_reminder(report, today=timezone.localdate(now)):
        raise NotNow(reasons)
    report_workflow.perform("remind", report, by=by, seen=seen, note=note)


ACTS: dict[str, Callable[[ProgressReport, Any, int, str, datetime], None]] = {
    "submit": _submit, "return": _return, "accept": _accept, "remind": _remind, "undo": _undo,
}


def _refresh(report: ProgressReport, now: datetime) -> None:
    report.figures = count([report])[0].as_json()
    report.figures_at = now
