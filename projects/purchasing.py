"""Buying a service: the project, its contract, and the money that opens gate by gate."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from incubator.accounts.models import User
from incubator.rulebook.models import rule
from incubator.workflow import Incomplete, No, NotNow
from projects.models import BudgetLine, Contract, Instalment, Project, ProjectNumber, Target
from projects.rules.people import manages
from projects.rules.purchasing import faults_of_instalments, faults_of_plan, faults_of_project
from projects.workflow import contract_workflow, instalment_workflow, project_workflow

Trigger = Instalment.Trigger


def create_project(
    project: Project, *, lines: Sequence[BudgetLine], targets: Sequence[Target], by: User, today: date
) -> Project:
    """Save a draft with its budget and targets under the next number of its street and year.

    The same form sent twice gives the first one's project.
    """
    if not (may := manages(by, project)):
        raise PermissionDenied(may if isinstance(may, No) else "create")

    def first() -> None:
        _judge(project, lines, targets, today=today)
        project.number = _next_number(project.area.street_code, today.year)

    with transaction.atomic():
        made = project_workflow.create(project, by=by, first=first)
        if made is project:
            _plan(project, lines, targets)
    return made


def _next_number(street: str, year: int) -> str:
    """Counted up; whoever else creates here waits for this transaction."""
    ProjectNumber.objects.get_or_create(street_code=street, year=year)
    counter = ProjectNumber.objects.filter(street_code=street, year=year)
    counter.update(last=F("last") + 1)
    return f"XM-{street}-{year}-{counter.get().last:04d}"


def edit_project(
    project: Project, *, lines: Sequence[BudgetLine], targets: Sequence[Target], by: User, seen: int, today: date
) -> None:
    project_workflow.require("edit", project, by)
    _judge(project, lines, targets, today=today)
    with project_workflow.performing("edit", project, by=by, seen=seen):
        project.save()
        project.budget_lines.all().delete()
        project.targets.all().delete()
        _plan(project, lines, targets)


def _judge(project: Project, lines: Sequence[BudgetLine], targets: Sequence[Target], *, today: date) -> None:
    faults = faults_of_project(project, today=today) | faults_of_plan(lines, targets, amount_fen=project.amount_fen)
    if faults:
        raise ValidationError(faults)


def _plan(project: Project, lines: Sequence[BudgetLine], targets: Sequence[Target]) -> None:
    for order, line in enumerate(lines, start=1):
        line.pk, line.project, line.order = None, project, order
    for target in targets:
        target.pk, target.project = None, project
    BudgetLine.objects.bulk_create(lines)
    Target.objects.bulk_create(targets)


def usual_instalments(project: Project, *, on: date) -> list[Instalment]:
    """The instalments the rule in force proposes; what rounding leaves over goes into the last."""
    split = rule("instalment-split", area=project.area.code, on=on)
    parts = [project.amount_fen * part["percent"] // 100 for part in split]
    parts[-1] += project.amount_fen - sum(parts)
    return [
        Instalment(order=order, amount_fen=amount, trigger=part["trigger"], report_number=part.get("report_number"))
        for order, (part, amount) in enumerate(zip(split, parts, strict=True), start=1)
    ]


def draft_contract(contract: Contract, *, instalments: Sequence[Instalment], by: User) -> Contract:
    """The contract of an approved project: the rightful party signs, for the project's amount."""
    def first() -> None:
        project = Project.objects.held(contract.project_id)
        action = project_workflow.require("contract", project, by)
        if reasons := list(action.missing(project)):
            raise Incomplete(reasons)
        contract.project = project
        contract.signer, contract.amount_fen = project.host or project.contractor, project.amount_fen
        _check(contract, instalments)
        contract.planned_fen = contract.amount_fen

    with transaction.atomic():
        made = contract_workflow.create(contract, by=by, first=first)
        if made is contract:
            _lay_out(contract, instalments)
    return made


def edit_contract(contract: Contract, *, instalments: Sequence[Instalment], by: User, seen: int) -> None:
    contract_workflow.require("edit", contract, by)
    _check(contract, instalments)
    with contract_workflow.performing("edit", contract, by=by, seen=seen):
        contract.planned_fen = sum(instalment.amount_fen for instalment in instalments)
        contract.save()
        contract.instalments.all().delete()
        _lay_out(contract, instalments)


def _check(contract: Contract, instalments: Sequence[Instalment]) -> None:
    contract.validate_unique(exclude=["project", "token"])
    if faults := faults_of_instalments(contract.project, instalments):
        raise ValidationError(faults)


def _lay_out(contract: Contract, instalments: Iterable[Instalment]) -> None:
    for order, instalment in enumerate(instalments, start=1):
        instalment.pk, instalment.contract, instalment.order = None, contract, order
        instalment.save(force_insert=True)


def sign(contract: Contract, *, signed_on: date | None, by: User, seen: int, today: date) -> None:
    """Both have signed: the project runs, and what is due on signing may be paid."""
    contract_workflow.require("sign", contract, by)
    if signed_on is None:
        raise ValidationError({"signed_on": [_("Say on which day the contract was signed.")]})
    if signed_on > today:
        raise ValidationError({"signed_on": [_("This day has not come yet.")]})
    with transaction.atomic():
        project = Project.objects.held(contract.project_id)
        with contract_workflow.performing("sign", contract, by=by, seen=seen, setting={"signed_on": signed_on}):
            with project_workflow.performing("start", project, by=by):
                _open(contract, Trigger.AGREEMENT, by=by)
        contract.project = project


