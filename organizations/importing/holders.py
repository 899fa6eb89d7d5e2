"""A list of office-holders as an organization keeps it: read from XLSX or CSV, each row understood or faulted."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from organizations.importing.faults import Fault, FaultRow
from organizations.importing.folding import bare, folded, is_blank, tidy
from organizations.importing.judging import MASKS
from organizations.importing.reading import Cell, Row, Sheet, read
from organizations.importing.understanding import KEEP, day, phone, text, word, yes_no
from organizations.models import OfficeHolder, normalized

Role = OfficeHolder.Role
NAMES = {
    "name": "姓名 名字 人员姓名", "role": "职务 担任职务 职位 任职 岗位",
    "phone": "联系电话 电话 手机 手机号 联系方式",
    "is_party_member": "是否党员 党员 政治面貌 中共党员",
    "term_starts_on": "任期起 任期开始 任职日期 任期自 任职时间 任期起始",
    "term_ends_on": "任期止 任期结束 任期至 届满日期 任期截止", "status": "状态 在任情况 是否在任",
}
NAMED = {folded(word_): name for name, words in NAMES.items() for word_ in words.split()}
HEADERS = {name: words.split()[0] for name, words in NAMES.items()}
ROLE_WORDS = {
    Role.RESPONSIBLE_PERSON: "负责人 会长 理事长 队长 主任", Role.LEGAL_REPRESENTATIVE: "法定代表人 法人代表 法人",
    Role.FINANCE: "财务负责人 财务 会计 出纳",
    Role.COUNCIL: "理事 副理事长 常务理事 副会长", Role.SUPERVISOR: "监事 监事长",
    Role.MEMBER: "成员 会员 队员 骨干",
}
PARTY_WORDS = {"中共党员": True, "党员": True, "中共预备党员": True, "群众": False, "团员": False, "共青团员": False}
LEFT_WORDS = {"离任", "已离任", "否", "卸任"}
HEADER_WITHIN = 40  # rows


@dataclass
class HolderEntry:
    """One row: field -> value, of the columns that are there and not masked."""

    row: int
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str]:
        """Who, in which office."""
        return normalized(self.values["name"]), self.values["role"]


@dataclass
class HolderList:
    entries: list[HolderEntry] = field(default_factory=list)
    faults: list[FaultRow] = field(default_factory=list)


def read_holders(content: bytes) -> HolderList:
    """The rows of whoever is in office; those told as gone are left out. Raises Unreadable."""
    found = HolderList()
    headed = next((pair for sheet in read(content) if (pair := _headed(sheet))), None)
    if headed is None:
        found.faults.append(FaultRow(1, HEADERS["name"], "", "no_header", {"column": HEADERS["name"]}))
        return found
    header, rows = headed
    places = {NAMED[folded(cell)]: index for index, cell in reversed(list(enumerate(header.cells)))
              if folded(cell) in NAMED}
    if "role" not in places:
        found.faults.append(FaultRow(header.number, HEADERS["role"], "", "missing_column", {"column": HEADERS["role"]}))
        return found
    for row in rows:
        if is_blank(row[places["name"]]) and is_blank(row[places["role"]]):
            continue
        if "status" in places and folded(row[places["status"]]) in LEFT_WORDS:
            continue
        _understand(row, places, found)
    if not found.entries and not found.faults:
        found.faults.append(FaultRow(header.number, HEADERS["name"], "", "no_holders"))
    _judge_doubles(found)
    return found


def _headed(sheet: Sheet) -> tuple[Row, list[Row]] | None:
    for index, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        names = {NAMED.get(folded(cell)) for cell in row.cells}
        if "name" in names and len(names - {None}) > 1:
            return row, list(sheet.rows[index + 1:])
    return None


def _understand(row: Row, places: dict[str, int], found: HolderList) -> None:
    entry, faults = HolderEntry(row.number), []
    for name, understand in MEANINGS.items():
        if name not in places:
            continue
        cell = row[places[name]]
        try:
            value = understand(cell)
        except Fault as fault:
            shown = MASKS.get(name, str)(tidy(cell))
            faults.append(FaultRow(row.number, HEADERS[name], shown, fault.kind, fault.params))
        else:
            if value is not KEEP:
                entry.values[name] = value
    start, end = entry.values.get("term_starts_on"), entry.values.get("term_ends_on")
    if start and end and end <= start:
        faults.append(FaultRow(row.number, HEADERS["term_ends_on"], end.isoformat(), "term_order"))
    found.faults += faults
    if not faults:
        found.entries.append(entry)


def _judge_doubles(found: HolderList) -> None:
    seen: dict[tuple[str, str], int] = {}
    for entry in found.entries:
        if (first := seen.setdefault(entry.key, entry.row)) != entry.row:
            found.faults.append(FaultRow(
                entry.row, HEADERS["name"], entry.values["name"], "same_holder", {"first": first}))


def _name(cell: Cell) -> str:
    if is_blank(cell):
        raise Fault("missing")
    return text(OfficeHolder._meta.get_field("name").max_length or 0)(cell)


def _party(cell: Cell) -> bool:
    """Yes, no, or the word for where somebody stands politically."""
    told = bare(cell)
    return PARTY_WORDS[told] if told in PARTY_WORDS else yes_no(cell)


MEANINGS: dict[str, Callable[[Cell], Any]] = {
    "name": _name, "role": word(ROLE_WORDS, "unknown_role"), "phone": phone, "is_party_member": _party,
    "term_starts_on": day(date.max), "term_ends_on": day(date.max),
}
