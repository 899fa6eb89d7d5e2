"""Masks, and log lines without personal numbers."""

import logging

import pytest

from incubator.masking import MaskingFormatter, is_masked, mask_email, mask_identity, mask_phone, mask_text


@pytest.mark.parametrize(("number", "mask"), [
    ("330105197707020001", "330***********0001"), ("33010519770702001X", "330***********001X"),
    ("330105770702001", "***********2001"), ("12", "****12"), ("", ""),
])
def test_identity_mask(number, mask):
    assert mask_identity(number) == mask


@pytest.mark.parametrize(("number", "mask"), [
    ("13800001234", "138****1234"), ("057188881234", "********1234"), ("", ""),
])
def test_phone_mask(number, mask):
    assert mask_phone(number) == mask


@pytest.mark.parametrize("number", ["330105197707020001", "13800001234", "330105770702001"])
def test_masks_are_known_as_masks(number):
    assert is_masked(mask_identity(number))
    assert not is_masked(number)


@pytest.mark.parametrize(("text", "masked"), [
    ("电话13800001234，证号33010519770702001X。", "电话138****1234，证号330***********001X。"),
    ("order 20261123000012345678", "order 20261123000012345678"),
    ("13800001234,13900005678", "138****1234,139****5678"),
    ("51330000501875888X、330105197713320001", "51330000501875888X、330105197713320001"),  # no day in it: a credit code
    ("330105189901010011 330105200012310011", "330***********0011 330***********0011"),
])
def test_numbers_in_a_text(text, masked):
    assert mask_text(text) == masked


def line(message: str, *args, exc_info=None) -> str:
    record = logging.LogRecord("x", logging.INFO, __file__, 1, message, args, exc_info)
    return MaskingFormatter("%(message)s").format(record)


def test_log_lines_are_masked_wherever_the_number_came_from():
    assert line("login %s failed", "13800001234") == "login 138****1234 failed"
    assert line("%(a)s", {"a": "330105197707020001"}) == "330***********0001"


def test_the_error_behind_a_log_line_is_masked_too():
    try:
        raise ValueError("duplicate key (phone)=(13800001234)")
    except ValueError as error:
        told = line("failed", exc_info=(type(error), error, error.__traceback__))
    assert "13800001234" not in told
    assert "138****1234" in told
    assert "Traceback" in told


def test_every_handler_masks(settings):
    formatters = {handler["formatter"] for handler in settings.LOGGING["handlers"].values()}
    assert {settings.LOGGING["formatters"][name]["()"] for name in formatters} == {"incubator.masking.MaskingFormatter"}


@pytest.mark.parametrize(("address", "mask"), [
    ("wangfang@office.example", "w****@office.example"), ("a@b@c.example", "a****@c.example"),
    ("nobody", "****"), ("", "")])
def test_a_mail_address_keeps_its_first_letter_and_its_host(address, mask):
    assert mask_email(address) == mask
