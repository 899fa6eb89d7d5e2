"""Objections as rows: for the office with who it was, for who objected with the answer alone."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from incubator.accounts.models import User
from incubator.accounts.revealing import may_reveal
from incubator.workflow import Action, why_not
from organizations.models import CatalogueEntry, CatalogueObjection, CatalogueRound
from organizations.rules.catalogue import answer_by, answers_objection, with_answer_days
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
    answer_by: str  # of one not answered yet
    overdue: bool
    uphold_href: str  # of the page that does it, empty where it cannot be done
    apart: str  # why an officer of the place does not answer it
    act_href: str
    actions: tuple[Action, ...]

    def get_status_display(self) -> str:
        return self.status_label


def objection_rows(
    objections: QuerySet[CatalogueObjection], entry: CatalogueEntry, *, user: User, today: date
) -> list[ObjectionRow]:
    """The objections to the entry that this officer sees, with the day by which each is to be answered."""
    rows = []
    for objection in with_answer_days(objections.select_related("paper")):
        due = answer_by(objection.received_on, objection.answer_days)
        waits = objection.status == CatalogueObjection.Status.RECEIVED
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
            due.isoformat() if waits else "", waits and due < today,
            uphold if objection_workflow.allows("uphold", objection, user) else "",
            why_not(answers_objection(user, objection)), base,
            tuple(objection_workflow.available(objection, user))))
    return rows


def with_first_objection(rounds: QuerySet[CatalogueRound], *, user: User) -> Any:
    """Each tells of the oldest open objection that this officer sees when it came, and the days to answer it."""
    first = with_answer_days(CatalogueObjection.objects.visible_to(user).open().filter(
        entry__round=OuterRef("pk"))).order_by("received_on", "pk")
    return rounds.annotate(objected_on=Subquery(first.values("received_on")[:1]),
                           answer_days=Subquery(first.values("answer_days")[:1]))


def first_answer_by(round: Any) -> date | None:
    """By when it is to be answered; the round comes `with_first_objection`."""
    return answer_by(round.objected_on, round.answer_days) if round.objected_on else None
