"""How personal data looks to eyes that need not see it whole (domain.md section 8: 330***********1234, 138****1234)."""

import logging
import re

BIRTHDAY = r"(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"  # a credit code may be digits only, too
IDENTITY = re.compile(rf"(?<!\d)(\d{{3}})\d{{3}}{BIRTHDAY}(\d{{3}}[\dXx])(?![\dXx])")
SECRET_PATH = re.compile(r"/(?:invitations|people|objections)/\S+")
SECRET = re.compile(r"(?<=/)(?=[\w-]*[\d-])[\w-]{20,}(?![\w-])", re.ASCII)
PHONE = re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)")


def mask_identity(number: str) -> str:
    """`330105197707020001` -> `330***********0001`; anything of another length keeps its last four only."""
    if len(number) == 18:
        return f"{number[:3]}***********{number[-4:]}"
    return "*" * max(len(number) - 4, 4) + number[-4:] if number else ""


def mask_phone(number: str) -> str:
    """`13800001234` -> `138****1234`; anything of another length keeps its last four only."""
    if len(number) == 11:
        return f"{number[:3]}****{number[-4:]}"
    return "*" * max(len(number) - 4, 4) + number[-4:] if number else ""


def mask_email(address: str) -> str:
    """`wangfang@office.example` -> `w****@office.example`."""
    name, at, host = address.rpartition("@")
    return f"{name[:1]}****{at}{host if at else ''}" if address else ""


def is_masked(value: str) -> bool:
    """True for a value that came out masked; in an import it means «leave as it is»."""
    return "****" in value


def mask_text(text: str) -> str:
    """The text with every identity number and mobile number in it masked."""
    return PHONE.sub(r"\1****\2", IDENTITY.sub(r"\1***********\2", text))


def mask_line(line: str) -> str:
    """A log line without personal numbers, and without the secrets that addresses of links carry."""
    return mask_text(SECRET_PATH.sub(lambda path: SECRET.sub("***", path[0]), line))


class MaskingFormatter(logging.Formatter):
    """Masks personal numbers in log lines and tracebacks: nobody means to write them, so nobody has to remember."""

    def format(self, record: logging.LogRecord) -> str:
        return mask_line(super().format(record))
