"""An uploaded ledger handed back: each faulty cell coloured and commented, and a sheet that lists every fault."""

import io
from typing import Any

from django.utils.translation import gettext as _

from organizations.importing.columns import FAULT_COLUMN
from organizations.importing.faults import FaultRow
from organizations.importing.reading import read
from organizations.importing.recognising import Ledger

RED, AMBER = "FFF8C9CC", "FFFFE699"
FAULT_SHEET = "说明"
AUTHOR = "incubator"
LARGEST_COMMENT = 400


def annotated(content: bytes, ledger: Ledger, faults: list[FaultRow]) -> bytes:
    """The same workbook (a CSV becomes one) with its faults marked; the words are the reader's language."""
    from openpyxl.styles import Alignment, Font, PatternFill

    book = _opened(content)
    page = book[ledger.sheet] if ledger.sheet in book.sheetnames else book.active
    explained: dict[int, list[str]] = {}
    for fault in faults:
        explained.setdefault(fault.row, []).append(f"{fault.column}：{fault.message}")
        if (index := _column(ledger, fault)) is not None:
            _mark(page, fault, index, PatternFill("solid", start_color=RED))
    last = _last_column(page, ledger) + 1
    if ledger.header:
        _say(page, ledger.header.row, last, FAULT_COLUMN).font = Font(bold=True)
    for row, words in explained.items():
        if ledger.header and row == ledger.header.row:
            continue  # a fault of the whole sheet; it is told in the list
        cell = _say(page, row, last, "\n".join(words))
        cell.fill, cell.alignment = PatternFill("solid", start_color=AMBER), Alignment(wrap_text=True, vertical="top")
    page.column_dimensions[page.cell(1, last).column_letter].width = 60
    _list(book, faults)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _opened(content: bytes) -> Any:
    import openpyxl

    if content.startswith(b"PK"):
        return openpyxl.load_workbook(io.BytesIO(content))
    book = openpyxl.Workbook()
    for row in read(content)[0].rows:
        for index, value in enumerate(row.cells, start=1):
            if value is not None:
                _say(book.active, row.number, index, value)
    return book


def _say(page: Any, row: int, column: int, value: Any) -> Any:
    """Write words as words: what begins with = stays text."""
    cell = page.cell(row, column)
    cell.value = value
    if isinstance(value, str):
        cell.data_type, cell.quotePrefix = "s", value.startswith(("=", "+", "-", "@"))
    return cell


def _column(ledger: Ledger, fault: FaultRow) -> int | None:
    if ledger.header is None:
        return None
    places = {title: ledger.header.places[name] for name, title in ledger.header.written.items()}
    return places[fault.column] + 1 if fault.column in places else None


def _mark(page: Any, fault: FaultRow, column: int, fill: Any) -> None:
    from openpyxl.cell.cell import MergedCell
    from openpyxl.comments import Comment

    cell = page.cell(fault.row, column)
    if isinstance(cell, MergedCell):
        return  # only the first cell of a merged one can be written; the row's last column tells the fault
    cell.fill = fill
    cell.comment = Comment(fault.message[:LARGEST_COMMENT], AUTHOR, height=120, width=320)


def _last_column(page: Any, ledger: Ledger) -> int:
    """The last column under the header; a column from an earlier round is written over."""
    header = next((row for row in page.iter_rows(min_row=ledger.header.row, max_row=ledger.header.row)), ()) \
        if ledger.header else ()
    filled = [cell.column for cell in header if cell.value not in (None, FAULT_COLUMN)]
    return max(filled, default=page.max_column)


def _list(book: Any, faults: list[FaultRow]) -> None:
    if FAULT_SHEET in book.sheetnames and book.active.title != FAULT_SHEET:
        del book[FAULT_SHEET]
    page = book.create_sheet(FAULT_SHEET)
    rows = [(_("Row"), _("Column"), _("Value"), _("What is wrong and how to mend it"))]
    rows += [(str(fault.row), fault.column, fault.value, fault.message) for fault in faults]
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            _say(page, number, column, value)
    for letter, width in zip("ABCD", (8, 20, 26, 80), strict=True):
        page.column_dimensions[letter].width = width
