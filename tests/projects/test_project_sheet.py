"""The sheet of a project while it is filled in: more lines, and the place it opens at again."""

import pytest


@pytest.fixture
def page(client, officer):
    client.force_login(officer)
    return client


def test_more_lines_stand_there_on_a_fresh_form_too_and_up_to_the_most(page):
    shown = {"lines-TOTAL_FORMS": "3", "targets-TOTAL_FORMS": "3"}
    response = page.post("/projects/new/", shown | {"more": "lines"})
    assert [len(rows.forms) for rows in response.context["formsets"]] == [6, 3]
    assert 'formaction="#id_lines-6-name"' in response.content.decode()
    most = page.post("/projects/new/", {"lines-TOTAL_FORMS": "58", "more": "lines"})
    assert len(most.context["formsets"][0].forms) == 60
    assert 'value="lines"' not in most.content.decode()


def test_a_search_opens_again_where_it_was_asked(page):
    words = page.get("/projects/new/").content.decode()
    assert 'value="contractor" formnovalidate formaction="#id_contractor"' in words
    assert 'id="id_contractor" tabindex="-1"' in words
