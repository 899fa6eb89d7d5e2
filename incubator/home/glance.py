"""The street at a glance: organizations by kind, projects by state and money, reports, the next review day."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum

from evaluations.models import ReviewDay
from incubator.home.desk import Desk
from incubator.money import yuan
from organizations.models import Organization
from projects.models import Project

COMING = (ReviewDay.Status.PLANNED, ReviewDay.Status.SCORING)


@dataclass(frozen=True)
class Slice:
    """One part of a whole: its name, how many, the share in percent (whole), and money where it has any."""

    label: Any
    count: int
    share: int = 0
    money: str = ""


@dataclass(frozen=True)
class Glance:
    organizations: list[Slice]
    organization_total: int
    projects: list[Slice]
    project_total: int
    project_money: str
    reports_due: int
    reports_overdue: int
    reports_waiting: int
    next_day: ReviewDay | None


def glance(desk: Desk) -> Glance:
    """Grouped queries over what this officer may see, however large the street."""
    user, reports = desk.user, desk.reports
    kinds = _counts(Organization.objects.visible_to(user).on_record(), "org_type", Count("pk"))
    states = {
        row["status"]: row for row in Project.objects.visible_to(user).order_by().values("status")
        .annotate(n=Count("pk"), fen=Sum("amount_fen"))
    }
    total, projects = sum(kinds.values()), sum(row["n"] for row in states.values())
    return Glance(
        organizations=[
            Slice(label, kinds[kind], round(100 * kinds[kind] / total)) for kind, label in Organization.Type.choices
            if kinds.get(kind)
        ],
        organization_total=total,
        projects=[
            Slice(label, states[state]["n"], round(100 * states[state]["n"] / projects), yuan(states[state]["fen"]))
            for state, label in Project.Status.choices if state in states
        ],
        project_total=projects,
        project_money=yuan(sum(row["fen"] for row in states.values())),
        reports_due=reports["due"], reports_overdue=reports["overdue"], reports_waiting=reports["waiting"],
        next_day=next((day for day in desk.days if day.date >= desk.today and day.status in COMING), None),
    )


def _counts(things: Any, field: str, count: Count) -> dict[str, int]:
    return dict(things.order_by().values_list(field).annotate(n=count).values_list(field, "n"))
