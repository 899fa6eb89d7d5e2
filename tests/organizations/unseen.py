"""Ledgers nobody has seen: written from a seed as offices write them, with what must come of every cell and row.

What is expected comes from the facts a ledger was written from (`spellings`), never from reading it.
"""

import csv
import io
import random
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise
from typing import Any

import xlsxwriter

from tests.organizations.spellings import HEADS, MAY_LACK, NOT_OURS, Wording, spelled, titled, truth, wrong

FORMS = ("xlsx", *(f"{encoding} {sign}" for encoding in ("gbk", "utf-8", "utf-8-sig") for sign in (
    "comma", "tab", "semicolon")))
SIGNS = {"comma": ",", "tab": "\t", "semicolon": ";"}
NEEDED = {"org_type": "组织类型", "responsible_person": "负责人", "area": "所属社区", "category": "类别"}
TITLE, SECTION = "拱宸桥街道社会组织台账", "一、"


@dataclass
class Unseen:
    """One ledger: the file, what each row says (sheet row -> field -> value), and its faults (row, header, kind)."""

    content: bytes = b""
    facts: dict[int, dict[str, Any]] = field(default_factory=dict)
    faults: set[tuple[int, str, str]] = field(default_factory=set)


def unseen(seed: Any, form: str, places: list[Any], *, faulty: bool) -> Unseen:
    """The ledger of that seed; the same seed without `faulty` is the same ledger put right."""
    chance = random.Random(f"{seed} {form}")
    word = Wording(chance, form)
    columns = [name for name in HEADS if name not in MAY_LACK or chance.random() < .7]
    chance.shuffle(columns)
    lost = chance.choice(list(NEEDED)) if chance.random() < .1 and faulty else ""
    columns = [name for name in columns if name != lost]
    word.heads = {name: chance.choice(HEADS[name].split()) for name in columns}
    written = {name: titled(head, chance) for name, head in word.heads.items()}
    strangers = chance.sample(NOT_OURS, chance.randrange(3))
    layout: list[str | None] = [*columns, *strangers]
    left = chance.randrange(2)  # an empty column before the table
    chance.shuffle(layout)
    rows, found = above(chance), Unseen()
    header = [written.get(one, one) for one in layout]
    rows.append(header)
    if lost:
        found.faults.add((len(rows), NEEDED[lost], "missing_column"))
    told: list[dict[str, Any]] = []
    for number in range(1, chance.randrange(8, 16)):
        near = [told[-1]["area"]] if told and chance.random() < .4 else places
        facts = truth(number, chance, near)
        cells = {name: spelled(name, facts, word) for name in columns} | dict.fromkeys(strangers, "其他内容")
        spoiling = random.Random(f"{seed} {number}")
        wrongs = wrong(facts, cells, told, columns, spoiling, word) if faulty and not lost else {}
        between(rows, header, word)
        rows.append([cells[one] for one in layout])
        known = {name: facts[name] for name in columns if name != "sequence"}
        place = len(rows)
        found.facts[place] = {name: value for name, value in known.items() if name not in wrongs}
        found.faults |= {(place, str(written[name]).strip(), kind) for name, kind in wrongs.items()}
        told.append(facts | {"row": place, "spoilt": set(wrongs)})
    rows += below(len(told), chance)
    rows = [[None] * left + line for line in rows]
    merged = [
        (one["row"] - 1, left + layout.index("area")) for one, after in pairwise(told)
        if not lost and after["row"] == one["row"] + 1 and one["area"] == after["area"]
        and "area" not in one["spoilt"] | after["spoilt"] and one["row"] % 2]
    found.content = as_book(rows, merged, chance) if word.book else as_text(rows, form)
    return found


def above(chance: random.Random) -> list[list[Any]]:
    """Titles and notes over the header."""
    lines = [[TITLE], ["填报单位：拱宸桥街道", None, "填报时间：2026年11月"], [], ["（内部资料　注意保管）"]]
    return lines[:chance.randrange(5)]


def between(rows: list[list[Any]], header: list[Any], word: Wording) -> None:
    """What stands between two organizations and is none."""
    if word.chance.random() < .2:
        lines = [[], list(header), ["　", None, " "], ["小计", 3], ["-"] * len(header)]
        rows.append(word.chance.choice([*lines, [f"{SECTION}桥西社区（12家）"]] if word.book else lines))


def below(number: int, chance: random.Random) -> list[list[Any]]:
    lines = [[], [f"合计：{number}家"], ["总计", number, "家"], ["填表人：王五", None, "审核人：赵六"],
             ["注：本表每年更新一次"], ["共计", None, 812]]
    return chance.sample(lines, chance.randrange(4))


def as_text(rows: list[list[Any]], form: str) -> bytes:
    encoding, sign = form.split()
    target, width = io.StringIO(), max(map(len, rows))
    csv.writer(target, delimiter=SIGNS[sign]).writerows(
        ["" if cell is None else cell for cell in line] + [""] * (width - len(line)) for line in rows)
    return target.getvalue().encode(encoding)


def as_book(rows: list[list[Any]], merged: list[tuple[int, int]], chance: random.Random) -> bytes:
    """A workbook: some words are results of formulas, titles lie over merged cells, `merged` cells over two rows."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    if chance.random() < .2:
        book.add_worksheet("填表说明").write_string(0, 0, "请逐行填写")
    page, width = book.add_worksheet("台账"), max(map(len, rows))
    dates = {kind: book.add_format({"num_format": form}) for kind, form in (
        (date, "yyyy/m/d"), (datetime, "yyyy-mm-dd hh:mm"))}
    for place, line in enumerate(rows):
        for column, cell in enumerate(line):
            if type(cell) in dates:
                page.write_datetime(place, column, cell, dates[type(cell)])
            elif isinstance(cell, str) and cell and chance.random() < .1:
                page.write_formula(place, column, '=A1&""', None, cell)
            elif isinstance(cell, str):
                page.write_string(place, column, cell)
            elif cell is not None:
                page.write_number(place, column, cell)
    for place, line in enumerate(rows):
        texts = [cell for cell in line if cell]
        if len(texts) == 1 and str(texts[0]).startswith((SECTION, TITLE)):
            page.merge_range(place, 0, place, width - 1, texts[0])
    for place, column in merged:
        page.merge_range(place, column, place + 1, column, rows[place][column])
    book.close()
    return target.getvalue()
