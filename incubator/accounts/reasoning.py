"""The usual words of an office for a step (常用理由): a rule of the place, offered wherever the step is taken."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Subquery

from incubator.rulebook.models import rule, rule_within
from incubator.workdays import today

KINDS = "kinds"  # in the value of such a rule, beside the steps


def usual_reasons(key: str, *, area: str) -> Mapping[str, Any]:
    """The value of the rule there today: step -> its usual words, and under `kinds` the same of single kinds."""
    return rule(key, area=area, on=today())


def of_kind(usual: Mapping[str, Any], kind: str) -> dict[str, list[str]]:
    """Step -> words for one kind of thing: its own where the rule has some for the step, else those for every kind."""
    every = {step: words for step, words in usual.items() if step != KINDS}
    return every | usual.get(KINDS, {}).get(kind, {})


def of_kinds(usual: Mapping[str, Any], step: str, kinds: Iterable[str]) -> list[str]:
    """All words for a step of things of these kinds, each once."""
    return list(dict.fromkeys(words for kind in kinds for words in of_kind(usual, kind).get(step, [])))


def usual_within(key: str, *, area: str) -> Subquery:
    """The same within the query of the thing; `area` is the look-up path to the area's code."""
    return rule_within(key, area=area, on=today())


def said(usual: Iterable[str], note: str) -> str:
    """What was ticked and what was written, a line each; what the page has put into the note already stands once."""
    written = note.strip()
    return "\n".join([*(words for words in usual if words and words not in written.splitlines()),
                      *filter(None, [written])])
