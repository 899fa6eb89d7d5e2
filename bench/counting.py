"""Counting what one request asks of the database: queries, rows, model objects, CPU of the PostgreSQL backend."""

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Cost:
    page: str
    queries: int = 0
    rows: int = 0
    objects: int = 0
    kilobytes: float = 0
    ms: float = 0
    p95: float = 0
    bare_ms: float = 0
    times: float = 0
    database_ms: float = 0


@contextmanager
def counting(cost: Cost):
    """Queries sent, rows fetched and model objects made in the block."""
    from django.db import connection
    from django.db.backends.utils import CursorWrapper
    from django.db.models.signals import post_init

    fetch = CursorWrapper.__getattr__

    def fetching(cursor, name):
        found = fetch(cursor, name)
        if name not in ("fetchone", "fetchmany", "fetchall"):
            return found

        def counted(*arguments):
            rows = found(*arguments)
            cost.rows += len(rows) if name != "fetchone" else rows is not None
            return rows

        return counted

    def query(execute, sql, params, many, context):
        cost.queries += 1
        return execute(sql, params, many, context)

    def made(**_kwargs):
        cost.objects += 1

    post_init.connect(made)
    CursorWrapper.__getattr__ = fetching
    try:
        with connection.execute_wrapper(query):
            yield
    finally:
        CursorWrapper.__getattr__ = fetch
        post_init.disconnect(made)


def backend_ns() -> int:
    """CPU so far of the PostgreSQL process that serves us; 0 on SQLite, which works inside this process."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0
    return int(Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text().split()[0])
