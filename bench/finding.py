"""What finding costs among 200, 20,000 and 300,000 organizations, and what bringing 10,000 in costs; on PostgreSQL.

Run from the repository: `python bench/finding.py [--sizes 200,20000] [--plans]`. Three registers on a private server;
each page is asked in blocks, one register after the other, and of its blocks the quickest counts, because a shared
machine's neighbours slow all of them. Exits 1 when a page of the largest takes more than three times as long as of the
smallest or asks more often, or when the import takes more than three times its floor: openpyxl reading the file and one
bulk insert of its rows.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.timing import Stopwatch, stand  # noqa: E402

SIZES, BAR, ROUNDS, BLOCK = (200, 20_000, 300_000), 3.0, 5, 7
IMPORTED = 10_000


def cases(crowd: Any) -> dict[str, tuple[Any, str, dict[str, Any]]]:
    """Name -> who asks, which page, with what."""
    from bench.crowd import HOLDER, HOLDER_TAIL, PERSON, TAIL, WORD

    officer, neighbour, page, file = crowd.officer, crowd.neighbour, "organizations", "organizations-export"
    searches = {
        "two characters, 50 found": WORD, "two characters, a quarter of all": "服务", "two characters, 1 of 24": "太极",
        "one character": WORD[0], "a longer part": f"{WORD}阁第", "a place, its ledger came in half-way": "大塘",
        "pinyin initials": "cyg", "pinyin": "chenyige", "code": crowd.code, "person": PERSON, "phone's last four": TAIL,
        "a word nobody bears": "没有这个", "identity number": "330105197707020001",
        "filing number without dashes": "330105005202610001",
        "office-holder": HOLDER, "two characters of an office-holder": HOLDER[:2],
        "a name like many office-holders'": "张敏", "a surname of many office-holders": "张",
        "office-holder's phone's last four": HOLDER_TAIL, "a filing number begun, 80 found": "330105-005-2026-1-01",
        "the same without dashes": "3301050052026101", "a credit code begun, 20 found": "52330105MJ00001",
        "a filing number begun, four fifths of all": "330105-005-2026",
    }
    return {
        "list, page 1": (officer, page, {}), "list, last numbered page": (officer, page, {"page": 10**6}),
        "list, behind the middle": (officer, page, {"after": crowd.middle}),
        "list, one small community": (officer, page, {"area": crowd.small.pk}),
        "list, a standing nobody has": (officer, page, {"status": "revoked"}),
        "list, a street of 100 brought in last": (neighbour, page, {}),
        **{f"search, {name}": (officer, page, {"name": words}) for name, words in searches.items()},
        "export, 50 found by a word": (officer, file, {"name": WORD}),
        "export, one small community": (officer, file, {"area": crowd.small.pk}),
    }


def use(database: str) -> None:
    """From now on Django talks to that database of the server."""
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = database


def settle(sizes: list[int]) -> dict[int, Any]:
    """A register of each size in a database of its own, and an empty one."""
    from django.db import connection

    from bench import crowd

    found = {}
    for size in [*sizes, 0]:
        use("template1")
        connection.cursor().execute(f"CREATE DATABASE of_{size} TEMPLATE postgres")
        use(f"of_{size}")
        if size:
            start = time.monotonic()
            found[size] = crowd.build(size)
            print(f"{size:,} organizations stand after {time.monotonic() - start:.0f} s", flush=True)
    return found


def visitor(user: Any) -> Any:
    from django.test import Client

    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def timed(ask: Callable[[], Any]) -> float:
    """The median of a block, in ms."""
    ask()
    clock = Stopwatch()
    for _n in range(BLOCK):
        clock("page", ask)
    return clock.medians["page"] * 1000


def measure(crowds: dict[int, Any], *, plans: bool) -> list[str]:
    """The names of what is above the bar."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    asks: dict[int, dict[str, Callable[[], Any]]] = {}
    queries: dict[int, dict[str, int]] = {}
    blocks: dict[tuple[int, str], list[float]] = {}
    for size, crowd in crowds.items():
        use(f"of_{size}")
        clients = {user: visitor(user) for user in (crowd.officer, crowd.neighbour)}
        asks[size] = {
            name: partial(clients[user].get, reverse(f"organizations:{page}"), query)
            for name, (user, page, query) in cases(crowd).items()}
        queries[size] = {}
        for name, ask in asks[size].items():
            assert ask().status_code == 200, name
            with CaptureQueriesContext(connection) as asked:
                ask()
            queries[size][name] = len(asked)
            if plans and size == max(crowds) and name.startswith(("search", "list")):
                show_plans(name, [q["sql"] for q in asked.captured_queries])
    for _round in range(ROUNDS):
        for size, named in asks.items():
            use(f"of_{size}")
            for name, ask in named.items():
                blocks.setdefault((size, name), []).append(timed(ask))
    smallest, largest, above = min(crowds), max(crowds), []
    for name in asks[smallest]:
        ms = {size: min(blocks[size, name]) for size in crowds}
        ratio = ms[largest] / ms[smallest]
        same = len({queries[size][name] for size in crowds}) == 1
        above += [] if ratio <= BAR and same else [name]
        told = " → ".join(f"{ms[size]:.1f}" for size in crowds)
        counts = "/".join(str(queries[size][name]) for size in crowds)
        print(f"proof: {name}: {counts} queries, {told} ms, x {ratio:.2f} (≤ {BAR:g}):"
              f" {'ABOVE' if name in above else 'within'}", flush=True)
    return above


