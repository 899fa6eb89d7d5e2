"""One action of the table on many things of a list: choose, look at what would happen, do each by itself.

A storey names its lists (`Pile`); every thing moves through the storey's own act, in a transaction of its own.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from incubator.accounts.models import Batch, BatchItem, User
from incubator.errors import attempt, refusal_of
from incubator.masking import mask_text
from incubator.undoing import SINCE, UNDO
from incubator.workflow import Action, NotNow, Stale, Workflow

MOST = 300  # things at once: a page that a person can still read, and an answer within the server's patience
WAITING, DONE = BatchItem.Outcome.WAITING, BatchItem.Outcome.DONE


class Taking(Protocol):
    def __call__(self, name: str, thing: Any, /, *, by: User, seen: int, note: str, now: datetime) -> None: ...


@dataclass(frozen=True)
class Pile:
    """A list whose things may be worked on together.

    `seen` are the things a person sees, loaded with what the rules and `tell` ask; `narrowed` those of them that the
    list's address shows, in its order; `reasons` the rule that holds the office's usual words for each action.
    """

    page: str  # the URL name of the list
    table: Workflow  # whose labels the choice of the action shows
    workflow_of: Callable[[Any], Workflow]
    seen: Callable[[User], QuerySet[Any]]
    narrowed: Callable[[User, Any], QuerySet[Any]]
    tell: Callable[[Any], tuple[str, str, str]]  # what it is called, what else tells it apart, its page
    statuses: Callable[[Any], Mapping[str, Any]]  # status -> what it is called of this thing
    take: Taking
    worker: Callable[[User], bool]  # for whom the list offers it at all
    reasons: str
    hindered: Callable[[str, Any], str] = lambda name, thing: ""  # why the act would refuse, where it is known before

    @property
    def address(self) -> str:
        """The URL name of its batches."""
        return f"{self.page}-batch"

    @property
    def actions(self) -> dict[str, Action]:
        return {name: action for name, action in self.table.actions.items() if action.together}


@dataclass(frozen=True)
class Look:
    """One thing before the step: what it is, how it stands, where the step leads it, or why it does not."""

    pk: int
    version: int
    name: str
    about: str
    href: str
    status: str
    status_label: str
    leads_to: str  # empty where it does not, or the step leads to no other status
    why_not: str

    def get_status_display(self) -> str:
        return self.status_label


def chosen(pile: Pile, user: User, *, keys: Iterable[int] = (), given: Any = None) -> tuple[list[Any], int]:
    """(the things, how many there are): those with these keys, or all that the list's address (`given`) shows.

    MOST of them at the most, in the order of the list.
    """
    things = pile.seen(user).filter(pk__in=list(keys)).order_by("pk") if given is None else pile.narrowed(user, given)
    found = list(things[:MOST])
    return found, len(found) if len(found) < MOST else things.count()


def looks(
    pile: Pile, action: Action, things: Iterable[Any], *, by: User, seen: Mapping[int, int]
) -> list[Look]:
    """What the step would do to each; what is missing in a thing only the step itself finds out.

    `seen` are the versions (key -> version) of those that have been looked at already.
    """
    return [_look(pile, action, thing, by, seen.get(thing.pk, thing.version)) for thing in things]


def _look(pile: Pile, action: Action, thing: Any, by: User, seen: int) -> Look:
    why_not = ""
    try:
        if seen != thing.version:
            raise NotNow(SINCE) if action.name == UNDO else Stale(action.name, thing)
        pile.workflow_of(thing).require(action.name, thing, by)
        why_not = pile.hindered(action.name, thing)
    except Exception as error:
        why_not = refusal_of(error).words
    name, about, href = pile.tell(thing)
    return Look(
        thing.pk, thing.version, name, about, href, thing.status, str(thing.get_status_display()),
        "" if why_not or not action.target else str(pile.statuses(thing)[action.target]), why_not)


def begin(
    pile: Pile, action: Action, seen: Mapping[int, int], *, by: User, token: uuid.UUID, note: str, query: str
) -> Batch:
    """The batch with its things (key -> version seen), before any of them moves; the same token gives the same one.

    Raises Batch.DoesNotExist when the token is somebody else's.
    """
    told = {thing.pk: pile.tell(thing) for thing in pile.seen(by).filter(pk__in=list(seen))}
    try:
        with transaction.atomic():
            batch = Batch.objects.create(
                token=token, by=by, page=pile.page, action=action.name, note=mask_text(note),
                query=query)
            BatchItem.objects.bulk_create(
                BatchItem(
                    batch=batch, thing=pk, seen=version, name=told[pk][0][:200] if pk in told else "",
                    href=told[pk][2] if pk in told else "")
                for pk, version in seen.items())
    except IntegrityError:
        return Batch.objects.visible_to(by).get(token=token, page=pile.page)
    return batch


def carry_out(batch: Batch, pile: Pile, *, by: User, now: datetime) -> None:
    """Do what still waits, each thing by itself. Run twice or at once, or again after a kill: each is done once."""
    for pk in list(batch.items.filter(outcome=WAITING).values_list("pk", flat=True)):
        with transaction.atomic():
            item = batch.items.select_for_update(no_key=True).filter(pk=pk, outcome=WAITING).first()
            if item is not None:
                _carry_out(batch, item, pile, by, now)


def _carry_out(batch: Batch, item: BatchItem, pile: Pile, by: User, now: datetime) -> None:
    def step() -> None:
        """Read anew: what was done to one before may concern this one too."""
        thing = pile.seen(by).get(pk=item.thing)
        pile.take(batch.action, thing, by=by, seen=item.seen, note=batch.note, now=now)

    refusal = attempt(step)
    item.outcome, item.told = (refusal.code, refusal.told) if refusal else (DONE, [])
    item.save(update_fields=["outcome", "told"])
