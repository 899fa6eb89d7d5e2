"""The back office: officers look at what they may see, nobody saves past the engine."""

import pytest

from projects.models import Activity, Instalment, Spending
from tests.factories import make_activity, make_organization, make_project, make_spending

pytestmark = pytest.mark.django_db
MODELS = ["project", "contract", "instalment", "activity", "spending"]


@pytest.fixture
def things(project):
    make_activity(project)
    make_spending(project)
    return {"project": project, "contract": project.contract, "instalment": Instalment.objects.first(),
            "activity": Activity.objects.get(), "spending": Spending.objects.get()}


@pytest.mark.parametrize("model", MODELS)
def test_an_officer_reads_the_own_area_and_saves_nothing(client, officer, other_officer, things, model):
    change = f"/admin/projects/{model}/{things[model].pk}/change/"
    client.force_login(officer)
    assert client.get(f"/admin/projects/{model}/").status_code == 200
    assert client.get(change).status_code == 200
    assert client.get(f"/admin/projects/{model}/add/").status_code == 403
    assert client.post(change, {"name": "改"}).status_code == 403
    assert client.post(f"/admin/projects/{model}/{things[model].pk}/delete/", {"post": "yes"}).status_code == 403
    client.force_login(other_officer)
    assert client.get(change).status_code == 302  # not there for them


@pytest.mark.parametrize("model", MODELS)
def test_members_have_no_back_office(client, member, things, model):
    client.force_login(member)
    assert client.get(f"/admin/projects/{model}/").status_code in (302, 403)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(
    client, officer, community, django_assert_max_num_queries, count
):
    for _n in range(count):
        make_project(make_organization(community))
    client.force_login(officer)
    with django_assert_max_num_queries(8):
        assert client.get("/admin/projects/project/").status_code == 200
