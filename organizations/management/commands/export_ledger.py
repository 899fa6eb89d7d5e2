"""`manage.py export_ledger --area CODE FILE.xlsx`: the register of an area as its ledger, in clean form."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from incubator.accounts.models import Area, within
from organizations.exports.ledgers import Reveal, ledger
from organizations.models import Organization


class Command(BaseCommand):
    help = "Write the register as a ledger. Personal numbers are masked unless --reveal gives a --reason (logged)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--area", required=True, help="code of the street (9 digits)")
        parser.add_argument("--reveal", action="store_true", help="identity numbers and phones whole")
        parser.add_argument("--reason", default="", help="why they are needed whole; kept with each number shown")

    def handle(self, *args: Any, file: Path, area: str, reveal: bool, reason: str, **options: Any) -> None:
        if reveal and not reason.strip():
            raise CommandError("--reveal needs --reason: say why the numbers are needed whole.")
        if not Area.objects.filter(code=area).exists():
            raise CommandError(f"There is no area with the code {area}.")
        organizations = Organization.objects.filter(within("area__code", [area])).on_record()
        try:
            with transaction.atomic():  # no disclosure without a file, no file without its disclosures
                file.touch(mode=0o600)  # it may hold numbers whole
                file.write_bytes(ledger(organizations, reveal=Reveal(None, reason) if reveal else None))
        except OSError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{organizations.count()} → {file}")
