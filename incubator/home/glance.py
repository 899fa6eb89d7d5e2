"""The street at a glance: organizations by kind, projects by state and money, reports, the next review day."""

from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Count, F, Sum, Value

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
    reports, (kinds, states) = desk.reports, _counts(desk)
    total, projects = sum(kinds.values()), sum(count for count, _fen in states.values())
    return Glance(
        organizations=[
            Slice(label, kinds[kind], round(100 * kinds[kind] / total)) for kind, label in Organization.Type.choices
            if kinds.get(kind)
        ],
        organization_total=total,
        projects=[
            Slice(label, states[state][0], round(100 * states[state][0] / projects), yuan(states[state][1]))
            for state, label in Project.Status.choices if state in states
        ],
        project_total=projects,
        project_money=yuan(sum(fen for _count, fen in states.values())),
        reports_due=reports["due"], reports_overdue=reports["overdue"], reports_waiting=reports["waiting"],
        next_day=next((day for day in desk.days if day.date >= desk.today and day.status in COMING), None),
    )


def _counts(desk: Desk) -> tuple[dict[str, int], dict[str, tuple[int, int]]]:
    """Organizations by type; projects by status as (how many, money in fen). One query brings both."""
    kinds = Organization.objects.visible_to(desk.user).on_record().order_by().values(
        of=Value("organizations"), part=F("org_type")).annotate(n=Count("pk"), fen=Value(0, BigIntegerField()))
    states = Project.objects.visible_to(desk.user).order_by().values(
        of=Value("projects"), part=F("status")).annotate(n=Count("pk"), fen=Sum("amount_fen"))
    rows = list(kinds.union(states, all=True).values_list("of", "part", "n", "fen"))
    return ({part: n for of, part, n, _fen in rows if of == "organizations"},
            {part: (n, int(fen)) for of, part, n, fen in rows if of == "projects"})
