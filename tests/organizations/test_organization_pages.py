"""The register's pages and the ledger's: who sees what, what may be done, and nothing typed is lost."""

import io
import uuid

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from incubator.documents.models import Document
from organizations import importing
from organizations.models import ImportRun, Organization, OrganizationChange
from tests.factories import make_area, make_member, make_officer, make_organization
from tests.organizations.ledgers import HEADER, content, row, sheet
from tests.racing import race_posts

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"organizations:{name}", args=args)


def upload(client, street, body=None, name="ledger.xlsx", **more):
    file = SimpleUploadedFile(name, content("ledger.xlsx") if body is None else body)
    return client.post(url("imports"), {"area": street.pk, "file": file, "token": uuid.uuid4()} | more)


def signed_in(client, user):
    client.force_login(user)
    return client


def confirming(response):
    form = response.context["confirm"]
    return {"version": form["version"].value(), "plan": form["plan"].value()}


# the list

@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions(client, officer, community, count, django_assert_num_queries):
    for _n in range(count):
        make_organization(community, phone="14200001056")
    signed_in(client, officer)
    with django_assert_num_queries(7):
        assert len(client.get(url("organizations")).context["rows"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_one_organizations_page_asks_the_same_number_of_questions(
    client, officer, organization, count, django_assert_max_num_queries
):
    for n in range(count):
        make_member(organization, "editor", name=f"成员{n}")
    signed_in(client, officer)
    with django_assert_max_num_queries(12) as asked:
        assert client.get(url("organization", organization.pk)).status_code == 200
    assert len(asked) == 10


@pytest.mark.parametrize(("query", "names"), [
    ({"name": "太极"}, ["桥西社区太极拳队"]), ({"name": "qxsq"}, ["桥西社区太极拳队"]),
    ({"name": "Taiji"}, ["桥西社区太极拳队"]),
    ({"name": "“太 极"}, ["桥西社区太极拳队"]), ({"name": "51330105mj1350335h"}, ["地书协会"]),
    ({"org_type": "association"}, ["地书协会"]), ({"category": "safety"}, ["地书协会"]),
    ({"status": "suspended"}, ["地书协会"]), ({"name": "无此名"}, []),
    ({"status": "nonsense"}, ["桥西社区太极拳队", "地书协会"]),
])
def test_narrowing_the_register(client, officer, community, query, names):
    make_organization(community, name="桥西社区太极拳队", category="culture")
    make_organization(
        community, name="地书协会", org_type="association", uscc="51330105MJ1350335H", category="safety",
        status="suspended")
    rows = signed_in(client, officer).get(url("organizations"), query).context["rows"]
    assert [line.name for line in rows] == names


def test_narrowing_by_community_and_turning_the_page_keep_the_question(client, officer, community):
    for _n in range(51):
        make_organization(community)
    body = signed_in(client, officer).get(url("organizations"), {"area": community.pk}).content.decode()
    assert f"?area={community.pk}&amp;page=2" in body
    assert f"{url('organizations-export')}?area={community.pk}" in body


def test_each_sees_their_own(client, cast, organization, filed_organization, community_worker):
    seen = {
        name: {line.name for line in signed_in(client, user).get(url("organizations")).context["rows"]}
        for name, user in cast.items()
    }
    everything = {organization.name, filed_organization.name, "别家志愿队"}
    assert seen == {
        "district_officer": everything, "officer": everything, "community_worker": everything, "other_officer": set(),
        "member": {organization.name}, "reader": {organization.name}, "stranger": {"别家志愿队"}, "resident": set(),
    }


def test_numbers_stay_masked_on_list_and_page(client, officer, community):
    known = make_organization(community, identity_no="330105197707020001", phone="14200006848")
    signed_in(client, officer)
    for page in (url("organizations"), url("organization", known.pk)):
        body = client.get(page).content.decode()
        assert "142****6848" in body
        assert "14200006848" not in body
        assert "330105197707020001" not in body


def test_the_list_as_a_workbook_is_filtered_and_masked(client, officer, member, community):
    make_organization(community, name="桥西社区太极拳队", phone="14200006848")
    make_organization(community, name="地书协会")
    answer = signed_in(client, officer).get(url("organizations-export"), {"name": "太极"})
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    lines = list(book.active.values)
    book.close()
    assert list(lines[0]) == HEADER
    assert [(line[1], line[6]) for line in lines[1:]] == [("桥西社区太极拳队", "142****6848")]
    assert signed_in(client, member).get(url("organizations-export")).status_code == 403


# one organization

FORM = {
    "name": "巾帽西丽助老服务中心", "org_type": "service_agency", "uscc": "52330105MJ9006026X", "category": "service",
    "founded_on": "2014-05-05", "responsible_person": "曹波文", "identity_no": "", "phone": "142****0000",
    "member_count": "40", "has_charter": "on", "venue": "荣华里 121 号", "party_member_count": "12", "purpose": "助老",
    "remark": "",
}


def typed(organization, **changes):
    return FORM | {"area": organization.area_id, "version": organization.version} | changes


def test_editing_writes_one_change_row_and_keeps_masked_numbers(client, officer, organization):
    answer = signed_in(client, officer).post(url("organization-edit", organization.pk), typed(organization))
    assert answer.status_code == 302
    organization.refresh_from_db()
    assert (organization.venue, organization.version) == ("荣华里 121 号", 1)
    assert organization.phone.reveal() == "14200000000"
    assert [(c.action, c.by_name) for c in organization.changes.all()] == [("edit", "街道干部")]


def test_every_fault_beside_its_field_and_what_was_typed_is_kept(client, officer, organization):
    wrong = typed(organization, uscc="51330105MJ1350335H", phone="123", responsible_person="", founded_on="2031-01-01",
                  identity_no="330***********0009", venue="新的地址")
    answer = signed_in(client, officer).post(url("organization-edit", organization.pk), wrong)
    assert answer.status_code == 400
    assert set(answer.context["form"].errors) == {"uscc", "phone", "responsible_person", "founded_on", "identity_no"}
    assert "新的地址" in answer.content.decode()
    assert not organization.changes.exists()


def test_a_filed_organization_keeps_the_four_conditions(client, officer, filed_organization):
    wrong = typed(
        filed_organization, name=filed_organization.name, org_type="filed", uscc="", member_count="9", venue="")
    del wrong["has_charter"]
    answer = signed_in(client, officer).post(url("organization-edit", filed_organization.pk), wrong)
    assert set(answer.context["form"].errors) == {"member_count", "venue", "has_charter"}


def test_an_old_tab_overwrites_nothing(client, officer, organization):
    signed_in(client, officer).post(url("organization-edit", organization.pk), typed(organization, venue="先来的"))
    answer = client.post(url("organization-edit", organization.pk), typed(organization, venue="后到的"))
    assert answer.status_code == 409
    assert Organization.objects.get(pk=organization.pk).venue == "先来的"


def test_suspending_needs_a_reason_and_resuming_brings_back(client, officer, organization):
    act = signed_in(client, officer).post
    assert act(url("organization-act", organization.pk, "suspend"), {"version": 0}).status_code == 400
    reason = {"version": 0, "note": "场地消防整改"}
    assert act(url("organization-act", organization.pk, "suspend"), reason).status_code == 302
    assert act(url("organization-act", organization.pk, "suspend"), reason).status_code == 409
    back = {"version": 1, "note": "整改完毕"}
    assert act(url("organization-act", organization.pk, "resume"), back).status_code == 302
    assert [c.action for c in organization.changes.all()] == ["suspend", "resume"]


@pytest.mark.parametrize("who", ["district_officer", "community_worker", "member", "reader"])
def test_only_the_street_keeps_the_register(client, cast, organization, who):
    signed_in(client, cast[who])
    assert client.get(url("organization", organization.pk)).context["actions"] == []
    assert client.get(url("organization-edit", organization.pk)).status_code == 403
    suspend = client.post(url("organization-act", organization.pk, "suspend"), {"version": 0, "note": "试"})
    assert suspend.status_code == 403
    assert client.get(url("imports")).status_code == 403


# the ledger

def test_upload_preview_confirm(client, officer, ledger_street):
    answer = upload(signed_in(client, officer), ledger_street)
    run = ImportRun.objects.get()
    assert answer.url == url("import", run.pk)
    preview = client.get(answer.url)
    assert preview.context["counts"] == {"rows": 199, "created": 199, "updated": 0, "unchanged": 0}
    assert not Organization.objects.exists()
    assert client.post(url("import-confirm", run.pk), confirming(preview)).status_code == 302
    run.refresh_from_db()
    assert (run.status, run.outcome["created"], Organization.objects.count()) == ("done", 199, 199)
    assert "199" in client.get(url("import", run.pk)).content.decode()
    assert OrganizationChange.objects.filter(by=officer, note="ledger.xlsx").count() == 199


@pytest.mark.parametrize("brought_in", [False, True])
def test_a_preview_asks_few_questions_however_long_the_ledger(
    client, officer, ledger_street, brought_in, django_assert_max_num_queries
):
    if brought_in:
        importing.write(content("ledger.xlsx"), area=ledger_street, by=None, today=_today())
    upload(signed_in(client, officer), ledger_street)
    with django_assert_max_num_queries(12):
        client.get(url("import", ImportRun.objects.get().pk))


def test_faults_are_shown_and_cannot_be_confirmed(client, officer, ledger_street):
    upload(signed_in(client, officer), ledger_street, content("ledger_bad.xlsx"), "ledger_bad.xlsx")
    run = ImportRun.objects.get()
    preview = client.get(url("import", run.pk))
    assert len(preview.context["faults"]) == 15
    assert not preview.context["may_confirm"]
    assert client.post(url("import-confirm", run.pk), confirming(preview)).status_code == 400
    assert not Organization.objects.exists()
    marked = client.get(url("import-annotated", run.pk))
    assert marked["Content-Disposition"].startswith("attachment")
    book = openpyxl.load_workbook(io.BytesIO(marked.content))
    assert book.sheetnames == ["台账", "说明"]
    book.close()


def test_what_would_change_is_shown_masked(client, officer, ledger_street):
    make_organization(ledger_street.children.first(), name="桥西社区太极拳队", phone="14200009999")
    upload(signed_in(client, officer), ledger_street, sheet([row()]))
    body = client.get(url("import", ImportRun.objects.get().pk)).content.decode()
    assert "142****9999" in body
    assert "142****6848" in body
    assert "14200006848" not in body


def test_a_register_changed_since_the_preview_is_told(client, officer, ledger_street):
    known = make_organization(ledger_street.children.first(), name="桥西社区太极拳队")
    upload(signed_in(client, officer), ledger_street, sheet([row()]))
    run = ImportRun.objects.get()
    agreed = confirming(client.get(url("import", run.pk)))
    client.post(url("organization-act", known.pk, "suspend"), {"version": 0, "note": "消防整改"})
    assert client.post(url("import-confirm", run.pk), agreed).status_code == 409
    known.refresh_from_db()
    assert known.member_count == 20
    assert known.party_member_count == 0
    again = confirming(client.get(url("import", run.pk)))
    assert client.post(url("import-confirm", run.pk), again).status_code == 302


def test_the_same_form_sent_twice_is_one_upload(client, officer, ledger_street):
    token = uuid.uuid4()
    signed_in(client, officer)
    first, second = (upload(client, ledger_street, token=token) for _n in range(2))
    assert first.url == second.url
    assert (ImportRun.objects.count(), Document.objects.count()) == (1, 1)


@pytest.mark.parametrize(("body", "name"), [
    (b"", "ledger.xlsx"), (b"%PDF-1.4 no ledger", "ledger.xlsx"), (b"PK\x03\x04broken", "ledger.xlsx"),
    (b"\x00\x01", "ledger.csv")])
def test_what_is_no_ledger_is_refused_beside_its_field(client, officer, ledger_street, body, name):
    answer = upload(signed_in(client, officer), ledger_street, body, name)
    assert answer.status_code == 400
    assert set(answer.context["form"].errors) == {"file"}


def test_only_ones_own_street_may_be_chosen(client, officer, ledger_street, other_street):
    answer = upload(signed_in(client, officer), other_street)
    assert set(answer.context["form"].errors) == {"area"}


def test_an_uploaded_ledger_is_its_officers_alone(client, officer, ledger_street):
    upload(signed_in(client, officer), ledger_street)
    run = ImportRun.objects.get()
    colleague = make_officer("street_officer", ledger_street, "同事")
    signed_in(client, colleague)
    assert client.get(url("import", run.pk)).status_code == 404
    assert client.get(url("import-annotated", run.pk)).status_code == 404
    assert client.post(url("import-confirm", run.pk)).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_ten_identical_confirmations_bring_it_in_once(client, officer, ledger_street):
    upload(signed_in(client, officer), ledger_street, sheet([row()]))
    run = ImportRun.objects.get()
    agreed = confirming(client.get(url("import", run.pk)))
    codes = race_posts(officer, url("import-confirm", run.pk), agreed)
    assert sorted(codes) == [302] + [409] * 9
    assert (Organization.objects.count(), OrganizationChange.objects.count(), run.changes.count()) == (1, 1, 2)


# the back office

def test_the_back_office_saves_through_the_engine(client, officer, organization):
    page = reverse("admin:organizations_organization_change", args=[organization.pk])
    inline = {"changes-TOTAL_FORMS": 0, "changes-INITIAL_FORMS": 0}
    assert signed_in(client, officer).get(page).status_code == 200
    assert client.post(page, typed(organization, venue="后台改的") | inline).status_code == 302
    assert client.post(page, typed(organization, venue="旧页再改") | inline).status_code == 409
    organization.refresh_from_db()
    assert (organization.venue, organization.version) == ("后台改的", 1)
    assert [c.action for c in organization.changes.all()] == ["edit"]


def test_the_back_office_only_shows_to_readers(client, district_officer, community_worker, organization):
    page = reverse("admin:organizations_organization_change", args=[organization.pk])
    for user in (district_officer, community_worker):
        assert signed_in(client, user).get(page).status_code == 200
        assert client.post(page, typed(organization, venue="后台改的")).status_code == 403
    elsewhere = make_organization(make_area("330105006001", "别处社区"))
    hidden = reverse("admin:organizations_organization_change", args=[elsewhere.pk])
    assert signed_in(client, community_worker).get(hidden).status_code == 302  # Django's way of saying there is none


def _today():
    from incubator.workdays import today

    return today()
