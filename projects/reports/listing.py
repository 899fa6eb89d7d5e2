"""The list of progress reports: one query in, frozen rows out; what is overdue comes first."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects.models import ProgressReport

OVERDUE, TO_JUDGE, TO_WRITE, FINISHED = range(4)
STATUSES = dict(ProgressReport.Status.choices)


@dataclass(frozen=True)
class ReportRow:
    pk: int
    href: str
    project: str
    contractor: str
    number: str  # «No. 3», «No. 12 · last»
    period: str
    due_on: str
    late: str  # «overdue by 3 days», or nothing
    status: str
    alerts: int

    @property
    def get_status_display(self) -> Any:
        return STATUSES[self.status]


def urgent_first(reports: QuerySet[ProgressReport], *, today: date) -> QuerySet[ProgressReport]:
    """Overdue, then what waits for the officer, then what the organization has, then what is accepted."""
    rank = Case(
        When(status__in=ProgressReport.OPEN, due_on__lt=today, then=Value(OVERDUE)),
        When(status=ProgressReport.Status.SUBMITTED, then=Value(TO_JUDGE)),
        When(status__in=ProgressReport.OPEN, then=Value(TO_WRITE)),
        default=Value(FINISHED), output_field=IntegerField())
    return reports.annotate(rank=rank).order_by("rank", "due_on", "pk")


def report_rows(reports: QuerySet[ProgressReport], *, today: date) -> list[ReportRow]:
    """The rows of one page, from two queries: which ones (from an index alone), then what they say."""
    chosen = list(reports.values_list("pk", flat=True))
    base = reverse("projects:report", args=[0])
    ordinal, last = _("No. %(n)s"), _("last")
    rows = {
        pk: ReportRow(
            pk=pk, href=base.replace("/0/", f"/{pk}/"), project=project, contractor=contractor,
            number=ordinal % {"n": number} + (f" · {last}" if is_final else ""), period=f"{start} – {end}",
            due_on=due_on.isoformat(), late=_late(due_on, today) if status in ProgressReport.OPEN else "",
            status=status, alerts=len(alerts or ()))
        for pk, project, contractor, number, is_final, start, end, due_on, status, alerts in
        ProgressReport.objects.filter(pk__in=chosen).order_by().values_list(
            "pk", "project__name", "project__contractor__name", "number", "is_final", "period_start", "period_end",
            "due_on", "status", "figures__alerts")
    }
    return [rows[pk] for pk in chosen]


def _late(due_on: date, today: date) -> str:
    days = (today - due_on).days
    return ngettext("overdue by %(n)s day", "overdue by %(n)s days", days) % {"n": days} if days > 0 else ""
