"""A body that is to be registered from the start: opinion, forwarding, certificate of civil affairs, register."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from stdnum.cn import uscc

from incubator.workdays import today
from organizations.models import Organization
from tests.browser.test_filing_journey import sign_up
from tests.browser.test_matter_journey import bring

pytestmark = pytest.mark.browser

NAME = "拱墅区暖阳助残服务中心"
BEGUN = "52330105MJ9007755"
PAPERS = ("章程", "场所证明", "成员名册", "申请书", "验资报告")


def test_a_new_body_asks_for_the_opinion_and_is_registered(street):
    person, officer = sign_up(street, "卢暖阳", "13912345671"), street.enter("street1")
    person.get_by_role("link", name="我的组织").first.click()
    person.get_by_role("link", name="申请登记初审").first.click()
    expect(person.get_by_text("社会团体须有会员 50 个以上")).to_be_visible()
    person.get_by_label("组织名称").fill(NAME)
    person.get_by_label("拟登记类型").select_option("民办非企业单位")
    person.get_by_label("所属社区").select_option("桥西社区")
    person.get_by_label("类别").select_option("服务类")
    street.look(person, "registration-start")
    person.get_by_role("button", name="保存并继续").click()
    person.get_by_label("业务主管单位").fill("拱宸桥街道办事处")
    person.get_by_label("开办资金").fill("30000")
    person.get_by_label("成员人数").fill("12")
    person.get_by_label("活动场所").fill("桥弄街139号")
    person.get_by_label("宗旨和业务范围").fill("为残障居民提供康复陪伴。")
    person.get_by_label("负责人").fill("卢暖阳")
    person.get_by_label("身份证号").fill("330105197707020001")
    person.get_by_label("联系电话").fill("13912345671")
    street.look(person, "registration-form")
    person.get_by_role("button", name="保存并核对").click()
    expect(person.get_by_role("alert")).to_contain_text("申请书")
    person.get_by_role("link", name="返回填写").click()
    for label in PAPERS:
        bring(person, label, f"{label}.docx")
    person.get_by_role("button", name="保存并核对").click()
    person.get_by_role("button", name="提交", exact=True).click()
    assert person.locator(".receipt-number").inner_text().startswith("DJ330105005-")

    officer.goto("/admin/")
    officer.get_by_role("link", name="登记初审").filter(has_text=NAME).click()
    street.look(officer, "registration-office")
    officer.get_by_role("button", name="受理", exact=True).click()
    officer.locator("summary", has_text="初审").first.click()
    officer.get_by_label("意见").first.fill("材料齐全，符合登记条件。")
    officer.get_by_role("button", name="确认：").first.click()
    officer.locator("summary", has_text="同意（出具初审意见）").first.click()
    officer.get_by_role("button", name="确认：同意（出具初审意见）").click()
    officer.locator("summary", has_text="转报").first.click()
    officer.get_by_label("转报").fill("专人送达，区民政收件回执〔2026〕12号")
    officer.get_by_role("button", name="确认：").first.click()
    person.goto("/organizations/mine/")
    person.get_by_role("link", name=NAME).first.click()
    expect(person.get_by_text("转报登记机关").first).to_be_visible()
    street.look(person, "registration-forwarded")

    officer.get_by_role("link", name="录入登记结果").click()
    officer.get_by_label("统一社会信用代码").fill(BEGUN + uscc.calc_check_digit(BEGUN))
    officer.get_by_label("登记证号").fill("浙杭拱民证字第010026号")
    officer.get_by_label("登记日期").fill((today() - timedelta(days=3)).isoformat())
    officer.get_by_role("button", name="录入登记结果").click()
    expect(officer.get_by_role("alert")).to_contain_text("登记日期")  # it was handed in today
    officer.get_by_label("登记日期").fill(today().isoformat())
    street.look(officer, "registration-record")
    officer.get_by_role("button", name="录入登记结果").click()
    expect(officer.get_by_role("heading", level=1)).to_contain_text(NAME)
    expect(officer.get_by_text("卢暖阳").first).to_be_visible()
    assert Organization.objects.on_record().get(name=NAME).member_count == 12
    person.goto("/organizations/mine/")
    person.get_by_role("link", name=NAME, exact=True).click()
    expect(person.get_by_role("heading", level=1)).to_contain_text(NAME)
    street.look(person, "registered-own")
