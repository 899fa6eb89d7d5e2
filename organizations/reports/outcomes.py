"""What the office made of a matter: an annual report's outcome as a coloured word, and the words of the last answer."""

from organizations.models import AnnualDuty, Matter
from organizations.reports.credit import Mark

Outcome = AnnualDuty.Outcome
TONES = {Outcome.QUALIFIED: "good", Outcome.BASICALLY: "warn", Outcome.UNQUALIFIED: "bad"}


def outcome_mark(code: str) -> Mark | None:
    """Of a duty's or a matter's `outcome`; it says more than «approved». None: none is given."""
    return Mark(str(Outcome(code).label), TONES[Outcome(code)]) if code else None


def office_said(matter: Matter) -> str:
    """Why a matter came back or was refused; empty in every other state, and while nobody said why."""
    steps = {Matter.Status.RETURNED: "return", Matter.Status.REFUSED: "refuse"}
    if matter.status not in steps:
        return ""
    told = matter.changes.filter(action=steps[Matter.Status(matter.status)]).order_by("-pk")
    return told.values_list("note", flat=True).first() or ""
