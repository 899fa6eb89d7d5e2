"""The pages of matters, as each side opens them; what they say and what they refuse."""

import re
import uuid
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from incubator.accounts.models import Disclosure
from incubator.workdays import today
from organizations.matters import acts, cancelling
from organizations.models import Matter
from tests.documents.corpus import pdf
from tests.factories import make_organization, make_project
from tests.organizations.matter_acts import (
    NOW,
    complete,
    document,
    draft,
    examined,
    filed,
    submitted,
    take,
    writer_of,
)

pytestmark = pytest.mark.django_db
AT = "organizations:"


def url(name: str, *args) -> str:
    return reverse(AT + name, args=args)


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def writer(filed_organization):
    return writer_of(filed_organization)


def typed(matter: Matter, **fields) -> dict:
    """What the browser posts: the register's words, with some of them changed."""
    organization = matter.organization
    return {
        "version": matter.version, "name": organization.name, "area": organization.area_id,
        "category": organization.category, "venue": organization.venue, "purpose": organization.purpose,
        "responsible_person": organization.responsible_person, "identity_no": str(organization.identity_no or ""),
        "phone": str(organization.phone or ""), "effective_on": today().isoformat(), "reason": "搬家",
    } | fields


def test_the_organization_starts_fills_in_checks_and_submits(client, filed_organization, writer):
    client.force_login(writer)
    page = text(client.get(url("organization", filed_organization.pk)))
    assert all(words in page for words in ("申请变更事项", "申请注销", "申请成立登记初审"))
    start = client.post(url("matter-start", filed_organization.pk, "change"), {"token": uuid.uuid4()})
    matter = Matter.objects.get()
    assert start.url == url("matter-edit", matter.pk)
    form = text(client.get(start.url))
    assert filed_organization.venue in form and "142****0000" in form and "14200000000" not in form
    paper = SimpleUploadedFile("场所证明.pdf", pdf())
    answer = client.post(url("matter-edit", matter.pk), typed(matter, venue="丽水路88号", venue_proof=paper))
    assert answer.url == url("matter-check", matter.pk)
    check = text(client.get(answer.url))
    assert "<del>桥弄街139号</del>" in check and "丽水路88号" in check and "场所证明.pdf" in check
    assert "组织名称" not in check  # what stays as it is is not told
    matter.refresh_from_db()
    done = client.post(url("matter-submit", matter.pk), {"version": matter.version})
    assert done.url == url("matter-receipt", matter.pk)
    matter.refresh_from_db()
    assert matter.receipt_no in text(client.get(done.url))


def test_everything_missing_stands_on_the_check_page(client, filed_organization, writer):
    matter = draft("cancellation", filed_organization)
    client.force_login(writer)
    answer = client.post(url("matter-submit", matter.pk), {"version": matter.version})
    page = text(answer)
    assert answer.status_code == 400
    faults = page.split('id="error-summary"')[1].split("</section>")[0]
    assert all(words in faults for words in ("注销事由", "注销说明", "剩余财产处理", "会议决议", "清算报告"))
    assert Matter.objects.get(pk=matter.pk).status == "draft"


def test_one_bad_file_costs_neither_the_answers_nor_the_good_files(client, filed_organization, writer):
    matter = draft("change", filed_organization)
    client.force_login(writer)
    answer = client.post(url("matter-edit", matter.pk), typed(
        matter, venue="丽水路88号", venue_proof=SimpleUploadedFile("a.pdf", pdf()),
        resolution=SimpleUploadedFile("b.pdf", b"MZ no pdf")))
    assert answer.status_code == 400 and "丽水路88号" in text(answer)
    matter.refresh_from_db()
    assert matter.answers["venue"] == "丽水路88号"
    assert list(matter.materials.values_list("kind", flat=True)) == ["venue_proof"]


def test_a_wrong_number_costs_no_file(client, filed_organization, writer):
    matter = draft("change", filed_organization)
    client.force_login(writer)
    answer = client.post(url("matter-edit", matter.pk), typed(
        matter, venue="丽水路88号", identity_no="330105197707020002",
        venue_proof=SimpleUploadedFile("a.pdf", pdf())))
    assert answer.status_code == 400 and "校验位" in text(answer) and "a.pdf" in text(answer)
    matter.refresh_from_db()
    form = answer.context["form"]
    again = {name: form[name].value() for name in typed(matter)} | {"identity_no": ""}
    assert again["name"] == filed_organization.name and again["version"] == str(matter.version)
    assert client.post(url("matter-edit", matter.pk), again).status_code == 302  # what it shows can be sent again
    matter.refresh_from_db()
    assert matter.answers["venue"] == "丽水路88号" and not matter.identity_no


