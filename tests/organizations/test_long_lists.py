"""The register in the API and in the back office: counted up to a limit, and nobody is lost behind it."""

import io

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from rest_framework.test import APIClient

from incubator import paging
from organizations.models import Organization
from tests.factories import make_credit, make_organization

pytestmark = pytest.mark.django_db
URL = "/api/v1/organizations/"
LIST = reverse("admin:organizations_organization_changelist")


@pytest.fixture
def api(officer):
    client = APIClient()
    client.force_authenticate(officer)
    return client


@pytest.fixture
def many(community, monkeypatch):
    monkeypatch.setattr(paging, "MOST", 100)
    return [make_organization(community, name=f"第{n}队", org_type="filed", category="other") for n in range(205)]


def test_a_machine_that_follows_next_meets_everybody(api, many):
    answer, met = api.get(URL, {"category": "other"}).data, []
    assert (answer["count"], answer["count_is_minimum"]) == (100, True)
    for _n in range(9):
        met += [row["name"] for row in answer["results"]]
        if not answer["next"]:
            break
        assert "category=other" in answer["next"]
        answer = api.get(answer["next"]).data
    assert met == [one.name for one in many]
    assert (answer["count"], answer["count_is_minimum"]) == (5, False)
    assert answer["previous"] is None


def test_a_short_list_is_counted_whole(api, community):
    make_organization(community, name="太极队")
    for query in ({}, {"name": "太极"}):
        answer = api.get(URL, query).data
        assert (answer["count"], answer["count_is_minimum"], answer["next"]) == (1, False, None)
    assert api.get(URL, {"page": 9}).status_code == 404


def test_the_schema_tells_of_it():
    told = io.StringIO()
    call_command("spectacular", validate=True, stdout=told)
    listed = told.getvalue().split("    PaginatedOrganizationLineList:")[1].split("    Paginated")[0]
    assert "count_is_minimum" in listed
    assert "name: after" in told.getvalue().split("  /api/v1/organizations/:")[1].split("  /api/v1/")[0]


def test_the_back_office_counts_no_further_and_says_so(client, officer, many):
    client.force_login(officer)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(LIST).content.decode()
    assert "100" in page and "以上只列前 100 家" in page
    told = [query["sql"] for query in asked.captured_queries]
    counts = [sql for sql in told if "COUNT(" in sql and "organizations_organization" in sql]
    assert len(counts) == 1 and "LIMIT 101" in counts[0]
    assert "第99队" in client.get(LIST, {"p": 2}).content.decode()
    Organization.objects.filter(pk__gt=many[50].pk).delete()
    assert "以上只列前" not in client.get(LIST).content.decode()


def test_the_back_office_finds_what_the_register_finds(client, officer, community):
    make_organization(community, name="“宸益阁”公益服务中心", responsible_person="欧阳　明")
    make_organization(community, name="运河秧歌队")
    client.force_login(officer)
    for words in ("宸益", "cyg", "欧阳明", "宸益阁 公益"):
        page = client.get(LIST, {"q": words}).content.decode()
        assert "宸益阁" in page and "运河秧歌队" not in page, words


def test_what_is_counted_asks_nothing_about_credit(client, officer, community):
    """The marks are asked for the page alone: within the list's query they were worked out for every counted row."""
    make_credit(make_organization(community, name="受表彰的队"), "honour")
    client.force_login(officer)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(reverse("organizations:organizations"))
    assert [mark.label for mark in page.context["rows"][0].credit] == ["荣誉"]
    about = [query["sql"] for query in asked.captured_queries if "creditrecord" in query["sql"]]
    assert len(about) == 1 and "COUNT" not in about[0]
