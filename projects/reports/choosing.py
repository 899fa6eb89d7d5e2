"""Who may take a purchase and who may not: found by name or pinyin, capped, with the reasons."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from organizations.models import Organization, credit_kinds, normalized, with_annual, with_credit
from organizations.reports.credit import Mark, marks
from organizations.rules.annual import NONE, annual_words, known_effect
from projects.rules.purchasing import bars_for, may_host, may_take, open_to_filed

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


def number(typed: str) -> int:
    """The key a hidden field or radio button sent; 0, which is nobody's, for anything else."""
    return int(typed) if typed.isdecimal() and len(typed) < 18 else 0


def _candidates(organizations: QuerySet, chosen: str, filed_too: bool | None, *, on: date) -> Candidates:
    """The chosen one always stands first, so that a search never hides it."""
    first = Case(When(pk=number(chosen), then=Value(0)), default=Value(1), output_field=IntegerField())
    told = with_annual(with_credit(organizations.select_related("area"), on=on), on=on)
    rows = list(told.annotate(first=first).order_by("first", "pinyin", "pk")[:SHOWN])
    count = len(rows) if len(rows) < SHOWN else organizations.count()
    return Candidates([
        Candidate(
            row.pk, row.name, row.get_org_type_display(), row.area.name, row.is_registered,
            () if filed_too is None else tuple(bars_for(row, filed_too=filed_too, on=on)),
            (*marks(credit_kinds(row)), *_late(row)))
        for row in rows
    ], count)


def _late(organization: Any) -> tuple[Mark, ...]:
    """A word beside the name where something is held against the latest annual report, unless the rule says nothing."""
    does = known_effect(organization.annual_effect)
    words = annual_words(organization.annual_fault) if does != NONE else ""
    return (Mark(words, "warn"),) if words else ()


def contractors(
    user: Any, *, method: str, words: str, chosen: str, area: str, on: date
) -> tuple[Candidates, Candidates]:
    """Those that may take a purchase by this method, and those that may not, with the reasons."""
    filed_too = open_to_filed(method, area=area, on=on)
    known = Organization.objects.visible_to(user).exclude(status=Organization.Status.DRAFT)
    fit = may_take(filed_too=filed_too, on=on)
    return (_candidates(known.filter(fit).filter(found_by(words) | Q(pk=number(chosen))), chosen, None, on=on),
            _candidates(known.exclude(fit).filter(found_by(words)), "", filed_too, on=on))


def hosts(user: Any, *, words: str, chosen: str, on: date) -> Candidates:
    """The registered organizations in good standing that may sign for a filed contractor."""
    known = Organization.objects.visible_to(user).filter(may_host(on=on))
    return _candidates(known.filter(found_by(words) | Q(pk=number(chosen))), chosen, None, on=on)
