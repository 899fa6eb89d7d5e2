"""Who may take a purchase and who may not: found by name or pinyin, capped, with the reasons."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from organizations.models import (
    Organization,
    normalized,
    unspaced,
    with_catalogue,
)
from organizations.reports.credit import Mark, marks_of, with_marks
from projects.rules.purchasing import (
    BAR,
    bars_for,
    bars_of_catalogue,
    catalogue_demand,
    in_catalogue,
    may_host,
    may_take,
    open_to_filed,
)

SHOWN = 20


@dataclass(frozen=True)
class Candidate:
    pk: int
    name: str
    kind: Any
    place: str
    is_registered: bool
    reasons: tuple[str, ...] = ()
    credit: tuple[Mark, ...] = ()  # what its records say; no bar of itself
    qualified: str = ""  # for which fields it stands in the catalogue of qualified organizations


@dataclass(frozen=True)
class Candidates:
    rows: list[Candidate]
    count: int  # of all that match; `rows` holds the first of them

    @property
    def more(self) -> int:
        return max(0, self.count - len(self.rows))


def found_by(words: str, *, of: str = "") -> Q:
    """Organizations whose name, pinyin, initials or code hold the words, or what is `of` them; no words find all."""
    plain = normalized(words)
    if not plain:
        return Q(pk__gt=0)
    spelled = Q((f"{of}pinyin__contains", plain)) if plain.isascii() else Q(pk__in=[])
    return Q((f"{of}normalized_name__contains", plain)) | spelled | Q((f"{of}uscc", words.strip().upper()))


def projects_found_by(words: str, *, of: str = "") -> Q:
    """Projects whose name, however written, or number holds the words, or what is `of` them; no words find all."""
    plain = normalized(words)
    if not plain:
        return Q(pk__gt=0)
    return Q((f"{of}normalized_name__contains", plain)) | Q((f"{of}number__contains", unspaced(words)))


def number(typed: str) -> int:
    """The key a hidden field or radio button sent; 0, which is nobody's, for anything else."""
    return int(typed) if typed.isdecimal() and len(typed) < 18 else 0


def _candidates(
    organizations: QuerySet, chosen: str, filed_too: bool | None, *, on: date, demand: str = ""
) -> Candidates:
    """The chosen one always stands first, so that a search never hides it."""
    first = Case(When(pk=number(chosen), then=Value(0)), default=Value(1), output_field=IntegerField())
    told: Any = with_marks(organizations.select_related("area"), on=on)
    told = with_catalogue(told, on=on).annotate(first=first)
    rows = list(told.order_by("first", "pinyin", "pk")[:SHOWN])
    count = len(rows) if len(rows) < SHOWN else organizations.count()
    return Candidates([
        Candidate(
            row.pk, row.name, row.get_org_type_display(), row.area.name, row.is_registered,
            () if filed_too is None else (
                *bars_for(row, filed_too=filed_too, on=on), *bars_of_catalogue(row, demand=demand, on=on)),
            marks_of(row), row.catalogue_fields or "")
        for row in rows
    ], count)


def contractors(
    user: Any, *, method: str, words: str, chosen: str, area: str, on: date, qualified_only: bool = False
) -> tuple[Candidates, Candidates]:
    """Those that may take a purchase by this method, and those that may not, with the reasons.

    `qualified_only` leaves those in the catalogue of qualified organizations, and the chosen one.
    """
    filed_too, demand = open_to_filed(method, area=area, on=on), catalogue_demand(method, area=area, on=on)
    known = Organization.objects.visible_to(user).exclude(status=Organization.Status.DRAFT)
    fit = may_take(filed_too=filed_too, on=on)
    if demand == BAR:
        fit &= in_catalogue(on=on)
    found = found_by(words) & in_catalogue(on=on) if qualified_only else found_by(words)
    return (_candidates(known.filter(fit).filter(found | Q(pk=number(chosen))), chosen, None, on=on),
            _candidates(known.exclude(fit).filter(found), "", filed_too, on=on, demand=demand))


def hosts(user: Any, *, words: str, chosen: str, on: date) -> Candidates:
    """The registered organizations in good standing that may sign for a filed contractor."""
    known = Organization.objects.visible_to(user).filter(may_host(on=on))
    return _candidates(known.filter(found_by(words) | Q(pk=number(chosen))), chosen, None, on=on)
