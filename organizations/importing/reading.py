"""An uploaded file (.xlsx, .xls or .csv) as sheets of plain cells, row numbers as the person sees them."""

import csv
import io
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from organizations.importing.faults import Unreadable

Cell = str | int | float | bool | date | None
MAX_ROWS = 20_000
WORKBOOK_SIGNATURES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True)
class Row:
    number: int  # as the sheet counts, from 1
    cells: tuple[Cell, ...]

    def __getitem__(self, index: int) -> Cell:
        return self.cells[index] if index < len(self.cells) else None


@dataclass(frozen=True)
class Sheet:
    name: str
    rows: tuple[Row, ...]


def read(content: bytes) -> list[Sheet]:
    """Every sheet of the file; what it is shows in its first bytes, not in its name.

    Raises Unreadable when it is neither a workbook nor text, or beyond all measure.
    """
    sheets = _workbook(content) if content.startswith(WORKBOOK_SIGNATURES) else [_text(content)]
    if any(len(sheet.rows) > MAX_ROWS for sheet in sheets):
        raise Unreadable("too_many_rows")
    return sheets


def _workbook(content: bytes) -> list[Sheet]:
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [_sheet(name, book.get_sheet_by_name(name)) for name in book.sheet_names]
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise Unreadable("unreadable") from error


def _sheet(name: str, sheet: Any) -> Sheet:
    grid = [[_plain(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        _spread(grid, top, left, bottom, right)
    return Sheet(name, tuple(Row(number, tuple(cells)) for number, cells in enumerate(grid, start=1)))


def _spread(grid: list[list[Cell]], top: int, left: int, bottom: int, right: int) -> None:
    """A merged cell's value counts for every cell it covers (a community written once beside ten organizations)."""
    if top >= len(grid) or left >= len(grid[top]):
        return
    for row in grid[top : bottom + 1]:
        for column in range(left, min(right + 1, len(row))):
            row[column] = grid[top][left]


def _plain(value: Any) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    if value == "" or value is None:
        return None
    return value if isinstance(value, str | bool | int | float | date) else str(value)


def _text(content: bytes) -> Sheet:
    for encoding in ("utf-8-sig", "gb18030"):  # gb18030 reads GBK and GB2312 as well
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return Sheet("", tuple(_lines(text)))
    raise Unreadable("unreadable")


def _delimiter(text: str) -> str:
    """Of comma, semicolon and tab the one that parts most lines of the head into equally many cells."""
    def fits(sign: str) -> tuple[int, int]:
        counts = Counter(line.count(sign) for line in text[:20_000].splitlines()[:40])
        return max(((lines, n) for n, lines in counts.items() if n), default=(0, 0))

    return max(",;\t", key=fits)


def _lines(text: str) -> list[Row]:
    """Row numbers count records, as the office's spreadsheet program shows the file."""
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise Unreadable("unreadable") from error
    return [Row(n, tuple(_unquoted(cell) or None for cell in record)) for n, record in enumerate(records, start=1)]


def _unquoted(cell: str) -> str:
    """`="142..."`, with which programs keep a spreadsheet from taking a long number for a number."""
    return cell[2:-1] if cell.startswith('="') and cell.endswith('"') and cell.count('"') == 2 else cell
