"""A catalogue round with an objection: applied on a phone, verified, publicised, objected to, dismissed, listed."""

from datetime import timedelta

import pytest
from django.db import connection
from playwright.sync_api import expect

from incubator.workdays import today
from organizations.models import CatalogueRound
from tests.browser.test_matter_journey import ORGANIZATION, bring

pytestmark = pytest.mark.browser

PHONE = "14200000188"


def test_a_catalogue_round_with_an_objection(street):
    officer, person = street.enter("street1"), street.enter("org1", width=390)
    resident = street.window(width=390)
    year = today().year + 1
    open_round(officer, year)
    number = apply(street, person, year)
    verify(street, officer, number)
    passes(year, applies_until=today() - timedelta(days=1))
    officer.get_by_role("link", name="社会组织指导目录").first.click()
    officer.get_by_role("link", name=f"拱宸桥街道 {year}").click()
    street.look(officer, "catalogue-round")
    officer.locator("summary", has_text="公示已核实的组织").click()
    officer.get_by_role("button", name="确认：公示已核实的组织").click()
    expect(officer.get_by_text("公示中").first).to_be_visible()

    code = object_to(street, resident, year)
    answer(street, officer, year)
    resident.goto("/")
    resident.get_by_role("link", name="组织目录").first.click()
    resident.get_by_role("link", name="提过异议？").click()
    resident.get_by_label("回执编码").fill(code.lower().replace("-", " "))
    resident.get_by_role("button", name="查询").click()
    expect(resident.get_by_text("经核查，按约定开展。")).to_be_visible()

    passes(year, publicised_on=today() - timedelta(days=20), objections_until=today() - timedelta(days=1))
    officer.get_by_role("link", name=f"社会组织指导目录 {year}").click()
    officer.locator("summary", has_text="发布目录").click()
    officer.get_by_role("button", name="确认：发布目录").click()
    expect(officer.get_by_text(f"330105005-{year}-001")).to_be_visible()
    resident.goto("/organizations/public/qualified/")
    resident.get_by_label("组织名称").fill("巾帽")
    resident.get_by_role("button", name="查询").click()
    street.look(resident, "catalogue-public")
    resident.get_by_role("link", name=ORGANIZATION).click()
    expect(resident.get_by_text("✓ 在目录")).to_be_visible()
    assert PHONE not in resident.content()


def open_round(officer, year: int) -> None:
    officer.goto("/admin/")
    officer.get_by_role("link", name="社会组织指导目录").first.click()
    officer.get_by_role("link", name="新建年度目录").click()
    officer.get_by_role("spinbutton", name="年度").fill(str(year))
    for label, days in (("申报开始日", -3), ("申报截止日", 5), ("有效期至", 500)):
        officer.get_by_label(label).fill((today() + timedelta(days=days)).isoformat())
    officer.get_by_label("申报通知").fill("请在申报期内自行申报。")
    officer.get_by_role("button", name="保存").click()
    officer.locator("summary", has_text="开放申报").click()
    officer.get_by_role("button", name="确认：开放申报").click()
    expect(officer.get_by_text("申报截止日为")).to_be_visible()


def apply(street, person, year: int) -> str:
    """From the letter's page to the receipt; the number on it."""
    person.goto("/")
    person.get_by_role("link", name="申报社会组织指导目录").first.click()
    expect(person.get_by_text("独立承担民事责任").first).to_be_visible()
    street.look(person, "catalogue-call")
    person.get_by_role("button", name="申报目录").click()
    person.get_by_label("养老服务").check()
    person.get_by_label("志愿服务").check()
    person.get_by_label("专职人员数").fill("5")
    person.get_by_label("纳税和社保缴纳情况").select_option("足额缴纳")
    person.get_by_label("近三年违法违规情况").select_option("没有")
    bring(person, "专职人员名册", "名册.docx")
    bring(person, "纳税和社保缴纳证明", "社保证明.docx")
    street.look(person, "catalogue-form")
    person.get_by_role("button", name="保存并核对").click()
    expect(person.get_by_text("专职人员 5 人")).to_be_visible()
    street.look(person, "catalogue-check")
    person.get_by_role("button", name="提交", exact=True).click()
    number = person.locator(".receipt-number").inner_text()
    assert number.startswith("ML330105005-")
    return number


def verify(street, officer, number: str) -> None:
    officer.goto("/admin/")
    officer.get_by_role("link", name="核实目录申报").filter(has_text=ORGANIZATION).click()
    expect(officer.get_by_text(number).first).to_be_visible()
    street.look(officer, "catalogue-office")
    officer.get_by_role("button", name="受理", exact=True).click()
    officer.locator("summary", has_text="初审").first.click()
    officer.locator("textarea[name=note]").nth(0).wait_for(state="attached")
    officer.locator("details[open] textarea[name=note]").fill("条件属实，拟同意。")
    officer.locator("details[open] button").click()
    officer.locator("summary", has_text="批准").first.click()
    for box in officer.locator("details[open] input[name=met]").all():
        box.check()
    officer.get_by_role("button", name="确认：批准").click()
    expect(officer.get_by_text("已批准").first).to_be_visible()


def object_to(street, resident, year: int) -> str:
    """A resident without an account; the receipt's code."""
    resident.goto("/")
    resident.get_by_role("link", name="组织目录").first.click()
    resident.get_by_role("heading", name=f"{year}年度目录正在公示").locator("..").get_by_role("link").click()
    resident.get_by_role("link", name=ORGANIZATION).click()
    resident.get_by_role("link", name="提出异议").click()
    resident.get_by_label("异议内容和理由").fill("上门服务多次改期。")
    resident.get_by_role("button", name="提交异议").click()
    expect(resident.get_by_role("alert")).to_contain_text("姓名")
    resident.get_by_label("姓名").fill("曹师傅")
    resident.get_by_label("联系电话").fill(PHONE)
    street.look(resident, "catalogue-object")
    resident.get_by_role("button", name="提交异议").click()
    expect(resident.get_by_text("已收到您的异议")).to_be_visible()
    street.look(resident, "catalogue-receipt")
    return resident.locator(".receipt-number").inner_text()


def answer(street, officer, year: int) -> None:
    officer.goto("/admin/")
    officer.get_by_role("link", name="答复异议").filter(has_text=ORGANIZATION).click()
    expect(officer.get_by_text("上门服务多次改期。")).to_be_visible()
    assert PHONE not in officer.content()
    street.look(officer, "catalogue-objection")
    officer.locator("summary", has_text="异议不成立").click()
    officer.locator("details[open] textarea[name=note]").fill("经核查，按约定开展。")
    officer.locator("details[open] button").click()
    expect(officer.get_by_text("经核查，按约定开展。").first).to_be_visible()


def passes(year: int, **days) -> None:
    """The days go by: the round's last ones are over."""
    CatalogueRound.objects.filter(year=year).update(**days)
    connection.close()
