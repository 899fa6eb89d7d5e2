"""Kill -9 on the worker at random moments while it makes 200 reports: none lost, none twice, on either broker.

The control does the same to a job without transactions and must show losses, or the proof would prove nothing.
"""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import servers
from tests.proofs.careless import PROJECTS

pytestmark = pytest.mark.proof
ROOT = Path(__file__).resolve().parent.parent.parent
KILLS, CONTROL_KILLS = 20, 8
TASK, CARELESS = "projects.tasks.make_reports", "careless.make_reports"


class Office:
    """A whole office in a folder of its own: a hand on its rows, and a worker that can be killed."""

    def __init__(self, folder: Path, broker: str, hand: str, **environment: str) -> None:
        self.environment = os.environ | {
            "DATA_DIR": str(folder), "CELERY_BROKER_URL": broker,
            "DJANGO_SETTINGS_MODULE": "incubator.settings",
            "LOG_LEVEL": "WARNING", "PYTHONPATH": str(ROOT), **environment,
        }
        self.folder, self.worker, self.module = folder, None, hand
        self._run("manage.py", "migrate", "--verbosity", "0")
        self._run("manage.py", "createcachetable")
        self.hand = subprocess.Popen(
            [sys.executable, "-m", hand], cwd=ROOT, env=self.environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def _run(self, *command: str) -> None:
        subprocess.run([sys.executable, *command], cwd=ROOT, env=self.environment, check=True, timeout=180)

    def ask(self, words: str) -> dict:
        self.hand.stdin.write(words + "\n")
        self.hand.stdin.flush()
        return json.loads(self.hand.stdout.readline())

    def hire(self) -> None:
        """Start a worker in a process group of its own and wait until it says it is ready."""
        log = (self.folder / "worker.out").open("w+")
        self.worker = subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", self.module, "worker", "-P", "solo", "--without-gossip",
             "--without-mingle", "-l", "INFO"],
            cwd=ROOT, env=self.environment | {"LOG_LEVEL": "INFO"}, stdout=log, stderr=log, start_new_session=True)
        log.close()
        deadline = time.monotonic() + 60
        while " ready." not in (self.folder / "worker.out").read_text():
            assert self.worker.poll() is None and time.monotonic() < deadline, (self.folder / "worker.out").read_text()
            time.sleep(0.02)

    def kill(self) -> None:
        if self.worker and self.worker.poll() is None:
            os.killpg(self.worker.pid, signal.SIGKILL)
            self.worker.wait(20)

    def wait_until_received(self, seconds: float = 20) -> None:
        deadline = time.monotonic() + seconds
        while " received" not in (self.folder / "worker.out").read_text() and time.monotonic() < deadline:
            time.sleep(0.005)

    def wait_until_made(self, seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while self.ask("count")["reports"] < PROJECTS and time.monotonic() < deadline:
            time.sleep(0.05)

    def close(self) -> None:
        self.kill()
        self.hand.communicate(timeout=20)  # closes both ends, so it goes


@contextlib.contextmanager
def office(folder: Path, kind: str, *, hand: str = "tests.proofs.careless", **environment: str) -> Iterator[Office]:
    with contextlib.ExitStack() as stack:
        broker = stack.enter_context(servers.redis()) if kind == "redis" else "filesystem://"
        one = Office(folder, broker, hand, **environment)
        stack.callback(one.close)
        yield one


def seconds_of_a_run(one: Office, task: str) -> float:
    """How long an undisturbed run takes, from the moment the worker has the message to the last report."""
    one.ask("forget")
    one.hire()
    one.ask(f"nudge {task}")
    one.wait_until_received()
    start = time.monotonic()
    one.wait_until_made()
    seconds = time.monotonic() - start
    time.sleep(0.5)
    one.kill()
    return seconds


def rounds(one: Office, task: str, times: int, seconds: float, chance: random.Random) -> list[dict]:
    """Nudge, kill at a random moment, hire anew, nudge as beat does at its next beat, and count."""
    found = []
    for number in range(times):
        one.ask("forget")
        one.hire()
        one.ask(f"nudge {task}")
        if number % 4:  # each fourth kill may come before the worker has the message
            one.wait_until_received()
        time.sleep(chance.uniform(0, seconds))
        one.kill()
        at_kill = one.ask("count")["reports"]
        one.hire()
        one.ask(f"nudge {task}")
        one.wait_until_made()
        time.sleep(0.5)  # what would come twice may still come
        one.kill()
        found.append(one.ask("count") | {"at_kill": at_kill})
    return found


@pytest.mark.parametrize("broker", ["embedded", "redis"])
def test_twenty_kills_lose_nothing_and_repeat_nothing(tmp_path, broker):
    seed = int(time.time())
    with office(tmp_path, broker) as one:
        assert one.ask("plant")["projects"] == PROJECTS
        seconds = seconds_of_a_run(one, TASK)
        found = rounds(one, TASK, KILLS, seconds, random.Random(seed))
    lost, twice = sum(r["lost"] for r in found), sum(r["twice"] for r in found)
    middle = sum(0 < r["at_kill"] < PROJECTS for r in found)
    print(f"\nproof: reports on the {broker} broker: {KILLS} x kill -9 of the worker within {seconds:.2f} s of making "
          f"{PROJECTS}: {lost} lost, {twice} twice ({middle} kills found some made and some not; seed {seed})")
    assert [(r["reports"], r["projects"]) for r in found] == [(PROJECTS, PROJECTS)] * KILLS
    assert (lost, twice) == (0, 0)


def test_the_control_without_transactions_loses(tmp_path):
    with office(tmp_path, "embedded") as one:
        assert one.ask("plant")["projects"] == PROJECTS
        seconds = seconds_of_a_run(one, CARELESS)
        found = rounds(one, CARELESS, CONTROL_KILLS, seconds * 0.9, random.Random(7))
    lost = sum(r["lost"] for r in found)
    print(f"\nproof: the control, a job without transactions: {CONTROL_KILLS} x kill -9 of the worker within "
          f"{seconds:.2f} s: {lost} reports nobody was told of or without their change row")
    assert lost > 0
