"""Web server, Celery worker and Celery beat as three child processes of one command that keeps them alive.

Each child writes to a pipe; only this process writes log files (`logs/web.log`, `worker.log`, `beat.log`), so that
rotation has one writer. The listening socket is opened here and handed down: a restarted web server finds its
visitors waiting.
"""

import contextlib
import ctypes
import logging
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from logging.handlers import TimedRotatingFileHandler
from pathlib import Path
from typing import Any, cast

from django.conf import settings

from incubator.masking import mask_line

KEPT_DAYS = 200
GRACE_SECONDS = 25  # asked to stop; after that stopped
LONGEST_PAUSE = 30.0
CALM_SECONDS = 60  # a child that lived so long starts again at once
ACCESS_LINE = "%(m)s %(U)s %(s)s %(B)s %(D)s"  # method, path, status, bytes, microseconds: nothing about who


def web_command(bind: str) -> list[str]:
    return [
        sys.executable, "-m", "gunicorn", "incubator.wsgi", "--bind", bind, "--worker-class", "gthread",
        "--workers", os.environ.get("WEB_WORKERS", "2"), "--threads", "4", "--keep-alive", "75",
        "--access-logfile", "-", "--access-logformat", ACCESS_LINE, "--no-control-socket",
        "--limit-request-line", "8190",  # a search carries along what is ticked
        "--preload",
    ]


def worker_command(name: str = "worker") -> list[str]:
    # Threads on the embedded broker: one process beside SQLite is enough. Processes where a real broker stands.
    pool = "threads" if settings.CELERY_BROKER_URL == "filesystem://" else "prefork"
    return [
        sys.executable, "-m", "celery", "-A", "incubator.celery", "worker", "-n", f"{name}@%h", "-P", pool, "-c", "2",
        "--without-gossip", "--without-mingle", "-l", "INFO",
    ]


def beat_command() -> list[str]:
    return [sys.executable, "-m", "celery", "-A", "incubator.celery", "beat", "--pidfile=", "-l", "INFO"]


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; OSError when the address is taken or not ours."""
    family, kind, _protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listener = socket.socket(family, kind)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(2048)
    except OSError:
        listener.close()
        raise
    return listener


def _die_with_parent() -> None:
    """Linux: the kernel ends this child when its parent is gone, however it went."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


@dataclass
class Child:
    """One role: its command, its process, its log."""

    role: str
    command: list[str]
    pass_fds: tuple[int, ...] = ()
    process: Any = None  # a Popen with a pipe while it lives
    started: float = 0.0
    due: float = 0.0
    pause: float = 0.5
    last_lines: deque[str] = field(default_factory=lambda: deque(maxlen=8))

    def __post_init__(self) -> None:
        path = Path(settings.DATA_DIR) / "logs" / f"{self.role}.log"
        handler = TimedRotatingFileHandler(path, when="midnight", backupCount=KEPT_DAYS, encoding="utf-8")
        self.log = logging.Logger(self.role)  # outside the tree: these lines are formatted already
        self.log.addHandler(handler)
        path.chmod(0o600)

    def start(self) -> None:
        self.process = subprocess.Popen(  # noqa: S603 (our own commands)
            self.command, cwd=settings.BASE_DIR, pass_fds=self.pass_fds, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=_die_with_parent,
        )
        os.set_blocking(self.process.stdout.fileno(), False)
        self.started = time.monotonic()
        self._rest = b""

    def read(self) -> bool:
        """Take what the child has written; False at the end of its pipe."""
        try:
            data = os.read(self.process.stdout.fileno(), 65536)
        except BlockingIOError:
            return True
        *lines, self._rest = (self._rest + data).split(b"\n")
        if not data and self._rest:
            lines.append(self._rest)
        for line in lines:
            text = mask_line(line.decode(errors="replace"))
            self.last_lines.append(text)
            self.log.info(text)
        return bool(data)

    def signal(self, number: int) -> None:
        """To the whole family of the child: a killed parent may leave some behind."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)


class Supervisor:
    """Keeps the children alive until told to stop."""

    def __init__(self, children: Iterable[Child], say: Callable[[str, Child], None]) -> None:
        self.children = list(children)
        self.say = say
        self.selector = selectors.DefaultSelector()
        self.stopping = False

    def run(self, answers: Callable[[], bool], *, first: str) -> None:
        """Start the child of role `first`; the others follow when it answers, so that people wait less."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self.ask_to_stop)
        began, waiting = time.monotonic(), True
        while not self.stopping:
            waiting = not answers() and waiting and time.monotonic() - began < LONGEST_PAUSE
            for child in self.children:
                if child.role == first or not waiting:
                    self._keep(child)
            self._listen(0.2)
        self._stop()

    def ask_to_stop(self, *_args) -> None:
        self.stopping = True

    def _start(self, child: Child) -> None:
        child.start()
        self.selector.register(child.process.stdout, selectors.EVENT_READ, child)

    def _listen(self, seconds: float) -> None:
        for key, _events in self.selector.select(seconds):
            if not key.data.read():
                self.selector.unregister(key.fileobj)
                cast(Any, key.fileobj).close()

    def _keep(self, child: Child) -> None:
        now = time.monotonic()
        if child.process is None:
            if now >= child.due:
                again = bool(child.started)
                self._start(child)
                if again:
                    self.say("restarted", child)
        elif child.process.poll() is not None:
            child.signal(signal.SIGKILL)
            child.pause = 0.5 if now - child.started > CALM_SECONDS else min(child.pause * 2, LONGEST_PAUSE)
            child.due = now + child.pause
            self.say("died", child)
            self._forget(child)

    def _forget(self, child: Child) -> None:
        if not child.process.stdout.closed:
            child.read()
            self.selector.unregister(child.process.stdout)
            child.process.stdout.close()
        child.process = None

    def _stop(self) -> None:
        running = [child for child in self.children if child.process]
        for child in running:
            child.process.terminate()  # the main process alone: it tells its own children
        deadline = time.monotonic() + GRACE_SECONDS
        while any(child.process.poll() is None for child in running) and time.monotonic() < deadline:
            self._listen(0.1)
        for child in running:
            child.signal(signal.SIGKILL)
            child.process.wait()
            self._forget(child)
