"""Checks of personal numbers as people type them."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from stdnum.cn import ric
from stdnum.exceptions import ValidationError as NumberError


def identity_validator(number: str) -> None:
    """Length, check digit and a real birth date of a resident's identity number; nothing else.

    The region is not looked up: districts are dissolved, and people born there keep their numbers.
    """
    right = bool(re.fullmatch(r"\d{17}[\dX]", number, re.ASCII))
    try:
        right = right and bool(ric.get_birth_date(number))
    except NumberError:
        right = False
    if right and ric.calc_check_digit(number) != number[-1]:
        raise ValidationError(_(
            "The last of the 18 characters does not fit the others (check digit): one of them is mistyped."))
    if not right:
        raise ValidationError(_(
            "This is no identity number: 18 characters, the last one a digit or X. Check for typos."))
