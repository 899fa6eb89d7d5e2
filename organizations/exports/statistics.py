"""The statistics of the register as a workbook: the rows of the page, and their sum."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from incubator.documents.workbooks import Sheet, workbook
from organizations.reports.statistics import Row, header


def statistics_workbook(rows: Sequence[Row], whole: Row) -> bytes:
    lines = [[row.name, *row.figures] for row in [*rows, whole]]
    return workbook([Sheet(_("Statistics of organizations"), header(), lines, widths=(18, *[11] * len(whole.figures)))])