def test_a_stale_form_overwrites_nothing(client, filed_organization, writer):
    matter = complete("change", filed_organization)
    client.force_login(writer)
    answer = client.post(url("matter-edit", matter.pk), typed(matter, version=0, venue="别处"))
    page = text(answer)
    assert answer.status_code == 409 and "别处" in page and "丽水路88号二楼" in page  # both are shown
    assert Matter.objects.get(pk=matter.pk).answers["venue"] == "丽水路88号二楼"
    again = {name: answer.context["form"][name].value() for name in typed(matter)}
    assert client.post(url("matter-edit", matter.pk), again).status_code == 302
    assert Matter.objects.get(pk=matter.pk).answers["venue"] == "别处"


def test_the_office_takes_in_and_grants_and_the_list_tells(client, filed_organization, officer):
    matter = submitted("change", filed_organization)
    client.force_login(officer)
    assert filed_organization.name in text(client.get(url("matters")))
    assert "审核变更申请" in text(client.get(reverse("admin:index")))
    page = text(client.get(url("matter", matter.pk)))
    assert "受理" in page and f'action="{url("matter", matter.pk)}approve/"' not in page
    assert client.post(url("matter-act", matter.pk, "accept"), {"version": matter.version}).status_code == 302
    matter.refresh_from_db()
    assert "丽水路88号二楼" in text(client.get(url("matter", matter.pk)))
    answer = client.post(url("matter-act", matter.pk, "approve"), {"version": matter.version, "note": "属实"})
    assert answer.status_code == 302
    filed_organization.refresh_from_db()
    assert filed_organization.venue == "丽水路88号二楼"
    assert filed_organization.name not in text(client.get(url("matters")))
    assert filed_organization.name in text(client.get(url("matters") + "?status=approved&kind=change"))
    assert filed_organization.name not in text(client.get(url("matters") + "?status=approved&kind=filing"))


def test_the_words_of_a_return_stand_beside_the_field(client, filed_organization, officer, writer):
    matter = submitted("change", filed_organization)
    client.force_login(officer)
    answer = client.post(url("matter-return", matter.pk), {
        "version": matter.version, "note": "请补正", "remark_venue": "请写门牌号",
        "remark_venue_proof": "请换清晰照片"})
    assert answer.status_code == 302
    client.force_login(writer)
    form = text(client.get(url("matter-edit", matter.pk)))
    assert "请写门牌号" in form and "请换清晰照片" in form
    assert "补正申请材料" in text(client.get(reverse("home:home")))


def test_a_cancellation_lists_and_links_what_must_be_settled(client, filed_organization, writer, officer):
    project = make_project(filed_organization)
    matter = complete("cancellation", filed_organization)
    client.force_login(writer)
    page = text(client.get(url("matter-check", matter.pk)))
    assert project.name in page and reverse("projects:project", args=[project.pk]) in page
    assert client.post(url("matter-submit", matter.pk), {"version": matter.version}).status_code == 400
    type(project).objects.filter(pk=project.pk).update(status="terminated")
    assert client.post(url("matter-submit", matter.pk), {"version": matter.version}).status_code == 302


@pytest.mark.parametrize(("status", "words"), [
    ("approved", "已立项、尚未签订合同，应先终止项目"), ("running", "正在实施，应先结项；无法结项的，应先终止")])
def test_what_must_be_settled_is_told_before_anything_is_written(
    client, filed_organization, writer, officer, status, words
):
    project = make_project(filed_organization, status=status)
    client.force_login(writer)
    page = text(client.get(url("matter-edit", draft("cancellation", filed_organization).pk)))
    assert f"项目“{project.name}”{words}" in page and reverse("projects:project", args=[project.pk]) in page
    assert words not in text(client.get(url("matter-edit", draft("change", filed_organization).pk)))


def test_the_county_registers_with_a_code_that_is_right(client, filed_organization, officer):
    matter = examined("registration", filed_organization, officer)
    take("approve", matter, by=officer)
    client.force_login(officer)
    assert url("matter-record", matter.pk) in text(client.get(url("matter", matter.pk)))
    assert "转报成立登记材料" in text(client.get(reverse("admin:index")))
    take("forward", matter, by=officer, note="区民政收件回执12号")
    assert "区民政登记后录入登记结果" in text(client.get(reverse("admin:index")))
    filed_organization.refresh_from_db()
    data = {"version": filed_organization.version, "name": "拱墅区晨光助老服务中心",
            "registered_on": today().isoformat(), "registration_no": "浙杭拱民证字第010026号"}
    for code, words in (("52330105MJ9006026Y", "校验"), ("51330105MJ0000001C", "52"), ("5233", "18")):
        answer = client.post(url("matter-record", matter.pk), data | {"uscc": code})
        assert answer.status_code == 400 and words in text(answer), code
    late = data | {"uscc": "52330105MJ9006026X", "registered_on": (today() + timedelta(days=1)).isoformat()}
    assert client.post(url("matter-record", matter.pk), late).status_code == 400
    bare = data | {"uscc": "52330105MJ9006026X", "registration_no": " "}
    assert set(client.post(url("matter-record", matter.pk), bare).context["form"].errors) == {"registration_no"}
    answer = client.post(url("matter-record", matter.pk), data | {"uscc": "52330105MJ9006026X"})
    assert answer.url == url("organization", filed_organization.pk)
    again = client.get(url("matter-record", matter.pk))
    assert (again.status_code, "登记结果已录入，不能重复录入" in text(again)) == (403, True)
    assert "浙杭拱民证字第010026号" in text(client.get(url("organization", filed_organization.pk)))
    assert "已登记" in text(client.get(url("matter", matter.pk)))
    assert "区民政登记后录入登记结果" not in text(client.get(reverse("admin:index")))


