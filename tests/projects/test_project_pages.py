"""The officer's pages: choosing, drafting, the contract, the list, the export; who may open what."""

import io
from datetime import date

import openpyxl
import pytest

from organizations.models import Organization
from projects.models import BudgetLine, Contract, Project
from projects.workflow import project_workflow
from tests.factories import make_activity, make_organization, make_project, make_spending
from tests.projects.conftest import TODAY, make_draft
from tests.racing import race_posts

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, today, officer):
    client.force_login(officer)
    return client


def sheet(area, organization, **fields):
    data = {
        "save": "1", "area": area.pk, "name": "独居老人日间照料", "field": "elder_care", "need": "白天无人照料",
        "method": "venture_grant", "contractor": organization.pk, "host": "", "amount_fen": "10,000.00",
        "starts_on": "2026-01-01", "ends_on": "2026-12-31", "negative_list_note": "不在清单内",
        "lines-TOTAL_FORMS": "3", "lines-INITIAL_FORMS": "0", "lines-0-name": "人员补贴", "lines-0-amount_fen": "6000",
        "lines-1-name": "物资", "lines-1-amount_fen": "4000", "lines-2-name": "", "lines-2-amount_fen": "",
        "targets-TOTAL_FORMS": "2", "targets-INITIAL_FORMS": "0", "targets-0-indicator": "person_times",
        "targets-0-planned": "1200", "targets-1-indicator": "", "targets-1-planned": "",
    }
    return data | fields


def test_a_draft_through_the_page(page, street, organization):
    token = page.get("/projects/new/").context["form"]["token"].value()
    response = page.post("/projects/new/", sheet(street, organization, token=token))
    project = Project.objects.get()
    assert response["Location"] == f"/projects/{project.pk}/"
    assert (project.number, project.amount_fen) == ("XM-330105005-2026-0001", 1_000_000)
    assert list(project.budget_lines.values_list("name", "amount_fen")) == [("人员补贴", 600_000), ("物资", 400_000)]
    assert page.post("/projects/new/", sheet(street, organization, token=token))["Location"] == response["Location"]
    assert Project.objects.get().changes.count() == 1


def test_all_faults_at_once_and_nothing_lost(page, street, filed_organization):
    data = sheet(street, filed_organization, method="procurement", name="", ends_on="2025-01-01", **{
        "lines-0-amount_fen": "1", "targets-0-planned": "-1", "amount_fen": "10,000.00"})
    response = page.post("/projects/new/", data)
    found = response.context["form"].errors
    assert (response.status_code, set(found)) == (400, {"name", "contractor", "ends_on"})
    assert response.context["formsets"][0].non_form_errors() and response.context["formsets"][1].errors[0]
    words = response.content.decode()
    for typed in ("白天无人照料", "人员补贴", "不在清单内"):
        assert typed in words
    assert not Project.objects.exists()


def test_looking_for_a_contractor_judges_nothing_and_loses_nothing(page, street, organization, filed_organization):
    data = sheet(street, organization, name="没写完", contractor="", q="jmxl", look="contractor", method="procurement")
    del data["save"]
    response = page.post("/projects/new/", data)
    words = response.content.decode()
    assert response.status_code == 200 and "没写完" in words and "6000" in words
    assert [row.pk for row in response.context["fit"].rows] == [organization.pk]
    assert not response.context["form"].is_bound
    everybody = page.post("/projects/new/", data | {"q": ""}).context
    assert [row.pk for row in everybody["barred"].rows] == [filed_organization.pk]
    assert everybody["barred"].rows[0].reasons


def test_more_lines_keep_what_is_typed(page, street, organization):
    data = sheet(street, organization, more="lines")
    del data["save"]
    lines = page.post("/projects/new/", data).context["formsets"][0]
    assert [form.initial.get("name") for form in lines.forms] == ["人员补贴", "物资", None, None, None, None]


