"""What became of a matter: an annual report's outcome, or civil affairs' answer, as a coloured word, and the words of
the last answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate

from incubator.accounts.models import User
from incubator.undoing import standing
from incubator.workdays import add_months
from organizations.models import AnnualDuty, Matter, MatterChange, Membership, Organization, status_words
from organizations.reports.credit import Mark

Outcome, County = AnnualDuty.Outcome, Matter.CountyAnswer
MARKS: dict[str, tuple[Any, str]] = {  # code -> word, tone
    **{code: (code.label, tone) for code, tone in (
        (Outcome.QUALIFIED, "good"), (Outcome.BASICALLY, "warn"), (Outcome.UNQUALIFIED, "bad"))},
    **{code: (code.label, tone) for code, tone in ((County.REGISTERED, "good"), (County.NOT_REGISTERED, "bad"))},
}


def outcome_mark(code: str) -> Mark | None:
    """Of a duty's or a matter's `outcome`; it says more than «approved». None: none is given."""
    if not code:
        return None
    label, tone = MARKS[code]
    return Mark(str(label), tone)


def outcome_of(change: Any) -> str:
    """The code of the outcome that a change row gave; empty where it gave none."""
    _before, given = (change.fields or {}).get("outcome") or ("", "")
    return given


def office_said(matter: Matter) -> str:
    """Why a matter came back or was refused, here or by civil affairs, also while it is taken up again; empty in every
    other state, and while nobody said why."""
    steps: dict[str, str] = {
        Matter.Status.RETURNED: "return", Matter.Status.REFUSED: "refuse", County.NOT_REGISTERED: "not_registered"}
    if matter.status == Matter.Status.DRAFT and matter.hand_ins:
        return _said_before(matter)
    step = steps.get(matter.outcome) or steps.get(matter.status)
    if step is None:
        return ""
    told = matter.changes.filter(action=step).order_by("-pk")
    return told.values_list("note", flat=True).first() or ""


def _said_before(matter: Matter) -> str:
    """What the office said last of a matter that is taken up again and was not handed in since."""
    steps = standing(matter.changes.exclude(action="edit"))
    last = next((step for step in steps[::-1] if step.action in ("submit", "return", "refuse")), None)
    return last.note if last and last.action != "submit" else ""


@dataclass(frozen=True)
class Refused:
    """An earlier refusal: of the same matter, or of another like it, which is named and linked."""

    label: str
    day: date
    note: str
    receipt_no: str = ""
    href: str = ""


def refused_before(matter: Matter, told: Sequence[Any]) -> Refused | None:
    """The last refusal of a matter that lies with the office again; `told` are its changes, the latest first. One
    that the office took back is none."""
    steps = standing(told[::-1]) if matter.with_the_office else []
    last = next((step for step in steps[::-1] if step.action == "refuse"), None)
    return Refused(str(status_words(matter.kind)[Matter.Status.REFUSED]), localdate(last.at), last.note) if (
        last) else None


def refused_like_it(matter: Matter, *, user: User, on: date) -> Refused | None:
    """For the officer who has the matter: the last other one of its kind and organization that was refused within a
    year, here or by civil affairs. One query.

    Each application of a body that is not on record has a draft of its own: there the same people and name count.
    """
    if not (matter.with_the_office and user.is_officer):
        return None
    same = Q(organization=matter.organization_id)
    if matter.organization.status == Organization.Status.DRAFT:
        people = Membership.objects.filter(organization=matter.organization_id).values("user")
        same |= Q(organization__status=Organization.Status.DRAFT,
                  organization__normalized_name=matter.organization.normalized_name,
                  organization__in=Membership.objects.filter(user__in=people).values("organization"))
    refused = Matter.objects.visible_to(user).refused().filter(same, kind=matter.kind).exclude(pk=matter.pk)
    last = MatterChange.objects.filter(
        matter__in=refused.values("pk"), action__in=("refuse", "not_registered"), at__date__gte=add_months(on, -12),
    ).select_related("matter__organization").order_by("-at", "-pk").first()
    if last is None:
        return None
    page = "filing-detail" if last.matter.kind == Matter.Kind.FILING else "matter"
    return Refused(str(last.matter.get_status_display()), localdate(last.at), last.note, last.matter.receipt_no,
                   reverse(f"organizations:{page}", args=[last.matter.pk]))
