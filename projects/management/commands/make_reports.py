"""Make the progress reports of one month by hand; prints one JSON object."""

import json
import re
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from incubator.workdays import today
from projects.reporting.making import make_reports


class Command(BaseCommand):
    help = "Make every missing progress report whose period ended in a month and is over."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--period", metavar="YYYY-MM", help="the month; without it, every period that is over")

    def handle(self, *args: Any, **options: Any) -> None:
        made = make_reports(today=today(), now=timezone.now(), month=month(options["period"]))
        self.stdout.write(json.dumps(asdict(made)))


def month(text: str | None) -> tuple[int, int] | None:
    """`2026-03` -> (2026, 3); nothing -> None. Raises CommandError for anything else."""
    if text is None:
        return None
    found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", text, re.ASCII)
    if not found:
        raise CommandError(f"--period takes a month as YYYY-MM, not {text!r}.")
    return int(found[1]), int(found[2])
