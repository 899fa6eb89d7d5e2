"""The statistics of the register as a workbook: the table of the page."""

from django.utils.translation import gettext as _

from incubator.documents.workbooks import Sheet, workbook
from organizations.reports.statistics import Table


def statistics_workbook(table: Table) -> bytes:
    return workbook([Sheet(_("Statistics of organizations"), table.header, [*table.lines, table.total])])
