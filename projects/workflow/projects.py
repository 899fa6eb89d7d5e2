"""What may happen to a project."""

from collections.abc import Iterable

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.workflow import Action, Workflow
from projects.models import Contract, Instalment, ProgressReport, Project
from projects.notices.purchasing import announce_project
from projects.rules.people import manages, records
from projects.rules.purchasing import lasts_too_long, reasons_against

DRAFT, APPROVED, RUNNING = Project.Status.DRAFT, Project.Status.APPROVED, Project.Status.RUNNING
CLOSED, TERMINATED = Project.Status.CLOSED, Project.Status.TERMINATED


def missing_for_approval(project: Project) -> Iterable[str]:
    """The rules that count are those in force on the day the project starts."""
    lines = project.budget_lines.aggregate(total=Sum("amount_fen"))["total"] or 0
    if lines != project.amount_fen:
        yield _("The budget lines must sum to the project amount.")
    if not project.targets.exists():
        yield _("Set at least one target.")
    if not project.negative_list_note.strip():
        yield _("Say why the purchase is not on the negative list.")
    if lasts_too_long(project.starts_on, project.ends_on):
        yield _("A project runs three years at most.")
    yield from reasons_against(
        project.contractor, method=project.method, amount_fen=project.amount_fen, host=project.host,
        on=project.starts_on)


def missing_for_closing(project: Project) -> Iterable[str]:
    """Asked of `all()`, so that a page that has reports and instalments at hand asks nothing more."""
    reports = project.progress_reports.all()
    if any(report.status != ProgressReport.Status.ACCEPTED for report in reports):
        yield _("Every progress report must be accepted first.")
    if not any(report.is_final for report in reports):
        yield _("The last progress report has not been made yet.")
    contract = getattr(project, "contract", None)
    gate = (Instalment.Trigger.MIDTERM_PASS, Instalment.Status.WAITING)
    if contract and any((part.trigger, part.status) == gate for part in contract.instalments.all()):
        yield _("An instalment still waits for the mid-term review: record first that it was passed.")


def contract_is_not_there(project: Project) -> Iterable[str]:
    if Contract.objects.filter(project=project).exists():
        yield _("This project has a contract already.")


project_workflow = Workflow(
    Action("edit", gettext_lazy("Edit"), manages, {DRAFT}, button=False),
    Action("approve", gettext_lazy("Approve the project"), manages, {DRAFT}, APPROVED, warning=gettext_lazy(
        "Contractor, amount, budget and targets are fixed by the approval, and the contractor is told."),
           missing=missing_for_approval, weight="primary"),
    # Asked for, never performed: they change the contract or add a record, not the project.
    Action("contract", gettext_lazy("Prepare the contract"), manages, {APPROVED}, missing=contract_is_not_there,
           offered=False),
    Action("record", gettext_lazy("Record work"), records, {RUNNING}, offered=False),
    Action("return_money", gettext_lazy("Record returned money"), manages, {RUNNING, CLOSED, TERMINATED},
           offered=False),
    # Comes with the signature of the contract.
    Action("start", gettext_lazy("Start the project"), manages, {APPROVED}, RUNNING, offered=False),
    Action("close", gettext_lazy("Close out"), manages, {RUNNING}, CLOSED, missing=missing_for_closing,
           weight="primary"),
    Action("terminate", gettext_lazy("Terminate"), manages, {APPROVED, RUNNING}, TERMINATED, reason_required=True,
           weight="danger"),
    of=Project,
    announce=announce_project,
)
