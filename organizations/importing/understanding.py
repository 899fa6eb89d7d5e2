"""What one cell means: each kind of column has a function from the cell to a value, or to a Fault in words."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError as Refused
from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, InvalidLength, ValidationError

from incubator.accounts.validators import identity_validator
from incubator.masking import is_masked, mask_text
from organizations.importing.columns import CATEGORY_WORDS, NO, TYPE_WORDS, YES
from organizations.importing.faults import Fault
from organizations.importing.folding import closed_up, folded, is_blank, tidy, unbracketed
from organizations.importing.reading import Cell
from organizations.models import Organization

KEEP = object()  # a masked number: leave what is on record
SCIENTIFIC = re.compile(r"\d(\.\d+)?e\+?\d+")
NUMERAL_YEAR = str.maketrans("〇○零一二三四五六七八九", "000123456789")
DATE = re.compile(r"(\d{4})[-/.年、~](\d{1,2})[-/.月、~](\d{1,2})[日号]?")
TIME_OF_DAY = re.compile(r"[\sTt]\d{1,2}[:：]\d{2}([:：]\d{2}(\.\d+)?)?\s*$")  # a spreadsheet's day in a CSV
COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
NUMERALS = "一二三四五六七八九"
NUMERAL_DATE = re.compile(rf"([〇○零{NUMERALS}]{{4}})年([十{NUMERALS}]{{1,2}})月([十{NUMERALS}]{{1,3}})[日号]?")
MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"0\d{2,3}[2-9]\d{6,7}")
EXCEL_DAY_ZERO = date(1899, 12, 30)
FIRST_SERIAL = 10_000  # 18 May 1927; a smaller number is a year or a slip, never a day
FIRST_SERIAL_IN_TEXT = 29_221  # 1 January 1980; a text with a smaller number is a slip: `20201` lacks a digit
SERIAL = re.compile(r"\d{5}")
SEPARATORS = "-()./—–_"
BRACKETED = re.compile(r"[(\[]([^()\[\]]*)")
EXTENSION = re.compile(rf"[{SEPARATORS}]\d{{1,2}}\)?$")
TWO_NUMBERS = re.compile(r"\d\s+\d")
THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+")
MOST_PEOPLE = 1_000_000


def text(limit: int) -> Callable[[Cell], str]:
    def understand(cell: Cell) -> str:
        value = "" if is_blank(cell) else tidy(cell)
        if len(value) > limit:
            raise Fault("too_long", limit=limit)
        return value

    return understand


def person(limit: int) -> Callable[[Cell], str]:
    as_text = text(limit)
    return lambda cell: closed_up(as_text(cell))


def free_words(limit: int) -> Callable[[Cell], str]:
    """Personal numbers in them masked, as the register keeps them."""
    as_text = text(limit)
    return lambda cell: mask_text(as_text(cell))


def word(words: dict[Any, str], kind: str) -> Callable[[Cell], str]:
    meanings = {folded(synonym): str(value) for value, synonyms in words.items() for synonym in synonyms.split()}
    choices = "、".join(synonyms.split()[0] for synonyms in words.values())

    def understand(cell: Cell) -> str:
        if is_blank(cell):
            raise Fault("missing")
        told = folded(cell)
        meaning = meanings.get(told) or meanings.get(unbracketed(told))
        beside = {meanings[inner] for inner in BRACKETED.findall(told) if inner in meanings}
        if meaning is None or beside - {meaning}:  # `群众团队（备案）` says two things
            raise Fault(kind, choices=choices)
        return meaning

    return understand


def credit_code(cell: Cell) -> str:
    """A unified social credit code as registered: capitals, no blanks, its check digit right."""
    if is_blank(cell):
        return ""
    if _is_number(cell):
        raise Fault("numeric_code")
    code = _digits_and_letters(cell)
    try:
        uscc.validate(code)
    except InvalidLength:
        raise Fault("code_length", length=len(code)) from None
    except InvalidChecksum:
        raise Fault("check_digit") from None
    except ValidationError:
        raise Fault("code_characters") from None
    return code


def identity(cell: Cell) -> Any:
    if is_blank(cell):
        return ""
    if is_masked(str(cell)):
        return KEEP
    if _is_number(cell):
        raise Fault("numeric_identity")
    number = _digits_and_letters(cell)
    try:
        identity_validator(number)
    except Refused:
        raise Fault("identity") from None
    return number


def phone(cell: Cell) -> Any:
    """Digits only: `142-0000-0175` -> `14200000175`; a landline with its area code."""
    if is_blank(cell):
        return ""
    if is_masked(str(cell)):
        return KEEP
    written = re.sub(r"\.0+$", "", folded(cell))  # a number that went through another program
    digits = re.sub(r"^(\+|00)?86(?=1\d{10}$)", "", re.sub(f"[{SEPARATORS}]", "", written))
    if EXTENSION.search(written):
        raise Fault("phone")  # joined to the number before it, it would be another number
    if not MOBILE.fullmatch(digits) and not LANDLINE.fullmatch(digits):
        raise Fault("phone")
    return digits


def count(cell: Cell) -> int | None:
    """`76人` -> 76; an empty cell -> None."""
    if is_blank(cell):
        return None
    digits = re.sub(r"\.0+$", "", re.sub(r"[人名个位]+$", "", folded(cell)))
    if THOUSANDS.fullmatch(digits):
        digits = digits.replace(",", "")
    if isinstance(cell, str) and TWO_NUMBERS.search(cell):
        raise Fault("number")
    if isinstance(cell, bool) or not re.fullmatch(r"\d{1,7}", digits) or int(digits) > MOST_PEOPLE:
        raise Fault("number")
    return int(digits)


def yes_no(cell: Cell) -> bool:
    """An empty cell is a no."""
    answer = folded(cell)
    if answer in YES.split():
        return True
    if not answer or answer in NO.split():
        return False
    raise Fault("yes_no")


def day(today: date) -> Callable[[Cell], date | None]:
    """Dates as offices write them, Excel's own among them; none after `today`."""

    def understand(cell: Cell) -> date | None:
        if is_blank(cell):
            return None
        found = _written_date(cell) if not isinstance(cell, date) else cell
        if isinstance(found, datetime):
            found = found.date()
        if found is None or found.year < 1900:
            raise Fault("date")
        if found > today:
            raise Fault("future_date")
        return found

    return understand


