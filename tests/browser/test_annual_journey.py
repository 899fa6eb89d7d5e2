"""An annual campaign: one organization hands in on a phone and is judged, a late one is reminded."""

import re

import pytest
from playwright.sync_api import expect

from organizations.models import AnnualDuty
from tests.browser.looking import labelled
from tests.browser.test_matter_journey import ORGANIZATION, bring

pytestmark = pytest.mark.browser
LATE = "拱宸桥街道垃圾分类工作室"
ANSWERS = {
    "专职工作人员": "5", "全年收入（元）": "900000", "全年支出（元）": "850000",
    "全年主要工作": "为高龄老人提供日间照料和上门服务。", "下年度计划": "增设两处服务点。"}
KEPT = (
    "遵守法律法规和政策情况", "登记备案事项及变更情况", "按章程开展活动情况", "人员和机构情况", "财务和资产管理情况")


def test_an_annual_campaign_with_one_late_organization(street):
    person, officer = street.enter("org1", width=390), street.enter("street1")
    year = AnnualDuty.objects.order_by("-campaign__year").values_list("campaign__year", flat=True)[0]
    person.goto("/")
    person.get_by_role("link", name="报送年度报告").first.click()
    expect(person.get_by_role("heading", name=str(year))).to_be_visible()
    street.look(person, "annual-years")
    person.get_by_role("button", name=f"填写 {year} 年度报告").click()
    expect(person.get_by_text("平台统计：").first).to_be_visible()
    street.look(person, "annual-form")
    counted = int(person.get_by_label("服务人次").input_value())
    person.get_by_label("服务人次").fill(str(counted + 100))
    for label, value in ANSWERS.items():
        labelled(person, label).fill(value)
    for label in KEPT:
        labelled(person, label).select_option("符合规定")
    bring(person, "财务报告", "财务报告.docx")
    person.get_by_role("button", name="保存并核对").click()
    expect(person.get_by_role("alert")).to_contain_text("数据与平台统计不一致")
    street.look(person, "annual-check")
    person.get_by_role("link", name="返回填写").click()
    person.get_by_label("数据与平台统计不一致的说明").fill("另有自办活动 100 人次。")
    person.get_by_role("button", name="保存并核对").click()
    person.get_by_role("button", name="提交", exact=True).click()
    receipt = person.locator(".receipt-number").inner_text()
    assert receipt.startswith("NB330105005-")
    street.look(person, "annual-receipt")

    officer.goto("/admin/")
    expect(officer.get_by_role("link", name="督促逾期年报")).to_be_visible()
    street.look(officer, "annual-desk")
    officer.get_by_role("link", name="审核年度报告").filter(has_text=ORGANIZATION).click()
    expect(officer.get_by_text(receipt).first).to_be_visible()
    expect(officer.get_by_text(f"平台统计：{counted} · 不一致")).to_be_visible()
    street.look(officer, "annual-office")
    officer.get_by_role("button", name="受理", exact=True).click()
    officer.locator("summary", has_text="初审通过").first.click()
    officer.get_by_label("意见").first.fill("拟合格。")
    officer.get_by_role("button", name=re.compile("初审通过")).click()
    officer.locator("summary", has_text="出具年报结论").first.click()
    officer.get_by_label("合格", exact=True).check()
    officer.get_by_label("意见").fill("合格。")
    street.look(officer, "annual-decision")
    officer.get_by_role("button", name="确认：出具年报结论").click()
    expect(officer.locator(".status-good", has_text="合格").first).to_be_visible()

    officer.get_by_role("link", name="年度报告", exact=True).first.click()
    officer.get_by_role("link", name=str(year), exact=True).click()
    street.look(officer, "annual-campaign")
    officer.get_by_role("navigation", name="按状态筛选").get_by_role("link", name="逾期").first.click()
    expect(officer.get_by_role("row")).to_have_count(2)  # the head and the one that is late
    officer.get_by_role("link", name=LATE).click()
    officer.get_by_role("button", name="催报").click()
    street.look(officer, "annual-duty")

    late = street.enter("org10", width=390)
    late.goto("/inbox/")
    expect(late.get_by_text(f"街道催报 {year} 年度报告").first).to_be_visible()
    street.look(late, "annual-reminded")
