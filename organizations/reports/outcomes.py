"""What became of a matter: an annual report's outcome, or civil affairs' answer, as a coloured word, and the words of
the last answer."""

from typing import Any

from organizations.models import AnnualDuty, Matter
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
    """Why a matter came back or was refused, here or by civil affairs; empty in every other state, and while nobody
    said why."""
    steps: dict[str, str] = {
        Matter.Status.RETURNED: "return", Matter.Status.REFUSED: "refuse", County.NOT_REGISTERED: "not_registered"}
    step = steps.get(matter.outcome) or steps.get(matter.status)
    if step is None:
        return ""
    told = matter.changes.filter(action=step).order_by("-pk")
    return told.values_list("note", flat=True).first() or ""
