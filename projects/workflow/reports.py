"""The life of a progress report: due, submitted, sent back or accepted and frozen."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _

from incubator.undoing import UNDO
from incubator.workflow import Action, Workflow
from projects.models import ProgressReport
from projects.notices.reporting import announce
from projects.rules.reports import judges, tells

DUE, SUBMITTED, RETURNED, ACCEPTED = ProgressReport.Status


def narrative_is_missing(report: ProgressReport) -> Iterable[Any]:
    if not report.results.strip():
        yield _("Say what came of the work before submitting.")


def earlier_is_not_accepted(report: ProgressReport) -> Iterable[ValidationError]:
    """The sums so far hold only when nothing before them can change any more: reports are accepted in their order."""
    accepted = set(ProgressReport.objects.filter(project=report.project_id, status=ACCEPTED).values_list(
        "number", flat=True))
    first = next((number for number in range(1, report.number) if number not in accepted), None)
    if first is not None:
        yield ValidationError(
            _("Report %(number)s of this project is not accepted yet: reports are accepted in their order."),
            params={"number": first})


report_workflow = Workflow(
    Action("edit", gettext_lazy("Write"), tells, {DUE, RETURNED}, button=False),
    Action("submit", gettext_lazy("Submit"), tells, {DUE, RETURNED}, SUBMITTED, missing=narrative_is_missing,
           weight="primary"),
    Action("accept", gettext_lazy("Accept"), judges, {SUBMITTED}, ACCEPTED, missing=earlier_is_not_accepted,
           warning=gettext_lazy("The figures of the period are frozen for good; an instalment that waits for this "
                                "report opens for payment."),
           weight="primary", together=True),
    Action("return", gettext_lazy("Send back"), judges, {SUBMITTED}, RETURNED, reason_required=True, together=True,
           undoable=True),
    Action(UNDO, gettext_lazy("Take the return back"), judges, {RETURNED}, together=True),
    Action("recount", gettext_lazy("Count the figures again"), judges, {SUBMITTED}, offered=False),
    # Only of an overdue report, and once a day: projects.reporting.judging asks.
    Action("remind", gettext_lazy("Ask for the report"), judges, {DUE, RETURNED}, weight="primary", together=True,
           quiet=True, asks_for=gettext_lazy("Words that go with the reminder")),
    of=ProgressReport,
    announce=announce,
)
