"""The latest of what was recorded on a project, activities and spendings as one list from one query."""

from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, CharField, F, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from incubator.money import yuan
from projects.models import Activity, Project, Spending

STATUSES = dict(Activity.Status.choices)
LATEST = 8


@dataclass(frozen=True)
class RecordRow:
    href: str
    kind: str
    date: str
    words: str
    figure: str
    status: str

    @property
    def get_status_display(self) -> Any:
        return STATUSES[self.status]


def latest_records(project: Project) -> list[RecordRow]:
    def rows(records: QuerySet, kind: str, words: str, figure: str) -> QuerySet:
        return records.filter(project=project).order_by().annotate(
            kind=Value(kind, output_field=CharField()), words=F(words),
            figure=F(figure) + Value(0, output_field=BigIntegerField()),
        ).values_list("kind", "pk", "date", "words", "figure", "status")

    both = rows(Activity.objects.all(), "activity", "place", "person_times").union(
        rows(Spending.objects.all(), "spending", "purpose", "amount_fen"), all=True)
    addresses = {kind: reverse(f"projects:{kind}", args=[0]) for kind in ("activity", "spending")}
    return [
        RecordRow(
            href=addresses[kind].replace("/0/", f"/{pk}/"),
            kind=_("Activity") if kind == "activity" else _("Spending"), date=day.isoformat(), words=words,
            figure=_("%(n)s person-times") % {"n": figure} if kind == "activity"
            else _("%(amount)s yuan") % {"amount": yuan(figure)},
            status=status)
        for kind, pk, day, words, figure, status in both.order_by("-date", "-pk")[:LATEST]
    ]
