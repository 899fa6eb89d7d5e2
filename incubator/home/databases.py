"""The database as one file at one moment, and back: SQLite by its backup call, PostgreSQL by pg_dump."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from django.apps import apps
from django.db import connection, transaction
from django.db.backends.sqlite3._functions import register
from django.db.models import FileField
from django.utils.translation import gettext as _


class CannotDump(Exception):
    """A database tool failed; the words are its own."""


class Dump(Protocol):
    """A moment of the database, already written to a file; rows read through it are of that same moment."""

    def rows(self, sql: str) -> list[tuple]: ...


def dump_name() -> str:
    return "database.sqlite3" if connection.vendor == "sqlite" else "database.dump"


@contextlib.contextmanager
def dumped(target: Path) -> Iterator[Dump]:
    """Write the database to `target`; inside the block its rows of that moment can be read."""
    with (_sqlite_dump if connection.vendor == "sqlite" else _postgres_dump)(target) as dump:
        yield dump


@contextlib.contextmanager
def _sqlite_dump(target: Path) -> Iterator[Dump]:
    connection.ensure_connection()
    copy = sqlite3.connect(target)
    try:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, no WAL beside it
        yield _SqliteDump(copy)
    finally:
        copy.close()


class _SqliteDump:
    def __init__(self, copy: sqlite3.Connection) -> None:
        self.copy = copy

    def rows(self, sql: str) -> list[tuple]:
        return self.copy.execute(sql).fetchall()


@contextlib.contextmanager
def _postgres_dump(target: Path) -> Iterator[Dump]:
    with transaction.atomic():
        dump = _PostgresDump()
        dump.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        snapshot = dump.rows("SELECT pg_export_snapshot()")[0][0]
        _run("pg_dump", "-Fc", "--no-owner", "--no-acl", f"--snapshot={snapshot}", "-f", str(target))
        yield dump


class _PostgresDump:
    def execute(self, sql: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)

    def rows(self, sql: str) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()


def row_counts(dump: Dump, tables: list[str]) -> dict[str, int]:
    quote = connection.ops.quote_name
    return {table: dump.rows(f"SELECT count(*) FROM {quote(table)}")[0][0] for table in sorted(tables)}  # noqa: S608


def file_names(dump: Dump) -> set[str]:
    """Every stored name that some row speaks of."""
    quote, names = connection.ops.quote_name, set()
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, FileField) and field.column:
                column, table = quote(field.column), quote(model._meta.db_table)
                names |= {row[0] for row in dump.rows(f"SELECT {column} FROM {table}") if row[0]}  # noqa: S608
    return names


def restore_dump(source: Path) -> None:
    """Bring the dump into the empty database of this office, wholly or not at all."""
    if connection.vendor != "sqlite":
        _run("pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-acl",
             "-d", connection.settings_dict["NAME"], str(source))
        return
    target = Path(connection.settings_dict["NAME"])
    connection.close()
    partly = target.with_name(target.name + ".restoring")
    shutil.copyfile(source, partly)
    partly.chmod(0o600)
    _check_sqlite(partly)
    for left_over in (f"{target}-wal", f"{target}-shm"):
        Path(left_over).unlink(missing_ok=True)
    os.replace(partly, target)


def _check_sqlite(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as copy:
        register(copy)  # the checks of our tables call Django's REGEXP
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            path.unlink()
            raise CannotDump(_("The database in the backup is damaged."))


def _run(program: str, *arguments: str) -> None:
    """A PostgreSQL tool, told of our database by its environment (no password on the command line)."""
    settings = connection.settings_dict
    told = {
        "PGHOST": settings["HOST"], "PGPORT": str(settings["PORT"] or ""), "PGUSER": settings["USER"],
        "PGPASSWORD": settings["PASSWORD"], "PGDATABASE": settings["NAME"],
    }
    environment = os.environ | {name: value for name, value in told.items() if value}
    try:
        done = subprocess.run(  # noqa: S603 (our own command)
            [program, *arguments], env=environment, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise CannotDump(
            _("%(program)s is missing: sudo apt-get install -y postgresql-client") % {"program": program}
        ) from None
    if done.returncode:
        raise CannotDump(done.stderr.strip())
