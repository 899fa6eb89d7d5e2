"""The life of a progress report: due, submitted, sent back or accepted and frozen."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.workflow import Action, Workflow
from projects.models import ProgressReport
from projects.notices.reporting import announce
from projects.rules.reports import judges, tells

DUE, SUBMITTED, RETURNED, ACCEPTED = ProgressReport.Status


def missing(report: ProgressReport) -> Iterable[str]:
    if not report.results.strip():
        yield _("Say what came of the work before submitting.")


report_workflow = Workflow(
    Action("edit", gettext_lazy("Write"), tells, {DUE, RETURNED}, button=False),
    Action("submit", gettext_lazy("Submit"), tells, {DUE, RETURNED}, SUBMITTED, missing=missing, weight="primary"),
    Action("accept", gettext_lazy("Accept"), judges, {SUBMITTED}, ACCEPTED, weight="primary"),
    Action("return", gettext_lazy("Send back"), judges, {SUBMITTED}, RETURNED, reason_required=True),
    # Only of an overdue report, and once a day: projects.reporting.judging asks.
    Action("remind", gettext_lazy("Ask for the report"), judges, {DUE, RETURNED}, weight="primary"),
    announce=announce,
)
