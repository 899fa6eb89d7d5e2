"""Workbooks out: XLSX in which words stay words, dates are dates and nothing a person typed becomes a formula."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from incubator.shares import Percent

WIDEST_COLUMN = 60
WIDEST_NUMBER = 10**15  # a spreadsheet keeps 15 digits; longer numbers are names, so words


@dataclass(frozen=True)
class Sheet:
    """One sheet: a title (tab), a header row, rows of plain values, perhaps notes.

    `notes` are (row, column, text), counted from 0 with the header as row 0: a comment on that cell, marked red.
    """

    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[Any]]
    notes: Sequence[tuple[int, int, str]] = ()


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """The sheets as one XLSX file."""
    import xlsxwriter  # 0.1 s at import

    target = io.BytesIO()
    # Off: guessing formulas, links and numbers from words; NaN is refused by the type table below.
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                                        "strings_to_numbers": False})
    formats = {
        "head": book.add_format({"bold": True, "bg_color": "#E8EEF4", "border": 1, "text_wrap": True}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "time": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        "money": book.add_format({"num_format": "#,##0.00"}),
        "share": book.add_format({"num_format": "0.00%"}),
        "text": book.add_format({"num_format": "@"}),
        "fault": book.add_format({"num_format": "@", "bg_color": "#F8D7DA", "border": 1}),
    }
    taken: set[str] = set()
    for sheet in sheets:
        page = book.add_worksheet(_tab(sheet.title, taken))
        widths: dict[int, float] = {}
        for column, words in enumerate(sheet.header):
            widths[column] = _width(words)
            page.write_string(0, column, _clean(str(words)), formats["head"])
        faults = {(row, column) for row, column, _text in sheet.notes}
        for row, values in enumerate(sheet.rows, start=1):
            for column, value in enumerate(values):
                _write(page, row, column, value, formats, fault=(row, column) in faults)
                widths[column] = max(widths.get(column, 0), _width(value))
        for column, width in widths.items():
            page.set_column(column, column, min(width, WIDEST_COLUMN))
        for row, column, text in sheet.notes:
            page.write_comment(row, column, _clean(text), {"x_scale": 2})
        page.freeze_panes(1, 0)
    book.close()
    return target.getvalue()


def _write(page: Any, row: int, column: int, value: Any, formats: dict[str, Any], *, fault: bool) -> None:
    shown = formats["fault"] if fault else None
    if value is None or value == "":
        page.write_blank(row, column, None, shown)
    elif isinstance(value, bool):
        page.write_string(row, column, str(value), shown)
    elif isinstance(value, datetime):
        local = timezone.make_naive(value) if timezone.is_aware(value) else value
        page.write_datetime(row, column, local, shown or formats["time"])
    elif isinstance(value, Percent):
        page.write_number(row, column, value.share, shown or formats["share"])
    elif isinstance(value, date):
        page.write_datetime(row, column, value, shown or formats["date"])
    elif isinstance(value, Decimal) and value.is_finite() and abs(value) < WIDEST_NUMBER:
        page.write_number(row, column, value, shown or formats["money"])
    elif isinstance(value, int | float) and abs(value) < WIDEST_NUMBER:  # False for NaN and infinity
        page.write_number(row, column, value, shown)
    else:
        page.write_string(row, column, _clean(str(value)), shown or formats["text"])


def _clean(text: str) -> str:
    """Without the control characters that XML cannot hold, and no longer than a cell."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in "\t\n" or (ord(c) >= 32 and c not in "\ufffe\uffff"))[:32_000]


def _width(value: Any) -> float:
    """How wide a cell's words stand, in characters. A Chinese one, three bytes long, counts double."""
    if isinstance(value, Decimal):
        value = f"{value:,.2f}"
    elif isinstance(value, datetime):
        value = f"{value:%Y-%m-%d %H:%M}"
    text = str("" if value is None else value)[:WIDEST_COLUMN * 3]
    longest = max(text.split("\n"), key=len)
    return len(longest) + (len(longest.encode()) - len(longest)) / 2 + 2


def _tab(title: str, taken: set[str]) -> str:
    """A tab's name: at most 31 characters, none of []:*?/\\, no apostrophe at the ends, none twice."""
    name = "".join("_" if c in "[]:*?/\\" else c for c in _clean(title)).strip("'")[:31] or "Sheet"
    number = 2
    while name.casefold() in taken:
        name = f"{name[:27]}({number})"
        number += 1
    taken.add(name.casefold())
    return name
