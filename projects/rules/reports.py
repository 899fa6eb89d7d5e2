"""Who may do what with a progress report."""

from typing import Any

from projects.models import ProgressReport
from projects.rules.people import manages, records


def tells(user: Any, report: ProgressReport) -> bool:
    """The contractor's administrators and editors write the report and hand it in."""
    return records(user, report.project)


def judges(user: Any, report: ProgressReport) -> bool:
    """An officer of the street, and never one who writes for the contractor."""
    return manages(user, report.project) and not tells(user, report)
