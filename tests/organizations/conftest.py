"""The street of the ledgers."""

import pytest

from tests.organizations.ledgers import make_communities


@pytest.fixture
def ledger_street(street):
    """拱宸桥街道 with its ten communities."""
    make_communities(street)
    return street
