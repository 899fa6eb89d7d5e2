"""The usual words of an office for a step (常用理由): a rule of the place, offered wherever the step is taken."""

from collections.abc import Iterable, Mapping

from django.db.models import Subquery

from incubator.rulebook.models import rule, rule_within
from incubator.workdays import today


def usual_reasons(key: str, *, area: str) -> Mapping[str, list[str]]:
    """Step -> its usual words there today; `key` names the rule of the list."""
    return rule(key, area=area, on=today())


def usual_within(key: str, *, area: str) -> Subquery:
    """The same within the query of the thing; `area` is the look-up path to the area's code."""
    return rule_within(key, area=area, on=today())


def said(usual: Iterable[str], note: str) -> str:
    """What was ticked and what was written, a line each; what the page has put into the note already stands once."""
    written = note.strip()
    return "\n".join([*(words for words in usual if words and words not in written.splitlines()),
                      *filter(None, [written])])
