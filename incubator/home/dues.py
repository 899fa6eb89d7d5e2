"""What the register calls for on an officer's desk, in one query: lists, visits, late reports, rectifications."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Count, IntegerField, JSONField, QuerySet, Value
from django.db.models.functions import Cast

from incubator.accounts.rules import acted_for_street
from incubator.home.desk import Desk
from organizations.models import (
    AnnualCampaign,
    AnnualDuty,
    CoachingVisit,
    CreditRecord,
    Organization,
    own_organizations,
)
from organizations.models.annual import is_late
from organizations.rules.credit import blacklist_due_on

BREACH, VISIT, LATE, MISSED = "breach", "visit", "late", "missed"
Columns = tuple[Any, ...]


@dataclass(frozen=True)
class Due:
    """One thing: an organization due for the worse list, a visit agreed, a campaign with late reports, a rectification
    missed."""

    of: str  # BREACH, VISIT, LATE or MISSED
    pk: int  # of the organization, the visit, the campaign, the duty
    name: str
    title: str  # what stands on the list; the subject; the year
    day: date
    count: int = 0  # of late reports


def dues(desk: Desk) -> dict[str, list[Due]]:
    """Everything of these sorts that is due today, the longest first."""
    found: dict[str, list[Due]] = {BREACH: [], VISIT: [], LATE: [], MISSED: []}
    rows = _breaches(desk).union(_visits(desk), _late(desk), _missed(desk), all=True)
    for of, pk, name, title, day, years, count in rows:
        if of == BREACH and (day := blacklist_due_on(day, years=int(years))) > desk.today:
            continue
        found[of].append(Due(of, pk, name, title, day, count))
    return {of: sorted(some, key=lambda due: (due.day, due.pk)) for of, some in found.items()}


def _columns(of: str, pk: str, name: str, title: Any, day: str, years: Any = None, count: Any = None) -> Columns:
    return (Value(of, CharField()), pk, name, title, day, years or Value(None, JSONField()),
            count or Value(0, IntegerField()))


def _breaches(desk: Desk) -> QuerySet:
    """Entries of the list of abnormal activity; whether their years are over is told by the day."""
    ours = CreditRecord.objects.filter(
        acted_for_street(desk.user, "organization__area__code"), organization__in=Organization.objects.on_record(),
    ).exclude(organization__in=own_organizations(desk.user))
    return ours.abnormal_alone().with_years(on=desk.today).order_by().values_list(
        *_columns(BREACH, "organization", "organization__name", "title", "started_on", "years"))


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
        *_columns(MISSED, "pk", "organization__name", Cast("campaign__year", CharField()), "rectify_by"))
