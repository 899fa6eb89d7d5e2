"""The review days an evaluator sits on, and how many of their sheets are done."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q
from django.urls import reverse

from evaluations.models import ReviewDay, Sheet
from incubator.accounts.models import User


@dataclass(frozen=True)
class Panel:
    """One review day an evaluator sits on: n of m sheets done."""

    name: str
    date: date
    href: str
    done: int
    total: int
    scoring: bool  # still to be scored

    @property
    def left(self) -> int:
        return self.total - self.done


def panels(user: User) -> list[Panel]:
    """The days whose result is not out yet, with how many of this evaluator's sheets are signed or recused."""
    finished = Q(status__in=[Sheet.Status.SIGNED, Sheet.Status.RECUSED])
    days = (
        Sheet.objects.filter(panelist__user=user).exclude(subject__day__status=ReviewDay.Status.PUBLISHED)
        .values(day=F("subject__day"), name=F("subject__day__name"), date=F("subject__day__date"),
                state=F("subject__day__status"))
        .annotate(total=Count("pk"), done=Count("pk", filter=finished)).order_by("date", "day")
    )
    found = [
        Panel(day["name"], day["date"], reverse("evaluations:sheets"), day["done"], day["total"],
              day["state"] == ReviewDay.Status.SCORING)
        for day in days
    ]
    return sorted(found, key=lambda panel: not panel.scoring)
