"""The street's monthly summary: the reports whose period ended in a month, one query in, frozen rows out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone

from incubator.shares import percent, plain
from incubator.workdays import add_months
from projects.models import ProgressReport

STATUSES = dict(ProgressReport.Status.choices)


@dataclass(frozen=True, kw_only=True)
class Sums:
    """What one report and a month of them both count. Money in fen, hours in hundredths."""

    person_times: int
    hours: int
    spent: int
    spent_so_far: int
    budget: int
    alerts: int

    @property
    def execution(self) -> str:
        return percent(self.spent_so_far, self.budget)

    @property
    def hours_shown(self) -> str:
        return plain(self.hours)

    @property
    def person_times_shown(self) -> str:
        return f"{self.person_times:,}"


@dataclass(frozen=True, kw_only=True)
class MonthRow(Sums):
    """One report, as its figures hold it."""

    href: str
    project: str
    contractor: str
    area: str
    number: int
    status: str
    due_on: date
    submitted_on: date | None
    accepted_on: date | None
    is_overdue: bool
    activities: int

    @property
    def get_status_display(self) -> Any:
        return STATUSES[self.status]


@dataclass(frozen=True, kw_only=True)
class Totals(Sums):
    reports: int
    handed_in: int
    accepted: int
    overdue: int


def month_rows(reports: QuerySet[ProgressReport], month: date, *, today: date) -> list[MonthRow]:
    """The rows of the month that starts on that day, by contractor."""
    base = reverse("projects:report", args=[0])
    found = reports.filter(period_end__gte=month, period_end__lt=add_months(month, 1)).order_by(
        "project__contractor__name", "project__name", "number")
    return [
        MonthRow(
            href=base.replace("/0/", f"/{pk}/"), project=project, contractor=contractor, area=area, number=number,
            status=status, due_on=due_on, submitted_on=_day(submitted), accepted_on=_day(accepted),
            is_overdue=status in ProgressReport.OPEN and due_on < today,
            activities=figures["work"]["activities"], person_times=figures["work"]["person_times"],
            hours=figures["work"]["hours"], spent=_sum(figures, "period"), spent_so_far=_sum(figures, "cumulative"),
            budget=_sum(figures, "budget"), alerts=len(figures["alerts"]))
        for pk, project, contractor, area, number, status, due_on, submitted, accepted, figures in found.values_list(
            "pk", "project__name", "project__contractor__name", "project__area__name", "number", "status", "due_on",
            "submitted_at", "accepted_at", "figures")
    ]


def totals(rows: Sequence[MonthRow]) -> Totals:
    def whole(name: str) -> int:
        return sum(getattr(row, name) for row in rows)

    return Totals(
        reports=len(rows), handed_in=sum(row.status not in ProgressReport.OPEN for row in rows),
        accepted=sum(row.status == ProgressReport.Status.ACCEPTED for row in rows), overdue=whole("is_overdue"),
        person_times=whole("person_times"), hours=whole("hours"), spent=whole("spent"),
        spent_so_far=whole("spent_so_far"), budget=whole("budget"), alerts=whole("alerts"))


def months(reports: QuerySet[ProgressReport]) -> list[tuple[date, int]]:
    """The months in which periods ended, newest first, with how many."""
    found = reports.order_by().values_list("period_end__year", "period_end__month").annotate(n=Count("pk"))
    return sorted(((date(year, month, 1), n) for year, month, n in found), reverse=True)


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _sum(figures: dict[str, Any], name: str) -> int:
    return sum(line[name] for line in figures["lines"])
