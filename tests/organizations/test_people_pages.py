"""The pages of an organization's people: what is typed, what is refused beside its field, and what is shown."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse

from incubator.accounts.models import Disclosure
from incubator.workdays import today
from organizations.models import OfficeHolder, OfficeHolderChange, Pairing
from organizations.workflow import holder_workflow
from tests.factories import make_area, make_holder, make_organization, make_pairing
from tests.organizations.ledgers import url

pytestmark = pytest.mark.django_db
PHONE = "14200006848"


def typed(**changes):
    return {"token": uuid.uuid4(), "version": 0, "name": " 李 四 ", "role": "council", "phone": PHONE,
            "is_party_member": "on", "term_starts_on": "2026-01-01", "term_ends_on": "2030-12-31"} | changes


def kept(thing, **changes):
    return typed(token=thing.token, version=thing.version, phone=str(thing.phone)) | changes


def test_somebody_is_entered_once_and_never_whole(client, member, officer, organization):
    client.force_login(member)
    form = typed()
    for _time in range(2):
        answer = client.post(url("holder-new", organization.pk), form)
        assert answer.status_code == 302 and answer.headers["Location"] == url("people", organization.pk)
    holder = OfficeHolder.objects.get()
    assert (holder.phone.reveal(), holder.phone_tail, holder.is_party_member) == (PHONE, "6848", True)
    assert [(c.action, c.by_name) for c in holder.changes.all()] == [("create", "机构管理员")]
    for person in (member, officer):
        client.force_login(person)
        for page in (url("people", organization.pk), url("holder-edit", holder.pk), url("holder-leave", holder.pk)):
            body = client.get(page).content.decode()
            assert PHONE not in body
        assert "142****6848" in client.get(url("people", organization.pk)).content.decode()


def test_editing_keeps_a_masked_number_and_tells_the_change_masked(client, member, organization):
    holder = make_holder(organization, phone=PHONE)
    client.force_login(member)
    assert client.post(url("holder-edit", holder.pk), kept(holder, name="王五")).status_code == 302
    holder.refresh_from_db()
    assert (holder.name, holder.phone.reveal(), holder.version) == ("王五", PHONE, 1)
    assert client.post(url("holder-edit", holder.pk), kept(holder, name="王五", phone="13800001111")).status_code == 302
    changes = repr(list(OfficeHolderChange.objects.values()))
    assert "138****1111" in changes and "142****6848" in changes
    assert PHONE not in changes and "13800001111" not in changes


def test_an_old_page_overwrites_nothing(client, member, organization):
    holder = make_holder(organization)
    client.force_login(member)
    old = kept(holder, name="旧")
    assert client.post(url("holder-edit", holder.pk), kept(holder, name="新")).status_code == 302
    answer = client.post(url("holder-edit", holder.pk), old)
    assert answer.status_code == 409 and "旧" in answer.content.decode()
    holder.refresh_from_db()
    assert holder.name == "新"


@pytest.mark.parametrize(("changes", "fields"), [
    ({"name": ""}, {"name"}), ({"phone": "123"}, {"phone"}), ({"phone": "138****0000"}, {"phone"}),
    ({"term_ends_on": "2026-01-01"}, {"term_ends_on"}), ({"role": "king", "term_starts_on": "x"},
                                                         {"role", "term_starts_on"}),
    ({"token": "", "version": ""}, {"token", "version"}),
])
def test_every_fault_beside_its_field(client, member, organization, changes, fields):
    client.force_login(member)
    answer = client.post(url("holder-new", organization.pk), typed(**changes))
    assert answer.status_code == 400 and set(answer.context["form"].errors) == fields
    assert not OfficeHolder.objects.exists()


def test_only_a_legal_person_has_a_legal_representative_and_only_one(
    client, officer, organization, filed_organization
):
    client.force_login(officer)
    answer = client.post(url("holder-new", filed_organization.pk), typed(role="legal_representative"))
    assert "只有登记的社会组织" in answer.content.decode()
    first = make_holder(organization, role="legal_representative")
    answer = client.post(url("holder-new", organization.pk), typed(role="legal_representative"))
    assert answer.status_code == 400 and "已有在任的法定代表人" in answer.content.decode()
    assert client.post(
        url("holder-edit", first.pk), kept(first, role="legal_representative")).status_code == 302


def test_who_is_a_moment_late_is_told_so(client, member, organization, monkeypatch):
    def late(*_args, **_kwargs):
        raise IntegrityError

    monkeypatch.setattr(holder_workflow, "create", late)
    client.force_login(member)
    answer = client.post(url("holder-new", organization.pk), typed())
    assert answer.status_code == 400 and "刚刚已有他人登记" in answer.content.decode()


def test_leaving_has_a_day_that_has_come_and_lies_in_the_term(client, member, organization):
    holder = make_holder(organization, name="赵六")
    client.force_login(member)
    page = url("holder-leave", holder.pk)
    for day in (today() + timedelta(days=1), holder.term_starts_on - timedelta(days=1), ""):
        assert client.post(page, {"version": 0, "left_on": day}).status_code == 400
    assert client.post(page, {"version": 0, "left_on": today()}).status_code == 302
    body = client.get(url("people", organization.pk)).content.decode()
    assert "离任 1 人" in body and f"{today()} 离任" in body
    assert client.get(page).status_code == 409


def test_the_officer_pairs_and_ends_the_members_read(client, officer, member, organization, other_street):
    form = {"token": uuid.uuid4(), "version": 0, "area": organization.area_id, "branch_name": "桥西一支部",
            "since": today(), "note": "每月一次"}
    client.force_login(officer)
    for _time in range(2):
        assert client.post(url("pairing-new", organization.pk), form).status_code == 302
    pairing = Pairing.objects.get()
    assert pairing.changes.count() == 1
    far = make_area("330105006001", "别处社区", other_street)
    answer = client.post(url("pairing-new", organization.pk), form | {
        "token": uuid.uuid4(), "area": far.pk, "since": today() + timedelta(days=1)})
    assert set(answer.context["form"].errors) == {"area", "branch_name", "since"}
    client.force_login(member)
    body = client.get(url("people", organization.pk)).content.decode()
    assert "桥西一支部" in body and url("pairing-end", pairing.pk) not in body
    assert url("pairing-new", organization.pk) not in body
    client.force_login(officer)
    for day in (today() + timedelta(days=1), today() - timedelta(days=1)):
        assert client.post(url("pairing-end", pairing.pk), {"version": 0, "ended_on": day}).status_code == 400
    assert client.post(url("pairing-end", pairing.pk), {"version": 0, "ended_on": today()}).status_code == 302
    body = client.get(url("people", organization.pk)).content.decode()
    assert "已结束" in body and url("pairing-end", pairing.pk) not in body


def test_only_communities_of_the_street_are_offered(client, officer, organization, street, other_street):
    make_area("330105006001", "别处社区", other_street)
    make_area("330105005001001", "一网格")
    client.force_login(officer)
    form = client.get(url("pairing-new", organization.pk)).context["form"]
    assert [area.name for area in form.fields["area"].queryset] == ["桥西社区"]


def test_the_organizations_page_says_which_terms_run_out(client, officer, organization):
    page = url("organization", organization.pk)
    client.force_login(officer)
    body = client.get(page).content.decode()
    assert "任期届满" not in body and url("people", organization.pk) in body
    make_holder(organization, term_ends_on=today() + timedelta(days=60))
    make_holder(organization, term_ends_on=today() - timedelta(days=1))
    assert client.get(page).content.decode().count("1 人任期届满") == 2
    assert "任期已满（至" in client.get(url("people", organization.pk)).content.decode()


def test_members_find_the_page_and_a_reader_gets_no_buttons(client, member, reader, organization):
    holder = make_holder(organization, is_party_member=True)
    make_holder(organization)
    client.force_login(member)
    assert url("people", organization.pk) in client.get(url("mine")).content.decode()
    assert url("holder-edit", holder.pk) in client.get(url("people", organization.pk)).content.decode()
    client.force_login(reader)
    body = client.get(url("people", organization.pk)).content.decode()
    assert "2 人中有 1 人" in body and url("holder-edit", holder.pk) not in body


def test_a_draft_has_the_page_too(client, member, community):
    draft = make_organization(community, status="draft")
    draft.memberships.create(user=member, right="administrator")
    client.force_login(member)
    assert client.get(url("people", draft.pk)).status_code == 200
    assert client.post(url("holder-new", draft.pk), typed()).status_code == 302


def test_the_back_office_reads_masked(client, officer, organization):
    holder, pairing = make_holder(organization, phone=PHONE), make_pairing(organization)
    client.force_login(officer)
    for address in (f"officeholder/{holder.pk}/change/", "officeholder/?q=理事", f"pairing/{pairing.pk}/change/"):
        body = client.get(f"/admin/organizations/{address}").content.decode()
        assert PHONE not in body and organization.name in body


def test_the_office_sees_a_phone_whole_with_a_reason_that_stays_on_record(client, officer, member, organization):
    holder, without = make_holder(organization, phone=PHONE), make_holder(organization, phone="")
    door = reverse("accounts:reveal", args=["organizations.officeholder", holder.pk, "phone"])
    client.force_login(officer)
    page = client.get(url("people", organization.pk)).content.decode()
    assert door in page and f"/organizations.officeholder/{without.pk}/" not in page
    assert client.post(door, {"reason": " "}).status_code == 200 and not Disclosure.objects.exists()
    assert PHONE in client.post(door, {"reason": "通知换届"}).content.decode()
    told = Disclosure.objects.get()
    assert (told.by, told.field, told.reason) == (officer, "phone", "通知换届")
    assert told.subject == f"organizations.officeholder {holder.pk} {holder.name}"
    client.force_login(member)
    assert door not in client.get(url("people", organization.pk)).content.decode()
    assert client.get(door).status_code == 403


def test_nobody_asks_for_a_phone_elsewhere_or_for_what_is_no_number(client, officer, other_officer, organization):
    holder = make_holder(organization)
    client.force_login(officer)
    assert client.get(reverse("accounts:reveal", args=[
        "organizations.officeholder", holder.pk, "name"])).status_code == 404
    client.force_login(other_officer)
    assert client.get(reverse("accounts:reveal", args=[
        "organizations.officeholder", holder.pk, "phone"])).status_code == 404
