"""What a new value of a rule must look like: as the rule has been so far, with numbers and days that can be meant.

A slip of the pen is told where it is typed; written down, it would stop the pages that ask the rule.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from incubator.rulebook.alternatives import choices, names

Path = tuple[str | int, ...]  # the way to a part of a value: names of a dictionary, places in a list

WHOLE = {"annual-report-due", "annual-report-founded-by", "catalogue-publicity", "review-dimension-weights",
         "review-group-weights"}  # every word of these is needed; of others the street names what it wants
FROM_ONE = ("-workdays", "-hours", "-every-days", "-min-members", "-min-raters", "-answer-days", "-rectify-months",
            "-valid-months", "-escalate-after")  # nothing of it would be no rule
MOST = {"invitation-hours": 72}  # the link of an invitation is no lasting key (quality: at most 72 hours)
LONGEST = 10_000  # days, points, people: beyond it a number was mistyped; money has its own
COMMON_YEAR = 2023


def faults(key: str, value: Any, like: Any) -> list[tuple[Path, str]]:
    """What is wrong with the value: the way to the part, and a sentence; `like` is how the rule was written first."""
    return list(_shape(key, value, like, ())) or list(_sense(key, value))


def example(like: Any, name: str | int) -> Any:
    """How the part of that name is written; of one that is new, as the others are (of dictionaries, with all words)."""
    if isinstance(like, dict) and name in like:
        return like[name]
    others = list(like.values()) if isinstance(like, dict) else like
    if others and all(isinstance(one, dict) for one in others):
        return {word: told for one in reversed(others) for word, told in one.items()}
    return others[0] if others else ""


def of_every(rows: Iterable[Any]) -> list[str]:
    """The words that each of the rows has; none where they are no rows."""
    rows = list(rows)
    if not rows or not all(isinstance(row, dict) for row in rows):
        return []
    return [name for name in rows[0] if all(name in row for row in rows)]


def _shape(key: str, value: Any, like: Any, path: Path, needs: Iterable[str] = ()) -> Iterator[tuple[Path, str]]:
    """The same kind of value all the way down, no word that nobody knows, and none missing that every row has."""
    part = str(path[-1]) if path else ""
    if type(value) is not type(like):
        yield path, _("This is not written as it has been so far.")
    elif isinstance(value, dict):
        known = {*like, *names(key, part)}
        for name in value:
            if name not in known:
                yield (*path, name), _unknown(name)
            else:
                yield from _shape(key, value[name], example(like, name), (*path, name), of_every(like.values()))
        yield from (((*path, name), _("This is missing.")) for name in (like if key in WHOLE else needs)
                    if name not in value)
    elif isinstance(value, list):
        if not value and of_every(like):
            yield path, _("At least one row is needed.")
        for place, one in enumerate(value):
            yield from _shape(key, one, example(like, place), (*path, place), of_every(like))
    elif isinstance(value, str):
        among = choices(key, part if isinstance(path[-1], str) else "") if path else choices(key)
        if not value.strip() or (among and value not in among):
            yield path, _unknown(value)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield from _number(key, value, path)


def _unknown(word: str) -> str:
    return _("«%(word)s» is not known here.") % {"word": word}


def _number(key: str, value: int, path: Path) -> Iterator[tuple[Path, str]]:
    most = MOST.get(key, 10**13 if key.endswith("-fen") else LONGEST)
    least = -LONGEST if key.endswith("reminder-days") else int(key.endswith(FROM_ONE))
    if not least <= value <= most:
        yield path, _between(least, most)


def _between(least: int, most: int) -> str:
    return _("A number from %(least)s to %(most)s.") % {"least": least, "most": most}


def _sense(key: str, value: Any) -> Iterator[tuple[Path, str]]:
    """What only the whole value shows."""
    if isinstance(value, dict) and set(value) == {"month", "day"}:
        try:
            date(COMMON_YEAR, value["month"], value["day"])
        except ValueError:
            yield ("day",), _("There is no day %(day)s of month %(month)s.") % value
    weights = [row["percent"] for row in value] if key == "instalment-split" else (
        list(value.values()) if key in ("review-dimension-weights", "review-group-weights") else None)
    if weights is not None and sum(weights) != 100:
        yield (), _("Together they make %(sum)s, not 100.") % {"sum": sum(weights)}
    if isinstance(value, dict) and set(value) == {"count", "unit"} and value["count"] < 1:
        yield ("count",), _between(1, LONGEST)
