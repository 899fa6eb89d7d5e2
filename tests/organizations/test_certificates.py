"""Certificates: the paper, its QR code, and the public answer whether it stands."""

import io
from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse
from pypdf import PdfReader

from incubator.documents.typesetting import picture
from organizations.certifying import certificate_pdf, printed, public_address, standing
from organizations.models import Certificate, Matter, Organization
from organizations.workflow import organization_workflow
from tests.organizations.filing_acts import IDENTITY, applicant_of, in_status
from tests.organizations.matter_acts import examined, take
from tests.reading_codes import code_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate(community, officer):
    return Certificate.objects.select_related("organization__area__parent").get(
        matter=in_status("approved", community, officer))


def test_the_paper_is_a4_with_real_chinese_text_and_embedded_fonts(certificate):
    reader = PdfReader(io.BytesIO(certificate_pdf(certificate)))
    page = reader.pages[0]
    words = page.extract_text().replace("\n", "")
    for expected in ("社会组织备案证书", certificate.number, certificate.organization.name, "曹波文", "拱宸桥街道",
                     "桥弄街139号", "服务类", "2026年11月23日"):
        assert expected in words
    assert IDENTITY not in words and "14200006848" not in words
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842) and len(reader.pages) == 1
    for font in page["/Resources"]["/Font"].values():
        descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


def test_rare_characters_and_long_names_stay_on_one_page(certificate):
    certificate.facts["name"] = "拱宸桥街道𠮷祥䶮氏宗亲互助暨社区邻里守望相助与老年人陪伴关爱志愿服务总队" * 2
    certificate.facts["venue"] = "拱宸桥街道桥弄街139号三楼东侧多功能活动室" * 3
    reader = PdfReader(io.BytesIO(certificate_pdf(certificate)))
    assert len(reader.pages) == 1
    assert "𠮷" in reader.pages[0].extract_text()


def test_a_paper_says_what_it_said_on_its_day(certificate, client):
    """Whatever the register says since: the facts were kept with it."""
    name = certificate.organization.name
    Organization.objects.filter(pk=certificate.organization_id).update(
        name="后来改的名字", venue="后来的场所", responsible_person="后来的人", category="other")
    certificate = Certificate.objects.get(pk=certificate.pk)
    words = PdfReader(io.BytesIO(certificate_pdf(certificate))).pages[0].extract_text().replace("\n", "")
    assert name in words and "曹波文" in words and "桥弄街139号" in words and "服务类" in words
    assert "后来" not in words
    page = client.get(reverse("organizations:public-certificate", args=[certificate.code])).content.decode()
    assert f"<h1>{name}</h1>" in page and "服务类" in page
    assert "该组织现登记名称为“后来改的名字”" in page


def test_papers_issued_before_keep_what_is_known_of_their_day(certificate, officer):
    """The filing tells what was handed in; the history of the register tells what a change left standing."""
    organization = Organization.objects.select_related("area").get(pk=certificate.organization_id)
    first = certificate.facts
    take("approve", examined("change", organization, officer), by=officer)
    organization.refresh_from_db()
    second = organization.certificates.get(withdrawn_on=None).facts
    assert second == first | {"venue": "丽水路88号二楼"}
    with organization_workflow.performing("edit", organization, by=officer):
        organization.name, organization.responsible_person, organization.venue = "后来改的名字", "后来的人", "别处"
        organization.save()
    Certificate.objects.update(facts={})
    import_module("organizations.migrations.0011_certificate_facts").keep(apps, None)
    assert list(Certificate.objects.order_by("pk").values_list("facts", flat=True)) == [first, second]


def test_the_code_leads_to_the_public_page(certificate, settings, client):
    settings.SITE_URL = "https://office.example/"
    address = public_address(certificate)
    assert address == f"https://office.example/organizations/public/certificates/{certificate.code}/"
    assert code_in(picture("certificate", printed(certificate))) == address  # as a phone reads the paper
    answer = client.get(address.removeprefix("https://office.example"))
    assert answer.status_code == 200 and "在册有效" in answer.content.decode()


def test_the_public_page_shows_public_facts_only(certificate, client):
    page = client.get(reverse("organizations:public-certificate", args=[certificate.code])).content.decode()
    for shown in (certificate.organization.name, certificate.number, "服务类", "桥西社区", "2026-11-23"):
        assert shown in page
    for hidden in ("曹波文", "桥弄街139号", "330***", "142****"):
        assert hidden not in page


