"""Who may do what with a progress report."""

from typing import Any

from incubator.workflow import No
from projects.models import ProgressReport
from projects.rules.people import manages, records


def tells(user: Any, report: ProgressReport) -> bool | No:
    """The contractor's administrators and editors write the report and hand it in."""
    return records(user, report.project)


def judges(user: Any, report: ProgressReport) -> bool | No:
    """An officer who manages the project."""
    return manages(user, report.project)
