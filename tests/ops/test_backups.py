"""A backup is proved by restoring it into an empty place and comparing every table and every file."""

import contextlib
import hashlib
import json
import sqlite3

import psycopg2
import pytest

from tests.ops.conftest import SERVER

FILL = """
from django.core.files.base import ContentFile
from incubator.accounts.models import User
from incubator.documents.models import Document
for number in range(30):
    User.objects.create_user(f"person-{number}", full_name=f"居民{number}", phone=f"139{number:08d}")
    Document.objects.create(kind="charter", name="章程.pdf", content_type="application/pdf", size=9, sha256="0" * 64,
                            file=ContentFile(f"file {number}".encode(), "x"))
"""


def tables(office) -> dict[str, tuple[int, str]]:
    """Table -> (rows, hash of all rows), read past Django."""
    if SERVER:
        connection = psycopg2.connect(office.environment["DATABASE_URL"])
        names = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    else:
        connection = sqlite3.connect(office.data_dir / "incubator.sqlite3")
        names = "SELECT name FROM sqlite_master WHERE type = 'table'"
    with contextlib.closing(connection), contextlib.closing(connection.cursor()) as cursor:
        cursor.execute(names)
        found = {}
        for (name,) in cursor.fetchall():
            cursor.execute(f'SELECT * FROM "{name}"')
            rows = sorted(repr(row) for row in cursor.fetchall())
            found[name] = (len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest())
    return found


def files(office) -> dict[str, bytes]:
    root = office.data_dir / "files"
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def backup(office, tmp_path):
    office.python(FILL)
    office.do("backup", str(tmp_path / "backup"))
    return tmp_path / "backup"


def test_a_restored_office_is_the_same_office(office, backup, empty_office):
    said = empty_office.do("restore", str(backup))
    assert "30" in said
    assert tables(empty_office) == tables(office)
    assert len(files(office)) == 30
    assert files(empty_office) == files(office)
    # and it opens: the sealed phones are found and read
    assert empty_office.python(
        "from incubator.accounts.models import User; print(User.objects.by_login('13900000007').full_name)"
    ).strip() == "居民7"


def test_the_backup_holds_no_key_and_lies_open_to_its_owner_only(backup):
    manifest = (backup / "manifest.json").read_text()
    assert "only-for-tests" not in manifest
    assert json.loads(manifest)["tables"]["documents_document"] == 30
    assert backup.stat().st_mode & 0o077 == 0


def test_only_an_empty_office_is_restored_into(office, backup):
    before = tables(office), files(office)
    done = office.command("restore", str(backup))
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 2  # neither database nor files are empty
    assert (tables(office), files(office)) == before


def test_a_backup_goes_into_a_new_folder_only(office, backup):
    assert office.command("backup", str(backup)).returncode == 1


@pytest.mark.parametrize("victim", ["database", "file", "manifest", "migration"])
def test_a_damaged_or_foreign_backup_leaves_the_place_empty(backup, empty_office, victim):
    if victim == "database":
        path = next(backup.glob("database.*"))
        path.write_bytes(path.read_bytes()[:-100])
    elif victim == "file":
        next(path for path in (backup / "files").rglob("*") if path.is_file()).write_bytes(b"something else")
    elif victim == "manifest":
        (backup / "manifest.json").unlink()
    else:
        manifest = json.loads((backup / "manifest.json").read_text())
        manifest["migrations"].append("projects.9999_from_the_future")
        (backup / "manifest.json").write_text(json.dumps(manifest))
    done = empty_office.command("restore", str(backup))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert tables(empty_office) == {}
    assert files(empty_office) == {}


def test_another_field_key_is_told_clearly(backup, empty_office):
    done = empty_office.command("restore", str(backup), FIELD_KEY="another-key-altogether-" * 3)
    assert done.returncode == 0
    assert "FIELD_KEY" in done.stderr


def test_writers_at_work_meanwhile_leave_no_row_without_its_file(office, tmp_path, empty_office):
    import subprocess
    import sys

    from tests.ops.conftest import ROOT

    endless = FILL.replace("range(30)", "range(100000)")
    writer = subprocess.Popen(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", endless], cwd=ROOT, env=office.variables(),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    try:
        while len(files(office)) < 20:
            assert writer.poll() is None
        office.do("backup", str(tmp_path / "busy"))
        assert writer.poll() is None
    finally:
        writer.kill()
        writer.wait()
    empty_office.do("restore", str(tmp_path / "busy"))
    assert empty_office.python(
        "from incubator.documents.models import Document;"
        "print(all(d.file.storage.exists(d.file.name) for d in Document.objects.all()), Document.objects.count() >= 20)"
    ).split() == ["True", "True"]
