"""What comes next for a project: one step, told to whoever can take it, with the words and the way to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from projects.models import Contract, Instalment, ProgressReport, Project


@dataclass(frozen=True)
class Step:
    """`label` and `href` are empty where the step is a button, or where there is only to wait."""

    words: str
    label: str = ""
    href: str = ""


def officers_step(
    project: Project, contract: Contract | None, payable: Sequence[Instalment], *, may_close: bool
) -> Step | None:
    """Of whoever manages the project. Reports and instalments are at hand already; nothing more is asked."""
    if project.status == Project.Status.DRAFT:
        return Step(_("Check the plan once more and approve the project; then comes the contract."))
    if project.status == Project.Status.APPROVED:
        if contract is None:
            return Step(_("The project is approved: prepare its contract."), _("Prepare the contract"),
                        reverse("projects:contract-new", args=[project.pk]))
        return Step(_("The contract is prepared. Record the day it was signed; then the project runs."),
                    _("Sign the contract"), reverse("projects:contract-sign", args=[contract.pk]))
    if payable:
        first = payable[0]
        return Step(_("Instalment %(n)s may be paid.") % {"n": first.order},
                    _("Record payment %(n)s") % {"n": first.order},
                    reverse("projects:instalment-pay", args=[first.pk]))
    if project.status != Project.Status.RUNNING:
        return None
    reports = sorted(project.progress_reports.all(), key=lambda report: report.number)
    if waiting := next((one for one in reports if one.status == ProgressReport.Status.SUBMITTED), None):
        return Step(_("Progress report %(n)s is handed in and waits for you.") % {"n": waiting.number},
                    _("Read the report"), reverse("projects:report", args=[waiting.pk]))
    if may_close:
        return Step(_("The project is over and every report accepted: close it out."))
    if late := next((one for one in reports if one.status in ProgressReport.OPEN), None):
        return Step(_("The contractor hands in progress report %(n)s by %(day)s.") % {
            "n": late.number, "day": late.due_on}, _("To the report"), reverse("projects:report", args=[late.pk]))
    return Step(_("The contractor records its work; the next report is made the day after its period ends."))


def writers_step(project: Project) -> Step | None:
    """Of the contractor's people: the earliest report that is still to be written."""
    reports = sorted(project.progress_reports.all(), key=lambda report: report.number)
    first = next((one for one in reports if one.status in ProgressReport.OPEN), None)
    if first is None:
        return None
    came_back = first.status == ProgressReport.Status.RETURNED
    words = (
        _("Progress report %(n)s came back: correct it and hand it in again by %(day)s.") if came_back
        else _("Write progress report %(n)s and hand it in by %(day)s."))
    return Step(words % {"n": first.number, "day": first.due_on}, _("To the report"),
                reverse("projects:report", args=[first.pk]))
