"""Which row is the header, which rows are organizations, and which are titles, totals, footers or blank."""

from dataclasses import dataclass, field

from organizations.importing.columns import (
    COLUMNS,
    FAULT_COLUMN,
    FOOTERS,
    HEADERS,
    LEFT_WORDS,
    TOTALS,
    Column,
    column_named,
    column_of,
)
from organizations.importing.faults import FaultRow
from organizations.importing.folding import folded, is_blank, is_blank_text, tidy
from organizations.importing.reading import Cell, Row, Sheet

HEADER_WITHIN = 40  # rows
FOOTER_WORDS = tuple(FOOTERS.split())
NEEDED = {column.field for column in COLUMNS if column.needed}
ENOUGH = 3  # known names make a row the header, the organization's name among them


@dataclass(frozen=True)
class Header:
    row: int
    places: dict[str, int]  # field -> column index
    written: dict[str, str]  # field -> the header as written

    def cell(self, row: Row, name: str) -> Cell:
        return row[self.places[name]] if name in self.places else None

    def title(self, name: str) -> str:
        """The column as the sheet calls it, or as it should be called when it is not there."""
        return self.written.get(name, HEADERS[name])


@dataclass
class Ledger:
    """The rows of organizations under their header, and what is wrong with the sheet as a whole."""

    header: Header | None = None
    sheet: str = ""
    rows: list[Row] = field(default_factory=list)
    faults: list[FaultRow] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)  # columns nobody here knows: not brought in
    gone: list[FaultRow] = field(default_factory=list)  # rows of who left the register: not brought in


def recognise(sheets: list[Sheet]) -> Ledger:
    headed = [(sheet, row, _rows(sheet, row)) for sheet in sheets if (row := _header_row(sheet)) is not None]
    found = [one for one in headed if one[2]] or headed
    if not found:
        first = sheets[0].rows[0].number if sheets and sheets[0].rows else 1
        return Ledger(faults=[FaultRow(first, HEADERS["name"], "", "no_header", {"column": HEADERS["name"]})])
    sheet, row, rows = found[0]
    header, faults, unknown = _header(row)
    faults += [
        FaultRow(second.number, HEADERS["name"], other.name, "second_sheet", {"sheet": other.name})
        for other, second, _rows_there in found[1:]
    ]
    if not rows:
        faults.append(FaultRow(row.number, header.title("name"), "", "no_rows"))
    gone = [FaultRow(one.number, header.title("status"), tidy(header.cell(one, "status")), "left_register")
            for one in rows if "status" in header.places and folded(header.cell(one, "status")) in LEFT_WORDS]
    left = {fault.row for fault in gone}
    return Ledger(header, sheet.name, [one for one in rows if one.number not in left], faults, unknown, gone)


def _header_row(sheet: Sheet) -> Row | None:
    """The first row that names most columns; under a group heading over merged cells, the row below it.

    The same row once more is the header of the next printed page.
    """
    best, most = None, ENOUGH - 1
    for row in sheet.rows[:HEADER_WITHIN]:
        names = _names(row)
        below = best is not None and row.number == best.number + 1 and len(names) == most and row.cells != best.cells
        if "name" in names and (len(names) > most or below):
            best, most = row, len(names)
    return best


def _names(row: Row) -> set[str]:
    columns = (column_named(cell) for cell in row.cells if isinstance(cell, str))
    return {column.field for column in columns if column}


def _header(row: Row) -> tuple[Header, list[FaultRow], list[str]]:
    places: dict[str, int] = {}
    written: dict[str, str] = {}
    faults: list[FaultRow] = []
    unknown: list[str] = []
    for index, cell in enumerate(row.cells):
        column: Column | None = column_named(cell) if isinstance(cell, str) else None
        if column is None:
            unknown += [tidy(cell)] if not is_blank(cell) and cell != FAULT_COLUMN else []
        elif column.field in places:
            if column.field != "sequence":
                faults.append(FaultRow(row.number, str(cell).strip(), "", "doubled_column", {"column": column.header}))
        else:
            places[column.field], written[column.field] = index, str(cell).strip()
    faults += [
        FaultRow(row.number, column.header, "", "missing_column", {"column": column.header})
        for column in COLUMNS if column.needed and column.field not in places
    ]
    return Header(row.number, places, written), faults, unknown


def _rows(sheet: Sheet, header: Row) -> list[Row]:
    known = {i: column.field for i, cell in enumerate(header.cells) if (column := column_named(cell))}
    after = [row for row in sheet.rows if row.number > header.number]
    return [row for row in after if _is_organization(row, known)]


def _is_organization(row: Row, known: dict[int, str]) -> bool:
    words = [folded(cell) for cell in row.cells]
    told = {i for i, text in enumerate(words) if not is_blank_text(text)}
    filled = {known[i] for i in told if i in known}
    if not filled - {"sequence"}:
        # A lone text beside nothing is a footer; a lone number is a line nobody filled in.
        return False
    first = [words[i] for i in sorted(told) if i < max(2, min(known) + 2)]
    # Where three columns say what an organization is, its name may begin like a total (小计3号楼互助队).
    says = {words[i] for i in told if known.get(i) in NEEDED and len(words[i]) > 1 and not words[i][0].isdigit()}
    if len(says) < ENOUGH and any(_is_total(text) for text in first):
        return False
    texts = {words[i] for i in told}
    if first and first[0].startswith(FOOTER_WORDS) and (len(texts) <= 4 or "name" not in filled):
        return False
    if len(texts) == 1 and len(filled) > 2:
        return False  # one text merged across the sheet: a section's heading
    # The header repeated on each printed page is no organization.
    columns = (column_of(words[i]) for i in told if isinstance(row.cells[i], str))
    return len({column.field for column in columns if column}) < ENOUGH


def _is_total(text: str) -> bool:
    """`合计`, `总计:199家`; an organization may well be called 合计同乐社, so what follows must not be a name."""
    return any(text == word or (text.startswith(word) and text[len(word)] in ":(0123456789共") for word in TOTALS)