def _written_date(cell: Cell) -> date | None:
    first = FIRST_SERIAL_IN_TEXT if isinstance(cell, str) else FIRST_SERIAL
    if isinstance(cell, float):
        cell = int(cell)  # a serial number with its time of day
    written = folded(TIME_OF_DAY.sub("", str(cell)))
    if SERIAL.fullmatch(written) and int(written) >= first:
        return EXCEL_DAY_ZERO + timedelta(days=int(written))
    parts = DATE.fullmatch(written) or COMPACT_DATE.fullmatch(written)
    if parts:
        numbers = [int(part) for part in parts.groups()]
    elif numerals := NUMERAL_DATE.fullmatch(written):
        numbers = [int(numerals[1].translate(NUMERAL_YEAR)), _numeral(numerals[2]), _numeral(numerals[3])]
    else:
        return None
    try:
        return date(*numbers)
    except ValueError:
        return None


def _numeral(written: str) -> int:
    """`五` -> 5, `十` -> 10, `二十三` -> 23."""
    tens, ten, ones = written.rpartition("十")
    digit = {"": 0} | {sign: n for n, sign in enumerate(NUMERALS, start=1)}
    return (digit.get(tens, 0) or 1) * 10 + digit.get(ones, 0) if ten else digit.get(ones, 0)


def _is_number(cell: Cell) -> bool:
    """True for a number of the sheet, and for the text a CSV keeps of one (`3.30105E+17`)."""
    return isinstance(cell, int | float) or SCIENTIFIC.fullmatch(folded(cell)) is not None


def _digits_and_letters(cell: Cell) -> str:
    return re.sub(r"[\s'‘’`\-—_]", "", folded(cell)).upper()


def meanings(today: date) -> dict[str, Callable[[Cell], Any]]:
    """Field -> its understanding; the community's is `placing`'s, because it asks the tree of areas."""
    limit = {field.name: field.max_length or 0 for field in Organization._meta.fields}
    return {
        "name": _filled(text(limit["name"])),
        "org_type": word(TYPE_WORDS, "unknown_type"),
        "uscc": credit_code,
        "filing_no": text(limit["filing_no"]),
        "responsible_person": _filled(person(limit["responsible_person"])),
        "identity_no": identity,
        "phone": phone,
        "member_count": count,
        "has_charter": yes_no,
        "venue": free_words(limit["venue"]),
        "category": word(CATEGORY_WORDS, "unknown_category"),
        "founded_on": day(today),
        "party_member_count": lambda cell: count(cell) or 0,
        "has_party_branch": yes_no,
        "remark": free_words(limit["remark"]),
        "purpose": free_words(limit["purpose"]),
        "is_hub": yes_no,
    }


def _filled(understand: Callable[[Cell], str]) -> Callable[[Cell], str]:
    def filled(cell: Cell) -> str:
        if value := understand(cell):
            return value
        raise Fault("missing")

    return filled
