"""Choosing who is judged: found by name or pinyin, the chosen on top, nothing ticked is lost by a search."""

import re

import pytest

from evaluations.reports.choosing import SHOWN, choices
from evaluations.workflow import day_workflow
from tests.evaluations.makers import TODAY, make_day
from tests.factories import make_organization, make_project, make_scheme


@pytest.fixture
def url(planned, client, officer):
    client.force_login(officer)
    return f"/evaluations/days/{planned.pk}/subjects/"


def boxes(page) -> dict[int, bool]:
    """The boxes in their order, and whether each is ticked."""
    found = re.findall(r'name="chosen" id="\w+" value="(\d+)"( checked)?', page.content.decode())
    return {int(key): bool(ticked) for key, ticked in found}


def test_what_is_chosen_stands_on_top_and_is_counted(client, url, judged, community):
    make_organization(community, name="阿姨合唱团")
    page = client.get(url)
    assert list(boxes(page).values()) == [True, True, False]
    assert "已选 <strong data-chosen>2</strong>" in page.content.decode()


def test_a_search_keeps_the_ticks_of_this_page_and_not_those_saved(client, url, judged, community):
    found = make_organization(community, name="阿姨合唱团")
    make_organization(community, name="太极队")
    page = client.get(url, {"look": "1", "q": "ayi", "chosen": [judged[1].pk], "version": 0})
    assert boxes(page) == {judged[1].pk: True, found.pk: False}
    assert "csrfmiddlewaretoken" not in page.request["QUERY_STRING"]
    assert not any(boxes(client.get(url, {"look": "1", "version": 0})).values())


def test_a_search_keeps_the_version_that_was_seen(client, url, planned, officer, judged):
    page = client.get(url, {"look": "1", "version": 0})
    day_workflow.perform("choose", planned, by=officer, seen=planned.version)
    page = client.get(url, {"look": "1", "version": 0})
    assert 'name="version" value="0"' in page.content.decode()
    assert client.post(url, {"chosen": [judged[0].pk], "version": 0}).status_code == 409


def test_nonsense_in_the_address_chooses_nobody(client, url):
    assert not any(boxes(client.get(url, {"look": "1", "chosen": ["x", "9" * 30], "version": "x"})).values())


def test_what_cannot_be_saved_stays_ticked(client, url, judged):
    page = client.post(url, {"chosen": [judged[0].pk, 9_999_999], "version": 0})
    assert page.status_code == 400
    assert boxes(page)[judged[0].pk]
    assert not boxes(page)[judged[1].pk]


def test_projects_are_found_by_their_name_number_and_contractor(street, community, officer):
    home = make_organization(community, name="贝贝学堂")
    meals, walks = (make_project(home, name=name, status="running") for name in ("助餐", "巡逻"))
    day = make_day(make_scheme(street, target="project"), [], officer=officer)
    for words, found in (
        ("助餐", {meals.pk}), ("“助 餐”", {meals.pk}), (walks.number, {walks.pk}),
        ("beibei", {meals.pk, walks.pk}), ("无", set()),
    ):
        assert {row.pk for row in choices(day, words=words, chosen=(), on=TODAY).rows} == found


def test_the_page_shows_some_says_how_many_there_are_and_asks_the_same(
    client, url, community, django_assert_num_queries,
):
    with django_assert_num_queries(9):
        client.get(url)
    for number in range(SHOWN + 3):
        make_organization(community, name=f"队伍{number}")
    with django_assert_num_queries(10):  # only where there are more than are shown they are counted
        page = client.get(url)
    assert len(boxes(page)) == SHOWN + 2
    assert f"共 {SHOWN + 3} 家" in page.content.decode()
