"""The letters to the contractor's and the host's people when a project is approved, signed, paid or ended, and when
money came back.
"""

from typing import Any

from django.urls import reverse

from incubator.money import yuan
from incubator.notices.writing import write
from organizations.notices import people_in
from projects.models import Project


def people_of(project: Project):
    """Those who act for the contractor and the host now."""
    return people_in([project.contractor_id, project.host_id])


def announce_project(change: Any, project: Project) -> None:
    if change.action in ("approve", "terminate", "close"):
        _tell(project, f"project:{project.pk}:{change.action}", f"project-{change.action}", reason=change.note)


def announce_contract(change: Any, contract: Any) -> None:
    if change.action == "sign":
        _tell(contract.project, f"contract:{contract.pk}:sign", "contract-sign", date=str(contract.signed_on))


def announce_instalment(change: Any, instalment: Any) -> None:
    if change.action in ("release", "pay"):
        _tell(
            instalment.contract.project, f"instalment:{instalment.pk}:{change.action}", f"instalment-{change.action}",
            order=instalment.order, amount=yuan(instalment.amount_fen))


RETURNS = {"create": "money-returned", "strike": "money-return-struck"}


def announce_return(change: Any, given: Any) -> None:
    """What the office recorded as returned, as its payments are told; struck out, that it counts no more."""
    if change.action in RETURNS:
        _tell(
            given.project, f"money-return:{given.pk}:{change.action}", RETURNS[change.action], reason=change.note,
            amount=yuan(given.amount_fen), date=str(given.returned_on), receipt=given.receipt_no)


def _tell(project: Project, key: str, template: str, **params: Any) -> None:
    write(people_of(project), key=key, template=template, params={"project": project.name, **params},
          url=reverse("projects:project", args=[project.pk]))
