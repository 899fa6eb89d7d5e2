"""Filings through the API: the same rules as the pages."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from organizations.models import Certificate, Filing
from tests.organizations.filing_acts import IDENTITY, applicant_of, complete, in_status, submitted
from tests.organizations.test_filing_pages import PDF

pytestmark = pytest.mark.django_db
URL = "/api/v1/filings/"


@pytest.fixture
def api():
    def of(user):
        client = APIClient()
        client.force_authenticate(user)
        return client
    return of


def seen(version: int) -> dict:
    return {"headers": {"If-Match": f'"{version}"'}}


def test_the_whole_story(api, resident, officer, community):
    mine, office = api(resident), api(officer)
    made = mine.post(URL, {"name": "晨光助老队", "area": community.code, "category": "culture"}, format="json")
    assert made.status_code == 201 and made["ETag"] == '"0"'
    one = f"{URL}{made.data['id']}/"
    filled = mine.patch(one, {
        "purpose": "合唱", "venue": "桥弄街139号", "responsible_person": "曹波文", "identity_no": IDENTITY,
        "phone": "13800006848", "member_count": 12}, format="json", **seen(0))
    assert filled.status_code == 200 and filled.data["facts"]["identity_no"] == "330***********0001"
    put = mine.put(f"{one}materials/charter/", {"file": SimpleUploadedFile("章程.pdf", PDF)}, format="multipart",
                   **seen(filled.data["version"]))
    assert put.status_code == 200 and put.data["materials"] == ["charter"]
    handed_in = mine.post(f"{one}actions/submit/", {}, format="json", **seen(put.data["version"]))
    assert handed_in.data["status"] == "submitted" and handed_in.data["receipt_no"]

    assert [row["id"] for row in office.get(URL, {"status": "submitted"}).data["results"]] == [made.data["id"]]
    back = office.post(f"{one}actions/return/", {"note": "补正", "remarks": {"venue": "写到房间号"}}, format="json",
                       **seen(handed_in.data["version"]))
    assert (back.data["status"], back.data["remarks"]) == ("returned", {"venue": "写到房间号"})
    again = mine.post(f"{one}actions/submit/", {}, format="json", **seen(back.data["version"]))
    done = office.post(f"{one}actions/approve/", {}, format="json", **seen(again.data["version"]))
    assert done.data["filing_no"] == Certificate.objects.get().number
    assert done.data["actions"] == []


def test_a_missing_or_old_version_is_told(api, community):
    filing = complete(community)
    mine, one = api(applicant_of(filing)), f"{URL}{filing.pk}/"
    assert mine.patch(one, {"venue": "别处"}, format="json").status_code == 428
    stale = mine.patch(one, {"venue": "别处"}, format="json", **seen(filing.version - 1))
    assert (stale.status_code, stale.data["version"]) == (412, filing.version)
    assert mine.post(f"{one}actions/submit/", {}, format="json", **seen(filing.version - 1)).status_code == 412


def test_everything_missing_is_listed_by_name(api, resident, community):
    mine = api(resident)
    made = mine.post(URL, {"name": "晨光助老队", "area": community.code}, format="json")
    refused = mine.post(f"{URL}{made.data['id']}/actions/submit/", {}, format="json", **seen(0))
    assert refused.status_code == 400
    assert set(refused.data["detail"]) == {
        "purpose", "venue", "responsible_person", "identity_no", "phone", "member_count", "charter"}


def test_bad_facts_are_told_all_at_once(api, community):
    filing = complete(community)
    refused = api(applicant_of(filing)).patch(f"{URL}{filing.pk}/", {
        "identity_no": "123", "phone": "5", "member_count": -1, "area": "330105"}, format="json",
        **seen(filing.version))
    assert refused.status_code == 400 and set(refused.data) == {"identity_no", "phone", "member_count", "area"}


def test_more_party_members_than_members_are_not_handed_in(api, community):
    filing = complete(community)
    mine, one = api(applicant_of(filing)), f"{URL}{filing.pk}/"
    kept = mine.patch(one, {"party_member_count": 500}, format="json", **seen(filing.version))
    refused = mine.post(f"{one}actions/submit/", {}, format="json", **seen(kept.data["version"]))
    assert (refused.status_code, list(refused.data["detail"])) == (400, ["party_member_count"])


def test_the_wrong_status_names_what_is_allowed(api, community):
    filing = submitted(community)
    refused = api(applicant_of(filing)).post(
        f"{URL}{filing.pk}/actions/submit/", {}, format="json", **seen(filing.version))
    assert (refused.status_code, refused.data["allowed"]) == (409, ["withdraw"])


@pytest.mark.parametrize("name", ["approve", "refuse", "return"])
def test_who_may_decide(api, cast, community, name):
    codes = {}
    for person, user in cast.items():
        filing = submitted(community)
        codes[person] = api(user).post(
            f"{URL}{filing.pk}/actions/{name}/", {"note": "原因"}, format="json", **seen(filing.version)).status_code
    assert codes == {
        "officer": 200, "district_officer": 403, "community_worker": 403, "other_officer": 404, "member": 404,
        "reader": 404, "stranger": 404, "resident": 404}


def test_edit_is_no_action_of_its_own(api, community):
    filing = complete(community)
    answer = api(applicant_of(filing)).post(
        f"{URL}{filing.pk}/actions/edit/", {}, format="json", **seen(filing.version))
    assert answer.status_code == 403


def test_the_office_gets_what_was_handed_in(api, officer, community):
    filing = in_status("returned", community, officer)
    answer = api(officer).get(f"{URL}{filing.pk}/")
    assert answer.data["facts"] is None and answer.data["handed_in"]["venue"] == "桥弄街139号"
    assert not [name for name in answer.data["handed_in"] if name.endswith("_hash")]


def test_a_number_may_be_typed_as_people_write_it(api, community):
    filing = complete(community)
    answer = api(applicant_of(filing)).patch(
        f"{URL}{filing.pk}/", {"phone": "+86 １38-0000-6848"}, format="json", **seen(filing.version))
    assert (answer.status_code, answer.data["facts"]["phone"]) == (200, "138****6848")


def test_somebody_elses_token_gives_nothing_away(api, resident, stranger, community):
    given = {"name": "晨光助老队", "area": community.code, "token": str(uuid.uuid4())}
    api(resident).post(URL, given, format="json")
    assert api(stranger).post(URL, given, format="json").status_code == 404


def test_the_same_token_twice_makes_one_draft(api, resident, community):
    data = {"name": "晨光助老队", "area": community.code, "token": "6f1ed002-ab5b-4f2e-9f52-5d1ad1b2c3d4"}
    first, second = (api(resident).post(URL, data, format="json") for _ in range(2))
    assert first.data["id"] == second.data["id"] and Filing.objects.count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_number_of_questions(api, officer, community, rows, django_assert_num_queries):
    for _ in range(rows):
        submitted(community)
    client = api(officer)
    client.get(URL)
    with django_assert_num_queries(3):
        assert len(client.get(URL).data["results"]) == rows
