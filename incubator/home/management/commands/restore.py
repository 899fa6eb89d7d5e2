"""Brings a backup into an empty office: `manage.py restore DIR`."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from incubator.home.backups import CannotBackup, differences, missing_keys, restore_backup


class Command(BaseCommand):
    help = "Restores a backup into an empty database and an empty files folder, wholly or not at all."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder, **options):
        try:
            manifest = restore_backup(folder)
        except CannotBackup as error:
            raise CommandError(str(error)) from error
        found = differences(manifest)
        if found:
            raise CommandError(_("Restored, but not as the manifest says: %(names)s") % {"names": "; ".join(found)})
        self.stdout.write(
            _("Restored and compared: %(rows)s rows, %(files)s files, as of %(moment)s.")
            % {
                "rows": sum(manifest["tables"].values()),
                "files": len(manifest["files"]),
                "moment": manifest["made_at"],
            }
        )
        if missing_keys(manifest):
            self.stderr.write(
                _("FIELD_KEY differs from the one of the backup (%(marks)s): put the old key into FIELD_KEY,"
                  " or identity numbers and phones stay sealed.")
                % {"marks": ", ".join(missing_keys(manifest))}
            )
