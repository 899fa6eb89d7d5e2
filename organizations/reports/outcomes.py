"""What became of a matter: an annual report's outcome, or civil affairs' answer, as a coloured word, and the words of
the last answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from incubator.undoing import standing
from organizations.models import AnnualDuty, Matter, status_words
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
    """An earlier refusal of the same matter."""

    label: str
    day: date
    note: str


def refused_before(matter: Matter, told: Sequence[Any]) -> Refused | None:
    """The last refusal of a matter that lies with the office again; `told` are its changes, the latest first. One
    that the office took back is none."""
    steps = standing(told[::-1]) if matter.with_the_office else []
    last = next((step for step in steps[::-1] if step.action == "refuse"), None)
    return Refused(str(status_words(matter.kind)[Matter.Status.REFUSED]), localdate(last.at), last.note) if (
        last) else None
