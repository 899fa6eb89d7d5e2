"""What the office must look after although nobody handed anything in: one question to the table for all of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Substr

from incubator.accounts.models import STREET, User
from incubator.accounts.rules import acted_for_street
from organizations.models import (
    CatalogueEntry,
    CatalogueObjection,
    CatalogueRound,
    Matter,
    Organization,
    own_organizations,
)
from organizations.reports import falling
from organizations.reports.falling import FALLEN
from organizations.rules.catalogue import with_answer_days
from organizations.rules.memberships import written_organizations

OBJECTION, VERIFY, PUBLICISE, LIST = "objection", "verify", "publicise", "list"  # what is to be looked after
OF_THE_OFFICE = (OBJECTION, VERIFY, FALLEN, PUBLICISE, LIST)
AGREE, APPLY = "agree", "apply"  # ... by an organization
Entry, Round = CatalogueEntry.Status, CatalogueRound.Status


@dataclass(frozen=True)
class Pending:
    """One thing: what it is, of whom, the key of the page it is done on, since when."""

    what: str
    pk: int
    name: str
    since: date


def parts_for_office(user: User, *, on: date) -> list[QuerySet]:
    """Of the streets this officer acts for, but nothing of the own organizations: objections to answer, nominations to
    verify, listed entries something speaks against (`falling` says what), rounds whose days are over; to be asked
    together with others.
    """
    own, entries = own_organizations(user), entries_of_office(user)

    def ours(place: str) -> Q:
        return acted_for_street(user, f"{place}area__code")

    objections = CatalogueObjection.objects.visible_to(user).open().filter(
        ours("entry__organization__"), entry__status=Entry.PUBLICISED)
    rounds = CatalogueRound.objects.filter(ours(""))
    if own:
        rounds = rounds.exclude(entries__in=CatalogueEntry.objects.filter(organization__in=own))
    return [
        _row(with_answer_days(objections), OBJECTION, "entry", "entry__organization__name", "received_on",
             F("answer_days")),
        _row(entries.filter(status=Entry.APPLIED, round__status=Round.OPEN), VERIFY, "pk", "organization__name",
             "round__applies_until"),
        *falling.parts(entries, on=on),
        _row(rounds.filter(status=Round.OPEN, applies_until__lt=on), PUBLICISE, "pk", "area__name", "applies_until"),
        _row(rounds.filter(status=Round.PUBLICISED, objections_until__lt=on), LIST, "pk", "area__name",
             "objections_until"),
    ]


def entries_of_office(user: User) -> QuerySet[CatalogueEntry]:
    """Of the streets this officer acts for, but for the own organizations."""
    return CatalogueEntry.objects.filter(acted_for_street(user, "organization__area__code")).exclude(
        organization__in=own_organizations(user))


def for_member(user: User, *, on: date) -> list[Pending]:
    """Nominations to answer, and open rounds for which an organization this person writes for has not begun to apply.
    """
    own = written_organizations(user)
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
    rows = parts[0].union(parts[1], all=True)
    return [Pending(what, pk, name, since) for what, pk, name, _title, since, _place, _count in rows]


def _row(things: QuerySet, what: str, pk: str, name: str, since: str, count: Any = None) -> QuerySet:
    """The same columns of each kind of thing: what, key, name, title, day, place, count (of an objection, the working
    days to answer it)."""
    none = Value("", output_field=CharField())
    return things.order_by().values_list(
        Value(what, output_field=CharField()), pk, name, none, since, none,
        count or Value(0, output_field=IntegerField()))
