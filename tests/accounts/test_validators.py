"""Identity numbers: length, check digit, a real birth date; never the region."""

import pytest
from django.core.exceptions import ValidationError

from incubator.accounts.validators import identity_validator


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014", "330105197707020013"])
def test_a_real_number_passes_wherever_its_owner_was_born(number):
    from stdnum.cn import ric

    number = number[:17] + ric.calc_check_digit(number)
    identity_validator(number)
    identity_validator("999999" + number[6:17] + ric.calc_check_digit("999999" + number[6:]))


@pytest.mark.parametrize("number", [
    "", "1", "11010519491231002", "110105194912310021", "11010519491231002x", "330105197702300011",
    "33010519770702001１", "33010577070200", "330105199913010011",
])
def test_anything_else_is_refused_in_words(number):
    with pytest.raises(ValidationError) as refusal:
        identity_validator(number)
    assert "18" in refusal.value.messages[0]


def test_a_mistyped_digit_is_told_as_that():
    with pytest.raises(ValidationError, match="校验位不对"):
        identity_validator("110105194912310021")
