"""Makes the first officer of an empty office: a street, a person, a password typed twice."""

import getpass
import os
import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from incubator.accounts.entering import clean_phone, phone_fault
from incubator.accounts.models import DISTRICT, STREET, Area, User
from incubator.accounts.planting import first_officer

FIELDS = ("AREA", "AREA_NAME", "NAME", "PHONE", "PASSWORD")


class Command(BaseCommand):
    help = (
        "Makes a street officer. Asks on the terminal, or takes OFFICER_AREA, OFFICER_AREA_NAME, OFFICER_NAME,"
        " OFFICER_PHONE and OFFICER_PASSWORD from the environment."
    )

    def handle(self, **options):
        given = {field: os.environ.get(f"OFFICER_{field}", "").strip() for field in FIELDS}
        if not all(given.values()):
            if not sys.stdin.isatty():
                missing = ", ".join(f"OFFICER_{field}" for field, value in given.items() if not value)
                raise CommandError(
                    _("An empty office needs its first officer. Run this on a terminal, or set %(missing)s.")
                    % {"missing": missing}
                )
            given = self.ask(given)
        faults = [fault for field in FIELDS for fault in self.faults(field, given)]
        if faults:
            raise CommandError("\n".join(faults))
        officer = make_officer(given)
        self.stdout.write(
            _("%(name)s is street officer of %(area)s and signs in with the mobile number.")
            % {"name": officer.full_name, "area": given["AREA_NAME"]}
        )

    def ask(self, given: dict[str, str]) -> dict[str, str]:
        """Each answer is checked at once and asked again until it will do."""
        questions = {
            "AREA": _("Street code (9 digits): "),
            "AREA_NAME": _("Street name: "),
            "NAME": _("The officer's name: "),
            "PHONE": _("The officer's mobile number: "),
            "PASSWORD": _("Password: "),
        }
        for field in FIELDS:
            while not given[field] or self.faults(field, given):
                for fault in self.faults(field, given) if given[field] else []:
                    self.stderr.write(fault)
                given[field] = self.ask_password() if field == "PASSWORD" else input(questions[field]).strip()
        return given

    def ask_password(self) -> str:
        first = getpass.getpass(_("Password: "))
        if first == getpass.getpass(_("The password again: ")):
            return first
        self.stderr.write(_("The two passwords differ."))
        return ""

    def faults(self, field: str, given: dict[str, str]) -> list[str]:
        """What is wrong with this answer, in words."""
        value = given[field]
        if field == "AREA" and not (value.isascii() and value.isdigit() and len(value) == STREET):
            return [_("A street code has 9 digits.")]
        if field == "PHONE":
            fault = phone_fault(clean_phone(value))
            return [fault] if fault else []
        if field == "PASSWORD":
            try:
                validate_password(value, User(username=given["PHONE"], full_name=given["NAME"]))
            except ValidationError as error:
                return error.messages
        return []


@transaction.atomic
def make_officer(given: dict[str, str]) -> User:
    """The street where it is missing, and its first officer, who keeps the system: only so can communities be added."""
    code = given["AREA"]
    area, _made = Area.objects.get_or_create(
        code=code,
        defaults={
            "name": given["AREA_NAME"], "level": Area.Level.STREET,
            "parent": Area.objects.filter(code=code[:DISTRICT]).first(),
        },
    )
    return first_officer(name=given["NAME"], phone=clean_phone(given["PHONE"]), password=given["PASSWORD"], area=area)
