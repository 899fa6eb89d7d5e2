"""The register's pages: who sees what, what may be done, and nothing typed is lost."""

import io
from datetime import UTC, datetime

import openpyxl
import pytest
from django.urls import reverse

from incubator.home.templatetags.house import differences
from organizations.models import Filing, Organization
from organizations.reports.organizations import people
from tests.factories import make_area, make_organization
from tests.organizations.ledgers import HEADER, url

pytestmark = pytest.mark.django_db


def signed_in(client, user):
    client.force_login(user)
    return client


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions(client, officer, community, count, django_assert_num_queries):
    for _n in range(count):
        make_organization(community, phone="14200001056")
    signed_in(client, officer)
    with django_assert_num_queries(10):
        assert len(client.get(url("organizations")).context["rows"]) == count


@pytest.mark.parametrize(("query", "names"), [
    ({"name": "太极"}, ["桥西社区太极拳队"]), ({"name": "qxsq"}, ["桥西社区太极拳队"]),
    ({"name": "Taiji"}, ["桥西社区太极拳队"]),
    ({"name": "“太 极"}, ["桥西社区太极拳队"]), ({"name": "51330105mj1350335h"}, ["地书协会"]),
    ({"org_type": "association"}, ["地书协会"]), ({"category": "safety"}, ["地书协会"]),
    ({"status": "suspended"}, ["地书协会"]), ({"name": "无此名"}, []),
    ({"status": "nonsense"}, []),  # and says so: test_searching
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


def test_days_are_the_offices_days_not_utc(client, organization, member):
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)  # the 24th in the office
    organization.memberships.update(joined_at=late)
    Filing.objects.create(organization=organization, status="approved", receipt_no="BA1", submitted_at=late)
    assert [person.since for person in people(organization)] == ["2026-11-24"]
    page = signed_in(client, member).get(url("organization", organization.pk))
    assert [line.detail for line in page.context["seen"].matters.lines] == ["2026-11-24"]


def test_a_charter_is_there_or_is_not(client, officer, community):
    for there, word in ((True, "有"), (False, "无")):
        one = make_organization(community, has_charter=there)
        shown = signed_in(client, officer).get(url("organization", one.pk)).context["facts"]
        assert next(fact.value for fact in shown if fact.label == "章程") == word


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
    assert list(lines[0]) == [*HEADER, "备案编号", "管理层级", "状态", "宗旨和业务范围", "枢纽型"]
    assert [(line[1], line[6]) for line in lines[1:]] == [("桥西社区太极拳队", "142****6848")]
    assert signed_in(client, member).get(url("organizations-export")).status_code == 403


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


def test_the_certificate_number_is_put_right_and_stands_on_the_page(client, officer, organization):
    signed_in(client, officer).post(
        url("organization-edit", organization.pk), typed(organization, registration_no="浙杭拱民证字第010026号"))
    organization.refresh_from_db()
    assert organization.registration_no == "浙杭拱民证字第010026号"
    assert organization.changes.get().fields["registration_no"] == ["", "浙杭拱民证字第010026号"]
    assert "浙杭拱民证字第010026号" in client.get(url("organization", organization.pk)).content.decode()


def test_only_a_registered_organization_has_a_certificate_number(client, officer, filed_organization):
    wrong = typed(filed_organization, name=filed_organization.name, org_type="filed", uscc="", registration_no="010026",
                  phone="14200000000")
    answer = signed_in(client, officer).post(url("organization-edit", filed_organization.pk), wrong)
    assert (answer.status_code, set(answer.context["form"].errors)) == (400, {"registration_no"})


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


def test_an_old_tab_is_shown_both_values_as_people_read_them_and_no_number_whole(
    client, officer, organization, street
):
    elsewhere = make_area("330105005002", "永庆路社区", street)
    answer = signed_in(client, officer).post(url("organization-edit", organization.pk), typed(
        organization, venue="新址", category="culture", area=elsewhere.pk, phone="13800001234", version="7"))
    shown = {label: (mine, now) for label, mine, now in answer.context["compared"]}
    assert answer.status_code == 409
    assert shown["类别"] == ("文体类", "服务类")
    assert shown["所属社区"] == ("永庆路社区", "桥西社区")
    assert shown["联系电话"][0] == "138****1234"
    assert "13800001234" not in answer.content.decode()


def test_history_tells_a_new_community_by_its_name(client, officer, organization, street):
    elsewhere = make_area("330105005002", "永庆路社区", street)
    signed_in(client, officer).post(url("organization-edit", organization.pk), typed(
        organization, area=elsewhere.pk, has_party_branch="on"))
    change = organization.changes.get()
    assert change.fields["area"] == ["桥西社区", "永庆路社区"]
    assert ("是否建立党组织", "否", "是") in [tuple(map(str, row)) for row in differences(change)]


def test_suspending_needs_a_reason_and_resuming_brings_back(client, officer, organization):
    act = signed_in(client, officer).post
    assert act(url("organization-act", organization.pk, "suspend"), {"version": 0}).status_code == 400
    reason = {"version": 0, "note": "场地消防整改"}
    assert act(url("organization-act", organization.pk, "suspend"), reason).status_code == 302
    assert act(url("organization-act", organization.pk, "suspend"), reason).status_code == 409
    back = {"version": 1, "note": "整改完毕"}
    assert act(url("organization-act", organization.pk, "resume"), back).status_code == 302
    assert [c.action for c in organization.changes.all()] == ["suspend", "resume"]


@pytest.mark.parametrize("who", ["district_officer", "member", "reader"])
def test_only_the_street_keeps_the_register(client, cast, organization, who):
    signed_in(client, cast[who])
    assert client.get(url("organization", organization.pk)).context["actions"] == []
    assert client.get(url("organization-edit", organization.pk)).status_code == 403
    suspend = client.post(url("organization-act", organization.pk, "suspend"), {"version": 0, "note": "试"})
    assert suspend.status_code == 403


def test_the_back_office_saves_through_the_engine(client, officer, organization):
    page = reverse("admin:organizations_organization_change", args=[organization.pk])
    inline = {"changes-TOTAL_FORMS": 0, "changes-INITIAL_FORMS": 0}
    assert signed_in(client, officer).get(page).status_code == 200
    assert client.post(page, typed(organization, venue="后台改的") | inline).status_code == 302
    assert client.post(page, typed(organization, venue="旧页再改") | inline).status_code == 409
    organization.refresh_from_db()
    assert (organization.venue, organization.version) == ("后台改的", 1)
    assert [c.action for c in organization.changes.all()] == ["edit"]


def test_a_community_worker_puts_the_entries_of_the_community_right_and_no_more(
    client, community_worker, organization, street
):
    signed_in(client, community_worker)
    assert [a.name for a in client.get(url("organization", organization.pk)).context["actions"]] == ["edit"]
    assert client.post(url("organization-edit", organization.pk), typed(organization, venue="新址")).status_code == 302
    organization.refresh_from_db()
    assert (organization.venue, organization.changes.get().by) == ("新址", community_worker)
    moved = typed(organization, area=make_area("330105005002", "邻近社区", street).pk, version=1)
    assert client.post(url("organization-edit", organization.pk), moved).status_code == 400
    suspend = client.post(url("organization-act", organization.pk, "suspend"), {"version": 1, "note": "试"})
    assert suspend.status_code == 403


def test_the_back_office_only_shows_to_readers(client, district_officer, community_worker, organization):
    page = reverse("admin:organizations_organization_change", args=[organization.pk])
    assert signed_in(client, district_officer).get(page).status_code == 200
    assert client.post(page, typed(organization, venue="后台改的")).status_code == 403
    elsewhere = make_organization(make_area("330105006001", "别处社区"))
    hidden = reverse("admin:organizations_organization_change", args=[elsewhere.pk])
    assert signed_in(client, community_worker).get(hidden).status_code == 302  # Django's way of saying there is none
