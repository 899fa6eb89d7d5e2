"""Backs the office up: `manage.py backup DIR` (the office may stay open meanwhile)."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.home.backups import CannotBackup, make_backup
from incubator.home.databases import CannotDump


class Command(BaseCommand):
    help = "Writes the database and all files, as of one moment, into a new folder. The field key is not in it."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder, **options):
        try:
            manifest = make_backup(folder, now=timezone.now())
        except (CannotBackup, CannotDump) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            _("Backed up: %(rows)s rows, %(files)s files. Keep FIELD_KEY (.env) elsewhere: it is not in here.")
            % {"rows": sum(manifest["tables"].values()), "files": len(manifest["files"])}
        )
        if manifest["missing_files"]:
            raise CommandError(
                _("Files that rows speak of but that are not in the files folder: %(names)s")
                % {"names": ", ".join(manifest["missing_files"])}
            )
