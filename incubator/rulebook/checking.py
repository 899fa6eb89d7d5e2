"""What a new value of a rule must look like: as the rule has been so far, with numbers and days that can be meant.

A slip of the pen is told where it is typed; written down, it would stop the pages that ask the rule.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from incubator.rulebook.alternatives import EXAMPLES, choices, names

Path = tuple[str | int, ...]  # the way to a part of a value: names of a dictionary, places in a list
Fault = tuple[Path, str]

WEIGHTS = ("review-dimension-weights", "review-group-weights")
WHOLE = {"annual-report-due", "annual-report-founded-by", "catalogue-publicity", *WEIGHTS}  # every word of these is
# needed; of others the street names what it wants
FROM_ONE = ("-workdays", "-hours", "-every-days", "-min-members", "-min-raters", "-answer-days", "-rectify-months",
            "-valid-months", "-escalate-after")  # nothing of it would be no rule
LONGEST = 10_000  # days, people: beyond it a number was mistyped
# By the end of a rule's key, else by the part of a value: the least and the most.
BOUNDS: dict[str, tuple[int, int]] = {
    "invitation-hours": (1, 72),  # the link of an invitation is no lasting key (quality: at most 72 hours)
    "reminder-days": (-365, 0),  # counted from the day itself, which is the last
    "review-trim-from": (3, LONGEST),  # the highest and the lowest dropped leave a sheet
    "-years": (0, 100), "-workdays": (1, 1_000), "-fen": (0, 10**13), "-weights": (0, 100),
}
BOUNDS_OF_PARTS = {"percent": (1, 100), "weight": (1, 100), "from": (0, 100), "max_points": (1, 1_000),
                   "report_number": (1, 100), "count": (1, 365)}
# Parts whose words go into a column of the tables above, or into one list with others.
LONGEST_WORDS = {("growth-stages", "name"): 50, ("review-template-organization", "name"): 100,
                 ("review-template-project", "name"): 100, ("catalogue-fields", ""): 20}
ONCE = {"growth-stages": "stage", "performance-grades": "grade", "review-template-organization": "outline",
        "review-template-project": "outline"}  # what two rows of the rule cannot both say
OUTLINE = re.compile(r"[1-9][0-9]?(\.[1-9][0-9]?)*")
COMMON_YEAR = 2023


def faults(key: str, value: Any, like: Any) -> list[Fault]:
    """What is wrong with the value: the way to the part, and a sentence; `like` is how the rule was written first."""
    return list(_shape(key, value, like, ())) or list(_sense(key, value))


def last(path: Path) -> str:
    """The name of the part; none for a row and for the value as a whole."""
    return path[-1] if path and isinstance(path[-1], str) else ""


def example(like: Any, name: str | int) -> Any:
    """How the part of that name is written: as it is, a dictionary with all the words of the others beside it."""
    others = list(like.values()) if isinstance(like, dict) else like
    own = like[name] if isinstance(like, dict) and name in like else EXAMPLES.get(str(name), others[0])
    if isinstance(own, dict) and all(isinstance(one, dict) for one in others):
        return own | {word: told for one in reversed(others) for word, told in one.items() if word not in own}
    return own


def _needed(rows: Iterable[Any]) -> list[str]:
    """The words that each of the rows has; none where they are no rows. A list may be left out: it is empty then."""
    rows = list(rows)
    if not rows or not all(isinstance(row, dict) for row in rows):
        return []
    return [name for name, told in rows[0].items()
            if not isinstance(told, list) and all(name in row for row in rows)]


def _shape(key: str, value: Any, like: Any, path: Path, needs: Iterable[str] = ()) -> Iterator[Fault]:
    """The same kind of value all the way down, no word that nobody knows, and none missing that every row has."""
    if type(value) is not type(like):
        yield path, _("This is not written as it has been so far.")
    elif isinstance(value, dict):
        known = {*like, *names(key, last(path))}
        for name in value:
            if name not in known:
                yield (*path, name), _unknown(name)
            else:
                yield from _shape(key, value[name], example(like, name), (*path, name), _needed(like.values()))
        yield from (((*path, name), _("This is missing.")) for name in (like if key in WHOLE else needs)
                    if name not in value)
    elif isinstance(value, list):
        if not value and _needed(like):
            yield path, _("At least one row is needed.")
        for place, one in enumerate(value):
            yield from _shape(key, one, example(like, place), (*path, place), _needed(like))
            if one in value[:place]:
                yield (*path, place), _("This stands twice.")
    elif isinstance(value, str):
        yield from _words(key, value, path)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield from _number(key, value, path)


def _words(key: str, value: str, path: Path) -> Iterator[Fault]:
    among, most = choices(key, last(path)), LONGEST_WORDS.get((key, last(path)))
    if not value.strip() or (among and value not in among):
        yield path, _unknown(value)
    elif most and len(value) > most:
        yield path, _("At most %(most)s characters: «%(word)s».") % {"most": most, "word": value}
    elif key == "catalogue-fields" and "、" in value:
        yield path, _("One field of service a line, without «、»: «%(word)s».") % {"word": value}


def _unknown(word: str) -> str:
    return _("«%(word)s» is not known here.") % {"word": word}


def _number(key: str, value: int, path: Path) -> Iterator[Fault]:
    by_key = next((bounds for end, bounds in BOUNDS.items() if key.endswith(end)), None)
    least, most = BOUNDS_OF_PARTS.get(last(path)) or by_key or (int(key.endswith(FROM_ONE)), LONGEST)
    if not least <= value <= most:
        yield path, _("A number from %(least)s to %(most)s.") % {"least": least, "most": most}


def _sense(key: str, value: Any) -> Iterator[Fault]:
    """What only the whole value shows."""
    if isinstance(value, dict) and set(value) == {"month", "day"}:
        try:
            date(COMMON_YEAR, value["month"], value["day"])
        except ValueError:
            yield ("day",), _("There is no day %(day)s of month %(month)s.") % value
    if key == "instalment-split":
        yield from _hundred({(place, "percent"): row["percent"] for place, row in enumerate(value)})
        yield from _triggers(value)
    if key in WEIGHTS:
        yield from _hundred({(name,): weight for name, weight in value.items()})
    if key == "performance-grades":
        yield from _borders([row["from"] for row in value])
    if part := ONCE.get(key):
        times = Counter(row[part] for row in value)
        yield from (((place, part), _("This stands twice.")) for place, row in enumerate(value) if times[row[part]] > 1)
    if part == "outline":
        yield from _tree(value)


def _hundred(weights: Mapping[Path, int]) -> Iterator[Fault]:
    """Told at the last of them."""
    if (together := sum(weights.values())) != 100:
        yield list(weights)[-1], _("Together they make %(sum)s, not 100.") % {"sum": together}


def _borders(points: list[int]) -> Iterator[Fault]:
    """Each grade begins below the one before, the last at nothing: every total has a grade."""
    for place, (above, below) in enumerate(pairwise(points), start=1):
        if below >= above:
            yield (place, "from"), _("This begins below the grade before, that is below %(points)s.") % {
                "points": above}
    if points[-1] != 0:
        yield (len(points) - 1, "from"), _("The last grade begins at 0, so that every total has one.")


def _triggers(rows: list[dict[str, Any]]) -> Iterator[Fault]:
    """An instalment for a report says for which."""
    for place, row in enumerate(rows):
        if (row["trigger"] == "report_accepted") != ("report_number" in row):
            yield (place, "report_number"), _("Only an instalment for a report says the report's number, and has to.")


def _tree(rows: list[dict[str, Any]]) -> Iterator[Fault]:
    """Outline numbers such as 1 and 1.2, each below one that is there."""
    given = {row["outline"] for row in rows}
    for place, row in enumerate(rows):
        above = row["outline"].rpartition(".")[0]
        if not OUTLINE.fullmatch(row["outline"]):
            yield (place, "outline"), _("A number such as 1 or 1.2, please.")
        elif above and above not in given:
            yield (place, "outline"), _("There is no %(number)s above it.") % {"number": above}
