"""What the register calls for on an officer's desk, in one query: lists, visits, late reports, rectifications, the
projects that lost their contractor, and the money that did not come back after a termination."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import CharField, Count, IntegerField, Max, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, TruncDate

from incubator.accounts.rules import acted_for_street
from incubator.home.desk import Desk, Reach
from incubator.rulebook.models import in_force, nearest
from organizations.models import (
    AnnualCampaign,
    AnnualDuty,
    CoachingVisit,
    CreditRecord,
    Organization,
    own_organizations,
)
from organizations.models.annual import is_late, rectify_day
from organizations.reports import pending
from organizations.reports.falling import fallen
from organizations.rules.catalogue import answer_by
from organizations.rules.credit import blacklist_due_on
from projects.models import Project
from projects.rules.duties import CONTRACTOR_GONE, TO_RETURN, UNRETURNED_FEN
from projects.rules.people import decided_by

YEARS = "abnormal-list-years"
BREACH, VISIT, LATE, MISSED, STRANDED, MONEY = "breach", "visit", "late", "missed", "stranded", "money"
Columns = tuple[Any, ...]


@dataclass(frozen=True)
class Due:
    """One thing: an organization due for the worse list, a visit agreed, a campaign with late reports, a rectification
    missed, a project whose contractor left the register, one terminated with money left."""

    of: str  # BREACH, VISIT, LATE, MISSED, STRANDED, MONEY or what the catalogue waits for
    pk: int  # of the organization, the visit, the campaign, the duty, the project
    name: str
    title: str  # what stands on the list; the subject; the year; what speaks against a listed organization; the project
    day: date  # since when; of a visit, a report, a rectification, an objection, a project in hand, until when
    count: int = 0  # of late reports; of money left, in fen


def dues(desk: Desk) -> dict[str, list[Due]]:
    """Everything of these sorts that is due today, the longest first."""
    rows = list(_question(desk.reach).all())
    found: dict[str, list[Due]] = {of: [] for of in (VISIT, LATE, MISSED, STRANDED, MONEY, *pending.OF_THE_OFFICE)}
    found[BREACH] = _breaches(rows, on=desk.today)
    found[pending.FALLEN] = [
        Due(pending.FALLEN, one.pk, one.name, one.words, one.since)
        for one in fallen(rows, pending.entries_of_office(desk.user), on=desk.today)]
    for of, pk, name, title, day, _place, count in rows:
        if of == pending.OBJECTION:
            found[of].append(Due(of, pk, name, title, answer_by(day, count)))
        elif of in found and of != pending.FALLEN:
            found[of].append(Due(of, pk, name, title, day, count))
    return {of: sorted(some, key=lambda due: (due.day, due.pk)) for of, some in found.items()}


@lru_cache(maxsize=256)
def _question(reach: Reach) -> QuerySet:
    desk = Desk(reach.user, reach.today)
    others = pending.parts_for_office(desk.user, on=desk.today)
    return _entries(desk).union(
        _visits(desk), _late(desk), _missed(desk), _stranded(desk), _left(desk), *others, all=True)


def _columns(of: Any, pk: str, name: str, title: Any, day: Any, place: Any = None, count: Any = None) -> Columns:
    return (of if of == "kind" else Value(of, CharField()), pk, name, title, day, place or Value("", CharField()),
            count or Value(0, IntegerField()))


def _entries(desk: Desk) -> QuerySet:
    """The standing entries of both lists: a street has some dozens at most."""
    ours = CreditRecord.objects.listed().filter(
        acted_for_street(desk.user, "organization__area__code"), organization__status__in=Organization.ON_RECORD,
    ).exclude(organization__in=own_organizations(desk.user))
    return ours.order_by().values_list(
        *_columns("kind", "organization", "organization__name", "title", "started_on", "organization__area__code"))


def _breaches(rows: list[Columns], *, on: date) -> list[Due]:
    """Entries of the list of abnormal activity whose years are over and that no worse one followed.

    What is worse is told apart here, and the rules of the years are read only where there is an entry: asked within the
    query, each of the two cost the dashboard more than this.
    """
    worse = {pk for of, pk, *_more in rows if of == CreditRecord.Kind.BLACKLIST}
    alone = [row for row in rows if row[0] == CreditRecord.Kind.ABNORMAL and row[1] not in worse]
    rules = list(in_force(YEARS, on=on)) if alone else []
    found = [
        Due(BREACH, pk, name, title, blacklist_due_on(since, years=int(nearest(rules, YEARS, area=place, on=on).value)))
        for _of, pk, name, title, since, place, _count in alone]
    return [due for due in found if due.day <= on]


def _visits(desk: Desk) -> QuerySet:
    """Agreed for a day that has come."""
    visits = CoachingVisit.objects.due(on=desk.today).filter(
        acted_for_street(desk.user, "organization__area__code")).exclude(organization__in=own_organizations(desk.user))
    return visits.order_by().values_list(*_columns(VISIT, "pk", "organization__name", "subject", "next_on"))


def _late(desk: Desk) -> QuerySet:
    campaigns = AnnualCampaign.objects.filter(
        acted_for_street(desk.user, "area__code"), status=AnnualCampaign.Status.OPEN, due_on__lt=desk.today)
    return campaigns.annotate(n=Count("duties", filter=is_late(desk.today, of="duties__"))).filter(
        n__gt=0).order_by().values_list(
            *_columns(LATE, "pk", "area__name", Cast("year", CharField()), "due_on", count="n"))


def _missed(desk: Desk) -> QuerySet:
    """Of organizations that are not yet on the list of abnormal activity for it."""
    listed = CreditRecord.objects.listed().values("organization")
    return AnnualDuty.objects.unrectified(on=desk.today).filter(
        acted_for_street(desk.user, "organization__area__code"), organization__in=Organization.objects.on_record(),
    ).exclude(organization__in=own_organizations(desk.user)).exclude(organization__in=listed).order_by().values_list(
        *_columns(MISSED, "pk", "organization__name", Cast("campaign__year", CharField()), rectify_day()))


def _stranded(desk: Desk) -> QuerySet:
    """Projects in hand whose contractor or host was revoked or cancelled: the office winds them up."""
    return Project.objects.filter(decided_by(desk.user), CONTRACTOR_GONE).order_by().values_list(
        *_columns(STRANDED, "pk", "contractor__name", "name", "ends_on"))


def _left(desk: Desk) -> QuerySet:
    """Terminated projects with money paid and neither spent nor returned, since the day of the termination."""
    ended = TruncDate(Max("changes__at", filter=Q(changes__action="terminate")))
    projects = Project.objects.filter(decided_by(desk.user), TO_RETURN).annotate(day=Coalesce(ended, "ends_on"))
    return projects.order_by().values_list(
        *_columns(MONEY, "pk", "contractor__name", "name", "day", count=UNRETURNED_FEN))
