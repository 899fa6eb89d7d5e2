"""The story of one filing through real pages, and what each page keeps, tells and hides."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from organizations.models import Filing, Organization
from tests.factories import make_member
from tests.organizations.filing_acts import IDENTITY, applicant_of, complete, draft, in_status, submitted

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\n%%EOF\n"


def at(name: str, *args) -> str:
    return reverse(f"organizations:{name}", args=args)


def hidden(response, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', response.content.decode()).group(1)


def text(response) -> str:
    return response.content.decode()


def a_pdf(name="章程.pdf", content=PDF):
    return SimpleUploadedFile(name, content, "application/pdf")


def test_the_whole_story(client, resident, officer, community):
    client.force_login(resident)
    page = client.get(at("filing-start"))
    answer = client.post(at("filing-start"), {
        "token": hidden(page, "token"), "name": "晨光助老队", "area": community.pk, "category": "service"})
    filing = Filing.objects.get()
    assert answer.url == at("filing-detail", filing.pk)
    assert "未开始" in text(client.get(answer.url))

    page = client.get(at("filing-edit", filing.pk, "basics"))
    answer = client.post(at("filing-edit", filing.pk, "basics"), {
        "version": hidden(page, "version"), "name": "晨光助老队", "area": community.pk, "category": "service",
        "purpose": "陪伴老人", "venue": "桥弄街139号"})
    assert answer.url == at("filing-edit", filing.pk, "people")  # on to the next step
    assert "放弃草稿" in text(client.get(at("filing-detail", filing.pk)))
    page = client.get(at("filing-edit", filing.pk, "people"))
    client.post(at("filing-edit", filing.pk, "people"), {
        "version": hidden(page, "version"), "responsible_person": "曹波文", "identity_no": IDENTITY,
        "phone": "142 0000 6848".replace("142", "138"), "member_count": 12, "party_member_count": ""})
    page = client.get(at("filing-materials", filing.pk))
    client.post(at("filing-materials", filing.pk), {"version": hidden(page, "version"), "charter": a_pdf()})
    page = client.get(at("filing-check", filing.pk))
    assert "330***********0001" in text(page) and IDENTITY not in text(page)
    answer = client.post(at("filing-submit", filing.pk), {"version": hidden(page, "version")})
    assert answer.url == at("filing-receipt", filing.pk)
    filing.refresh_from_db()
    assert filing.receipt_no in text(client.get(answer.url))

    client.force_login(officer)
    assert "晨光助老队" in text(client.get(at("filings")))
    page = client.get(at("filing-return", filing.pk))
    client.post(at("filing-return", filing.pk), {
        "version": hidden(page, "version"), "note": "场所请写清楚", "remark_venue": "请写到房间号"})

    client.force_login(resident)
    assert "场所请写清楚" in text(client.get(at("filing-detail", filing.pk)))
    assert text(client.get(at("filing-detail", filing.pk))).count("需补正</span>") == 1
    page = client.get(at("filing-edit", filing.pk, "basics"))
    assert "请写到房间号" in text(page)
    client.post(at("filing-edit", filing.pk, "basics"), {
        "version": hidden(page, "version"), "name": "晨光助老队", "area": community.pk, "category": "service",
        "purpose": "陪伴老人", "venue": "桥弄街139号201室"})
    assert "需补正</span>" not in text(client.get(at("filing-detail", filing.pk)))
    page = client.get(at("filing-check", filing.pk))
    client.post(at("filing-submit", filing.pk), {"version": hidden(page, "version")})

    client.force_login(officer)
    page = client.get(at("filing-detail", filing.pk))
    assert "<ins>桥弄街139号201室</ins>" in text(page)
    client.post(f"{at('filing-detail', filing.pk)}approve/", {"version": hidden(page, "version")})
    organization = Organization.objects.get()
    assert organization.status == "active"
    assert organization.filing_no in text(client.get(at("filing-detail", filing.pk)))
    assert "请写到房间号" not in text(client.get(at("filing-detail", filing.pk)))


def test_an_incomplete_submit_lists_everything_with_links_back(client, community):
    filing = draft(community)
    client.force_login(applicant_of(filing))
    answer = client.post(at("filing-submit", filing.pk), {"version": filing.version})
    assert answer.status_code == 400
    assert text(answer).count("back=check#id_") >= 7 + 14
    assert text(answer).count("未填写") >= 6 and "未上传" in text(answer)


def test_a_change_link_leads_straight_back_to_the_check_page(client, community):
    filing = complete(community)
    client.force_login(applicant_of(filing))
    url = at("filing-edit", filing.pk, "people") + "?back=check"
    page = client.get(url)
    answer = client.post(url, {
        "version": hidden(page, "version"), "responsible_person": "李四", "identity_no": "330***********0001",
        "phone": "142****6848", "member_count": 15, "party_member_count": 0})
    assert answer.url == at("filing-check", filing.pk)
    organization = Organization.objects.get()
    assert (organization.identity_no.reveal(), organization.responsible_person) == (IDENTITY, "李四")


def test_every_fault_of_a_page_is_told_at_once_and_nothing_typed_is_lost(client, community):
    filing = draft(community)
    client.force_login(applicant_of(filing))
    answer = client.post(at("filing-edit", filing.pk, "people"), {
        "version": filing.version, "responsible_person": "曹波文", "identity_no": "330105197707020000",
        "phone": "123", "member_count": 5, "party_member_count": 9})
    assert answer.status_code == 400
    assert set(answer.context["form"].errors) == {"identity_no", "phone", "party_member_count"}
    assert "曹波文" in text(answer) and 'value="123"' in text(answer)


def test_a_name_on_record_is_refused_at_the_name_field(client, resident, organization, community):
    client.force_login(resident)
    page = client.get(at("filing-start"))
    answer = client.post(at("filing-start"), {
        "token": hidden(page, "token"), "name": " 巾帽西丽 助老服务中心", "area": community.pk, "category": "service"})
    assert answer.status_code == 400 and list(answer.context["form"].errors) == ["name"]
    assert not Filing.objects.exists()


def test_a_stale_tab_overwrites_nothing(client, community):
    filing = complete(community)
    client.force_login(applicant_of(filing))
    answer = client.post(at("filing-edit", filing.pk, "basics"), {
        "version": filing.version - 1, "name": "改名", "area": community.pk, "category": "service", "venue": "别处"})
    assert answer.status_code == 409 and "别处" in text(answer) and "桥弄街139号" in text(answer)
    assert Organization.objects.get().venue == "桥弄街139号"


def test_one_bad_file_does_not_cost_the_good_one(client, community):
    filing = draft(community)
    client.force_login(applicant_of(filing))
    answer = client.post(at("filing-materials", filing.pk), {
        "version": filing.version, "charter": a_pdf(), "roster": a_pdf("名册.exe", b"MZ" + b"\0" * 100)})
    assert answer.status_code == 400 and list(answer.context["form"].errors) == ["roster"]
    assert [paper.kind for paper in filing.materials.all()] == ["charter"]
    again = client.post(at("filing-materials", filing.pk), {"version": hidden(answer, "version"), "roster": a_pdf()})
    assert again.status_code == 302


def test_a_paper_is_replaced_fetched_and_removed(client, community):
    filing = draft(community)
    client.force_login(applicant_of(filing))
    for name in ("一.pdf", "二.pdf"):
        page = client.get(at("filing-materials", filing.pk))
        client.post(at("filing-materials", filing.pk), {"version": hidden(page, "version"), "charter": a_pdf(name)})
    assert filing.materials.get().document.name == "二.pdf"
    served = client.get(at("filing-material", filing.pk, "charter"))
    assert b"".join(served.streaming_content).startswith(b"%PDF") and "attachment" in served["Content-Disposition"]
    page = client.get(at("filing-materials", filing.pk))
    client.post(at("filing-material-remove", filing.pk, "charter"), {"version": hidden(page, "version")})
    assert not filing.materials.exists() and not Organization.objects.get().has_charter


@pytest.mark.parametrize("page", ["filing-detail", "filing-check", "filing-materials", "filing-receipt"])
def test_pages_of_a_filing_are_not_there_for_others(client, cast, community, page):
    filing = submitted(community)
    for name in ("stranger", "resident", "other_officer"):
        client.force_login(cast[name])
        assert client.get(at(page, filing.pk)).status_code == 404
    client.logout()
    assert client.get(at(page, filing.pk)).status_code == 302


def test_papers_are_served_to_the_office_and_the_organization_only(client, cast, community):
    filing = draft(community)
    client.force_login(applicant_of(filing))
    client.post(at("filing-materials", filing.pk), {"version": filing.version, "charter": a_pdf()})
    codes = {}
    for name, user in cast.items():
        client.force_login(user)
        codes[name] = client.get(at("filing-material", filing.pk, "charter")).status_code
    assert set(codes.values()) == {404}, "a draft is nobody else's business"


def test_a_community_worker_reads_and_does_not_decide(client, community_worker, community):
    filing = submitted(community)
    client.force_login(community_worker)
    page = client.get(at("filing-detail", filing.pk))
    assert page.status_code == 200 and "/approve/" not in text(page)
    for name in ("approve", "refuse"):
        answer = client.post(f"{at('filing-detail', filing.pk)}{name}/", {"version": filing.version, "note": "x"})
        assert answer.status_code == 403
    assert client.get(at("filing-return", filing.pk)).status_code == 403


def test_the_receipt_stays_for_the_organization_and_is_not_the_offices(client, officer, community):
    filing = in_status("approved", community, officer)
    client.force_login(make_member(filing.organization, "reader"))
    assert filing.receipt_no in text(client.get(at("filing-receipt", filing.pk)))
    client.force_login(officer)
    assert client.get(at("filing-receipt", filing.pk)).status_code == 404


def test_the_officer_sees_what_was_handed_in_not_the_correction_under_way(client, officer, community):
    filing = in_status("returned", community, officer)
    Organization.objects.filter(pk=filing.organization_id).update(venue="还没写完的地址")
    client.force_login(officer)
    assert "还没写完的地址" not in text(client.get(at("filing-detail", filing.pk)))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_number_of_questions(
    client, officer, community, rows, django_assert_num_queries
):
    for _ in range(rows):
        submitted(community)
    client.force_login(officer)
    client.get(at("filings"))
    with django_assert_num_queries(8):
        assert client.get(at("filings")).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_my_organizations_asks_the_same_number_of_questions(
    client, resident, community, rows, django_assert_num_queries
):
    for _ in range(rows):
        draft(community, by=resident)
    client.force_login(resident)
    client.get(at("mine"))
    with django_assert_num_queries(7):
        assert client.get(at("mine")).status_code == 200


def test_the_filing_page_asks_at_most_fifteen_questions(client, officer, community, django_assert_max_num_queries):
    filing = submitted(community)
    for user in (officer, applicant_of(filing)):
        client.force_login(user)
        with django_assert_max_num_queries(15):
            assert client.get(at("filing-detail", filing.pk)).status_code == 200
