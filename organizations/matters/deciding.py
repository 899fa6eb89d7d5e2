"""What the street does with a matter handed in: take it in, examine it, return it with words and remind of it, refuse
it, grant it, take the last step back."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import User
from incubator.masking import mask_text
from incubator.undoing import UNDO, may_undo, undoing
from incubator.workflow import Action, Incomplete
from organizations.models import Matter
from organizations.urging import refuse_in_vain, reminded
from organizations.workflow import life_of


def accept(matter: Matter, *, by: User, seen: int, note: str = "") -> None:
    """受理: the papers are whole, the examination begins."""
    with life_of(matter).performing("accept", matter, by=by, seen=seen, note=note):
        pass


def review(matter: Matter, *, by: User, seen: int, note: str) -> None:
    """初审: the opinion, in words, on which the decision rests."""
    with life_of(matter).performing("review", matter, by=by, seen=seen, note=note):
        pass


def send_back(
    matter: Matter, *, by: User, seen: int, note: str, remarks: Mapping[str, str], asked: set[str], now: datetime
) -> None:
    """Return the matter for correction, with words beside the questions concerned and an overall reason.

    `asked` are the questions and papers of the kind. Raises ValidationError for a remark on anything else.
    """
    if unknown := set(remarks) - asked:
        raise ValidationError(
            _("Nothing called %(names)s is asked for here."), params={"names": ", ".join(sorted(unknown))})
    with life_of(matter).performing("return", matter, by=by, seen=seen, note=note):
        matter.previous_remarks = matter.remarks
        matter.remarks = {name: mask_text(words.strip()) for name, words in remarks.items() if words.strip()}
        matter.decided_at = now
        matter.save(update_fields=["remarks", "previous_remarks", "decided_at"])


def refuse(matter: Matter, *, by: User, seen: int, note: str, now: datetime) -> None:
    with life_of(matter).performing("refuse", matter, by=by, seen=seen, note=note):
        matter.decided_at = now
        matter.save(update_fields=["decided_at"])


def open_now(matter: Matter, user: User, *, today: date) -> list[Action]:
    """The actions this person may take now; what was reminded of today is reminded of tomorrow, and only the last step
    is taken back."""
    life = life_of(matter)
    idle = {"remind": lambda: reminded(matter, "remind", today=today), UNDO: lambda: not may_undo(life, matter)}
    return [action for action in life.available(matter, user) if action.name not in idle or not idle[action.name]()]


def remind(matter: Matter, *, by: User, seen: int, note: str, now: datetime) -> None:
    """催办: a letter to each of the organization's people about what waits for them. Raises NotNow: once a day."""
    workflow = life_of(matter)
    workflow.require("remind", matter, by)
    refuse_in_vain(matter, "remind", today=timezone.localdate(now))
    with workflow.performing("remind", matter, by=by, seen=seen, note=note):
        pass


def undo(matter: Matter, *, by: User, seen: int, note: str = "") -> None:
    """撤销: the office takes its last step back; the matter lies with it as before, to be answered by the same day.

    Raises NotNow; Incomplete where the organization has begun another of the kind since it was refused.
    """
    try:
        with undoing(life_of(matter), matter, by=by, seen=seen, note=note) as step:
            if step.action == "return":
                matter.remarks = matter.previous_remarks
            matter.decided_at = None  # while a matter lies with the office nothing is decided
            matter.save(update_fields=["remarks", "decided_at"])
    except IntegrityError as error:
        raise another_is_open() from error


def another_is_open() -> Incomplete:
    return Incomplete(_("Another matter of this kind is open already; go on with that one."))


@contextmanager
def granting(matter: Matter, *, by: User, seen: int, note: str, now: datetime) -> Iterator[None]:
    """Grant the matter; the block brings about what that means for its kind: all at once or not at all."""
    with life_of(matter).performing("approve", matter, by=by, seen=seen, note=note):
        yield
        matter.decided_at = now
        matter.save(update_fields=["decided_at"])
