"""What a new value of a rule must look like: as the rule has been so far, with numbers and days that can be meant.

A slip of the pen is told where it is typed; written down, it would stop the pages that ask the rule.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from incubator.rulebook.wording import CODES

WHOLE = {"annual-report-due", "annual-report-founded-by", "catalogue-publicity", "review-dimension-weights",
         "review-group-weights"}  # every word of these is needed; of others the street names what it wants
FROM_ONE = ("-workdays", "-hours", "-every-days", "-min-members", "-min-raters", "-answer-days", "-rectify-months",
            "-valid-months", "-escalate-after")  # nothing of it would be no rule
MOST = {"invitation-hours": 72}  # the link of an invitation is no lasting key (quality: at most 72 hours)
LONGEST = 10_000  # days, points, people: beyond it a number was mistyped; money has its own
COMMON_YEAR = 2023


def faults(key: str, value: Any, like: Any) -> list[str]:
    """What is wrong with the value, in sentences; `like` is how the rule has been written so far."""
    found = list(_shape(key, value, like, ""))
    return found or list(_sense(key, value))


def _shape(key: str, value: Any, like: Any, where: str, needs: Iterable[str] = ()) -> Iterator[str]:
    """The same kind of value all the way down, no word that nobody knows, and none missing that every row has."""
    if type(value) is not type(like):
        yield _("%(where)sThis is written like this so far: %(example)s") % {
            "where": where, "example": json.dumps(like, ensure_ascii=False)}
    elif isinstance(value, dict):
        for name in value:
            if name not in like and name not in CODES:
                yield _("%(where)s«%(word)s» is not known here. So far: %(words)s") % {
                    "where": where, "word": name, "words": "、".join(like)}
            elif like:
                yield from _shape(key, value[name], like.get(name, next(iter(like.values()))), _at(where, name),
                                  _of_every(like.values()))
        needed = like if key in WHOLE else needs
        if lacking := [name for name in needed if name not in value]:
            yield _("%(where)sThese are missing: %(words)s") % {"where": where, "words": "、".join(lacking)}
    elif isinstance(value, list):
        for number, one in enumerate(value, start=1):
            if like:
                yield from _shape(key, one, _example(like), _at(where, number), _of_every(like))
    elif isinstance(value, str):
        if not value.strip() or (like in CODES and value not in CODES):
            yield _("%(where)s«%(word)s» is not known here. So far: %(words)s") % {
                "where": where, "word": value, "words": like}
    elif isinstance(value, int) and not isinstance(value, bool):
        yield from _number(key, value, like, where)


def _example(rows: list[Any]) -> Any:
    """Of rows, one with every word that some of them has."""
    if not isinstance(rows[0], dict):
        return rows[0]
    return {name: told for row in reversed(rows) for name, told in row.items()}


def _of_every(rows: Iterable[Any]) -> list[str]:
    """The words that each of the rows has; none where they are no rows."""
    rows = list(rows)
    if not all(isinstance(row, dict) for row in rows):
        return []
    return [name for name in rows[0] if all(name in row for row in rows)]


def _number(key: str, value: int, like: int, where: str) -> Iterator[str]:
    most = MOST.get(key, 10**13 if key.endswith("-fen") else LONGEST)
    least = -LONGEST if key.endswith("reminder-days") else int(key.endswith(FROM_ONE))
    if not least <= value <= most:
        yield _("%(where)sA number from %(least)s to %(most)s.") % {"where": where, "least": least, "most": most}


def _sense(key: str, value: Any) -> Iterator[str]:
    """What only the whole value shows."""
    if isinstance(value, dict) and set(value) == {"month", "day"}:
        try:
            date(COMMON_YEAR, value["month"], value["day"])
        except ValueError:
            yield _("There is no day %(day)s of month %(month)s.") % value
    weights = [row["percent"] for row in value] if key == "instalment-split" else (
        list(value.values()) if key in ("review-dimension-weights", "review-group-weights") else None)
    if weights is not None and sum(weights) != 100:
        yield _("Together they make %(sum)s, not 100.") % {"sum": sum(weights)}
    if isinstance(value, dict) and set(value) == {"count", "unit"} and value["count"] < 1:
        yield _("%(where)sA number from %(least)s to %(most)s.") % {"where": "", "least": 1, "most": LONGEST}


def _at(where: str, name: Any) -> str:
    return f"{where.removesuffix('：')}{'·' if where else ''}{CODES.get(name, name)}："
