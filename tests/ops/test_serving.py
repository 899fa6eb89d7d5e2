"""`manage.py serve`: three processes that live, die and come back together."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.ops.conftest import ROOT
from tests.servers import free_port

LINUX = Path("/proc/self/status").exists()


def wait_for(question, seconds=60.0):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        answer = question()
        if answer:
            return answer
        time.sleep(0.1)
    raise AssertionError("not in time")


def children(pid: int) -> dict[str, int]:
    """Role -> process id of the direct children."""
    found = {}
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        words = Path(f"/proc/{child}/cmdline").read_text().split("\0")
        role = "web" if "gunicorn" in words else next((word for word in ("worker", "beat") if word in words), None)
        if role:
            found[role] = int(child)
    return found


def replaced(before: dict[str, int], now: dict[str, int]) -> dict[str, int]:
    """What runs now, once each role has a new process: a killed one is listed until it is reaped."""
    return now if now.keys() == before.keys() and not set(before.values()) & set(now.values()) else {}


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] not in "ZX"
    except OSError:
        return False


class Served:
    def __init__(self, office):
        self.port = free_port()
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"], cwd=ROOT, env=office.variables(PORT=str(self.port)),
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )

    def get(self, path: str):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except OSError:
            return 0, ""
        finally:
            connection.close()

    def ready(self) -> bool:
        return self.get("/readyz")[0] == 200

    def end(self) -> str:
        self.process.send_signal(signal.SIGTERM)
        return self.process.communicate(timeout=60)[0]


@pytest.fixture
def served(office):
    served = Served(office)
    yield served
    if served.process.poll() is None:
        served.end()


@pytest.mark.skipif(not LINUX, reason="reads /proc")
def test_all_three_live_come_back_after_a_kill_and_stop_together(served, office):
    wait_for(served.ready)
    before = children(served.process.pid)
    assert set(before) == {"web", "worker", "beat"}
    answer = json.loads(served.get("/readyz")[1])
    assert answer["ready"] and set(answer["checks"].values()) == {"ok"}

    for pid in before.values():
        os.kill(pid, signal.SIGKILL)
    after = wait_for(lambda: replaced(before, children(served.process.pid)))
    wait_for(lambda: served.get("/healthz")[0] == 200)

    text = served.end()
    assert served.process.returncode == 0
    assert f"http://127.0.0.1:{served.port}/" in text
    assert not [pid for pid in after.values() if alive(pid)]
    assert {path.name for path in (office.data_dir / "logs").glob("*.log")} == {"web.log", "worker.log", "beat.log"}


@pytest.mark.skipif(not LINUX, reason="reads /proc")
def test_no_child_outlives_a_killed_parent(served):
    wait_for(served.ready)
    family = children(served.process.pid)
    served.process.kill()
    served.process.communicate(timeout=30)
    wait_for(lambda: not [pid for pid in family.values() if alive(pid)], 60)


def test_a_taken_port_is_one_clear_sentence(office):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        done = office.command("serve", PORT=str(port))
    assert done.returncode == 1
    assert f"PORT={port + 1} make run" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("port", ["eighty", "0", "65536", "-1"])
def test_a_port_is_a_number(office, port):
    done = office.command("serve", PORT=port)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_an_office_without_tables_does_not_start(empty_office):
    done = empty_office.command("serve", PORT=str(free_port()))
    assert done.returncode == 1
    assert "make setup" in done.stderr


def test_setting_up_again_changes_nothing_and_asks_nobody(office):
    count = "from incubator.accounts.models import User; print(User.objects.count())"
    assert office.python(count).strip() == "1"
    office.do("setup")
    assert office.python(count).strip() == "1"


def test_the_first_officer_may_act_in_the_street(office):
    said = office.python(
        "from incubator.accounts.models import User; from incubator.accounts.rules import acts_for_street;"
        "user = User.objects.by_login('13800001234');"
        "print(user.check_password('correct-horse-battery'), acts_for_street(user, '330105005001'))"
    )
    assert said.split() == ["True", "True"]


def test_the_first_officer_can_add_the_communities_of_an_empty_office(office):
    said = office.python(
        "from django.test import Client; from incubator.accounts.models import Area, User; client = Client();"
        "client.force_login(User.objects.by_login('13800001234'),"
        " backend='django.contrib.auth.backends.ModelBackend');"
        "client.post('/admin/accounts/area/add/', {'code': '330105005001', 'name': '桥西社区', 'level': 'community',"
        " 'parent': Area.objects.get(code='330105005').pk}, headers={'host': 'localhost'});"
        "print(Area.objects.filter(code='330105005001').exists())"
    )
    assert said.strip() == "True"


def test_a_first_officer_with_faults_is_told_all_of_them(office):
    done = office.command(
        "createofficer", OFFICER_AREA="33", OFFICER_AREA_NAME="街道", OFFICER_NAME="李四", OFFICER_PHONE="123",
        OFFICER_PASSWORD="123",
    )
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) >= 3


def test_without_a_terminal_the_missing_answers_are_named(office):
    done = office.command("createofficer", OFFICER_NAME="李四")
    assert done.returncode == 1
    assert "OFFICER_PASSWORD" in done.stderr
