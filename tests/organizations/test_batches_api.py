"""Many at once through the API: 200 with a status for each, and nothing stops."""

import pytest
from rest_framework.test import APIClient

from organizations.models import Matter
from tests.factories import make_organization
from tests.organizations import filing_acts
from tests.organizations.matter_acts import in_status, submitted

pytestmark = pytest.mark.django_db
URL = "/api/v1/matters/batch/"


@pytest.fixture
def api():
    def of(user):
        client = APIClient()
        client.force_authenticate(user)
        return client
    return of


def items(*matters):
    return [{"id": m.pk, "version": m.version} for m in matters]


def test_each_is_answered_by_itself_in_the_order_sent(api, officer, community, other_street, filed_organization):
    good, other, own = (submitted("change", make_organization(community)) for _n in range(3))
    own.organization.memberships.create(user=officer, right="reader")
    foreign = submitted("change", make_organization(other_street))
    returned = in_status("returned", filed_organization, officer)
    sent = items(returned, good, own, foreign, other)
    sent[4]["version"] -= 1
    answer = api(officer).post(URL, {"action": "accept", "items": sent}, format="json")
    assert answer.status_code == 200
    assert [(one["id"], one["status"], one["version"]) for one in answer.data["results"]] == [
        (returned.pk, 409, returned.version), (good.pk, 200, good.version + 1), (own.pk, 403, own.version),
        (foreign.pk, 404, None), (other.pk, 412, other.version)]
    assert [bool(one["detail"]) for one in answer.data["results"]] == [True, False, True, True, True]
    assert Matter.objects.get(pk=good.pk).status == "examining"


def test_sent_twice_it_moves_nothing_twice(api, officer, community):
    matters = [submitted("change", make_organization(community)) for _n in range(2)]
    data = {"action": "return", "items": items(*matters), "note": "请补正"}
    first, again = (api(officer).post(URL, data, format="json").data["results"] for _n in range(2))
    assert [one["status"] for one in first] == [200, 200] and {one["status"] for one in again} <= {409, 412}
    assert [m.changes.filter(action="return").count() for m in matters] == [1, 1]


def test_words_that_lack_are_told_for_each(api, officer, community):
    matter = submitted("change", make_organization(community))
    [one] = api(officer).post(URL, {"action": "return", "items": items(matter)}, format="json").data["results"]
    assert one["status"] == 400 and one["detail"]


@pytest.mark.parametrize("data", [
    {"action": "approve"}, {"action": "shine"}, {"action": ""}, {"items": []}, {"items": [{"id": 1}]}, {"items": "all"},
    {"items": [{"id": 1, "version": 0}] * 301}, {"items": [{"id": 10**20, "version": 0}]},
])
def test_a_batch_that_is_none_is_refused_whole(api, officer, community, data):
    matter = submitted("change", make_organization(community))
    sent = {"action": "accept", "items": items(matter)} | data
    assert api(officer).post(URL, sent, format="json").status_code == 400
    assert Matter.objects.get(pk=matter.pk).status == "submitted"


def test_filings_have_the_same_door(api, officer, community):
    filings = [filing_acts.submitted(community) for _n in range(2)]
    answer = api(officer).post(
        "/api/v1/filings/batch/", {"action": "refuse", "items": items(*filings), "note": "不属于范围"}, format="json")
    assert [one["status"] for one in answer.data["results"]] == [200, 200]
