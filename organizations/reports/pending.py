"""What the office must look after although nobody handed anything in: one question to the table for all of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Substr

from incubator.accounts.models import User
from incubator.accounts.rules import acted_for_street
from organizations.models import (
    CatalogueEntry,
    CatalogueObjection,
    CatalogueRound,
    CreditRecord,
    Matter,
    Organization,
    own_organizations,
)
from organizations.models.catalogue import STREET
from organizations.rules.credit import blacklist_due_on

BREACH, OBJECTION, VERIFY, FALLEN, PUBLICISE, LIST = (
    "breach", "objection", "verify", "fallen", "publicise", "list")  # what is to be looked after
AGREE, APPLY = "agree", "apply"  # ... by an organization
Entry, Round = CatalogueEntry.Status, CatalogueRound.Status


@dataclass(frozen=True)
class Pending:
    """One thing: what it is, of whom, the key of the page it is done on, since when."""

    what: str
    pk: int
    name: str
    detail: str
    since: date


def for_office(user: User, *, on: date) -> list[Pending]:
    """Of the streets this officer acts for, but nothing of the own organizations.

    Breaches due for the worse list, and of the catalogue: objections to answer, nominations to verify, listed entries
    whose organization fell out, rounds whose days are over.
    """
    own = own_organizations(user)

    def ours(place: str) -> Q:
        return acted_for_street(user, f"{place}area__code")

    breaches = CreditRecord.objects.filter(
        ours("organization__"), organization__in=Organization.objects.on_record(),
    ).exclude(organization__in=own).abnormal_alone().with_years(on=on)
    entries = CatalogueEntry.objects.filter(ours("organization__")).exclude(organization__in=own)
    objections = CatalogueObjection.objects.open().filter(
        ours("entry__organization__"), entry__status=Entry.PUBLICISED).exclude(entry__organization__in=own)
    rounds = CatalogueRound.objects.filter(ours(""))
    if own:
        rounds = rounds.exclude(entries__in=CatalogueEntry.objects.filter(organization__in=own))
    parts = [
        _row(breaches, BREACH, "organization", "organization__name", "started_on", detail="title", years="years"),
        _row(objections, OBJECTION, "entry", "entry__organization__name", "received_on"),
        _row(entries.filter(status=Entry.APPLIED, round__status=Round.OPEN), VERIFY, "pk", "organization__name",
             "round__applies_until"),
        _row(entries.on_list(on=on).fallen(), FALLEN, "pk", "organization__name", "round__listed_on"),
        _row(rounds.filter(status=Round.OPEN, applies_until__lt=on), PUBLICISE, "pk", "area__name", "applies_until"),
        _row(rounds.filter(status=Round.PUBLICISED, objections_until__lt=on), LIST, "pk", "area__name",
             "objections_until"),
    ]
    return sorted(_told(parts[0].union(*parts[1:], all=True), on=on), key=lambda one: (one.since, one.what, one.pk))


def for_member(user: User, *, on: date) -> list[Pending]:
    """Nominations to answer, and open rounds for which an organization of this person has not begun to apply."""
    own = own_organizations(user)
    nominations = CatalogueEntry.objects.filter(
        organization__in=own, status=Entry.NOMINATED, round__status=Round.OPEN)
    calls = CatalogueRound.objects.filter(
        area__code=Substr(OuterRef("area__code"), 1, STREET), status=Round.OPEN, applies_from__lte=on,
        applies_until__gte=on).order_by("year")
    begun = Matter.objects.filter(
        kind=Matter.Kind.CATALOGUE, organization=OuterRef("pk"), year=OuterRef("call_year"))
    standing = CatalogueEntry.objects.filter(organization=OuterRef("pk"), round=OuterRef("call"))
    called = Organization.objects.on_record().filter(
        pk__in=own, org_type__in=Organization.REGISTERED_TYPES,
    ).annotate(
        call=Subquery(calls.values("pk")[:1]), call_year=Subquery(calls.values("year")[:1]),
        call_until=Subquery(calls.values("applies_until")[:1]),
    ).filter(~Exists(begun), ~Exists(standing), call__isnull=False)
    parts = [
        _row(nominations, AGREE, "pk", "organization__name", "round__applies_until"),
        _row(called, APPLY, "call", "name", "call_until"),
    ]
    return list(_told(parts[0].union(parts[1], all=True), on=on))


def _row(
    things: QuerySet, what: str, pk: str, name: str, since: str, *, detail: str = "", years: str = ""
) -> QuerySet:
    """The same six columns of each kind of thing."""
    none = Value("", output_field=CharField())
    return things.order_by().annotate(
        told_what=Value(what, output_field=CharField()), told_pk=F(pk), told_name=F(name),
        told_detail=F(detail) if detail else none, told_since=F(since),
        told_years=Cast(years, TextField()) if years else none,
    ).values_list("told_what", "told_pk", "told_name", "told_detail", "told_since", "told_years")


def _told(rows: Iterable[tuple[Any, ...]], *, on: date) -> Iterable[Pending]:
    """A breach is told from the day on which its years are over."""
    for what, pk, name, detail, since, years in rows:
        if what == BREACH:
            since = blacklist_due_on(since, years=int(years))
            if since > on:
                continue
        yield Pending(what, pk, name, detail, since)