def test_an_unknown_contractor_is_refused_in_words(page, street, organization):
    far = make_organization(street, name="草稿组织", status="draft")
    for value in (far.pk, "999999", "x", ""):
        response = page.post("/projects/new/", sheet(street, organization, contractor=value))
        assert (response.status_code, set(response.context["form"].errors)) == (400, {"contractor"})


def test_editing_a_draft(page, draft, organization, street):
    assert page.get(f"/projects/{draft.pk}/edit/").status_code == 200
    data = sheet(street, organization, name="新名称", version=0)
    assert page.post(f"/projects/{draft.pk}/edit/", data).status_code == 302
    draft.refresh_from_db()
    assert (draft.name, draft.version, draft.number) == ("新名称", 1, "XM-330105005-2026-0001")
    stale = page.post(f"/projects/{draft.pk}/edit/", data | {"name": "又一名称"})
    assert stale.status_code == 409 and "又一名称" in stale.content.decode()
    page.post(f"/projects/{draft.pk}/approve/", {"version": 1})
    assert page.get(f"/projects/{draft.pk}/edit/").status_code == 409


def test_from_approval_to_payment(page, draft, officer):
    assert page.post(f"/projects/{draft.pk}/approve/", {"version": 0}).status_code == 302
    form = page.get(f"/projects/{draft.pk}/contract/")
    data = {"save": "1", "number": form.context["form"]["number"].value(), "instalments-TOTAL_FORMS": "2",
            "token": form.context["form"]["token"].value(), "instalments-INITIAL_FORMS": "0",
            "instalments-0-amount_fen": "5000", "instalments-0-trigger": "agreement",
            "instalments-1-amount_fen": "4999", "instalments-1-trigger": "report_accepted"}
    wrong = page.post(f"/projects/{draft.pk}/contract/", data)
    assert wrong.status_code == 400 and len(wrong.context["sheet"].rows.non_form_errors()) == 2
    data |= {"instalments-1-amount_fen": "5000", "instalments-1-report_number": "3"}
    for _twice in range(2):
        assert page.post(f"/projects/{draft.pk}/contract/", data)["Location"] == f"/projects/{draft.pk}/"
    contract = Contract.objects.get()
    assert contract.number == "HT-330105005-2026-0001"
    assert page.get(f"/projects/contracts/{contract.pk}/edit/").status_code == 200
    late = page.post(f"/projects/contracts/{contract.pk}/sign/", {"version": 0, "signed_on": "2027-01-01"})
    assert (late.status_code, set(late.context["form"].errors)) == (400, {"signed_on"})
    page.post(f"/projects/contracts/{contract.pk}/sign/", {"version": 0, "signed_on": "2026-01-02"})
    shown = page.get(f"/projects/{draft.pk}/").content.decode()
    assert "第 2 期等待第 3 次进度报告通过" in shown
    first = contract.instalments.get(order=1)
    paying = page.get(f"/projects/instalments/{first.pk}/pay/")
    assert paying.status_code == 200 and paying.context["advice"]
    paid = page.post(f"/projects/instalments/{first.pk}/pay/", {
        "version": 1, "paid_on": "2026-01-09", "payment_no": "TR-9"})
    assert paid.status_code == 302
    history = page.get(f"/projects/{draft.pk}/history/")
    told = sorted(change.action for change in history.context["changes"])
    assert told == ["approve", "create", "create", "pay", "release", "sign", "start"]


def test_the_default_split_comes_from_the_rule(page, draft):
    page.post(f"/projects/{draft.pk}/approve/", {"version": 0})
    rows = page.get(f"/projects/{draft.pk}/contract/").context["sheet"].rows
    assert [form.initial.get("amount_fen") for form in rows.forms][:3] == [500_000, 300_000, 200_000]


def test_the_midterm_button_stands_only_while_money_waits_for_it(page, project):
    assert page.get(f"/projects/{project.pk}/").context["contract_actions"] == []
    project.contract.instalments.filter(order=2).update(trigger="midterm_pass")
    assert [a.name for a in page.get(f"/projects/{project.pk}/").context["contract_actions"]] == ["pass_midterm"]
    url = f"/projects/contracts/{project.contract.pk}/pass_midterm/"
    assert page.post(url, {"version": 0}).status_code == 400  # no reason
    assert page.post(url, {"version": 0, "note": "评估合格"}).status_code == 302


