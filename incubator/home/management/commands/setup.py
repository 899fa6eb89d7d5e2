"""Makes an office ready to start: tables, compiled pages, and its first people. Doing it again changes nothing."""

import hashlib
import os
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.utils.translation import gettext as _

from incubator.accounts.models import Area, User

STAMP = ".collected"


class Command(BaseCommand):
    help = "Migrates, makes the cache table, collects static files, and loads the demo street or asks for an officer."
    requires_system_checks = []

    def handle(self, **options):
        call_command("migrate", interactive=False, verbosity=0)
        if settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache"):
            call_command("createcachetable", verbosity=0)
        self.collect_static()
        self.first_people()
        connection.close()

    def collect_static(self) -> None:
        """Only when a source has changed: compressing everything takes seconds."""
        if not settings.STATIC_MANIFEST:
            return
        stamp = Path(settings.STATIC_ROOT) / STAMP
        now = fingerprint_of_sources()
        if not stamp.exists() or stamp.read_text() != now:
            self.stdout.write(_("Compressing static files …"))
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
            stamp.write_text(now)

    def first_people(self) -> None:
        if Area.objects.exists() or User.objects.exists():
            return
        if not settings.DEMO_OFFICE:
            call_command("createofficer", stdout=self.stdout, stderr=self.stderr)
        elif "load_demo" in get_commands():
            self.stdout.write(_("Loading the demo street …"))
            with transaction.atomic():  # a half-loaded street would never be completed
                call_command("load_demo", stdout=self.stdout, stderr=self.stderr)


def fingerprint_of_sources() -> str:
    """Changes when a static file is added, removed or written."""
    seen = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(None):
            state = os.stat(storage.path(path))
            seen.update(f"{path}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    return seen.hexdigest()