def test_the_new_heads_number_is_masked_and_shown_whole_only_with_a_reason(client, filed_organization, officer):
    matter = complete("change", filed_organization, responsible_person="林小满", identity_no="330105197707020001")
    acts.fill(matter, {}, papers={kind: document(kind) for kind in ("resolution", "appointment")},
              by=writer_of(filed_organization), seen=matter.version)
    acts.submit(matter, by=writer_of(filed_organization), seen=matter.version, now=NOW)
    client.force_login(officer)
    page = text(client.get(url("matter", matter.pk)))
    assert "330***********0001" in page and "330105197707020001" not in page
    reveal = reverse("accounts:reveal", args=["organizations.matter", matter.pk, "identity_no"])
    assert reveal in page
    assert "330105197707020001" in text(client.post(reveal, {"reason": "核对任职文件"}))
    assert Disclosure.objects.get().by == officer
    take("accept", matter, by=officer)
    take("approve", matter, by=officer)
    filed_organization.refresh_from_db()
    assert filed_organization.responsible_person == "林小满"
    assert filed_organization.identity_no == "330105197707020001"
    assert client.get(reveal).status_code == 404  # it stands on the organization now


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_at_any_length(client, community, officer, rows, django_assert_num_queries):
    for _n in range(rows):
        submitted("change", make_organization(community))
    client.force_login(officer)
    with django_assert_num_queries(8):
        client.get(url("matters"))


def test_a_paper_given_before_is_taken_again_by_a_tick(client, community, officer):
    organization = filed(community, officer)
    matter = draft("registration", organization)
    client.force_login(writer_of(organization))
    assert "沿用以前提交的材料" in text(client.get(url("matter-edit", matter.pk)))
    answer = client.post(url("matter-edit", matter.pk), {"version": matter.version, "again_charter": "on"})
    assert answer.status_code == 302
    assert list(matter.materials.values_list("kind", flat=True)) == ["charter"]


def test_ten_working_days_are_told_to_both_sides(client, filed_organization, officer, writer):
    matter = submitted("change", filed_organization)
    Matter.objects.filter(pk=matter.pk).update(answer_due_on=date(2026, 12, 7))
    for person, words in ((officer, "请答复，最晚 2026-12-07"), (writer, "最晚 2026-12-07 答复")):
        client.force_login(person)
        assert words in text(client.get(url("matter", matter.pk)))


def needed(page: str) -> set[str]:
    """The names of the fields that say they must be answered."""
    parts = page.split('<div class="field')[1:]
    return {re.search(r'name="(\w+)"', part).group(1) for part in parts if "（必填）" in part}


def test_the_form_says_which_answers_and_papers_are_needed(client, filed_organization, writer):
    client.force_login(writer)
    begun = draft("cancellation", filed_organization)
    assert needed(text(client.get(url("matter-edit", begun.pk)))) == {
        *(question.name for question in cancelling.QUESTIONS if question.required), "resolution", "liquidation"}
    acts.fill(begun, {}, papers={"resolution": document("resolution")}, by=writer, seen=begun.version)
    page = text(client.get(url("matter-edit", begun.pk)))
    assert "liquidation" in needed(page) and "resolution" not in needed(page)  # laid already
    acts.take("withdraw", begun, by=writer, seen=begun.version, now=NOW)
    change = text(client.get(url("matter-edit", draft("change", filed_organization).pk)))
    assert needed(change) == {"effective_on", "reason"}  # papers depend on what changes


@pytest.mark.parametrize(("kind", "name"), [("change", "effective_on"), ("cancellation", "settled_on")])
def test_a_day_to_come_is_told_at_its_field_and_not_kept(client, filed_organization, writer, kind, name):
    client.force_login(writer)
    matter = draft(kind, filed_organization)
    page = url("matter-edit", matter.pk)
    assert f'max="{today().isoformat()}"' in text(client.get(page))
    answer = client.post(page, typed(matter, reason="换届", **{name: today() + timedelta(days=1)}))
    assert answer.status_code == 400 and list(answer.context["form"].errors) == [name]
    matter.refresh_from_db()
    assert matter.answers["reason"] == "换届" and not matter.answers.get(name)
    assert client.post(page, typed(matter, **{name: today()})).status_code == 302


def test_a_group_that_files_is_told_what_the_rule_needs(client, community):
    group = make_organization(community, org_type="resident_group")
    client.force_login(writer_of(group))
    page = text(client.get(url("matter-edit", draft("promotion", group).pk)))
    assert {"charter", "venue", "responsible_person", "phone", "member_count"} <= needed(page)
    assert "party_member_count" not in needed(page)
