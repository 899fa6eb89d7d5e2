"""Builds the demo street 拱宸桥街道 in an empty office, and prints its people's passwords once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from incubator.home.demo.loading import is_loaded, load, load_areas
from incubator.workdays import today


class Command(BaseCommand):
    help = "Builds the demo street in an empty office and prints one random password per person."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--areas-only", action="store_true", help="only the district, the street, its communities")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["areas_only"]:
            street = load_areas()
            self.stdout.write(f"{street.code} {street} +{street.children.count()}")
            return
        if is_loaded():
            raise CommandError(_("There are people in this office already: the demo is loaded into an empty one only."))
        passes = load(today=today())
        self.stdout.write(_("Demo people; these passwords are shown only now:"))
        for one in passes:
            self.stdout.write(f"  {one.username:<12}{one.password:<18}{one.who}")
