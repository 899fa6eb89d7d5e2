"""What may happen to a contract and to each of its instalments."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.workflow import Action, No, Workflow
from projects.models import Contract, Instalment, Project
from projects.notices.purchasing import announce_contract, announce_instalment
from projects.rules.people import manages

DRAFT, SIGNED, ENDED = Contract.Status.DRAFT, Contract.Status.SIGNED, Contract.Status.ENDED
WAITING, PAYABLE, PAID, STOPPED = Instalment.Status


def manages_contract(user: Any, contract: Contract) -> bool | No:
    return manages(user, contract.project)


def manages_instalment(user: Any, instalment: Instalment) -> bool | No:
    return manages(user, instalment.contract.project)


def missing_for_signing(contract: Contract) -> Iterable[str]:
    project = contract.project
    if project.status != Project.Status.APPROVED:
        yield _("The project is not approved.")
    if contract.amount_fen != project.amount_fen:
        yield _("The contract amount must equal the project amount.")
    if contract.planned_fen != contract.amount_fen:
        yield _("The instalments must sum to the contract amount.")
    if contract.signer_id != (project.host_id or project.contractor_id):
        yield _("The host organization signs for a filed contractor, a registered contractor for itself.")


def midterm_is_not_open(contract: Contract) -> Iterable[str]:
    if not contract.instalments.filter(trigger=Instalment.Trigger.MIDTERM_PASS, status=WAITING).exists():
        yield _("No instalment waits for a mid-term review.")


contract_workflow = Workflow(
    Action("edit", gettext_lazy("Edit"), manages_contract, {DRAFT}, button=False),
    Action("sign", gettext_lazy("Sign"), manages_contract, {DRAFT}, SIGNED, missing=missing_for_signing,
           button=False, weight="primary"),
    Action("pass_midterm", gettext_lazy("Mid-term review passed"), manages_contract, {SIGNED},
           missing=midterm_is_not_open, reason_required=True),
    # Comes with the end of its project.
    Action("end", gettext_lazy("End the contract"), manages_contract, {DRAFT, SIGNED}, ENDED, offered=False),
    of=Contract,
    announce=announce_contract,
)
# `release` is performed by whoever opens the gate: the signature, an accepted report, the mid-term review, the close.
instalment_workflow = Workflow(
    Action("release", gettext_lazy("Open for payment"), manages_instalment, {WAITING}, PAYABLE, offered=False),
    Action("pay", gettext_lazy("Pay the instalment"), manages_instalment, {PAYABLE}, PAID, button=False,
           weight="primary"),
    # Comes with the termination of the project.
    Action("stop", gettext_lazy("Stop the payment"), manages_instalment, {WAITING, PAYABLE}, STOPPED, offered=False),
    of=Instalment,
    announce=announce_instalment,
)
