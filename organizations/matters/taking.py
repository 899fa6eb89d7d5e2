"""One action of a matter's table by name: the same call for the page's button and the API's endpoint."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied

from incubator.accounts.models import User
from organizations.matters.deciding import accept, refuse, remind, review, undo
from organizations.matters.handing import withdraw
from organizations.models import Matter

Step = Callable[[], Any]


def take_step(
    name: str, matter: Matter, own: Mapping[str, Step], *, by: User, seen: int, now: datetime, note: str
) -> None:
    """The step that is the same for every kind, or the kind's `own`. PermissionDenied for what is none of either."""
    steps: dict[str, Step] = {
        "withdraw": lambda: withdraw(matter, by=by, seen=seen, note=note),
        "accept": lambda: accept(matter, by=by, seen=seen, note=note),
        "review": lambda: review(matter, by=by, seen=seen, note=note),
        "refuse": lambda: refuse(matter, by=by, seen=seen, note=note, now=now),
        "remind": lambda: remind(matter, by=by, seen=seen, note=note, now=now),
        "undo": lambda: undo(matter, by=by, seen=seen, note=note),
        **own,
    }
    if name not in steps:
        raise PermissionDenied(name)
    steps[name]()
