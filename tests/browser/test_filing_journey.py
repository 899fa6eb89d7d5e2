"""A filing: signed up, filled in, returned with words beside the field, corrected, approved; the certificate stands."""

from io import BytesIO
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from incubator.documents.typesetting import picture
from incubator.home.demo.filings import charter
from organizations.certifying import printed
from organizations.models import Certificate
from tests.reading_codes import code_in

pytestmark = pytest.mark.browser

NAME = "桥西社区晨光助老志愿服务队"


def test_a_new_organization_is_filed(street):
    person, officer = sign_up(street), street.enter("street1")
    person.get_by_role("link", name="申请备案").first.click()
    fill_in(street, person)
    receipt = hand_in(street, person)

    officer.goto("/admin/")
    officer.get_by_role("link", name="审核备案申请").filter(has_text=NAME).click()
    expect(officer.get_by_text(receipt).first).to_be_visible()
    street.look(officer, "filing-office")
    officer.get_by_role("link", name="退回补正").click()
    officer.get_by_label("理由").fill("活动场所写得不够清楚，请补正。")
    officer.get_by_label("对「活动场所」的意见").fill("请写明门牌号。")
    street.look(officer, "filing-return")
    officer.get_by_role("button", name="退回给组织").click()
    expect(officer.get_by_text("备案申请已退回组织补正。")).to_be_visible()

    person.goto("/")
    person.get_by_role("link", name="补正备案申请").click()
    expect(person.get_by_text("活动场所写得不够清楚，请补正。").first).to_be_visible()
    street.look(person, "filing-returned")
    person.get_by_role("link", name="基本信息").click()
    expect(person.get_by_text("街道意见：请写明门牌号。")).to_be_visible()
    person.get_by_label("活动场所").fill("桥弄街139号桥西之家二楼")
    person.get_by_role("button", name="保存并继续").click()
    person.get_by_role("link", name="材料", exact=True).click()
    bring_charter(person, "章程（修订）.docx")
    assert hand_in(street, person) != ""

    officer.goto("/admin/")
    officer.get_by_role("link", name="审核备案申请").filter(has_text=NAME).click()
    expect(officer.get_by_role("deletion").filter(has_text="桥弄街")).to_be_visible()
    with officer.expect_download() as replaced:
        officer.get_by_role("deletion").get_by_role("link", name="章程.docx").click()
    assert replaced.value.suggested_filename == "章程.docx"
    officer.locator("summary", has_text="准予备案").click()
    expect(officer.get_by_text("编号为 330105-")).to_be_visible()  # what it brings about is said before
    officer.get_by_role("button", name="确认：准予备案").dblclick()
    expect(officer.get_by_text("已备案，备案编号")).to_be_visible()

    certificate(street, person)


def sign_up(street, name="马晓晨", phone="13912345670"):
    page = street.window(390)
    page.goto("/")
    page.get_by_role("link", name="注册", exact=True).click()
    page.get_by_label("姓名").fill(name)
    page.get_by_label("手机号").fill(phone)
    page.get_by_label("密码").fill("zaoshang-8dian-jian")
    street.look(page, "sign-up")
    page.get_by_role("main").get_by_role("button", name="注册").click()
    return page


def fill_in(street, page) -> None:
    page.get_by_label("组织名称").fill(NAME)
    page.get_by_label("所属社区").select_option("桥西社区")
    page.get_by_label("类别").select_option("服务类")
    page.get_by_role("button", name="保存并继续").click()

    page.get_by_role("link", name="基本信息").click()
    page.get_by_label("宗旨和业务范围").fill("为桥西社区的独居老人提供陪伴、代购与节日慰问。")
    page.get_by_label("活动场所").fill("桥弄街")
    page.get_by_role("button", name="保存并继续").click()
    page.get_by_label("负责人").fill("马晓晨")
    page.get_by_label("身份证号").fill("330105197707020001")
    page.get_by_label("联系电话").fill("13912345670")
    page.get_by_label("成员人数").fill("16")
    page.get_by_role("button", name="保存并继续").click()
    bring_charter(page, "章程.docx")
    street.look(page, "filing-steps")


def bring_charter(page, name: str) -> None:
    page.get_by_label("章程").set_input_files({
        "name": name, "buffer": charter(f"{NAME}{name}"),
        "mimeType": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"})
    page.get_by_role("button", name="保存并继续").click()


def hand_in(street, page) -> str:
    """From the task list over the check page to the receipt; returns its number."""
    page.get_by_role("link", name="核对并提交").click()
    street.look(page, "filing-check")
    page.get_by_role("button", name="提交备案申请").dblclick()
    expect(page.get_by_role("heading", name="备案申请已提交")).to_be_visible()
    street.look(page, "filing-receipt")
    return page.get_by_text("BA330105005-").first.inner_text()


def certificate(street, person) -> None:
    person.goto("/")
    person.get_by_role("link", name="我的组织").first.click()
    person.get_by_role("link", name=NAME, exact=True).click()
    number = person.get_by_text("330105-005-").first.inner_text()
    street.look(person, "organization-own")
    person.get_by_role("link", name="我的组织").first.click()
    with person.expect_download() as download:
        person.get_by_role("link", name="备案证书（PDF）").first.click()
    words = "".join(PdfReader(BytesIO(download.value.path().read_bytes())).pages[0].extract_text().split())
    assert NAME in words
    assert number.split()[-1] in words

    anybody = street.window(390)
    anybody.goto("/")
    anybody.get_by_role("link", name="查验备案证书").click()
    anybody.get_by_label("备案编号").fill(number.split()[-1])
    anybody.get_by_role("button", name="查验").click()
    expect(anybody.get_by_text("该备案证书有效。")).to_be_visible()
    expect(anybody.get_by_role("heading", name=NAME)).to_be_visible()
    street.look(anybody, "certificate-public")

    paper = picture("certificate", printed(Certificate.objects.select_related("organization").get(
        organization__name=NAME)))
    anybody.goto(urlsplit(code_in(paper)).path)  # the phone's camera, held over the paper
    expect(anybody.get_by_role("heading", name=NAME)).to_be_visible()
    expect(anybody.get_by_text("该备案证书有效。")).to_be_visible()
