"""What may happen to a thing: a table of actions, and the one door they go through."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from incubator.masking import mask_text
from incubator.values import differences


class Stale(Exception):
    """Somebody else changed the thing first. `thing` is how it stands now."""

    def __init__(self, name: str, thing: Any) -> None:
        self.name, self.thing = name, thing
        super().__init__(name)


class WrongStatus(Exception):
    """The action exists and is this person's, but not in this status. `allowed` is what they may do now."""

    def __init__(self, action: Action, thing: Any, allowed: list[Action]) -> None:
        self.action, self.thing, self.allowed = action, thing, allowed
        super().__init__(action.name)


class No(str):
    """A «no» that says why: false where a predicate is asked, told to the person in the place of the usual refusal."""

    def __init__(self, words: Any) -> None:
        self.words = words  # as given: lazily translated, for whoever keeps them

    def __bool__(self) -> bool:
        return False


class Incomplete(ValidationError):
    """Something is missing; every reason at once, in words for the person."""


def why_not(answer: bool | No) -> str:
    """The words of a «no» that has some; empty for every other answer."""
    return str(answer) if isinstance(answer, No) else ""


class Blocked(Incomplete):
    """Nothing is missing in what was typed: a fact stands against the step, and has to change first."""


class NotNow(Incomplete):
    """Nothing is missing but the day: the step is possible later."""


@dataclass(frozen=True)
class Action:
    """One row of the table: the button, the endpoint, the admin right, the history entry, the reason why not."""

    name: str
    label: Any
    who: Callable[[Any, Any], bool | No]
    sources: set[str]
    target: str | None = None  # None: the thing changes, its status does not
    missing: Callable[[Any], Iterable[Any]] = lambda thing: ()
    reason_required: bool = False
    offered: bool = True  # False: no button and no URL of its own; only other code performs it
    button: bool = True  # False: offered, but by a page of its own (a form), not by a plain button
    weight: str = "secondary"  # how the button looks: primary, secondary, danger
    warning: Any = ""  # what cannot be taken back: the page says it and asks once more
    together: bool = False  # may be taken on many at once: needs no page of its own, one note does for all
    quiet: bool = False  # alters nothing of the thing: whoever works on it meanwhile need not begin again
    undoable: bool = False  # may be taken back until the next step (`incubator.undoing`): all it does is on the thing
    asks_for: Any = ""  # what the note is called where it is no reason
    then: Callable[[Any, Any], None] | None = None  # (change, thing): what follows for others, in the same transaction

    def open_to(self, user: Any, thing: Any) -> bool:
        return thing.status in self.sources and bool(self.who(user, thing))

    def unsaid(self, note: str) -> list[ValidationError]:
        """What the person reads where the note is empty that the step needs, in the word the note goes by."""
        words = _("Please fill in: %(what)s") if self.asks_for else _("Say why in a few words.")
        return [ValidationError(words, params={"what": self.asks_for})] * (self.reason_required and not note.strip())


TABLES: dict[type, list[Workflow]] = {}  # model -> its tables, for the words of its history