def pass_midterm(contract: Contract, *, by: User, seen: int, note: str) -> None:
    with transaction.atomic():
        Project.objects.held(contract.project_id)
        with contract_workflow.performing("pass_midterm", contract, by=by, seen=seen, note=note):
            _open(contract, Trigger.MIDTERM_PASS, by=by)


def release(
    contract: Contract, trigger: str, *, by: User, report_number: int | None = None
) -> list[Instalment]:
    """Open the gate of every instalment that waits for this; on a contract that does not stand, of none.

    Called within the transaction of what opens the gate (the signature, an accepted report, the close).
    """
    with transaction.atomic():
        Project.objects.held(contract.project_id)
        if not Contract.objects.filter(pk=contract.pk, status=Contract.Status.SIGNED).exists():
            return []
        return _open(contract, trigger, by=by, report_number=report_number)


def _open(contract: Contract, trigger: str, *, by: User, report_number: int | None = None) -> list[Instalment]:
    waiting = contract.instalments.filter(
        trigger=trigger, report_number=report_number, status=Instalment.Status.WAITING)
    opened = list(waiting.select_related("contract__project__area"))
    for instalment in opened:
        with instalment_workflow.performing("release", instalment, by=by):
            pass
    return opened


def pay(
    instalment: Instalment, *, paid_on: date | None, by: User, seen: int, today: date, payment_no: str = ""
) -> None:
    """The money has gone out."""
    instalment_workflow.require("pay", instalment, by)
    signed_on = instalment.contract.signed_on
    if paid_on is None:
        raise ValidationError({"paid_on": [_("Say on which day it was paid.")]})
    if paid_on > today:
        raise ValidationError({"paid_on": [_("This day has not come yet.")]})
    if signed_on and paid_on < signed_on:
        raise ValidationError({"paid_on": [_("The contract was signed on %(day)s only.") % {"day": signed_on}]})
    with transaction.atomic():
        held = Project.objects.held(instalment.contract.project_id)  # nobody terminates it meanwhile
        with instalment_workflow.performing(
                "pay", instalment, by=by, seen=seen, setting={"paid_on": paid_on, "payment_no": payment_no}):
            Project.objects.filter(pk=held.pk).update(paid_fen=Instalment.objects.paid_on_project(held.pk))


def terminate(project: Project, *, by: User, seen: int, note: str) -> None:
    """Stop the project; nothing more is paid on its contract, whatever gate stands open."""
    with transaction.atomic():
        Project.objects.held(project.pk)
        with project_workflow.performing("terminate", project, by=by, seen=seen, note=note):
            contract = Contract.objects.filter(project=project).exclude(status=Contract.Status.ENDED).first()
            if contract is not None:
                with contract_workflow.performing("end", contract, by=by, note=note):
                    _stop(contract, by=by, note=note)


def _stop(contract: Contract, *, by: User, note: str) -> None:
    for instalment in contract.instalments.exclude(status=Instalment.Status.PAID).select_related(
            "contract__project__area"):
        with instalment_workflow.performing("stop", instalment, by=by, note=note):
            pass


def why_not_closed(project: Project, *, today: date) -> list[str]:
    """What speaks against closing the project out now: the day, and all that is still open."""
    day = [_("The project runs until %(day)s.") % {"day": project.ends_on}] if today <= project.ends_on else []
    return [*day, *project_workflow.actions["close"].missing(project)]


def close(project: Project, *, by: User, seen: int, today: date, note: str = "") -> None:
    """The work is done and told: what is due on acceptance may be paid."""
    project_workflow.require("close", project, by)
    if reasons := why_not_closed(project, today=today):
        raise (NotNow if today <= project.ends_on else Incomplete)(reasons)
    with transaction.atomic():
        Project.objects.held(project.pk)
        with project_workflow.performing("close", project, by=by, seen=seen, note=note):
            contract = Contract.objects.filter(project=project, status=Contract.Status.SIGNED).first()
            if contract is not None:
                _open(contract, Trigger.ACCEPTANCE, by=by)


def act_on_project(name: str, project: Project, *, by: User, seen: int, note: str, today: date) -> None:
    """One action of the table, for the buttons and the API: those that do more than move the status go their way."""
    if name == "terminate":
        terminate(project, by=by, seen=seen, note=note)
    elif name == "close":
        close(project, by=by, seen=seen, today=today, note=note)
    elif name == "edit":
        raise PermissionDenied(name)  # a form of its own
    else:
        project_workflow.perform(name, project, by=by, seen=seen, note=note)


def act_on_contract(name: str, contract: Contract, *, by: User, seen: int, note: str) -> None:
    """As above for a contract; signing and editing have forms of their own."""
    if name != "pass_midterm":
        raise PermissionDenied(name)
    pass_midterm(contract, by=by, seen=seen, note=note)


def duty_advice(instalment: Instalment, user: User) -> str:
    """A word against paying what one has signed oneself (domain.md 4.2); small offices may have nobody else."""
    if instalment.contract.changes.filter(action="sign", by=user).exists():
        return _("You signed this contract yourself; another officer should record the payment where there is one.")
    return ""
