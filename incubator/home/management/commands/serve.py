"""Starts the whole office with one command: web server, Celery worker and Celery beat."""

import errno
import fcntl
import http.client
import os
import time
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from incubator.home import serving


class Command(BaseCommand):
    help = "Starts web server, Celery worker and Celery beat together and keeps them alive (HOST, PORT)."
    requires_system_checks = []  # `make test` asks; a start need not wait for it

    def add_arguments(self, parser):
        parser.add_argument("--only", choices=["web", "worker", "beat"], help="become this one process (systemd)")
        parser.add_argument("--setup", action="store_true", help="set up first (as `make run` does)")
        parser.add_argument("--name", default="worker", help="the worker's name, when there are several")

    def handle(self, *, only, name, setup, **options):
        if setup:
            call_command("setup", stdout=self.stdout, stderr=self.stderr)
        self.refuse_missing_migrations()
        host, port = os.environ.get("HOST", "127.0.0.1"), self.port()
        if only:
            self.become(only, name, f"{host}:{port}")
        listener = self.listen(host, port)
        lock = self.lock()
        listener.set_inheritable(True)
        fd = listener.fileno()
        self.address, self.started, self.answered = (host, port), time.monotonic(), False
        supervisor = serving.Supervisor(
            [
                serving.Child("web", serving.web_command(f"fd://{fd}"), pass_fds=(fd,)),
                serving.Child("worker", serving.worker_command()),
                serving.Child("beat", serving.beat_command()),
            ],
            self.tell,
        )
        self.say(_("Starting … (logs: %(folder)s)") % {"folder": Path(settings.DATA_DIR) / "logs"})
        supervisor.run(self.announce, first="web")
        lock.close()
        self.say(_("All stopped."))

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def port(self) -> int:
        given = os.environ.get("PORT", "8000")
        if not given.isdigit() or not 0 < int(given) < 65536:
            raise CommandError(_("PORT is a number from 1 to 65535, not “%(given)s”.") % {"given": given})
        return int(given)

    def refuse_missing_migrations(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise CommandError(_("The database is not set up or not up to date; run “make setup” first."))
        connection.close()

    def become(self, role: str, name: str, bind: str) -> None:
        """Hand this process over to one role; another supervisor (systemd, a container) keeps it alive."""
        commands = {
            "web": lambda: serving.web_command(bind),
            "worker": lambda: serving.worker_command(name),
            "beat": serving.beat_command,
        }
        command = commands[role]()
        os.execv(command[0], command)  # noqa: S606 (our own command)

    def listen(self, host: str, port: int):
        try:
            return serving.listen(host, port)
        except OSError as error:
            words = {"host": host, "port": port, "next": port + 1}
            if error.errno == errno.EADDRINUSE:
                raise CommandError(
                    _("Port %(port)s is taken by another program. Choose a free one: PORT=%(next)s make run") % words
                ) from None
            if error.errno == errno.EACCES:
                raise CommandError(_("Port %(port)s needs root; choose one above 1023 with PORT=.") % words) from None
            raise CommandError(_("HOST=%(host)s is not an address of this machine.") % words) from None

    def lock(self):
        """One office, one set of processes: two beats would quarrel over the same schedule file."""
        lock = (Path(settings.DATA_DIR) / "serve.lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CommandError(
                _("This office is running already (data folder %(folder)s).") % {"folder": settings.DATA_DIR}
            ) from None
        return lock

    def announce(self) -> bool:
        """Print the address once the web server answers; whether it does."""
        if self.answered or time.monotonic() - self.started < 0.3:
            return self.answered
        host, port = self.address
        reach = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 (compared, not bound)
        http_connection = http.client.HTTPConnection(reach, port, timeout=0.5)
        try:
            http_connection.request("GET", "/healthz", headers={"Host": settings.ALLOWED_HOSTS[0].lstrip(".")})
            self.answered = http_connection.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            http_connection.close()
        if self.answered:
            shown = f"[{reach}]" if ":" in reach else reach
            self.say(_("Ready: %(address)s  (Ctrl-C stops everything)") % {"address": f"http://{shown}:{port}/"})
            if reach != host:
                self.say(
                    _("It listens on every address of this machine; people can use those named in ALLOWED_HOSTS.")
                )
        return self.answered

    def tell(self, event: str, child: serving.Child) -> None:
        if event == "restarted":
            self.say(_("%(role)s: started again.") % {"role": child.role})
            return
        self.say(
            _("%(role)s stopped by itself; it starts again in %(seconds)s s. Its last words:")
            % {"role": child.role, "seconds": round(child.pause)}
        )
        for line in child.last_lines:
            self.say("    " + line)
