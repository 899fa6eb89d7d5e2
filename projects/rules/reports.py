"""Who may do what with a progress report."""

from datetime import date
from typing import Any

from django.db.models import Q

from incubator.workflow import No
from organizations.rules.memberships import written_organizations
from projects.models import ProgressReport, Project
from projects.rules.people import decided_by, manages, records


def tells(user: Any, report: ProgressReport) -> bool | No:
    """The contractor's administrators and editors write the report and hand it in."""
    return records(user, report.project)


def judges(user: Any, report: ProgressReport) -> bool | No:
    """An officer who manages the project."""
    return manages(user, report.project)


def waits_for(user: Any, *, on: date) -> Q:
    """The reports that wait for this person: an officer, or whoever hands in for an organization."""
    return to_move(user, on=on) if user.is_officer else to_hand_in(user)


def to_hand_in(user: Any) -> Q:
    """What this person still has to hand in for their organizations: says of all what `tells` says of one."""
    return Q(project__contractor__in=written_organizations(user), status__in=ProgressReport.OPEN)


def to_move(user: Any, *, on: date) -> Q:
    """What is overdue or handed in, of the projects this officer decides on.

    What is not yet due is taken out, not the two put together: SQLite answers a «not» from the index of reports by
    project, and reads every row with its figures for an «or».
    """
    ours = Q(project__in=Project.objects.filter(decided_by(user)), status__in=ProgressReport.AT_WORK)
    return ours & ~Q(status__in=ProgressReport.OPEN, due_on__gte=on)
