"""The API: the same sight, the same refusals, the same one effect as the pages."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from rest_framework.test import APIClient

from projects.models import Activity, Contract, Project, Spending
from tests.factories import make_activity, make_member, make_organization, make_project, make_spending
from tests.projects.conftest import make_draft
from tests.projects.test_work import accept_report, picture
from tests.racing import race

pytestmark = pytest.mark.django_db
ACTIVITY = {"date": "2026-06-01", "place": "桥西之家", "content": "探访", "person_times": 3, "beneficiaries": 2,
            "hours": "1.25"}


@pytest.fixture
def api(today):
    def client_of(person) -> APIClient:
        client = APIClient()
        client.force_authenticate(person)
        return client
    return client_of


def project_data(area, organization, **fields):
    return {
        "area": area.pk, "name": "邻里调解", "need": "矛盾多", "field": "mediation", "method": "direct_commission",
        "contractor": organization.pk, "amount_fen": 300_000, "starts_on": "2026-03-01", "ends_on": "2026-08-31",
        "negative_list_note": "不在清单内", "budget_lines": [{"name": "人员", "amount_fen": 300_000}],
        "targets": [{"indicator": "sessions", "planned": "12"}], **fields}


def test_a_project_from_draft_to_payment(api, street, organization, officer):
    client = api(officer)
    made = client.post("/api/v1/projects/", project_data(street, organization), format="json")
    assert made.status_code == 201, made.data
    assert (made.data["number"], made.data["version"], made.data["actions"]) == (
        "XM-330105005-2026-0001", 0, ["edit", "approve"])
    url = f"/api/v1/projects/{made.data['id']}/"
    assert client.patch(url, {"name": "新名"}, format="json").status_code == 428
    changed = client.patch(url, {"name": "新名"}, format="json", headers={"If-Match": '"0"'})
    assert (changed.status_code, changed.data["name"], changed["ETag"]) == (200, "新名", '"1"')
    assert len(changed.data["budget_lines"]) == 1
    assert client.patch(url, {"name": "旧页"}, format="json", headers={"If-Match": '"0"'}).status_code == 412
    assert client.post(f"{url}actions/approve/", headers={"If-Match": '"1"'}).status_code == 200
    assert client.patch(url, {"name": "晚了"}, format="json", headers={"If-Match": '"2"'}).status_code == 409
    contract = client.post("/api/v1/contracts/", {"project": made.data["id"], "number": "HT-1", "instalments": [
        {"amount_fen": 200_000, "trigger": "agreement"},
        {"amount_fen": 100_000, "trigger": "report_accepted", "report_number": 6}]}, format="json")
    assert (contract.status_code, contract.data["signer"]) == (201, organization.pk)
    url = f"/api/v1/contracts/{contract.data['id']}/"
    changed = client.patch(url, {"number": "HT-2"}, format="json", headers={"If-Match": '"0"'})
    assert (changed.data["number"], len(changed.data["instalments"])) == ("HT-2", 2)
    signed = client.post(f"{url}actions/sign/", {"signed_on": "2026-03-01"}, headers={"If-Match": '"1"'})
    assert (signed.status_code, signed.data["status"]) == (200, "signed")
    first = client.get("/api/v1/instalments/").data["results"][0]
    assert first["actions"] == ["pay"]
    pay = f"/api/v1/instalments/{first['id']}/actions/pay/"
    assert client.post(pay, {}, headers={"If-Match": '"1"'}).status_code == 400
    done = client.post(pay, {"paid_on": "2026-03-05", "payment_no": "TR-9"}, headers={"If-Match": '"1"'}).data
    assert (done["status"], done["payment_no"]) == ("paid", "TR-9")
    assert client.post(pay, {"paid_on": "2026-03-05"}, headers={"If-Match": '"2"'}).status_code == 409


@pytest.mark.parametrize(("number", "amounts"), [(None, [1_200_000]), ("HT-9", [1_300_000, -100_000])])
def test_a_contract_number_twice_or_an_instalment_below_zero_is_told(api, organization, officer, number, amounts):
    taken, project = make_project(organization).contract.number, make_project(organization, status="approved")
    response = api(officer).post("/api/v1/contracts/", {
        "project": project.pk, "number": number or taken,
        "instalments": [{"amount_fen": amount, "trigger": "agreement"} for amount in amounts]}, format="json")
    assert response.status_code == 400, response.data
    assert not Contract.objects.filter(project=project).exists()


@pytest.mark.parametrize(("fields", "wrong"), [
    ({"amount_fen": 0}, {"amount_fen", "__all__", "budget_lines"}), ({"method": "x"}, {"method"}),
    ({"contractor": 10**9}, {"contractor"}), ({"ends_on": "2026-01-01"}, {"__all__"}),
    ({"ends_on": "2030-01-01"}, {"ends_on"}), ({"starts_on": "1999-01-01"}, {"starts_on"}),
    ({"budget_lines": [{"name": "人员", "amount_fen": 1}]}, {"budget_lines"}),
    ({"budget_lines": [{"name": "人员", "amount_fen": 150_000}] * 2}, {"budget_lines"}),
    ({"targets": [{"indicator": "sessions", "planned": "1"}] * 2}, {"targets"}),
    ({"targets": [{"indicator": "sessions", "planned": "-1"}]}, {"targets"}),
    ({"budget_lines": [
        {"name": "人", "amount_fen": 400_000}, {"name": "物", "amount_fen": -100_000}]}, {"budget_lines"}),
])
def test_wrong_input_is_told_by_field(api, street, organization, officer, fields, wrong):
    response = api(officer).post("/api/v1/projects/", project_data(street, organization, **fields), format="json")
    found = response.data.get("detail", response.data)
    assert response.status_code == 400 and set(found) <= wrong, response.data
    assert not Project.objects.exists()


def test_the_api_refuses_whom_the_form_refuses(api, street, filed_organization, officer):
    data = project_data(street, filed_organization, method="procurement")
    response = api(officer).post("/api/v1/projects/", data, format="json")
    assert response.status_code == 400 and set(response.data["detail"]) == {"contractor"}


@pytest.mark.parametrize(("person", "code"), [
    ("community_worker", 403), ("member", 403), ("other_officer", 400), ("resident", 400)])
def test_who_creates_no_project(api, cast, street, organization, person, code):
    response = api(cast[person]).post("/api/v1/projects/", project_data(street, organization), format="json")
    assert response.status_code in (code, 400, 403) and not Project.objects.exists()


@pytest.mark.parametrize("things", ["projects", "contracts", "instalments", "activities", "spendings"])
@pytest.mark.parametrize(("person", "sees"), [
    ("officer", True), ("member", True), ("reader", True), ("district_officer", True), ("other_officer", False),
    ("stranger", False), ("resident", False)])
def test_one_sees_in_the_api_what_one_sees_on_the_pages(api, cast, project, things, person, sees):
    make_activity(project)
    make_spending(project)
    found = api(cast[person]).get(f"/api/v1/{things}/").data["results"]
    assert bool(found) == sees
    pk = {"projects": project.pk, "contracts": project.contract.pk, "activities": Activity.objects.get().pk,
          "instalments": project.contract.instalments.first().pk, "spendings": Spending.objects.get().pk}[things]
    assert api(cast[person]).get(f"/api/v1/{things}/{pk}/").status_code == (200 if sees else 404)
    assert APIClient().get(f"/api/v1/{things}/").status_code == 403


def test_an_activity_from_recording_to_striking_out(api, project, member):
    client = api(member)
    made = client.post("/api/v1/activities/", ACTIVITY | {"project": project.pk}, format="json")
    assert (made.status_code, made.data["actions"]) == (201, ["edit", "strike"])
    url = f"/api/v1/activities/{made.data['id']}/"
    changed = client.patch(url, {"person_times": 9}, format="json", headers={"If-Match": '"0"'})
    assert changed.data["person_times"] == 9
    assert client.patch(url, {"person_times": 1}, format="json", headers={"If-Match": '"1"'}).status_code == 400
    added = client.post(f"{url}photos/", {"file": picture()}, headers={"If-Match": '"1"'})
    assert added.status_code == 201 and len(added.data["photos"]) == 1
    served = client.get(f"{url}photos/{added.data['photos'][0]}/")
    assert b"".join(served.streaming_content)
    assert served.status_code == 200
    assert client.post(f"{url}actions/strike/", {}, headers={"If-Match": '"2"'}).status_code == 400
    struck = client.post(f"{url}actions/strike/", {"note": "重复"}, headers={"If-Match": '"2"'})
    assert struck.data["status"] == "struck"
    assert client.post(f"{url}actions/edit/", headers={"If-Match": '"3"'}).status_code == 403


def test_a_spending_with_its_voucher(api, project, member):
    client = api(member)
    data = {"project": project.pk, "line": project.budget_lines.first().pk, "date": "2026-06-01", "payee": "店",
            "amount_fen": 100, "purpose": "物资", "voucher_no": "FP-1"}
    bare = client.post("/api/v1/spendings/", data, format="json")
    assert bare.status_code == 400 and set(bare.data["detail"]) == {"file"} and not Spending.objects.exists()
    made = client.post("/api/v1/spendings/", data | {"file": picture("发票.jpg")}, format="multipart")
    assert (made.status_code, made.data["has_voucher"]) == (201, True)
    url = f"/api/v1/spendings/{made.data['id']}/"
    added = client.post(f"{url}voucher/", {"file": picture("发票.jpg")}, headers={"If-Match": '"0"'})
    assert (added.status_code, added.data["has_voucher"]) == (201, True)
    assert client.post(f"{url}voucher/", {}, headers={"If-Match": '"1"'}).status_code == 400
    over = client.post("/api/v1/spendings/", data | {"amount_fen": 1_200_000}, format="json")
    assert over.status_code == 400 and set(over.data["detail"]) == {"amount_fen", "file"}
    bad = client.post("/api/v1/spendings/", data | {"file": SimpleUploadedFile("x.pdf", b"<html>")}, format="multipart")
    assert bad.status_code == 400 and set(bad.data["detail"]) == {"file"}


def test_faults_of_an_activity_come_by_field_as_on_the_page(api, project, member):
    response = api(member).post("/api/v1/activities/", ACTIVITY | {
        "project": project.pk, "person_times": 1, "sessions": 0, "date": "2027-01-01"}, format="json")
    assert response.status_code == 400
    assert set(response.data["detail"]) == {"person_times", "date", "__all__"}, response.data


def test_who_and_when_are_asked_before_what(api, project, draft, officer, district_officer, member):
    wrong, seen = {"amount_fen": 0, "starts_on": "1999-01-01", "method": "x"}, {"If-Match": '"0"'}
    for person, thing, code in ((district_officer, draft, 403), (officer, project, 409), (officer, draft, 400)):
        answer = api(person).patch(f"/api/v1/projects/{thing.pk}/", wrong, format="json", headers=seen)
        assert answer.status_code == code, (person, answer.data)
    answer = api(officer).patch(
        f"/api/v1/contracts/{project.contract.pk}/", {"instalments": "x"}, format="json", headers=seen)
    assert answer.status_code == 409
    spending = make_spending(project, status="struck")
    answer = api(member).patch(f"/api/v1/spendings/{spending.pk}/", {"date": "x"}, format="json", headers=seen)
    assert answer.status_code == 409


def test_frozen_and_foreign_records_are_refused(api, project, member, reader, organization):
    accept_report(project, date(2026, 6, 1), date(2026, 6, 30), number=6)
    response = api(member).post("/api/v1/activities/", ACTIVITY | {"project": project.pk}, format="json")
    assert response.status_code == 400 and set(response.data["detail"]) == {"date"}
    response = api(reader).post(
        "/api/v1/activities/", ACTIVITY | {"project": make_project(organization).pk}, format="json")
    assert response.status_code == 403
    closed = make_project(organization, status="closed")
    response = api(member).post("/api/v1/activities/", ACTIVITY | {"project": closed.pk}, format="json")
    assert response.status_code == 409


def test_the_same_token_sent_twice_gives_the_first_ones_thing(api, project, member, officer, street, organization):
    token = str(Activity().token)
    data = ACTIVITY | {"project": project.pk, "token": token}
    assert len({api(member).post("/api/v1/activities/", data, format="json").data["id"] for _n in range(3)}) == 1
    data = project_data(street, organization, token=str(Project().token))
    assert len({api(officer).post("/api/v1/projects/", data, format="json").data["id"] for _n in range(3)}) == 1
    approved = make_project(organization, status="approved")
    data = {"project": approved.pk, "number": "HT-9", "token": str(Contract().token),
            "instalments": [{"amount_fen": approved.amount_fen, "trigger": "acceptance"}]}
    assert len({api(officer).post("/api/v1/contracts/", data, format="json").data["id"] for _n in range(3)}) == 1


@pytest.mark.parametrize(("things", "queries"), [
    ("projects", 3), ("contracts", 4), ("instalments", 3), ("activities", 4), ("spendings", 3)])
@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_for_one_and_three(
    api, officer, organization, django_assert_num_queries, things, queries, count
):
    for _n in range(count):
        project = make_project(organization)
        make_activity(project)
        make_spending(project)
    client = api(officer)
    assert officer.posts
    with django_assert_num_queries(queries):
        client.get(f"/api/v1/{things}/")


def test_the_schema_is_complete():
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", "/dev/null")


@pytest.mark.django_db(transaction=True)
def test_ten_approvals_at_once_through_the_api(street, organization, officer):
    project = make_draft(street, organization, officer)

    def approve(_n):
        client = APIClient()
        client.force_authenticate(type(officer).objects.get(pk=officer.pk))
        return client.post(f"/api/v1/projects/{project.pk}/actions/approve/", headers={"If-Match": '"0"'}).status_code

    codes = race(approve)
    assert codes.count(200) == 1 and set(codes) <= {200, 409, 412}
    assert project.changes.count() == 2


def test_a_person_of_another_organization_cannot_record(api, project, community):
    outsider = make_member(make_organization(community))
    response = api(outsider).post("/api/v1/activities/", ACTIVITY | {"project": project.pk}, format="json")
    assert response.status_code == 400 and "project" in response.data
