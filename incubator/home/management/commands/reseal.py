"""Rotates the field key: put the new key first in FIELD_KEY (`new,old`), run this, then drop the old one."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from incubator.home.resealing import reseal
from incubator.sealed import WrongKey


class Command(BaseCommand):
    help = "Seals every identity number and phone again with the first key of FIELD_KEY. May be repeated and resumed."

    def handle(self, **options):
        try:
            for done in reseal():
                self.stdout.write(
                    _("%(label)s: %(seen)s rows seen, %(changed)s sealed anew.")
                    % {"label": done.label, "seen": done.seen, "changed": done.changed}
                )
        except WrongKey as error:
            raise CommandError(str(error)) from error
