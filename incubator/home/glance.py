"""The street at a glance: organizations by kind, projects by state and money, reports, the next review day."""

from dataclasses import dataclass
from typing import Any

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
    """From the desk's one query of grouped counts, however large the street."""
    kinds, states = desk.counts["organizations"], desk.counts["projects"]
    total, projects = (sum(count for count, _fen in parts.values()) for parts in (kinds, states))
    reports = {part: count for part, (count, _fen) in desk.counts["reports"].items()}
    return Glance(
        organizations=[
            Slice(label, kinds[kind][0], round(100 * kinds[kind][0] / total))
            for kind, label in Organization.Type.choices if kind in kinds
        ],
        organization_total=total,
        projects=[
            Slice(label, states[state][0], round(100 * states[state][0] / projects), yuan(states[state][1]))
            for state, label in Project.Status.choices if state in states
        ],
        project_total=projects,
        project_money=yuan(sum(fen for _count, fen in states.values())),
        reports_due=reports.get("due", 0), reports_overdue=reports.get("overdue", 0),
        reports_waiting=reports.get("waiting", 0),
        next_day=next((day for day in desk.days if day.date >= desk.today and day.status in COMING), None),
    )

