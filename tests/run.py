"""Runs every part of `make test` (or `--quick`), one after the other, and ends with one line per part."""

import argparse
import contextlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests import servers  # noqa: E402

PACKAGES = ["incubator", "organizations", "projects", "evaluations"]
PYTHON = [sys.executable]
WORKERS = os.environ.get("TEST_WORKERS", "2")
ENVIRONMENT = {  # the checks that are not pytest read the settings too, but never an office's .env
    "ENV_FILE": os.devnull,
    "SECRET_KEY": "".join(map(chr, range(40, 120))),
    "FIELD_KEY": "only-for-checks-" * 4,
    "EMAIL_URL": "memorymail://",
    "DATA_DIR": str(ROOT / "var" / "test"),
}


@dataclass
class Part:
    name: str
    run: Callable[[], bool]
    quick: bool = False


def command(*words: str, **environment: str) -> bool:
    print("$", " ".join(words), flush=True)
    plain = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "CELERY_BROKER_URL")}
    return subprocess.run(words, cwd=ROOT, env=plain | ENVIRONMENT | environment, check=False).returncode == 0


def manage(*words: str, **environment: str) -> bool:
    return command(*PYTHON, "-W", "error::RuntimeWarning", "manage.py", *words, **environment)


def pytest(*words: str, **environment: str) -> bool:
    return command(*PYTHON, "-m", "pytest", *words, **environment)


def translations() -> bool:
    """Every catalog compiles, and nothing in it is fuzzy, empty or broken in its placeholders."""
    from babel.messages.pofile import read_po

    well = True
    for path in sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po")):
        with path.open("rb") as file:
            catalog = read_po(file, locale=path.parts[-3])
        for message in catalog:
            strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
            faults = ["fuzzy"] if message.id and message.fuzzy else []
            faults += ["not translated"] if message.id and not all(strings) else []
            faults += [str(error) for error in message.check(catalog)]
            for fault in faults:
                well = False
                print(f"{path.relative_to(ROOT)}: {message.id!r}: {fault}")
        print(f"{path.relative_to(ROOT)}: {len(catalog)} messages")
        well &= command(*PYTHON, ".ci/catalogs.py", str(path), str(path.with_suffix(".mo")))
    return well


def on_servers() -> bool:
    if not have(("postgresql", servers.postgres_programs), ("redis-server", lambda: shutil.which("redis-server"))):
        return False
    with contextlib.ExitStack() as stack:
        return pytest(
            "-n", WORKERS,
            DATABASE_URL=stack.enter_context(servers.postgres()),
            CELERY_BROKER_URL=stack.enter_context(servers.redis()),
        )


def browser() -> bool:
    if not have(("chromium", lambda: shutil.which("chromium") or shutil.which("chromium-browser"))):
        return False
    # Two runs: each keeps a browser of its own kind open, and one process holds only one.
    frame = pytest("-m", "browser", "tests/home/test_chromium.py")
    return pytest("-m", "browser and not proof", "tests/browser") and frame


def have(*needs: tuple[str, Callable]) -> bool:
    """System programs for the tests; the missing ones are installed, or named with the command to run."""
    missing = [package for package, find in needs if not find()]
    return not missing or command(str(ROOT / ".ci" / "packages"), "system", *missing)


PARTS = [
    Part("style", lambda: command(*PYTHON, "-m", "ruff", "check", "."), quick=True),
    Part("import contracts", lambda: command(str(Path(sys.executable).parent / "lint-imports")), quick=True),
    Part("types", lambda: command(*PYTHON, "-m", "mypy", *PACKAGES)),
    Part("migrations complete", lambda: manage("makemigrations", "--check", "--dry-run"), quick=True),
    Part("translations", translations, quick=True),
    Part("deployment check", lambda: manage("check", "--deploy", "--fail-level", "WARNING", BEHIND_HTTPS="1")),
    Part("suite on SQLite", lambda: pytest("-n", WORKERS), quick=True),
    Part("suite on PostgreSQL + Redis", on_servers),
    Part("browser journeys", browser),
]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only what daily work needs")
    parser.add_argument("--only", metavar="WORDS", help="only the parts whose name matches")
    asked = parser.parse_args()
    lines, all_well = [], True
    for part in PARTS:
        if (asked.quick and not part.quick) or (asked.only and not re.search(asked.only, part.name)):
            continue
        print(f"\n=== {part.name}", flush=True)
        started = time.monotonic()
        try:
            well = part.run()
        except Exception as error:
            print(f"{type(error).__name__}: {error}")
            well = False
        lines.append(f"{part.name:<30} {'passed' if well else 'FAILED'} {time.monotonic() - started:7.1f} s")
        print(lines[-1], flush=True)
        all_well &= well
    print("\n" + "\n".join(lines), flush=True)
    return 0 if all_well and lines else 1


if __name__ == "__main__":
    sys.exit(main())
