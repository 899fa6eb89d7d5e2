"""Many filings or matters worked on at once: the two lists, and how each thing of them moves."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from incubator.accounts.batching import Pile
from incubator.accounts.models import User
from incubator.accounts.reasoning import of_kind, usual_within
from incubator.workdays import today
from incubator.workflow import Workflow
from organizations import filing
from organizations.filters import FilingFilter, MatterFilter
from organizations.matters import acts
from organizations.models import Filing, Matter, status_words
from organizations.notices import address_of
from organizations.rules.organizations import keeps_some_register
from organizations.urging import in_vain, with_reach
from organizations.workflow import filing_workflow, life_of

REASONS = "matter-usual-reasons"


def take(name: str, matter: Matter, *, by: User, seen: int, note: str, now: datetime) -> None:
    """The step by the acts of its kind."""
    door: Any = filing.take if matter.kind == Matter.Kind.FILING else acts.take
    door(name, matter, by=by, seen=seen, note=note, now=now)


def with_usual(matters: Any) -> Any:
    """Beside each matter, as `usual`, the office's usual words where it lies; `usual_of` tells those of its kind."""
    return matters.annotate(usual=usual_within(REASONS, area="organization__area__code"))


def usual_of(matter: Any) -> dict[str, list[str]]:
    """Step -> the usual words for a matter of this kind, loaded `with_usual`."""
    return of_kind(matter.usual, matter.kind)


def in_vain_of(action: str) -> Callable[[str, Any], str]:
    """Of a batch of reminders: whom a letter would not reach, told before; the things are loaded `with_reach`."""
    return lambda name, thing: in_vain(
        thing.organization, reminded=thing.reminded, unheard=thing.unheard) if name == action else ""


def tell(matter: Matter) -> tuple[str, str, str]:
    about = " · ".join(filter(None, [str(matter.get_kind_display()), matter.receipt_no]))
    handed_in = matter.facts.get("name") if matter.kind == Matter.Kind.FILING else ""
    return handed_in or matter.organization.name, about, address_of(matter)


def _pile(page: str, model: Any, narrowing: Any, table: Workflow) -> Pile:
    def seen(user: User) -> Any:
        return with_reach(model.objects.visible_to(user), "remind", today=today()).select_related("organization__area")

    return Pile(
        page=page, table=table, workflow_of=life_of, seen=seen,
        narrowed=lambda user, given: with_reach(narrowing(given, user=user).qs, "remind", today=today()), tell=tell,
        statuses=lambda matter: status_words(matter.kind), take=take, worker=keeps_some_register, reasons=REASONS,
        hindered=in_vain_of("remind"))


FILINGS = _pile("organizations:filings", Filing, FilingFilter, filing_workflow)
MATTERS = _pile("organizations:matters", Matter, MatterFilter, life_of(Matter(kind=Matter.Kind.CHANGE)))
