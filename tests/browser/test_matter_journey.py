"""A change of the responsible person, taken in and granted; a cancellation that waits for the project in hand."""

import pytest
from playwright.sync_api import expect

from incubator.home.demo.filings import charter
from organizations.models import Certificate
from tests.browser.looking import labelled

pytestmark = pytest.mark.browser

ORGANIZATION = "巾帽西丽助老服务中心"
HEAD = "林小满"


def test_a_change_of_the_responsible_person(street):
    person, officer = street.enter("org1", width=390), street.enter("street1")
    person.goto("/")
    open_matter(person, "申请变更事项")
    person.get_by_label("负责人", exact=False).first.fill(HEAD)
    person.get_by_label("变更生效日期").fill("2026-11-20")
    person.get_by_label("变更理由").fill("换届选举产生新负责人。")
    street.look(person, "change-form")
    person.get_by_role("button", name="保存并核对").click()
    faults = person.get_by_role("alert")
    for words in ("会议决议", "负责人任职文件"):
        expect(faults).to_contain_text(words)
    street.look(person, "change-check")
    person.get_by_role("link", name="返回填写").click()
    person.get_by_label("身份证号").fill("330105198506150023")
    bring(person, "会议决议", "换届决议.docx")
    bring(person, "负责人任职文件", "任职文件.docx")
    person.get_by_role("button", name="保存并核对").click()
    expect(person.get_by_role("insertion").filter(has_text=HEAD)).to_be_visible()
    person.get_by_role("button", name="提交", exact=True).click()
    receipt = person.locator(".receipt-number").inner_text()
    assert receipt.startswith("BG330105005-")
    street.look(person, "change-receipt")

    officer.goto("/admin/")
    officer.get_by_role("link", name="审核变更申请").filter(has_text=ORGANIZATION).click()
    expect(officer.get_by_text(receipt).first).to_be_visible()
    expect(officer.get_by_role("insertion").filter(has_text="330***********0023")).to_be_visible()
    street.look(officer, "change-office")
    officer.get_by_role("button", name="受理", exact=True).click()
    officer.locator("summary", has_text="批准").first.click()
    expect(officer.get_by_text("登记册即时更新")).to_be_visible()
    officer.get_by_role("button", name="确认：批准").click()
    expect(officer.get_by_text("已批准").first).to_be_visible()
    officer.get_by_role("link", name="组织详情").click()
    expect(officer.get_by_text(HEAD).first).to_be_visible()
    street.look(officer, "organization-changed")


def test_a_cancellation_waits_for_the_project_in_hand(street):
    person = street.enter("org1", width=390)
    person.goto("/")
    open_matter(person, "申请注销")
    person.get_by_label("注销事由").select_option("自行解散")
    person.get_by_label("注销说明").fill("骨干成员搬离社区，会员大会决定解散。")
    person.get_by_label("清算结束日期").fill("2026-11-10")
    person.get_by_label("剩余财产处理").fill("无")
    bring(person, "会议决议", "解散决议.docx")
    bring(person, "清算报告", "清算报告.docx")
    person.get_by_role("button", name="保存并核对").click()
    expect(person.get_by_text("注销前应先办结：")).to_be_visible()
    street.look(person, "cancellation-blocked")
    person.get_by_role("button", name="提交", exact=True).click()
    expect(person.get_by_text("注销前应先办结：")).to_be_visible()  # nothing was handed in
    person.get_by_role("link", name="应先结项").first.click()
    expect(person.get_by_role("heading", level=1)).to_be_visible()
    assert "/projects/" in person.url


def open_matter(page, button: str, organization: str = ORGANIZATION) -> None:
    page.get_by_role("link", name="我的组织").first.click()
    page.get_by_role("link", name=organization, exact=True).click()
    page.get_by_role("button", name=button).click()


def bring(page, label: str, name: str) -> None:
    labelled(page, label).set_input_files({
        "name": name, "buffer": charter(ORGANIZATION),
        "mimeType": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"})


def test_a_certificate_for_an_organization_that_came_by_ledger(street):
    person, officer = street.enter("org8", width=390), street.enter("street1")
    person.goto("/")
    open_matter(person, "申请证书补发（换发）", "丽水路社区邻里调解站")
    person.get_by_label("申请事由").select_option("本组织尚无本平台发的证书")
    street.look(person, "reissue-form")
    person.get_by_role("button", name="保存并核对").click()
    person.get_by_role("button", name="提交", exact=True).click()
    assert person.locator(".receipt-number").inner_text().startswith("HZ330105005-")
    officer.goto("/admin/")
    officer.get_by_role("link", name="审核证书补发（换发）").click()
    officer.locator("summary", has_text="批准").first.click()
    officer.get_by_role("button", name="确认：批准").click()
    expect(officer.get_by_text("已批准").first).to_be_visible()
    number = Certificate.objects.get(organization__name="丽水路社区邻里调解站").number
    person.goto("/organizations/public/certificates/")
    person.get_by_label("备案编号").fill(number)
    person.get_by_role("button", name="查验").click()
    expect(person.get_by_text("在册有效")).to_be_visible()
    expect(person.get_by_text("组织在册期间")).to_be_visible()
    street.look(person, "certificate-checked")
