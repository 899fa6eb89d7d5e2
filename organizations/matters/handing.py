"""Handing a matter in, taking it back, taking it up again: the same for every kind."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from incubator.accounts.models import User
from incubator.rulebook.models import rule
from incubator.workdays import Unit, after
from incubator.workflow import Incomplete
from organizations.matters.papers import keep_papers
from organizations.models import Matter
from organizations.workflow import life_of

PREFIXES = {
    Matter.Kind.FILING: "BA", Matter.Kind.REGISTRATION: "DJ", Matter.Kind.CHANGE: "BG", Matter.Kind.CANCELLATION: "ZX",
    Matter.Kind.ANNUAL: "NB", Matter.Kind.RECTIFICATION: "ZG",
    Matter.Kind.PROMOTION: "ZB",
    Matter.Kind.CATALOGUE: "ML", Matter.Kind.REISSUE: "HZ",
}
# The rule that says how long the office has to answer, and the unit its source counts in.
CLOCKS = {
    Matter.Kind.FILING: ("filing-answer-workdays", Unit.WORKDAYS),
    Matter.Kind.REGISTRATION: ("registration-answer-days", Unit.DAYS),
    Matter.Kind.CHANGE: ("change-answer-workdays", Unit.WORKDAYS),
    Matter.Kind.CANCELLATION: ("cancellation-answer-workdays", Unit.WORKDAYS),
    Matter.Kind.ANNUAL: ("annual-answer-workdays", Unit.WORKDAYS),
    Matter.Kind.RECTIFICATION: ("annual-answer-workdays", Unit.WORKDAYS),
    Matter.Kind.PROMOTION: ("filing-answer-workdays", Unit.WORKDAYS),
    Matter.Kind.CATALOGUE: ("catalogue-answer-workdays", Unit.WORKDAYS),
    Matter.Kind.REISSUE: ("reissue-answer-workdays", Unit.WORKDAYS),
}


def answer_due(matter: Matter, *, submitted: date) -> date:
    """The last day of the office's promise to answer; one that is no working day moves on to the next."""
    key, unit = CLOCKS[Matter.Kind(matter.kind)]
    return after(submitted, rule(key, area=matter.organization.area.code, on=submitted), unit)


def chain_of(matter: Matter, *, on: date) -> list[str]:
    """The steps before the decision; where the street's rule leaves a kind out, the countrywide one counts."""
    steps = rule("matter-chain", area=matter.organization.area.code, on=on)
    return steps[matter.kind] if matter.kind in steps else rule("matter-chain", area="", on=on).get(matter.kind, [])


def hand_in(
    matter: Matter, *, by: User, seen: int, now: datetime, lacking: dict[str, list[str]], snapshot: dict[str, Any]
) -> None:
    """`lacking` and `snapshot` are the kind's: what is missing, by question, and the answers as the office reads them.

    Raises Incomplete with everything that is missing.
    """
    workflow = life_of(matter)
    workflow.require("submit", matter, by)
    if lacking:
        raise Incomplete(lacking)
    today = timezone.localdate(now)
    setting = {"receipt_no": _receipt_number(matter, now=now), "chain": chain_of(matter, on=today)}
    with workflow.performing("submit", matter, by=by, seen=seen, setting=setting):
        matter.submitted_at, matter.decided_at = now, None
        matter.answer_due_on = answer_due(matter, submitted=today)
        matter.previous_facts, matter.facts = matter.facts, snapshot
        matter.received_in, matter.hand_ins = matter.organization.area, matter.hand_ins + 1
        matter.save(update_fields=[
            "submitted_at", "decided_at", "answer_due_on", "previous_facts", "facts", "received_in", "hand_ins"])
        keep_papers(matter)


def withdraw(matter: Matter, *, by: User, seen: int, note: str = "") -> None:
    with life_of(matter).performing("withdraw", matter, by=by, seen=seen, note=note):
        pass


def reopen(matter: Matter, *, by: User, seen: int) -> None:
    """After a withdrawal or a refusal: the same matter once more, with what was typed and handed in."""
    with life_of(matter).performing("reopen", matter, by=by, seen=seen):
        pass


def _receipt_number(matter: Matter, *, now: datetime) -> str:
    """`BA330105005-20261123-000012`: kind, the street that receives it, the day, the matter.

    A correction goes on under the number of the office that asked for it; another street or day gives a new one.
    """
    if matter.status == Matter.Status.RETURNED and _goes_back(matter):
        return matter.receipt_no
    prefix = PREFIXES[Matter.Kind(matter.kind)]
    return f"{prefix}{matter.organization.area.street_code}-{timezone.localdate(now):%Y%m%d}-{matter.pk:06d}"


def _goes_back(matter: Matter) -> bool:
    """To the street that returned it: its draft has not moved to another since."""
    return matter.received_in is not None and matter.received_in.street_code == matter.organization.area.street_code
