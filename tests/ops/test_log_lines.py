"""Secrets that addresses carry stay out of the logs."""

import re

import pytest

from incubator.home.serving import ACCESS_LINE
from incubator.masking import mask_line

SECRET = "pX3_9aQ-kd83mcUeWq0LzB7tYh2vNs5r"


@pytest.mark.parametrize(("line", "kept"), [
    (f"GET /organizations/invitations/{SECRET}/ 200 5120 8000", "GET /organizations/invitations/***/ 200 5120 8000"),
    (f"POST /people/password/MQ/cx3k2f-{SECRET}/ 302 0 900", "POST /people/password/MQ/***/ 302 0 900"),
    (f"Not Found: /people/password/MQ/{SECRET}", "Not Found: /people/password/MQ/***"),
])
def test_the_secret_of_a_link_is_not_written_to_the_log(line, kept):
    assert mask_line(line) == kept


@pytest.mark.parametrize(("line", "kept"), [
    ("Not Found: /organizations/?name=330105197707020001", "Not Found: /organizations/?name=330***********0001"),
    ("GET /x/?name=33010519770702001x&page=2 200", "GET /x/?name=330***********001x&page=2 200"),
])
def test_a_number_that_was_searched_for_is_masked_in_an_address(line, kept):
    assert mask_line(line) == kept


def test_the_line_of_a_visit_holds_no_question_at_all():
    """Gunicorn's atoms: %(U)s is the path alone; %(r)s and %(q)s would hold what was searched for, %(f)s as well."""
    assert set(re.findall(r"%\((.*?)\)s", ACCESS_LINE)) == {"m", "U", "s", "B", "D"}


@pytest.mark.parametrize("line", [
    "GET /organizations/7/invitations/ 302 0 900",
    "GET /people/password/change/ 200 100 900",
    "GET /static/vendor/bootstrap/bootstrap.min.0123456789abcdef0123.css 200 1 1",
])
def test_plain_addresses_stay_as_they_are(line):
    assert mask_line(line) == line
