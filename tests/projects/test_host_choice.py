"""Choosing the host: only a filed contractor has one."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, today, officer):
    client.force_login(officer)
    return client


def test_each_candidate_says_whether_it_signs_for_itself(page, street, organization, filed_organization):
    """By this the script puts the choice of a host away; without a script the choice stands there for all."""
    content = page.post("/projects/new/", {"method": "venture_grant", "look": "contractor"}).content.decode()
    for one, marked in ((organization, True), (filed_organization, False)):
        radio = content.split(f'id="id_contractor_{one.pk}"')[1].split(">")[0]
        assert ("data-registered" in radio) == marked
    assert "host-choice" in content and "js/project.js" in content
