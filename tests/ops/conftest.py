"""An office of its own for a test: own data folder, own database, driven by commands as a person would."""

import os
import shutil
import subprocess
import sys
import uuid
from dataclasses import dataclass, field
from pathlib import Path

import psycopg2
import pytest

ROOT = Path(__file__).resolve().parents[2]
SERVER = os.environ.get("DATABASE_URL", "")  # set when the suite runs on PostgreSQL
BROKER = os.environ.get("CELERY_BROKER_URL", "")  # and Redis
OFFICER = {
    "OFFICER_AREA": "330105005", "OFFICER_AREA_NAME": "拱宸桥街道", "OFFICER_NAME": "张三",
    "OFFICER_PHONE": "13800001234", "OFFICER_PASSWORD": "correct-horse-battery",
}


@dataclass
class Office:
    data_dir: Path
    environment: dict[str, str] = field(default_factory=dict)

    def variables(self, **more: str) -> dict[str, str]:
        own = {"DATA_DIR": str(self.data_dir), "PYTHONWARNINGS": "default", "DEBUG": "0", "DEMO_OFFICE": "0"}
        return os.environ | own | self.environment | more

    def command(self, *words: str, **more: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "manage.py", *words], cwd=ROOT, env=self.variables(**more), capture_output=True,
            text=True, stdin=subprocess.DEVNULL, timeout=180,
        )

    def do(self, *words: str, **more: str) -> str:
        done = self.command(*words, **more)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def python(self, code: str, **more: str) -> str:
        return self.do("shell", "-v", "0", "-c", code, **more)

    @property
    def database(self) -> str:
        return self.environment.get("DATABASE_URL", "").rpartition("/")[2]


def _on_server(sql: str) -> None:
    server = psycopg2.connect(SERVER)
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute(sql)
    server.close()


def new_office(data_dir: Path, template: Office | None = None) -> Office:
    """An empty place, or a copy of `template`."""
    data_dir.mkdir(parents=True, exist_ok=True)
    office = Office(data_dir)
    if template:
        shutil.copytree(template.data_dir, data_dir, dirs_exist_ok=True)
    if SERVER:
        name = f"office_{uuid.uuid4().hex[:12]}"
        _on_server(f"CREATE DATABASE {name}" + (f" TEMPLATE {template.database}" if template else ""))
        office.environment["DATABASE_URL"] = SERVER.rpartition("/")[0] + "/" + name
    if BROKER:  # workers of two offices must not hear each other's bells
        number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]) + 1
        office.environment["CELERY_BROKER_URL"] = f"{BROKER.rpartition('/')[0]}/{number}"
    return office


@pytest.fixture(scope="session")
def ready_office(tmp_path_factory):
    """Set up once; tests work on copies."""
    office = new_office(tmp_path_factory.mktemp("ready"))
    office.do("setup", **OFFICER)
    return office


@pytest.fixture
def office(tmp_path, ready_office):
    return new_office(tmp_path / "office", ready_office)


@pytest.fixture
def empty_office(tmp_path):
    return new_office(tmp_path / "empty")
