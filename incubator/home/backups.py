"""Backup and restore: the database and all files as of one moment, with a manifest that says what must be there.

The keys of sealed numbers are not in it: a stolen backup opens nothing. The manifest holds their fingerprints only.
"""

import hashlib
import json
import os
import shutil
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from incubator.home.databases import CannotDump, dump_name, dumped, file_names, restore_dump, row_counts

MANIFEST, FILES = "manifest.json", "files"


class CannotBackup(Exception):
    """Why it is refused, in words."""


def make_backup(folder: Path, *, now: datetime) -> dict:
    """Write a backup into the new folder `folder`; it appears there complete or not at all. Returns the manifest."""
    if folder.exists() and any(folder.iterdir()):
        raise CannotBackup(_("%(folder)s is not empty; give a new folder.") % {"folder": folder})
    partly = folder.with_name(folder.name + ".partly")
    shutil.rmtree(partly, ignore_errors=True)
    partly.mkdir(parents=True, mode=0o700)
    # A file is stored before its row and never changes. So: files, then the database, then the files that came since.
    hashes = _copy_files(Path(settings.MEDIA_ROOT), partly / FILES, {})
    with dumped(partly / dump_name()) as dump:
        tables = row_counts(dump, connection.introspection.table_names())
        spoken_of = file_names(dump)
        migrations = sorted(f"{app}.{name}" for app, name in dump.rows("SELECT app, name FROM django_migrations"))
    hashes = _copy_files(Path(settings.MEDIA_ROOT), partly / FILES, hashes)
    missing = sorted(spoken_of - set(hashes))
    manifest = {
        "format": 1,
        "made_at": now.isoformat(),
        "version": _version(),
        "database": connection.vendor,
        "database_sha256": _sha256(partly / dump_name()),
        "migrations": migrations,
        "field_keys": fingerprints(),
        "tables": tables,
        "files": hashes,
        "missing_files": missing,
    }
    (partly / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1))
    if folder.exists():
        folder.rmdir()
    os.replace(partly, folder)
    return manifest


def restore_backup(folder: Path) -> dict:
    """Bring a backup into this empty office, wholly or not at all. Returns the manifest."""
    manifest = read_manifest(folder)
    _refuse_unless_fitting(folder, manifest)
    media = Path(settings.MEDIA_ROOT)
    staged = media.with_name(media.name + ".restoring")
    shutil.rmtree(staged, ignore_errors=True)
    if (folder / FILES).exists():
        shutil.copytree(folder / FILES, staged)
    staged.mkdir(exist_ok=True)
    _secure(staged)
    media.mkdir(parents=True, exist_ok=True)
    media.rmdir()
    os.replace(staged, media)
    try:
        restore_dump(folder / dump_name())
    except BaseException as error:
        shutil.rmtree(media)
        media.mkdir()
        if isinstance(error, CannotDump):
            raise CannotBackup(str(error)) from error
        raise
    return manifest


def read_manifest(folder: Path) -> dict:
    try:
        return json.loads((folder / MANIFEST).read_text())
    except (OSError, ValueError):
        raise CannotBackup(_("%(folder)s holds no complete backup.") % {"folder": folder}) from None


def fingerprints() -> list[str]:
    """Marks by which keys are told apart without knowing them."""
    return [hashlib.sha256(b"incubator.fingerprint:" + key.encode()).hexdigest()[:16] for key in settings.FIELD_KEYS]


def missing_keys(manifest: dict) -> list[str]:
    """Keys that sealed the backup and that this office does not have; numbers sealed by them would stay sealed."""
    return [key for key in manifest["field_keys"] if key not in fingerprints()]


def differences(manifest: dict) -> list[str]:
    """What in this office is not as the manifest says (row counts, files)."""
    found = []
    for table, rows in manifest["tables"].items():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
            here = cursor.fetchone()[0]
        if here != rows:
            found.append(f"{table}: {rows} -> {here}")
    for name, known in manifest["files"].items():
        if _sha256(Path(settings.MEDIA_ROOT) / name) != known:
            found.append(f"{FILES}/{name}")
    return found


def _refuse_unless_fitting(folder: Path, manifest: dict) -> None:
    faults = []
    if manifest["database"] != connection.vendor:
        faults.append(
            _("The backup is of %(theirs)s, this office uses %(ours)s.")
            % {"theirs": manifest["database"], "ours": connection.vendor}
        )
    else:
        faults += [
            _("%(name)s in the backup is damaged or missing.") % {"name": name}
            for name, known in {dump_name(): manifest["database_sha256"]}.items() if _sha256(folder / name) != known
        ]
    faults += [
        _("%(name)s in the backup is damaged or missing.") % {"name": name}
        for name, known in manifest["files"].items() if _sha256(folder / FILES / name) != known
    ]
    ours = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if ours != set(manifest["migrations"]):
        faults.append(
            _("The backup was made by another version of the program (%(version)s); restore it with that one."
              " Differing: %(names)s")
            % {"version": manifest["version"], "names": ", ".join(sorted(ours ^ set(manifest["migrations"]))[:5])}
        )
    if connection.introspection.table_names():
        faults.append(_("The database of this office is not empty."))
    media = Path(settings.MEDIA_ROOT)
    if media.exists() and any(media.iterdir()):
        faults.append(_("The files folder of this office is not empty: %(folder)s") % {"folder": media})
    connection.close()
    if faults:
        raise CannotBackup("\n".join(faults))


def _copy_files(source: Path, target: Path, known: dict[str, str]) -> dict[str, str]:
    """Copy what is not in `known` yet; relative name -> sha256 of all."""
    hashes = dict(known)
    for path in sorted(source.rglob("*")):
        name = path.relative_to(source).as_posix()
        if name not in hashes and not path.name.startswith(".") and path.is_file():
            copy = target / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            try:
                shutil.copyfile(path, copy)
            except FileNotFoundError:
                continue  # removed meanwhile; if a row speaks of it, the manifest says so
            hashes[name] = _sha256(copy)
    return hashes


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _secure(folder: Path) -> None:
    for path in folder.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)


def _version() -> str:
    try:
        return version("incubator")
    except PackageNotFoundError:
        import tomllib

        return tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]["version"]
