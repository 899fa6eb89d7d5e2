"""A street's templates for machines: the same acts as the pages, told the same way."""

import uuid

import pytest
from django.urls import reverse

from organizations import templating
from organizations.models import PaperTemplate
from tests.documents.corpus import pdf, upload

pytestmark = pytest.mark.django_db
LIST = "/api/v1/paper-templates/"


@pytest.fixture
def put(client, street, officer):
    client.force_login(officer)

    def sent(**given):
        return client.post(LIST, {
            "area": street.code, "kind": "charter", "seen": 0, "file": upload("章程范本.pdf", pdf())} | given)

    return sent


def test_one_is_put_in_place_read_fetched_and_taken_out_of_use(client, put, street):
    made = put().json()
    assert [made[name] for name in ("area", "kind", "name", "status")] == [
        street.code, "charter", "章程范本.pdf", "in_use"]
    assert [one["id"] for one in client.get(f"{LIST}?kind=charter&status=in_use").json()["results"]] == [made["id"]]
    assert client.get(f"{LIST}?kind=roster").json()["count"] == 0
    file = client.get(f"{LIST}{made['id']}/file/")
    assert b"".join(file.streaming_content).startswith(b"%PDF")
    page = client.get(reverse("organizations:template", args=["charter"]) + f"?street={street.code}")
    assert b"".join(page.streaming_content).startswith(b"%PDF")
    address = f"{LIST}{made['id']}/actions/replace/"
    assert client.post(address).status_code == 428
    assert client.post(address, headers={"If-Match": '"0"'}).json()["status"] == "replaced"
    assert templating.current(street, "charter") is None


def test_the_one_seen_is_replaced_and_no_other(put):
    first = put().json()["id"]
    assert put().status_code == 412
    assert put(seen=first).status_code == 201
    assert list(PaperTemplate.objects.order_by("pk").values_list("status", flat=True)) == ["replaced", "in_use"]


def test_the_same_twice_is_one(put):
    token = str(uuid.uuid4())
    assert put(token=token).json()["id"] == put(token=token).json()["id"]
    assert PaperTemplate.objects.count() == 1


def test_what_is_wrong_is_told_of_its_field(put, other_street):
    for given, name in (({"file": upload("章程.pdf", b"no pdf")}, "file"), ({"kind": "x"}, "kind"),
                        ({"area": other_street.code}, "area"), ({"seen": -1}, "seen")):
        answer = put(**given)
        assert answer.status_code == 400 and name in str(answer.json()), given
    assert not PaperTemplate.objects.exists()
