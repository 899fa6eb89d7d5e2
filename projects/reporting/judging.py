"""Telling and judging: writing the report, handing it in, sending it back, accepting it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from projects.models import Instalment, ProgressReport, Project
from projects.purchasing import release
from projects.reporting.counting import count
from projects.reporting.figures import Figures
from projects.workflow.reports import report_workflow

NARRATIVE = ("results", "problems", "next_plan")


def figures_now(report: ProgressReport) -> Figures:
    """As the records stand while the organization has the report; as they stood then once it is handed in."""
    return count([report])[0] if report.status in ProgressReport.OPEN else Figures.from_json(report.figures)


def sent_back(report: ProgressReport) -> Any:
    """The change that sent the report back, with the officer's reason, while it waits to be corrected."""
    if report.status != ProgressReport.Status.RETURNED:
        return None
    return report.changes.filter(action="return").order_by("-pk").first()


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


def _accept(report: ProgressReport, by: Any, seen: int, note: str, now: datetime) -> None:
    """From here on nothing alters the report; an instalment that waited for it may be paid."""
    with report_workflow.performing("accept", report, by=by, seen=seen, note=note):
        report.accepted_at = now
        report.save(update_fields=["accepted_at"])
        contract = getattr(report.project, "contract", None)
        if contract is not None:
            release(contract, trigger=Instalment.Trigger.REPORT_ACCEPTED, report_number=report.number, by=by)


ACTS: dict[str, Callable[[ProgressReport, Any, int, str, datetime], None]] = {
    "submit": _submit, "return": _return, "accept": _accept,
}


def _refresh(report: ProgressReport, now: datetime) -> None:
    report.figures = count([report])[0].as_json()
    report.figures_at = now
