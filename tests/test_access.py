"""Who may open what: one table, page × person -> status; an address that is not in the table fails."""

import pytest

from tests.access.leaks import NUMBERS, looker
from tests.access.rows import ROWS
from tests.access.walking import idle, patterns, unnamed, walk
from tests.access.world import world  # noqa: F401
from tests.accounts.test_second_factor import PAGES as FACTOR_PAGES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_who_may_open(world, row, caplog):  # noqa: F811
    found = walk(world, row, looker(row))
    assert not found, "\n".join(found)
    assert not [number for number in NUMBERS if number in caplog.text]


def test_every_address_is_in_the_table():
    unnamed = {route for name, route in patterns() if not name}
    assert {route for route in unnamed if not route.endswith("<path:object_id>/")} == {"admin/(?P<url>.*)$"}
    assert {name for name, _route in patterns() if name} == {row.name for row in ROWS}


NO_FACTOR = "nobody of the cast has a password or a second factor; tests/accounts/test_second_factor.py opens it"
NO_MESSAGES = "closed on purpose: this office sends no text messages"
NOT_SEEN = {
    "readyz": "no worker runs beside a test; tests/ops starts one",
    **dict.fromkeys(["account_change_phone", "account_verify_phone", "number-by-message"], NO_MESSAGES),
    **dict.fromkeys(FACTOR_PAGES, NO_FACTOR),
}


def test_every_address_is_seen_to_work():
    """A denial proves nothing on a page that answers nobody."""
    works = {row.name for row in ROWS if any(
        status < 400 and (status != 302 or person != "anonymous") for person, status in row.expected.items())}
    assert {row.name for row in ROWS} - works == NOT_SEEN.keys()


UNNAMED = unnamed(ROWS)


@pytest.mark.parametrize("name", UNNAMED)
def test_a_method_without_a_row_does_nothing(world, name):  # noqa: F811
    people = ("street officer", "administrator", "anonymous")
    assert [words for row in UNNAMED[name] for words in idle(world, row, people)] == []
