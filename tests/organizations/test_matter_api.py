"""Matters through the API: the same rules as the pages."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from incubator.workdays import today
from organizations.models import Matter, Organization
from tests.documents.corpus import pdf
from tests.organizations.matter_acts import TODAY, complete, examined, submitted, take, writer_of

pytestmark = pytest.mark.django_db
URL = "/api/v1/matters/"


@pytest.fixture
def api():
    def of(user):
        client = APIClient()
        client.force_authenticate(user)
        return client
    return of


def seen(version: int) -> dict:
    return {"headers": {"If-Match": f'"{version}"'}}


def test_the_whole_story(api, filed_organization, officer):
    mine, office = api(writer_of(filed_organization)), api(officer)
    made = mine.post(URL, {"organization": filed_organization.pk, "kind": "change"}, format="json")
    assert made.status_code == 201 and made["ETag"] == '"0"'
    one = f"{URL}{made.data['id']}/"
    filled = mine.patch(one, {"answers": {
        "phone": "13900002222", "venue": "丽水路88号", "effective_on": str(TODAY), "reason": "搬家"}}, format="json",
        **seen(0))
    assert filled.status_code == 200 and filled.data["answers"]["phone"] == "139****2222"
    put = mine.put(f"{one}materials/venue_proof/", {"file": SimpleUploadedFile("证明.pdf", pdf())},
                   format="multipart", **seen(filled.data["version"]))
    assert put.status_code == 200 and put.data["materials"] == ["venue_proof"]
    handed_in = mine.post(f"{one}actions/submit/", {}, format="json", **seen(put.data["version"]))
    assert handed_in.data["status"] == "submitted" and handed_in.data["receipt_no"].startswith("BG")

    read = office.get(one)
    assert read.data["answers"] is None and read.data["handed_in"]["was_venue"] == "桥弄街139号"
    assert "13900002222" not in read.content.decode()
    taken = office.post(f"{one}actions/accept/", {}, format="json", **seen(handed_in.data["version"]))
    assert taken.data["actions"] == ["approve", "return", "undo", "refuse"]
    done = office.post(f"{one}actions/approve/", {"note": "属实"}, format="json", **seen(taken.data["version"]))
    assert done.data["status"] == "approved"
    filed_organization.refresh_from_db()
    assert (filed_organization.venue, filed_organization.phone) == ("丽水路88号", "13900002222")


def test_every_fault_is_told_at_its_question(api, filed_organization):
    matter = complete("change", filed_organization)
    mine = api(writer_of(filed_organization))
    told = mine.patch(f"{URL}{matter.pk}/", {"answers": {
        "effective_on": "昨天", "identity_no": "123", "shoe_size": "42", "venue": "别处"}}, format="json",
        **seen(matter.version))
    assert told.status_code == 400
    assert set(told.data["answers"]) == {"effective_on", "identity_no", "shoe_size"}
    assert Matter.objects.get(pk=matter.pk).answers["venue"] == "丽水路88号二楼"
    tomorrow = mine.patch(f"{URL}{matter.pk}/", {"answers": {"effective_on": str(today() + timedelta(days=1))}},
                          format="json", **seen(matter.version))
    assert tomorrow.status_code == 400 and list(tomorrow.data["answers"]) == ["effective_on"]


def test_a_missing_or_old_version_is_told(api, filed_organization):
    matter = complete("change", filed_organization)
    mine, one = api(writer_of(filed_organization)), f"{URL}{matter.pk}/"
    assert mine.patch(one, {"answers": {}}, format="json").status_code == 428
    stale = mine.patch(one, {"answers": {}}, format="json", **seen(matter.version - 1))
    assert (stale.status_code, stale.data["version"]) == (412, matter.version)


def test_the_list_is_narrowed_by_kind_and_standing(api, filed_organization):
    complete("change", filed_organization)
    complete("cancellation", filed_organization)
    mine = api(writer_of(filed_organization))
    assert [row["kind"] for row in mine.get(URL, {"kind": "change"}).data["results"]] == ["change"]
    assert mine.get(URL, {"status": "submitted"}).data["results"] == []


def test_a_registration_is_forwarded_and_the_countys_refusal_kept(api, filed_organization, officer):
    matter = examined("registration", filed_organization, officer)
    take("approve", matter, by=officer)
    office, one = api(officer), f"{URL}{matter.pk}/"
    before = office.get(one).data
    assert (before["actions"], before["forwarded_on"]) == (["forward", "not_registered"], None)
    sent = office.post(f"{one}actions/forward/", {"note": "收件回执12号"}, format="json", **seen(matter.version))
    assert (sent.status_code, sent.data["forwarded_on"]) == (200, str(today()))
    assert sent.data["actions"] == ["not_registered"]
    version = sent.data["version"]
    old = office.post(f"{one}actions/not_registered/", {"note": "x"}, format="json", **seen(matter.version))
    assert old.status_code == 412
    bare = office.post(f"{one}actions/not_registered/", {}, format="json", **seen(version))
    assert bare.status_code == 400
    refused = office.post(f"{one}actions/not_registered/", {"note": "决定书3号"}, format="json", **seen(version))
    assert (refused.status_code, refused.data["outcome"], refused.data["actions"]) == (200, "not_registered", [])
    again = office.post(f"{one}actions/forward/", {"note": "x"}, format="json", **seen(refused.data["version"]))
    assert (again.status_code, "登记机关不予登记" in again.data["detail"]) == (403, True)
    recording = office.post(f"{one}actions/record/", {}, format="json", **seen(refused.data["version"]))
    assert recording.status_code == 403


def test_the_list_promises_no_step_that_hangs_on_more_than_the_line(api, filed_organization, officer):
    """Taking up again and taking back are told by the matter itself, as its page offers them."""
    mine, office = api(writer_of(filed_organization)), api(officer)
    accepted = examined("cancellation", filed_organization, officer)
    refused = submitted("change", filed_organization)
    take("refuse", refused, by=officer, note="理由")

    def told(client, matter):
        line, = (row for row in client.get(URL).data["results"] if row["id"] == matter.pk)
        return line["actions"], client.get(f"{URL}{matter.pk}/").data["actions"]

    assert told(mine, refused) == ([], ["reopen"]) and told(office, refused) == ([], ["undo"])
    line, one = told(office, accepted)
    assert "undo" in one and line == [name for name in one if name != "undo"]
    Organization.objects.filter(pk=filed_organization.pk).update(status="revoked")
    assert told(mine, refused) == ([], [])


@pytest.mark.parametrize("kinds", [["change"], ["change", "cancellation", "registration"]])
def test_a_list_of_refused_matters_costs_the_same_at_any_length(
    api, filed_organization, officer, kinds, django_assert_num_queries
):
    for kind in kinds:
        take("refuse", submitted(kind, filed_organization), by=officer, note="理由")
    mine = api(writer_of(filed_organization))
    with django_assert_num_queries(4):  # posts, own organizations, how many, the page
        assert len(mine.get(URL).data["results"]) == len(kinds)
