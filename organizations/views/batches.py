"""Many filings or matters worked on at once: the two lists, and how each thing of them moves."""

import uuid
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from incubator.accounts.batching import Pile
from incubator.accounts.models import User
from incubator.accounts.requests import PersonRequest
from incubator.accounts.views.batches import batch, batch_done
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


def tell(matter: Matter) -> tuple[str, str, str]:
    about = " · ".join(filter(None, [str(matter.get_kind_display()), matter.receipt_no]))
    handed_in = matter.facts.get("name") if matter.kind == Matter.Kind.FILING else ""
    return handed_in or matter.organization.name, about, address_of(matter)


def _seen(model: Any) -> Any:
    return lambda user: model.objects.visible_to(user).select_related("organization__area")


FILINGS = Pile(
    page="organizations:filings", address="organizations:filings-batch", table=filing_workflow, workflow_of=life_of,
    seen=_seen(Filing), narrowed=lambda user, given: FilingFilter(given, user=user).qs, tell=tell,
    statuses=lambda matter: status_words(matter.kind), take=take, worker=keeps_some_register, reasons=REASONS)
MATTERS = Pile(
    page="organizations:matters", address="organizations:matters-batch",
    table=life_of(Matter(kind=Matter.Kind.CHANGE)), workflow_of=life_of, seen=_seen(Matter),
    narrowed=lambda user, given: MatterFilter(given, user=user).qs, tell=tell,
    statuses=lambda matter: status_words(matter.kind), take=take, worker=keeps_some_register, reasons=REASONS)


@require_POST
def filings(request: PersonRequest) -> HttpResponse:
    return batch(request, FILINGS)


@require_safe
def filings_done(request: PersonRequest, token: uuid.UUID) -> HttpResponse:
    return batch_done(request, token, FILINGS)


@require_POST
def matters(request: PersonRequest) -> HttpResponse:
    return batch(request, MATTERS)


@require_safe
def matters_done(request: PersonRequest, token: uuid.UUID) -> HttpResponse:
    return batch_done(request, token, MATTERS)
