"""Objections as rows: for the office with who it was, for who objected with the answer alone."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from incubator.accounts.models import User
from incubator.accounts.revealing import may_reveal
from incubator.workflow import Action, why_not
from organizations.models import CatalogueEntry, CatalogueObjection
from organizations.rules.catalogue import answers_objection
from organizations.workflow import objection_workflow


@dataclass(frozen=True)
class ObjectionRow:
    """One objection on the office's page; the phone is masked."""

    pk: int
    version: int
    code: str
    status: str
    status_label: str
    way: str
    received: str
    name: str
    phone: str
    reveal_href: str
    text: str
    paper: str
    paper_href: str
    answer: str
    answered: str
    uphold_href: str  # of the page that does it, empty where it cannot be done
    apart: str  # why an officer of the place does not answer it
    act_href: str
    actions: tuple[Action, ...]

    def get_status_display(self) -> str:
        return self.status_label


def objection_rows(
    objections: Iterable[CatalogueObjection], entry: CatalogueEntry, *, user: User
) -> list[ObjectionRow]:
    """The objections to the entry that this officer sees (a queryset is asked with its papers)."""
    if hasattr(objections, "select_related"):
        objections = objections.select_related("paper")
    rows = []
    for objection in objections:
        objection.entry = entry
        base = reverse("organizations:qualified-objection-act", args=[objection.pk, "dismiss"]).removesuffix("dismiss/")
        uphold = reverse("organizations:qualified-objection-uphold", args=[objection.pk])
        reveal = reverse("accounts:reveal", args=["organizations.catalogueobjection", objection.pk, "phone"])
        rows.append(ObjectionRow(
            objection.pk, objection.version, objection.code, objection.status, str(objection.get_status_display()),
            str(objection.get_way_display()), objection.received_on.isoformat(), objection.name,
            str(objection.phone or ""), reveal if objection.phone and may_reveal(user, objection) else "",
            objection.text, objection.paper.name if objection.paper else "",
            reverse("organizations:qualified-objection-paper", args=[objection.pk]) if objection.paper else "",
            objection.answer, objection.answered_on.isoformat() if objection.answered_on else "",
            uphold if objection_workflow.allows("uphold", objection, user) else "",
            why_not(answers_objection(user, objection)), base,
            tuple(objection_workflow.available(objection, user))))
    return rows
