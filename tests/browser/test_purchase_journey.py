"""A purchase: the need, who may take it and why others may not, budget and targets, approval, contract, signature."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from incubator.workdays import add_months, today

pytestmark = pytest.mark.browser

NAME = "桥西独居老人晨间探访"
START = today().replace(day=1)
END = add_months(START, 12) - timedelta(days=1)


def test_a_service_is_bought(street):
    page = street.enter("street1")
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="项目", exact=True).click()
    page.get_by_role("link", name="新建项目").click()
    choose_contractor(street, page)
    fill_in(page)
    page.get_by_role("button", name="保存草稿").dblclick()
    expect(page.get_by_role("heading", name=NAME)).to_be_visible()
    page.locator("summary", has_text="批准立项").click()
    page.get_by_role("button", name="确认：批准立项").dblclick()
    expect(page.get_by_text("已立项", exact=True).first).to_be_visible()

    page.get_by_role("link", name="拟订合同").click()
    page.get_by_label("合同编号").fill("HT-2026-201")
    street.look(page, "contract-form")
    page.get_by_label("金额（元），第 1 行").fill("10000")  # does not sum to the amount any more
    page.get_by_role("button", name="保存合同").click()
    expect(page.get_by_role("alert")).to_contain_text("60,000")
    page.get_by_label("金额（元），第 1 行").fill("30000")
    page.get_by_role("button", name="保存合同").click()
    page.get_by_role("link", name="签订合同").click()
    page.get_by_label("签订日期").fill(today().isoformat())
    page.get_by_role("button", name="签署").dblclick()
    expect(page.get_by_text("实施中", exact=True).first).to_be_visible()
    expect(page.get_by_text("可拨付").first).to_be_visible()
    street.look(page, "project-office")


def choose_contractor(street, page) -> None:
    page.get_by_label("项目名称").fill(NAME)
    page.get_by_label("服务领域").select_option("养老助老")
    page.get_by_label("服务需求").fill("高龄独居老人清晨无人照看，需每日上门探访并报平安。")

    page.get_by_label("购买方式").select_option("政府采购")
    search(page, "贝贝学堂")
    expect(page.get_by_role("radio", name="贝贝学堂")).to_have_count(0)
    page.get_by_text("家不能承接，查看原因").click()
    expect(page.get_by_role("listitem").filter(has_text="贝贝学堂")).to_contain_text("不能承接政府采购")
    street.look(page, "project-contractor")

    page.get_by_label("购买方式").select_option("公益创投")
    search(page, "贝贝学堂")
    expect(page.get_by_role("radio", name="贝贝学堂").first).to_be_visible()
    search(page, "心巢")
    page.get_by_role("radio", name="心巢公益服务中心").first.check()


def search(page, words: str) -> None:
    page.get_by_role("group", name="承接主体").get_by_label("名称、拼音或首字母").fill(words)
    page.get_by_role("button", name="查看可承接的组织").click()


def fill_in(page) -> None:
    page.get_by_label("金额（元）").fill("60000")
    page.get_by_label("开始日期").fill(START.isoformat())
    page.get_by_label("结束日期").fill(END.isoformat())
    for line, (name, yuan) in enumerate([("人员补贴", "40000"), ("活动物资", "20000")], start=1):
        page.get_by_label(f"预算科目，第 {line} 行").fill(name)
        page.get_by_label(f"预算（元），第 {line} 行").fill(yuan)
    targets = [("服务时长", "600"), ("服务人次", "3000"), ("受益人数", "60")]
    for line, (indicator, planned) in enumerate(targets, start=1):
        page.get_by_label(f"指标，第 {line} 行").select_option(indicator)
        page.get_by_label(f"目标值，第 {line} 行").fill(planned)
    page.get_by_label("负面清单核对").fill("已对照负面清单：属公共服务，不涉及劳务派遣。")
