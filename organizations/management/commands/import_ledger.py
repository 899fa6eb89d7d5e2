"""`manage.py import_ledger FILE --area CODE [--commit]`: the officers' importer, for the command line."""

import json
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from incubator.accounts.models import Area
from incubator.workdays import today
from incubator.workflow import Stale
from organizations import importing


class Command(BaseCommand):
    help = "Bring a ledger in. Prints one JSON object; without --commit nothing is written. Exit code 1 with errors."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--area", required=True, help="code of the street (9 digits)")
        parser.add_argument("--commit", action="store_true", help="write; all or nothing")

    def handle(self, *args: Any, file: Path, area: str, commit: bool, **options: Any) -> None:
        try:
            place = Area.objects.get(code=area)
            content = file.read_bytes()
            if commit:
                outcome = importing.write(content, area=place, by=None, today=today(), note=file.name)
            else:
                outcome = importing.compare(content, area=place, today=today())
        except Area.DoesNotExist as error:
            raise CommandError(f"There is no area with the code {area}.") from error
        except OSError as error:
            raise CommandError(str(error)) from error
        except importing.Unreadable as error:
            told = {"row": 1, "column": "", "value": file.name, "message": error.message}
            self._print({"rows": 0, "created": 0, "updated": 0, "unchanged": 0, "errors": [told]})
            raise SystemExit(1) from error
        except (Stale, ValidationError) as error:
            raise CommandError("The register changed at this moment; nothing was written. Run it again.") from error
        self._print(outcome.as_json())
        if outcome.faults:
            raise SystemExit(1)

    def _print(self, told: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(told, ensure_ascii=False))
