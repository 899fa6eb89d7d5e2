"""Office-holders for machines: the same faults, the same acts, the same masks as on the pages."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from incubator.workdays import today
from organizations.models import OfficeHolder
from tests.factories import make_holder

pytestmark = pytest.mark.django_db
PHONE = "14200006848"


def sent(of, **changes):
    return {"organization": of.pk, "name": " 严  敏 ", "role": "finance", "phone": PHONE,
            "is_party_member": True, "term_starts_on": "2026-01-01", "term_ends_on": "2029-12-31",
            "token": str(uuid.uuid4())} | changes


def post(client, data):
    return client.post(reverse("office-holder-list"), data, content_type="application/json")


def faulty(answer):
    """The fields whose faults are told, by the serializer or by the form."""
    told = answer.json()
    return set(told.get("detail", told))


def write(client, method, holder, data, name="", version=None):
    place = reverse("office-holder-act", args=[holder.pk, name]) if name else reverse(
        "office-holder-detail", args=[holder.pk])
    return getattr(client, method)(place, data, content_type="application/json", headers={
        "If-Match": f'"{holder.version if version is None else version}"'})


def test_an_office_is_taken_corrected_and_left(client, member, organization):
    client.force_login(member)
    form = sent(organization)
    told = [post(client, form).json() for _time in range(2)]
    holder = OfficeHolder.objects.get()
    assert [(one["id"], one["name"], one["phone"], one["actions"]) for one in told] == [
        (holder.pk, holder.name, "142****6848", ["edit", "depart"])] * 2
    assert (holder.phone.reveal(), holder.is_party_member) == (PHONE, True)

    edited = write(client, "patch", holder, {"role": "council", "phone": "142****6848"})
    assert (edited.status_code, edited.json()["role"], edited.json()["version"]) == (200, "council", 1)
    holder.refresh_from_db()
    assert holder.phone.reveal() == PHONE

    gone = write(client, "post", holder, {"left_on": "2026-03-01"}, "depart")
    assert (gone.status_code, gone.json()["left_on"], gone.json()["status"]) == (200, "2026-03-01", "left")
    holder.refresh_from_db()
    assert write(client, "patch", holder, {"name": "晚了"}).status_code == 409
    assert [change.action for change in holder.changes.all()] == ["create", "edit", "depart"]


def test_the_list_keeps_the_numbers_to_the_entries(client, member, organization):
    holder = make_holder(organization)
    client.force_login(member)
    [line] = client.get(reverse("office-holder-list"), {"organization": organization.pk}).json()["results"]
    assert (line["id"], "phone" in line, "token" in line) == (holder.pk, False, False)
    assert client.get(reverse("office-holder-list"), {"status": "left"}).json()["results"] == []


@pytest.mark.parametrize(("changes", "field"), [
    ({"name": ""}, "name"), ({"role": "king"}, "role"), ({"phone": "123"}, "phone"),
    ({"phone": "199****0000"}, "phone"), ({"term_ends_on": "2025-01-01"}, "term_ends_on"),
    ({"organization": 0}, "organization"),
])
def test_faults_are_told_at_their_field(client, officer, organization, changes, field):
    client.force_login(officer)
    answer = post(client, sent(organization, **changes))
    assert (answer.status_code, faulty(answer)) == (400, {field})
    assert not OfficeHolder.objects.exists()


def test_a_filed_organization_has_no_legal_representative(client, officer, filed_organization):
    client.force_login(officer)
    answer = post(client, sent(filed_organization, role="legal_representative"))
    assert (answer.status_code, faulty(answer)) == (400, {"role"})


def test_a_second_legal_representative_is_refused(client, officer, organization):
    make_holder(organization, role="legal_representative")
    client.force_login(officer)
    assert post(client, sent(organization, role="legal_representative")).status_code == 400
    assert write(client, "patch", make_holder(organization), {"role": "legal_representative"}).status_code == 400


def test_leaving_is_today_unless_told_and_never_in_the_future(client, officer, organization):
    client.force_login(officer)
    holder = make_holder(organization)
    late = write(client, "post", holder, {"left_on": str(today() + timedelta(days=1))}, "depart")
    assert (late.status_code, write(client, "post", holder, {"left_on": "soon"}, "depart").status_code) == (400, 400)
    assert write(client, "post", holder, {}, "edit").status_code == 403
    assert write(client, "post", holder, {}, "depart", version=7).status_code == 412
    assert write(client, "post", holder, {}, "depart").json()["left_on"] == str(today())
