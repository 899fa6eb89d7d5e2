"""The ladder of reminders about one day: before it, and again and again after it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Stage:
    """One step of the ladder: `due-3` (three days before), `due-0`, `overdue-1` (the first after the day) and so on."""

    name: str
    overdue: int  # which reminder after the day; 0: still before or on it


def stage(
    due_on: date, *, today: date, before: Iterable[int], every: int, returned_on: date | None = None
) -> Stage | None:
    """The latest step whose day has come, or None when none has: a range, so a missed day is caught up, once.

    What was sent back after its due day is counted from the day it came back.
    """
    if returned_on is not None and returned_on > due_on:
        times = (today - returned_on).days // every
        return Stage(f"overdue-{times}-since-{returned_on}", times) if times > 0 else None
    times = (today - due_on).days // every
    if times > 0:
        return Stage(f"overdue-{times}", times)
    reached = [offset for offset in before if offset <= 0 and due_on + timedelta(days=offset) <= today]
    return Stage(f"due-{-max(reached)}", 0) if reached else None
