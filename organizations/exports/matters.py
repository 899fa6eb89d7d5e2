"""The lists of matters and of filings as workbooks: the rows and the order of their pages."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from incubator.documents.workbooks import Sheet, workbook
from organizations.reports import filings, matters

DAYS = ("submitted", "due")


def matters_workbook(rows: Iterable[matters.MatterRow]) -> bytes:
    return workbook([_sheet(_("Matters"), matters.TABLE, rows)])


def filings_workbook(rows: Iterable[filings.FilingRow]) -> bytes:
    return workbook([_sheet(_("Filing applications"), filings.TABLE, rows)])


def _sheet(title: str, table: tuple[tuple[Any, str], ...], rows: Iterable[Any]) -> Sheet:
    return Sheet(title, [str(label) for label, _name in table],
                 ([_plain(name, getattr(row, name)) for _label, name in table] for row in rows))


def _plain(name: str, value: Any) -> Any:
    if name == "overdue":
        return _("overdue") if value else ""
    return date.fromisoformat(value) if name in DAYS and value else value