VISITS = [
    # page of a running project, then of a draft: who -> status
    ("/projects/{running}/", {"officer": 200, "community_worker": 404, "district_officer": 200, "other_officer": 404,
                              "member": 200, "reader": 200, "stranger": 404, "resident": 404}),
    ("/projects/{draft}/", {"officer": 200, "member": 404, "district_officer": 200}),
    ("/projects/new/", {"officer": 200, "district_officer": 200, "community_worker": 403, "member": 403,
                        "resident": 403}),
    ("/projects/{draft}/edit/", {"officer": 200, "district_officer": 403, "member": 404}),
    ("/projects/{running}/activities/new/", {"officer": 403, "member": 200, "reader": 403, "stranger": 404}),
    ("/projects/{running}/spendings/new/", {"officer": 403, "member": 200, "reader": 403, "stranger": 404}),
    ("/projects/{running}/activities/", {"officer": 200, "member": 200, "stranger": 404}),
    ("/projects/{running}/spendings/", {"officer": 200, "member": 200, "stranger": 404}),
    ("/projects/{running}/history/", {"officer": 200, "member": 200, "stranger": 404}),
    ("/projects/{approved}/contract/", {"officer": 200, "district_officer": 403, "member": 403, "stranger": 404}),
    ("/projects/", {"officer": 200, "member": 200, "stranger": 200, "resident": 200}),
    ("/projects/projects.xlsx", {"officer": 200, "member": 200, "resident": 200}),
]


@pytest.mark.parametrize(("address", "who"), VISITS)
def test_who_may_open_what(client, cast, today, officer, street, organization, address, who):
    found = {"running": make_project(organization).pk, "approved": make_project(organization, status="approved").pk,
             "draft": make_draft(street, organization, officer).pk}
    for person, code in who.items():
        client.force_login(cast[person])
        assert client.get(address.format(**found)).status_code == code, person
    client.logout()
    assert client.get(address.format(**found)).status_code == 302


def test_a_posted_action_of_a_stranger_finds_nothing(client, project, stranger, member):
    for person, code in ((stranger, 404), (member, 403)):
        client.force_login(person)
        assert client.post(f"/projects/{project.pk}/terminate/", {"version": 0, "note": "x"}).status_code == code


@pytest.mark.parametrize(("query", "found"), [
    ("", 3), ("status=running", 2), ("method=procurement", 1), ("field=culture", 1), ("contractor=jmxl", 2),
    ("contractor=巾帽", 2), ("year=2026", 3), ("year=2024", 0), ("q=周末", 1),
    ("q=%E5%91%A8%E3%80%80%E6%9C%AB", 1), ("q=周末 大舞台", 1), ("q=ｔｅａ", 1), ("q=Tea茶话会", 1), ("q=“茶话会”", 1),
    ("q=ＸＭ-T", 3), ("q=·", 3), ("status=running&method=procurement", 1),
])
def test_the_list_is_narrowed(page, organization, community, query, found):
    make_project(organization, method="procurement")
    make_project(organization, field="culture", name="周末大舞台")
    make_project(make_organization(community), status="closed", name="TEA “茶话会”")
    assert len(page.get(f"/projects/?{query}").context["rows"]) == found


def test_the_workbook_holds_what_the_page_shows(page, project):
    make_spending(project, amount_fen=123_456)
    content = page.get("/projects/projects.xlsx?status=running").content
    rows = list(openpyxl.load_workbook(io.BytesIO(content)).active.values)
    assert rows[1][0] == project.number and rows[1][8:12] == (12_000, 1234.56, 0.1029, 0)
    assert rows[1][6].date() == project.starts_on


