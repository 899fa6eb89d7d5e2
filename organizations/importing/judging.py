"""What a row must hold as a whole: the rules that look at more than one cell, and at more than one row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from incubator.accounts.models import DISTRICT, Area
from incubator.masking import mask_identity, mask_phone, mask_text
from incubator.rulebook.models import rule
from organizations.importing.columns import CODE_STARTS, STANDING_WORDS, type_word
from organizations.importing.faults import Fault, FaultRow
from organizations.importing.folding import is_blank, tidy
from organizations.importing.placing import Places
from organizations.importing.reading import Row
from organizations.importing.recognising import Header, Ledger
from organizations.importing.understanding import KEEP, meanings, word
from organizations.models import Organization, normalized

Type = Organization.Type
MASKS = {"identity_no": mask_identity, "phone": mask_phone}
standing_told = word(STANDING_WORDS, "unknown_standing")


@dataclass
class Entry:
    """One organization as the ledger tells it: field -> value, of the columns that are there and not masked."""

    row: int
    values: dict[str, Any] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)  # masked cells: what is on record stays
    shown: dict[str, str] = field(default_factory=dict)  # field -> the cell, fit to be shown
    header: Header | None = None
    faults: list[FaultRow] = field(default_factory=list)
    standing: str | None = ""  # as told: of Organization.Status; empty: not told; None: not understood
    street: str = ""  # the code of the street it lies in; where its place is not understood, that of the ledger

    @property
    def key(self) -> tuple[str, str]:
        """The street and the name as compared: a name is borne once there."""
        return self.street, normalized(self.values.get("name", ""))

    def blame(self, name: str, kind: str, /, **params: Any) -> None:
        """One fault a cell: the first found is the one to mend first."""
        assert self.header is not None
        column = self.header.title(name)
        if not any(fault.column == column for fault in self.faults):
            self.faults.append(FaultRow(self.row, column, self.shown.get(name, ""), kind, params))


def judge(ledger: Ledger, *, area: Area, today: date) -> list[Entry]:
    """Every row understood, with every fault that shows without looking at the register."""
    if ledger.header is None:
        return []
    places = Places(area)
    understand = meanings(today) | {"area": places.named}
    thresholds: dict[str, int] = {}
    entries = []
    for row in ledger.rows:
        entry = _understood(row, ledger.header, understand)
        place = entry.values.setdefault("area", area if "area" not in ledger.header.places else None)
        entry.street = street = (place or area).street_code
        if street not in thresholds:
            thresholds[street] = int(rule("filing-min-members", area=street, on=today))
        _judge_type(entry, minimum=thresholds[street])
        entries.append(entry)
    _judge_doubles(entries)
    return entries


def _understood(row: Row, header: Header, understand: dict[str, Any]) -> Entry:
    entry = Entry(row.number, header=header)
    for name in header.places:
        if name not in understand:
            continue
        cell = header.cell(row, name)
        entry.shown[name] = MASKS.get(name, mask_text)(tidy(cell))
        try:
            value = understand[name](cell)
        except Fault as fault:
            entry.blame(name, fault.kind, **fault.params)
        else:
            if value is KEEP:
                entry.kept.add(name)
            else:
                entry.values[name] = value
    entry.standing = _standing(entry, row, header)
    return entry


def _standing(entry: Entry, row: Row, header: Header) -> str | None:
    """How it stands by the row; a blank cell tells nothing."""
    if is_blank(cell := header.cell(row, "status")):
        return ""
    entry.shown["status"] = mask_text(tidy(cell))
    try:
        return str(standing_told(cell))
    except Fault:
        return None


def _judge_type(entry: Entry, *, minimum: int) -> None:
    """Registered organizations need a code of their kind; filed ones the four conditions of filing."""
    for name, fault, params in lacks(entry.values, minimum=minimum):
        if name in entry.values:
            entry.blame(name, fault, **params)


def lacks(values: Mapping[str, Any], *, minimum: int) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(field, kind of fault, its params) of what an organization on record must have by its type."""
    kind, code = values.get("org_type"), values.get("uscc")
    if kind in CODE_STARTS:
        if not code:
            yield "uscc", "code_needed", {}
        elif not code.startswith(CODE_STARTS[Type(kind)]):
            yield "uscc", "type_mismatch", {
                "start": code[:2], "type": type_word(kind), "expected": CODE_STARTS[Type(kind)]}
    if kind in Organization.LISTED_TYPES:
        if code:
            yield "uscc", "listed_with_code", {"type": type_word(kind)}
        if values.get("filing_no"):
            yield "filing_no", "listed_with_number", {"type": type_word(kind)}
    if kind == Type.FILED:
        members = values.get("member_count")
        if code:
            yield "uscc", "filed_with_code", {}
        if members is None:
            yield "member_count", "missing", {}
        elif members < minimum:
            yield "member_count", "below_threshold", {"minimum": minimum}
        if not values.get("has_charter"):
            yield "has_charter", "missing_charter", {}
        if not values.get("venue"):
            yield "venue", "missing", {}


def _judge_doubles(entries: list[Entry]) -> None:
    """A name or code told twice is the later row's fault."""
    names: dict[tuple[str, str], int] = {}
    registered: dict[tuple[str, str], int] = {}  # the same of registered ones, within the district
    codes: dict[str, int] = {}
    for entry in entries:
        if entry.key[1] and names.setdefault(entry.key, entry.row) != entry.row:
            entry.blame("name", "duplicate_in_file", first=names[entry.key])
        if entry.values.get("org_type") in Organization.REGISTERED_TYPES:
            street, name = entry.key
            if name and registered.setdefault((street[:DISTRICT], name), entry.row) != entry.row:
                entry.blame("name", "duplicate_in_file", first=registered[street[:DISTRICT], name])
        code = entry.values.get("uscc")
        if code and codes.setdefault(code, entry.row) != entry.row:
            entry.blame("uscc", "duplicate_code", first=codes[code])
