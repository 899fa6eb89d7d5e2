"""The register and the ledger through the API: the same rules as the pages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from organizations.models import ImportRun, Organization
from tests.organizations.ledgers import content

pytestmark = pytest.mark.django_db
BASE = "/api/v1/organizations/"


@pytest.fixture
def as_(db):
    def signed_in(user):
        client = APIClient()
        client.force_authenticate(user)
        return client

    return signed_in


def test_numbers_come_out_masked_with_version_and_actions(as_, officer, organization):
    answer = as_(officer).get(f"{BASE}{organization.pk}/")
    assert answer["ETag"] == '"0"'
    assert (answer.data["phone"], answer.data["actions"]) == ("142****0000", ["edit", "suspend", "revoke"])
    assert answer.data["area"] == "330105005001"


def test_the_list_is_narrowed_by_the_same_filters(as_, officer, organization, filed_organization):
    found = as_(officer).get(BASE, {"org_type": "filed"}).data["results"]
    assert [o["name"] for o in found] == ["贝贝学堂"]


@pytest.mark.parametrize("who", ["member", "reader", "district_officer"])
def test_readers_have_no_actions(as_, cast, organization, who):
    client = as_(cast[who])
    assert client.get(f"{BASE}{organization.pk}/").data["actions"] == []
    assert client.patch(f"{BASE}{organization.pk}/", {"venue": "x"}, HTTP_IF_MATCH='"0"').status_code == 403
    suspend = client.post(f"{BASE}{organization.pk}/actions/suspend/", {"note": "x"}, HTTP_IF_MATCH='"0"')
    assert suspend.status_code == 403


@pytest.mark.parametrize("who", ["other_officer", "stranger", "resident"])
def test_strangers_find_nothing(as_, cast, organization, who):
    assert as_(cast[who]).get(f"{BASE}{organization.pk}/").status_code == 404


def test_editing_keeps_what_is_not_named(as_, officer, organization):
    answer = as_(officer).patch(f"{BASE}{organization.pk}/", {"venue": "新址 1 号"}, HTTP_IF_MATCH='"0"', format="json")
    assert answer.status_code == 200, answer.data
    organization.refresh_from_db()
    assert (organization.venue, organization.version, organization.phone.reveal()) == ("新址 1 号", 1, "14200000000")
    assert organization.founded_on.isoformat() == "2020-05-06"
    assert list(organization.changes.get().fields) == ["venue"]


def test_the_certificate_number_is_read_and_put_right(as_, officer, organization):
    client = as_(officer)
    answer = client.patch(
        f"{BASE}{organization.pk}/", {"registration_no": "浙杭拱民证字第010026号"}, HTTP_IF_MATCH='"0"', format="json")
    assert answer.status_code == 200, answer.data
    assert client.get(f"{BASE}{organization.pk}/").data["registration_no"] == "浙杭拱民证字第010026号"


def test_versions_are_asked_for_and_compared(as_, officer, organization):
    client = as_(officer)
    assert client.patch(f"{BASE}{organization.pk}/", {"venue": "x"}).status_code == 428
    assert client.patch(f"{BASE}{organization.pk}/", {"venue": "x"}, HTTP_IF_MATCH='"7"').status_code == 412
    assert client.post(f"{BASE}{organization.pk}/actions/edit/", {}, HTTP_IF_MATCH='"0"').status_code == 403
    suspended = client.post(f"{BASE}{organization.pk}/actions/suspend/", {"note": "整改"}, HTTP_IF_MATCH='"0"')
    assert (suspended.status_code, suspended.data["status"]) == (200, "suspended")
    again = client.post(f"{BASE}{organization.pk}/actions/suspend/", {"note": "整改"}, HTTP_IF_MATCH='"1"')
    assert (again.status_code, again.data["allowed"]) == (409, ["edit", "resume", "revoke"])


def test_every_fault_at_once(as_, officer, organization):
    wrong = {"uscc": "123", "phone": "1", "responsible_person": "", "founded_on": "2031-01-01"}
    answer = as_(officer).patch(f"{BASE}{organization.pk}/", wrong, HTTP_IF_MATCH='"0"', format="json")
    assert answer.status_code == 400
    assert set(answer.data["detail"]) == {"uscc", "phone", "responsible_person", "founded_on"}


def send(client, street, name):
    return client.post("/api/v1/ledgers/", {
        "area": street.code, "file": SimpleUploadedFile(name, content(name))}, format="multipart")


def test_a_ledger_is_previewed_and_confirmed(as_, officer, ledger_street):
    client = as_(officer)
    made = send(client, ledger_street, "ledger.xlsx")
    assert made.status_code == 201, made.data
    outcome = made.data["outcome"]
    assert (outcome["created"], outcome["errors"]) == (199, [])
    path = f"/api/v1/ledgers/{made.data['id']}/"
    assert client.post(f"{path}confirm/", {"plan": outcome["plan"]}).status_code == 428
    done = client.post(f"{path}confirm/", {"plan": outcome["plan"]}, HTTP_IF_MATCH='"0"')
    assert (done.status_code, done.data["status"], Organization.objects.count()) == (200, "done", 199)
    assert client.post(f"{path}confirm/", {"plan": outcome["plan"]}, HTTP_IF_MATCH='"1"').status_code == 409
    assert client.get("/api/v1/ledgers/").data["results"][0]["outcome"]["created"] == 199


def test_a_bad_ledger_tells_every_fault_and_writes_nothing(as_, officer, ledger_street):
    client = as_(officer)
    made = send(client, ledger_street, "ledger_bad.xlsx")
    assert len(made.data["outcome"]["errors"]) == 15
    confirm = client.post(
        f"/api/v1/ledgers/{made.data['id']}/confirm/", {"plan": made.data["outcome"]["plan"]}, HTTP_IF_MATCH='"0"')
    assert confirm.status_code == 400
    assert not Organization.objects.exists()


def test_only_the_street_brings_a_ledger_in(as_, cast, ledger_street):
    for who in ("district_officer", "community_worker", "member", "resident"):
        assert send(as_(cast[who]), ledger_street, "ledger.xlsx").status_code == 403
    assert send(as_(cast["other_officer"]), ledger_street, "ledger.xlsx").status_code == 400
    assert not ImportRun.objects.exists()


def test_a_list_tells_organizations_in_short(as_, officer, organization):
    [row] = as_(officer).get(BASE).json()["results"]
    whole = as_(officer).get(f"{BASE}{organization.pk}/").json()
    assert set(whole) - set(row) == {"registration_no", "identity_no", "phone", "venue", "purpose", "remark"}
    assert row == {name: whole[name] for name in row}