@pytest.mark.parametrize("status,stands", [
    ("active", True), ("suspended", False), ("cancelled", False), ("revoked", False)])
def test_a_certificate_stands_while_its_organization_is_in_good_standing(certificate, client, status, stands):
    Organization.objects.filter(pk=certificate.organization_id).update(status=status)
    page = client.get(reverse("organizations:public-certificate", args=[certificate.code])).content.decode()
    assert ("该备案证书有效" in page) == stands
    assert ("该备案证书目前无效" in page) != stands


def test_a_suspension_shows_at_once(certificate, officer, client):
    organization = certificate.organization
    organization_workflow.perform(
        "suspend", organization, by=officer, seen=organization.version, note="长期未开展活动")
    page = client.get(reverse("organizations:public-certificate", args=[certificate.code])).content.decode()
    assert "组织已暂停" in page


def test_a_certificate_taken_back_does_not_stand(certificate):
    certificate.withdrawn_on = date(2026, 12, 1)
    assert not standing(certificate, on=date(2026, 12, 2)).stands


def test_an_unknown_code_is_told_clearly(client, db):
    answer = client.get(reverse("organizations:public-certificate", args=["nothing"]))
    assert answer.status_code == 404 and "查无此证书" in answer.content.decode()


def test_anybody_may_ask_by_number(certificate, client):
    check = reverse("organizations:check")
    assert client.get(check).status_code == 200
    found = client.get(check, {"number": f" {certificate.number} "})
    assert found.url == reverse("organizations:public-certificate", args=[certificate.code])
    assert client.get(check, {"number": "330105-005-2026-1-9999"}).status_code == 404


def test_a_number_typed_without_its_dashes_is_found(certificate, client):
    for typed in (certificate.number.replace("-", " "), certificate.number.replace("-", "")):
        assert client.get(reverse("organizations:check"), {"number": typed}).status_code == 302


@pytest.mark.parametrize("number", ["拱宸备（2020）12号", "gcq-2020-1", "330105-005-2020-1-0012 号"])
def test_a_number_out_of_a_ledger_is_found_as_it_is_printed(certificate, client, number):
    Certificate.objects.filter(pk=certificate.pk).update(number=number)
    assert client.get(reverse("organizations:check"), {"number": number}).status_code == 302


def test_a_number_leads_to_the_paper_that_stands(certificate, client):
    Certificate.objects.filter(pk=certificate.pk).update(withdrawn_on=date(2026, 11, 23), withdrawn_reason="replaced")
    change = Matter.objects.create(kind="change", organization=certificate.organization)
    new = Certificate.objects.issue(
        certificate.organization, matter=change, number=certificate.number, on=date(2026, 11, 23))
    found = client.get(reverse("organizations:check"), {"number": certificate.number})
    assert found.url == reverse("organizations:public-certificate", args=[new.code])


def test_what_stands_no_more_is_not_printed(certificate, officer, client):
    client.force_login(officer)
    url = reverse("organizations:filing-certificate", args=[certificate.matter_id])
    assert client.get(url).status_code == 200
    type(certificate.organization).objects.filter(pk=certificate.organization_id).update(status="revoked")
    assert client.get(url).status_code == 404


def test_who_may_print_the_paper(certificate, cast, client):
    url = reverse("organizations:filing-certificate", args=[certificate.matter_id])
    codes = {}
    for name, user in (cast | {"applicant": applicant_of(certificate.matter)}).items():
        client.force_login(user)
        codes[name] = client.get(url).status_code
    seers = {"applicant", "officer", "district_officer", "community_worker"}
    assert codes == {name: 200 if name in seers else 404 for name in codes}
    client.force_login(cast["officer"])
    answer = client.get(url)
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")


def test_a_number_is_found_however_it_is_typed(client, certificate):
    number = certificate.number
    wide = number.translate({code: code + 0xFEE0 for code in range(33, 127)})
    for asked in (number, f" {number} ", number.replace("-", " - "), wide, *(
            number.replace("-", dash) for dash in "–—−‑﹣")):
        answer = client.get(reverse("organizations:check"), {"number": asked})
        assert answer.status_code == 302, asked
        assert answer.url == reverse("organizations:public-certificate", args=[certificate.code])