def show_plans(name: str, statements: list[str]) -> None:
    """Where the rows come from, in short: one line a scan, with how many were expected and found."""
    from django.db import connection

    from incubator.paging import MOST

    for statement in statements:
        counts = f"LIMIT {MOST + 1}" in statement
        if counts or 'FROM "organizations_organization"' in statement:
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN (ANALYZE, COSTS OFF) " + statement)
                lines = [line.strip() for (line,) in cursor.fetchall()]
            scans = [line.removeprefix("->  ") for line in lines if "Scan" in line or line.startswith("Execution")]
            print(f"plan: {name}, {'count' if counts else 'rows'}: {'; '.join(scans)}", flush=True)


def measure_import(number: int) -> list[str]:
    """Read, compare and write so many new organizations, beside the floor, in turn."""
    import io
    from datetime import date

    import openpyxl
    from django.db import transaction

    from organizations import importing
    from organizations.importing.writing import _new
    from organizations.models import Organization
    from tests.factories import make_area
    from tests.organizations.ledgers import COMMUNITIES, make_communities, row, sheet

    use("of_0")
    street = make_area("330105005", "拱宸桥街道", make_area("330105", "拱墅区"))
    make_communities(street)
    content = sheet([
        row(序号=n, 组织名称=f"{COMMUNITIES[n % 10]}第{n}志愿服务队", 联系电话=f"142{n:08d}", 负责人=f"张{n % 100}",
            所属社区=f"{COMMUNITIES[n % 10]}社区") for n in range(1, number + 1)])
    today, clock = date(2026, 11, 23), Stopwatch()

    def undone(name: str, act: Callable[[], Any]) -> None:
        with transaction.atomic():
            clock(name, act)
            transaction.set_rollback(True)

    def read() -> int:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        return len([list(cells) for cells in book.active.iter_rows(values_only=True)])

    for _round in range(3):
        assert clock("openpyxl", read) == number + 1
        outcome = clock("preview", lambda: importing.compare(content, area=street, today=today))
        assert outcome.counts["created"] == number, outcome.faults[:3]
        things = [_new(plan) for plan in outcome.plans]
        for thing in things:
            thing.derive()
        undone("insert", lambda things=things: Organization.objects.bulk_create(things))
        undone("import", lambda: importing.write(content, area=street, by=None, today=today))
    medians = clock.medians
    floor = medians["openpyxl"] + medians["insert"]
    ratio = medians["import"] / floor
    print(f"proof: import of {number:,} rows: {medians['import']:.2f} s, x {ratio:.2f} (≤ {BAR:g}) of the floor of"
          f" {floor:.2f} s (openpyxl, read only, {medians['openpyxl']:.2f} + one bulk insert {medians['insert']:.2f});"
          f" the preview alone {medians['preview']:.2f} s: {'within' if ratio <= BAR else 'ABOVE'}")
    return [] if ratio <= BAR else ["import"]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--imported", type=int, default=IMPORTED)
    parser.add_argument("--plans", action="store_true", help="show how the largest register is searched")
    asked = parser.parse_args()
    with ExitStack() as stack:
        from tests import servers

        folder = tempfile.mkdtemp(prefix="incubator-bench-")
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        stand(DATA_DIR=folder, DATABASE_URL=stack.enter_context(servers.postgres()))
        import django

        bad = measure(settle([int(size) for size in asked.sizes.split(",")]), plans=asked.plans)
        bad += measure_import(asked.imported)
        print(f"proof: above their bars: {', '.join(bad) or 'none'}")
        django.db.connections.close_all()
    sys.exit(bool(bad))