def test_my_projects_are_the_same_list(client, today, member, project, community):
    make_project(make_organization(community))
    client.force_login(member)
    assert [row.number for row in client.get("/projects/").context["rows"]] == [project.number]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(page, organization, django_assert_num_queries, count):
    for _n in range(count):
        project = make_project(organization)
        make_spending(project)
        make_activity(project)
    with django_assert_num_queries(8):  # session, person, posts, own organizations, saved filters, count, rows, frame
        page.get("/projects/")


@pytest.mark.parametrize("count", [1, 3])
def test_one_project_costs_the_same_for_one_and_three(page, project, django_assert_num_queries, count):
    for n in range(count):
        make_spending(project)
        make_activity(project)
        BudgetLine.objects.create(project=project, name=f"其他{n}", amount_fen=1)
    with django_assert_num_queries(12):
        page.get(f"/projects/{project.pk}/")


@pytest.mark.parametrize("address", ["activities", "spendings"])
@pytest.mark.parametrize("count", [1, 3])
def test_the_work_pages_cost_the_same_for_one_and_three(page, project, django_assert_num_queries, address, count):
    for _n in range(count):
        make_spending(project)
        make_activity(project)
    with django_assert_num_queries(8):
        page.get(f"/projects/{project.pk}/{address}/")


@pytest.mark.parametrize("count", [1, 30])
def test_the_sheet_costs_no_more_in_a_large_register(page, street, organization, django_assert_max_num_queries, count):
    for _n in range(count):
        make_organization(street)
    data = sheet(street, organization, look="1")
    del data["save"]
    with django_assert_max_num_queries(13):
        page.post("/projects/new/", data)
    assert Organization.objects.count() > count


@pytest.mark.django_db(transaction=True)
def test_ten_identical_drafts_at_once_make_one(street, organization, officer):
    codes = race_posts(officer, "/projects/new/", sheet(street, organization, token=str(Project().token)))
    assert set(codes) == {302}
    assert Project.objects.get().changes.count() == 1 and BudgetLine.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_ten_approvals_at_once_approve_once(street, organization, officer):
    project = make_draft(street, organization, officer)
    codes = race_posts(officer, f"/projects/{project.pk}/approve/", {"version": 0})
    assert codes.count(302) == 1 and set(codes) == {302, 409}
    assert list(project.changes.values_list("action", flat=True)) == ["create", "approve"]


def test_a_long_project_is_warned_about_not_refused(page, street, organization, officer):
    project = make_draft(street, organization, officer, ends_on=date(2027, 6, 30))
    assert page.get(f"/projects/{project.pk}/").context["is_long"]
    project_workflow.perform("approve", project, by=officer, seen=0)
    assert TODAY and Project.objects.get().status == "approved"


def test_a_district_officer_buys_for_the_district_only(client, today, district_officer, district, street, organization):
    client.force_login(district_officer)
    assert list(client.get("/projects/new/").context["form"].fields["area"].queryset) == [district]
    response = client.post("/projects/new/", sheet(street, organization))
    assert response.status_code == 400
    assert response.context["form"].errors == {"area": ["您不负责该区域的购买服务。"]}
    assert client.post("/projects/new/", sheet(district, organization)).status_code == 302


def test_a_refused_approval_leads_to_what_is_missing(page, street, organization, officer):
    draft = make_draft(street, organization, officer, negative_list_note="")
    words = page.post(f"/projects/{draft.pk}/approve/", {"version": draft.version}).content.decode()
    assert f'href="/projects/{draft.pk}/edit/"' in words and "还有内容未填" in words


def test_closing_too_early_is_not_called_missing(page, project):
    response = page.post(f"/projects/{project.pk}/close/", {"version": project.version})
    words = response.content.decode()
    assert response.status_code == 400 and "现在不能" in words and "还有内容未填" not in words
    assert f"/projects/{project.pk}/edit/" not in words


def test_a_missing_host_is_said_beside_the_host(page, street, filed_organization):
    response = page.post("/projects/new/", sheet(street, filed_organization))
    assert set(response.context["form"].errors) == {"host"}
    assert 'id="id_host"' in response.content.decode()
