"""A review day and its people."""

import pytest

from tests.evaluations.makers import make_day, open_sheet
from tests.factories import make_organization, make_scheme, make_user


@pytest.fixture
def scheme(street):
    return make_scheme(street)


@pytest.fixture
def judged(community):
    """Two organizations to judge."""
    return [make_organization(community, name="贝贝学堂"), make_organization(community, name="文澜书苑")]


@pytest.fixture
def planned(scheme, judged, officer):
    """A day ready to open: two subjects, three experts (weight 60) and three residents (weight 40)."""
    return make_day(scheme, judged, officer=officer)


@pytest.fixture
def day(scheme, judged, officer):
    """The same day, open for scoring."""
    return make_day(scheme, judged, officer=officer, opened=True)


@pytest.fixture
def evaluator(day):
    return day.panelists.order_by("pk").first().user


@pytest.fixture
def sheet(day, evaluator):
    """The first evaluator's sheet of the first subject, declared free of conflict."""
    return open_sheet(day, evaluator)


@pytest.fixture
def outsider(db):
    return make_user("外人")
