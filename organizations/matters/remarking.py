"""What became of the office's remarks: whether what was remarked on still is as it was when the matter came back.

Nothing of its own is kept for it: the snapshots of the last two hand-ins and the history say it.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from incubator.tracking import Change
from incubator.undoing import standing
from organizations.models import Matter

Snapshot = Mapping[str, Any]


def differs(name: str, was: Snapshot, now: Snapshot) -> bool:
    """Whether the answer or paper of that name is another one; numbers and papers are told apart by their hashes."""
    marks = (name, f"{name}_hash", f"{name.removesuffix('_no')}_hash")
    return any(was.get(mark) != now.get(mark) for mark in marks)


def untouched(matter: Matter, now: Snapshot) -> set[str] | None:
    """What was remarked on and is in `now` as it was when it was returned; None where there is nothing to compare.

    A fact that is to be struck out instead is touched too.
    """
    was = as_returned(matter)
    return None if was is None else {
        name for name in matter.remarks if not any(differs(one, was, now) for one in (name, f"strike_{name}"))}


def settled(matter: Matter, now: Snapshot) -> dict[str, bool]:
    """Name of what was remarked on -> whether it is another one in `now`; empty where there is nothing to compare."""
    still = untouched(matter, now)
    return {} if still is None else {name: name not in still for name in matter.remarks}


def still_remarked(rows: Iterable[Any]) -> list[Any]:
    """Those of the answers (with `settled`) on which the office said something and that are what was returned."""
    return [row for row in rows if row.settled is False]


class Return(NamedTuple):
    """The return of a matter that its standing remarks come from."""

    step: int  # its key in the history
    since: int  # times handed in after it


def last_return(changes: Iterable[Change]) -> Return | None:
    """By the history of the matter, its edits left out; None where no return stands in it."""
    steps = standing(changes)
    back = max((place for place, step in enumerate(steps) if step.action == "return"), default=None)
    return None if back is None else Return(steps[back].pk, sum(step.action == "submit" for step in steps[back:]))


def as_returned(matter: Matter) -> dict[str, Any] | None:
    """The snapshot that the standing remarks are about.

    None: nothing is remarked on, or the snapshot is not kept any more: it was handed in more than once since
    (withdrawn or refused in between), or is older than the values of the time. The papers of every hand-in are kept.
    """
    if not matter.remarks:
        return None
    if matter.status == Matter.Status.RETURNED:
        return matter.facts
    back = last_return(matter.changes.exclude(action="edit"))
    return None if back is None else [matter.facts, matter.previous_facts, {}][min(back.since, 2)] or None