class Workflow:
    """The table of one kind of thing.

    `of` is the model whose history speaks in the table's words; `kind` narrows it to the things of one kind.
    `announce(change, thing)` writes the letters a change calls for; it runs in the change's transaction.
    """

    def __init__(
        self, *actions: Action, of: type | None = None, kind: str = "",
        announce: Callable[[Any, Any], None] | None = None,
    ) -> None:
        self.actions = {action.name: action for action in actions}
        self.kind, self.announce = kind, announce
        if of is not None:
            TABLES.setdefault(of, []).append(self)

    def available(self, thing: Any, user: Any, *, but: Container[str] = ()) -> list[Action]:
        """The actions this user may take on this thing now: buttons, API hints, admin; `but` are not asked about."""
        return [a for a in self.actions.values() if a.offered and a.name not in but and a.open_to(user, thing)]

    def allows(self, name: str, thing: Any, user: Any) -> bool:
        return self.actions[name].open_to(user, thing)

    def require(self, name: str, thing: Any, user: Any) -> Action:
        """The action, or why not: PermissionDenied (not this person's) or WrongStatus (not now)."""
        action = self.actions.get(name)
        may = action is not None and action.who(user, thing)
        if action is None or not may:
            raise PermissionDenied(may if isinstance(may, No) else name)
        if thing.status not in action.sources:
            raise WrongStatus(action, thing, self.available(thing, user))
        return action

    @contextmanager
    def performing(
        self, name: str, thing: Any, *, by: Any, note: str = "", seen: int | None = None,
        setting: dict[str, Any] | None = None,
    ) -> Iterator[Any]:
        """Move the thing, run the block, record who, why, before and after: all or nothing.

        `seen` is the version the person had on screen (hidden field or If-Match); if anyone has changed the thing
        since, `Stale` is raised and nothing is written. Code without a person's screen leaves it out.
        `setting` are values that the table asks for together with the new status (a signed contract has its date).
        """
        action = self.require(name, thing, by)
        reasons = [*action.missing(thing), *action.unsaid(note)]
        if reasons:
            raise Incomplete(reasons)
        old, setting = (thing.status, thing.version), setting or {}
        seen = thing.version if seen is None else self._but_for_quiet(thing, seen)
        try:
            with transaction.atomic():
                rows = type(thing)._base_manager.filter(pk=thing.pk)
                before = rows.values(*thing.tracked).first() if thing.tracked else {}
                moved = {"status": action.target or old[0], **setting, "version": seen + 1}
                if not rows.filter(status=old[0], version=seen).update(**moved):
                    raise Stale(name, type(thing)._base_manager.filter(pk=thing.pk).first() or thing)
                for name_of, value in moved.items():
                    setattr(thing, name_of, value)
                yield thing
                change = self._record(thing, action=name, old=old[0], by=by, note=note, before=before)
                if action.then:
                    action.then(change, thing)
        except BaseException:
            thing.status, thing.version = old
            raise

    def _but_for_quiet(self, thing: Any, seen: int) -> int:
        """The version seen; that of now where only steps came in between that alter nothing."""
        quiet = [action.name for action in self.actions.values() if action.quiet]
        if not quiet or seen >= thing.version:
            return seen
        steps = thing.changes.filter(version__gt=seen, version__lte=thing.version, action__in=quiet)
        return thing.version if steps.count() == thing.version - seen else seen

    def perform(self, name: str, thing: Any, *, by: Any, seen: int, note: str = "") -> None:
        """The door for people: only what is offered, and only on what they saw."""
        action = self.actions.get(name)
        if action is None or not action.offered:
            raise PermissionDenied(name)
        with self.performing(name, thing, by=by, note=note, seen=seen):
            pass

    def create(self, thing: Any, *, by: Any, note: str = "", first: Callable[[], Any] = lambda: None) -> Any:
        """Save a new thing with its first change row; the same form (token) sent twice gives the first one's thing.

        `first` goes before, in the same transaction, and raises what speaks against the thing. Where the table refused
        it, somebody was quicker: `first` is asked once more, so that it is told in words.
        """
        try:
            with transaction.atomic():
                first()
                thing.save(force_insert=True)
                self._record(thing, action="create", old="", by=by, note=note, before={})
        except (ValidationError, Stale, IntegrityError) as error:  # the first of the two may be what speaks against it
            if twin := type(thing)._base_manager.filter(token=thing.token).first():
                return twin
            with transaction.atomic():  # nothing of it stays
                if isinstance(error, IntegrityError):
                    first()
                raise
        return thing

    def create_many(self, things: list[Any], *, by: Any, note: str = "") -> None:
        """As `create` for many new things of one model at once: all or nothing, a change row each, few statements.

        Raises IntegrityError when one of them may not stand beside what is there.
        """
        if not things:
            return
        with transaction.atomic():
            for thing in things:
                thing.derive()
            type(things[0])._base_manager.bulk_create(things, batch_size=500)
            link = things[0].changes
            changes = [
                link.model(**{link.field.attname: thing.pk}, **self._told(
                    thing, action="create", old="", by=by, note=note, before={}))
                for thing in things
            ]
            link.model._base_manager.bulk_create(changes, batch_size=500)
            if self.announce:
                for change, thing in zip(changes, things, strict=True):
                    self.announce(change, thing)

    def _record(self, thing: Any, **what: Any) -> Any:
        change = thing.changes.create(**self._told(thing, **what))
        if self.announce:
            self.announce(change, thing)
        return change

    def _told(self, thing: Any, *, action: str, old: str, by: Any, note: str, before: dict) -> dict[str, Any]:
        return {
            "action": action, "old": old, "new": thing.status, "by": by, "by_name": str(by or ""),
            "note": mask_text(note), "thing_name": str(thing)[:200], "version": thing.version,
            "fields": differences(thing, before),
        }


@contextmanager
def told_in_words() -> Iterator[None]:
    """Where somebody else was faster at what may be there once, the table refuses: said so that people understand."""
    try:
        yield
    except IntegrityError as error:
        raise ValidationError(_("Somebody else entered the same just now. Open the list and look.")) from error
