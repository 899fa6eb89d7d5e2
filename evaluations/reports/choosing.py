"""What may be judged on a day: found by name, pinyin or number; what is chosen stands first, and no search hides it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from evaluations.models import ReviewDay
from evaluations.rules import candidates
from organizations.models import Organization, credit_kinds, with_credit
from organizations.reports.credit import Mark, marks
from projects.models import Project
from projects.reports.choosing import found_by, projects_found_by

SHOWN = 60


@dataclass(frozen=True)
class Choice:
    pk: int
    name: str
    about: str
    chosen: bool
    credit: tuple[Mark, ...] = ()  # what the records of an organization say; no bar of itself


@dataclass(frozen=True)
class Choices:
    rows: list[Choice]
    chosen: int
    others: int  # of all that match and are not chosen; `rows` holds the first of them

    @property
    def more(self) -> int:
        return self.chosen + self.others - len(self.rows)

    @property
    def shown(self) -> int:
        return len(self.rows) - self.chosen


def choices(day: ReviewDay, *, words: str, chosen: Collection[int], on: date) -> Choices:
    known: Any = candidates(day)
    if known.model is Project:
        found = projects_found_by(words) | found_by(words, of="contractor__")
    else:
        known, found = with_credit(known.select_related("area"), on=on), found_by(words)
    taken = [_choice(thing, True) for thing in known.filter(pk__in=chosen)] if chosen else []
    rest = known.filter(found).exclude(pk__in=chosen)
    offered = [_choice(thing, False) for thing in rest[:SHOWN]]
    return Choices([*taken, *offered], len(taken), rest.count() if len(offered) == SHOWN else len(offered))


def _choice(thing: Organization | Project, chosen: bool) -> Choice:
    if isinstance(thing, Project):
        return Choice(thing.pk, thing.name, f"{thing.number} · {thing.contractor.name}", chosen)
    about = f"{thing.get_org_type_display()} · {thing.area.name}"
    return Choice(thing.pk, thing.name, about, chosen, marks(credit_kinds(thing)))
