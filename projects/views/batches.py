"""Many progress reports judged, or asked for, at once."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from incubator.accounts.batching import Pile
from incubator.accounts.models import User
from incubator.workdays import today
from projects.forms.reports import ReportFilter
from projects.models import ProgressReport
from projects.models.reports import ProgressReportQuerySet
from projects.notices.reporting import address
from projects.reporting import judging
from projects.reporting.counting import PROJECT_OF_REPORT
from projects.reports.listing import STATUSES, urgent_first
from projects.rules.people import buys_somewhere
from projects.workflow.reports import report_workflow


def seen(user: User) -> ProgressReportQuerySet:
    return ProgressReport.objects.visible_to(user).select_related(*PROJECT_OF_REPORT)


def narrowed(user: User, given: Any) -> QuerySet[ProgressReport]:
    """What cannot be read narrows the list by nothing; nobody means all of these."""
    asked = ReportFilter(given, user=user)
    found = seen(user) if asked.is_valid() else seen(user).none()
    return urgent_first(asked.narrow(found, today=today()), today=today())


def tell(report: ProgressReport) -> tuple[str, str, str]:
    period = f"{report.period_start} – {report.period_end}"
    return report.project.name, f"{_('No. %(n)s') % {'n': report.number}} · {period}", address(report)


REPORTS = Pile(
    page="projects:reports", table=report_workflow,
    workflow_of=lambda report: report_workflow, seen=seen, narrowed=narrowed, tell=tell,
    statuses=lambda report: STATUSES, take=judging.act, worker=buys_somewhere, reasons="report-usual-reasons")
