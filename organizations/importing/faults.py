"""What can be wrong with a ledger, each fault with its words: what is wrong, and how to mend it."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS = {
    "missing": _("This is empty. Fill it in."),
    "missing_column": _("The ledger has no column «%(column)s». Add it beside the others."),
    "doubled_column": _("There are two columns «%(column)s». Keep one."),
    "second_sheet": _(
        "The sheet «%(sheet)s» holds a ledger too. Put all rows in one sheet, or bring it in by itself."),
    "too_long": _("This has more than %(limit)s characters. Shorten it."),
    "unknown_type": _("This is no type of organization. Write one of: %(choices)s."),
    "unknown_category": _("This is no class. Write one of: %(choices)s."),
    "unknown_area": _("There is no community of this name in %(area)s. Write one of: %(choices)s."),
    "ambiguous_area": _("Several communities in %(area)s have this name. Write the community's 12-digit code."),
    "code_length": _(
        "A unified social credit code has 18 characters, this one %(length)s. Copy it from the licence."),
    "check_digit": _("The check digit of this unified social credit code is wrong. Copy the code from the licence."),
    "code_characters": _("A unified social credit code holds only digits and capital letters (no I, O, S, V, Z)."),
    "numeric_code": _(
        "The code stands in the cell as a number and lost digits. Format the cell as text and write it anew."),
    "type_mismatch": _(
        "The code begins with %(start)s, which is not a «%(type)s» (that begins with %(expected)s). "
        "Correct the type or the code."),
    "filed_with_code": _(
        "A filed organization is no legal person, so it has no code. Empty the cell or correct the type."),
    "listed_with_code": _(
        "A «%(type)s» is not registered, so it has no code. Empty the cell or correct the type."),
    "listed_with_number": _(
        "A «%(type)s» is not filed, so it has no filing number. Empty the cell or correct the type."),
    "code_needed": _("A registered organization needs its unified social credit code. Copy it from the licence."),
    "numeric_identity": _(
        "The identity number stands in the cell as a number, so its last digits are lost. "
        "Format the cell as text and write all 18 characters again."),
    "identity": _(
        "This is no identity number: 18 characters, a real birth date, a right check digit. Write it again."),
    "masked": _("This number is masked, and there is none on record to keep. Write it in full or leave it empty."),
    "phone": _(
        "This is no phone number. Write a mobile number of 11 digits, or area code and number (0571-88888888)."),
    "number": _("This is not a whole number. Write the count in digits, for example 25."),
    "below_threshold": _(
        "A filed organization needs at least %(minimum)s members. Correct the number or drop the row."),
    "missing_charter": _("A filed organization needs a charter. When it has one, write 有."),
    "yes_no": _("This says neither yes nor no. Write 有 or 无, 是 or 否."),
    "date": _("There is no such date. Write it as 2014-05-05."),
    "future_date": _("This date is still to come. Write the day of founding or filing."),
    "still_filed": _(
        "It is filed under the number %(number)s and stays so until the street cancels the filing. Correct the type."),
    "still_registered": _(
        "It is on record with the code %(code)s, so it is registered. Correct the type, or empty its code as well."),
    "foreign_region": _(
        "The code was given in the region %(region)s, the organization lies in %(district)s. "
        "If it has moved, all is well."),
    "inner_digit": _(
        "Inside the code the 17th character is %(digit)s; by the rule of body codes it would be %(expected)s. "
        "Compare it with the licence."),
    "other_uscc": _("On record it has the code %(known)s; another code is usually another organization."),
    "other_responsible_person": _(
        "On record it is %(known)s. The list of people does not follow a ledger: put it right there if this is so."),
    "other_head_same_number": _(
        "On record it is %(known)s, whose identity number stays, because the ledger tells no other. Put the number "
        "right, and the list of people, if the head is another person."),
    "on_record_active": _("On record it is in good standing. A ledger changes no standing: suspend it on its page."),
    "on_record_suspended": _("On record it is suspended. A ledger changes no standing: resume it on its page."),
    "comes_suspended": _("It comes in as suspended, as the ledger says."),
    "unknown_standing": _("This is no standing that is known here. A new organization comes in as active."),
    "duplicate_in_file": _("Row %(first)s has the same organization name. Keep one of the two rows."),
    "duplicate_code": _("Row %(first)s has the same unified social credit code. Correct one of the two."),
    "same_organization": _("Row %(first)s is the same organization in the register. Keep one of the two rows."),
    "code_taken": _("«%(name)s» has this unified social credit code, and is not in this register. Correct the code."),
    "certified": _(
        "It stands otherwise on the certificate %(number)s. The organization asks for the change by a matter, with its "
        "papers; a slip of the pen in the ledger is mended here."),
    "name_taken": _("Another organization is on record under this name (%(place)s). Correct the name or its code."),
    "unknown_role": _("This is no office. Write one of: %(choices)s."),
    "term_order": _("A term ends after it starts. Correct one of the two days."),
    "same_holder": _("Row %(first)s is the same person in the same office. Keep one of the two rows."),
    "no_legal_person": _("Only a registered organization has a legal representative. Write 负责人."),
    "second_legal": _("There is a legal representative in office already, who has to leave first."),
    "no_holders": _("There are no people under the header."),
    "no_header": _("No header row was found. One row must hold the column names, at least «%(column)s»."),
    "left_register": _(
        "It left the register, so this row is left out: a ledger neither cancels an organization nor brings it back."),
    "no_rows": _("There are no organizations under the header."),
}


class Unreadable(Exception):
    """The file is no ledger at all; `kind` says why."""

    WORDS = {
        "unreadable": _(
            "This file cannot be read. Save the ledger as an Excel workbook (.xlsx) or CSV and try again."),
        "too_many_rows": _("This file has more than 20,000 rows. Split it into several files."),
    }

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(kind)

    @property
    def message(self) -> str:
        return str(self.WORDS[self.kind])


class Fault(Exception):
    """What is wrong with one cell; the row adds where."""

    def __init__(self, kind: str, **params: Any) -> None:
        self.kind, self.params = kind, params
        super().__init__(kind)


@dataclass(frozen=True)
class FaultRow:
    """One fault: the sheet's row, the column's header as written, the value (numbers masked), what is wrong."""

    row: int
    column: str
    value: str
    kind: str
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def message(self) -> str:
        return str(WORDS[self.kind] % self.params)
