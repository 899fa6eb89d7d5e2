"""Many filings or matters worked on at once: the two lists, and how each thing of them moves."""

from datetime import datetime
from typing import Any

from incubator.accounts.batching import Pile
from incubator.accounts.models import User
from incubator.accounts.reasoning import usual_within
from incubator.workflow import Workflow
from organizations import filing
from organizations.filters import FilingFilter, MatterFilter
from organizations.matters import acts
from organizations.models import Filing, Matter, status_words
from organizations.notices import address_of
from organizations.rules.organizations import keeps_some_register
from organizations.workflow import filing_workflow, life_of

REASONS = "matter-usual-reasons"


def take(name: str, matter: Matter, *, by: User, seen: int, note: str, now: datetime) -> None:
    """The step by the acts of its kind."""
    door: Any = filing.take if matter.kind == Matter.Kind.FILING else acts.take
    door(name, matter, by=by, seen=seen, note=note, now=now)


def with_usual(matters: Any) -> Any:
    """Beside each matter, as `usual`, the usual words for the steps where it lies."""
    return matters.annotate(usual=usual_within(REASONS, area="organization__area__code"))


def tell(matter: Matter) -> tuple[str, str, str]:
    about = " · ".join(filter(None, [str(matter.get_kind_display()), matter.receipt_no]))
    handed_in = matter.facts.get("name") if matter.kind == Matter.Kind.FILING else ""
    return handed_in or matter.organization.name, about, address_of(matter)


def _pile(page: str, model: Any, narrowing: Any, table: Workflow) -> Pile:
    def seen(user: User) -> Any:
        return model.objects.visible_to(user).select_related("organization__area")

    return Pile(
        page=page, table=table, workflow_of=life_of, seen=seen,
        narrowed=lambda user, given: narrowing(given, user=user).qs, tell=tell,
        statuses=lambda matter: status_words(matter.kind), take=take, worker=keeps_some_register, reasons=REASONS)


FILINGS = _pile("organizations:filings", Filing, FilingFilter, filing_workflow)
MATTERS = _pile("organizations:matters", Matter, MatterFilter, life_of(Matter(kind=Matter.Kind.CHANGE)))
