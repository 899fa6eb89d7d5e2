"""What looks odd about a unified social credit code that is right by its check digit: told, never refused.

An organization may have moved, and many a code was given before its inner digit was looked at (domain.md §2.3).
"""

from typing import Any

from incubator.accounts.models import DISTRICT
from organizations.importing.faults import WORDS

REGION, BODY = slice(2, 8), slice(8, 17)  # the registrar's region; the body code of GB 11714
WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
Doubt = tuple[str, dict[str, Any]]  # the kind of `faults.WORDS`, and its params


def doubts(code: str, *, area_code: str) -> list[Doubt]:
    """Of a faultless code: a region the area does not lie in, an inner digit that does not fit."""
    if not code:
        return []
    found: list[Doubt] = []
    region, body = code[REGION], code[BODY]
    if not area_code.startswith(_significant(region)):
        found.append(("foreign_region", {"region": region, "district": area_code[:DISTRICT]}))
    if body[-1] != inner_digit(body[:-1]):
        found.append(("inner_digit", {"digit": body[-1], "expected": inner_digit(body[:-1])}))
    return found


def doubts_in_words(code: str, *, area_code: str) -> list[str]:
    return [str(WORDS[kind] % params) for kind, params in doubts(code, area_code=area_code)]


def inner_digit(body: str) -> str:
    """The check digit of an eight-character body code (GB 11714: weighted sum, modulus 11, ten is X)."""
    check = (11 - sum(int(c, 36) * weight for c, weight in zip(body, WEIGHTS, strict=True)) % 11) % 11
    return "X" if check == 10 else str(check)


def _significant(region: str) -> str:
    """`330100` -> `3301`, `330000` -> `33`: a registrar of the city or the province serves all below it."""
    while len(region) > 2 and region.endswith("00"):
        region = region[:-2]
    return region
