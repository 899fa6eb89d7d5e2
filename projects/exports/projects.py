"""The list of projects as a workbook."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from incubator.documents.workbooks import Sheet, workbook
from projects.reports.projects import ProjectRow


def projects_workbook(rows: Iterable[ProjectRow]) -> bytes:
    """The same rows as the page; money in yuan and shares as numbers, dates as dates."""
    header = [
        _("project number"), _("project name"), _("contractor"), _("method of purchase"), _("field of service"),
        _("status"), _("starts on"), _("ends on"), _("amount (yuan)"), _("spent (yuan)"), _("execution rate"),
        _("paid (yuan)"), _("returned (yuan)"),
    ]
    return workbook([Sheet(_("Projects"), header, [
        [row.number, row.name, row.contractor, str(row.method), str(row.field), str(row.get_status_display),
         date.fromisoformat(row.starts_on), date.fromisoformat(row.ends_on), Decimal(row.amount_fen) / 100,
         Decimal(row.spent_fen) / 100, row.rate, Decimal(row.paid_fen) / 100,
         Decimal(row.returned_fen) / 100]
        for row in rows
    ])])
