"""A review day: scheme from the template, panel, scoring on phones, lock, confirmation, the public page."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from evaluations import scoring
from evaluations.models import Sheet
from evaluations.models.marking import leaves_of, plant
from incubator.workdays import today

pytestmark = pytest.mark.browser

DAY, SCHEME = "入驻组织年度评审", "入驻组织年度评审方案"
JUDGED = ["心巢公益服务中心", "文澜书苑"]
PANEL = {"许教授": "专家", "何会计师": "专家", "孔阿姨": "居民代表", "曹师傅": "居民代表", "孙丽君": "居民代表"}


def test_a_review_day(street):
    officer = street.enter("street1")
    make_scheme(street, officer)
    make_day(street, officer)
    score_on_a_phone(street)
    barred = street.enter("org3", 390)
    barred.get_by_role("link", name="我的评分表").first.click()
    barred.get_by_role("link", name=JUDGED[0]).click()
    expect(barred.get_by_role("heading", name="您不能评这一家")).to_be_visible()
    street.look(barred, "sheet-barred")
    the_others_score()
    decide(street, officer)
    published(street)


def make_scheme(street, page) -> None:
    page.get_by_role("link", name="评分方案").click()
    page.get_by_role("link", name="新建方案").click()
    page.get_by_label("方案名称").fill(SCHEME)
    page.get_by_label("评审什么").select_option("社会组织")
    page.get_by_label("依据").fill("街道社会组织孵化中心测评办法")
    page.get_by_label("使用现成指标，再作调整").check()
    page.get_by_role("button", name="下一步：指标").click()
    street.look(page, "scheme-form")
    page.get_by_role("button", name="保存方案").click()
    page.locator("summary", has_text="启用").click()
    page.get_by_role("button", name="确认：启用").dblclick()
    expect(page.get_by_text("已启用", exact=True).first).to_be_visible()


def make_day(street, page) -> None:
    page.get_by_role("link", name="评审日", exact=True).click()
    page.get_by_role("link", name="新建评审日").click()
    page.get_by_label("评审日名称").fill(DAY)
    page.get_by_role("main").get_by_label("日期").fill(today().isoformat())
    page.get_by_label("地点").fill("宸益阁悦聊室")
    page.get_by_label("评分方案").select_option(SCHEME)
    page.get_by_label("每组最少有效评分份数").fill("2")
    for group, weight in (("同行社会组织", 0), ("专家", 60), ("居民代表", 40)):
        page.get_by_label(f"「{group}」权重").fill(str(weight))
    page.get_by_role("button", name="保存评审日").dblclick()

    page.get_by_role("link", name="选择评审对象").click()
    for chosen, name in enumerate(JUDGED, start=1):  # a search keeps what is ticked
        page.get_by_label("名称、拼音或首字母").fill(name)
        page.get_by_role("button", name="查找").click()
        page.get_by_role("checkbox", name=name).check()
        expect(page.get_by_text(f"已选 {chosen}")).to_be_visible()
    street.look(page, "subjects")
    page.get_by_role("button", name="保存选择").click()
    page.get_by_role("link", name="调整评委").click()
    for name, group in PANEL.items():
        page.get_by_label("姓名或手机号").fill(name)
        page.get_by_role("button", name="查找").click()
        page.get_by_label("组别").select_option(group)
        page.get_by_role("button", name="加入评委").click()
    expect(page.get_by_role("heading", name="评委 5")).to_be_visible()
    street.look(page, "panel")
    page.get_by_role("link", name="完成", exact=True).click()
    page.get_by_role("link", name="开始评分").click()
    expect(page.get_by_text("将生成 10 份评分表")).to_be_visible()
    street.look(page, "day-open")
    page.get_by_role("button", name="开始评分").dblclick()
    expect(page.get_by_role("heading", name="实时进度")).to_be_visible()


def score_on_a_phone(street) -> None:
    page = street.enter("expert1", 390)
    expect(page.get_by_text("已完成 0/2")).to_be_visible()
    street.look(page, "evaluator")
    page.get_by_role("link", name=DAY).click()
    page.get_by_role("link", name=JUDGED[0]).click()
    street.look(page, "sheet-declare")
    page.get_by_role("button", name="无利益冲突，开始评分").click()
    page.locator("summary", has_text="查看评审对象的基本情况").click()
    expect(page.get_by_text("类别", exact=True)).to_be_visible()
    marks = page.get_by_role("main").get_by_role("textbox", name=re.compile("，0 到 10 分"))
    count = marks.count()
    assert count == 10
    for n in range(count):
        marks.nth(n).fill(f"{8 + n % 3 * 0.5:g}")
    page.get_by_label("评语").fill("陪伴服务扎实，台账清楚。")
    expect(page.get_by_role("status").filter(has_text="已保存")).to_be_visible()
    expect(page.get_by_text("10/10")).to_be_visible()
    street.look(page, "sheet")
    page.reload()
    expect(marks.nth(1)).to_have_value("8.5")
    expect(page.get_by_label("评语")).to_have_value("陪伴服务扎实，台账清楚。")
    page.get_by_role("button", name="核对并签名").dblclick()
    expect(page.get_by_text("锁定之后不能再改")).to_be_visible()
    street.look(page, "sheet-sign")
    page.get_by_role("button", name="签名提交").dblclick()
    expect(page.get_by_role("link", name=f"下一份：{JUDGED[1]}")).to_be_visible()
    street.look(page, "sheet-signed")


def the_others_score() -> None:
    """The other seats, by the same rules without a browser."""
    waiting = Sheet.objects.filter(subject__day__name=DAY, status="assigned").order_by("pk")
    for pk in list(waiting.values_list("pk", flat=True)):
        sheet = scoring.load(Sheet.objects.all(), pk)
        by = sheet.panelist.user
        scoring.declare(sheet, by=by, seen=sheet.version)
        full = 9 if str(sheet.subject.organization) == JUDGED[0] else 8
        marks = {leaf.id: full * 100 for leaf in leaves_of(plant(sheet.subject.day.tree))}
        scoring.save(sheet, marks=marks, comment="", by=by, base=sheet.saves)
        scoring.sign(sheet, by=by, seen=sheet.version, now=timezone.now())


def decide(street, page) -> None:
    expect(page.get_by_text("9", exact=True).first).to_be_visible()  # the board renews itself
    street.look(page, "board")
    page.get_by_role("link", name="锁定评分").click()
    expect(page.get_by_text("所有评分表都已签署或回避。")).to_be_visible()
    page.get_by_role("button", name="锁定并计算结果").dblclick()
    expect(page.get_by_text("已锁定", exact=True).first).to_be_visible()
    street.look(page, "results")
    page.get_by_role("link", name=JUDGED[0]).click()
    expect(page.get_by_text("许教授").first).to_be_visible()
    street.look(page, "explained")
    page.go_back()
    page.locator("summary", has_text="确认结果").click()
    page.get_by_role("button", name="确认结果", exact=True).dblclick()
    expect(page.get_by_text("已确认", exact=True).first).to_be_visible()
    page.locator("summary", has_text="公布").click()
    page.get_by_role("button", name="确认：公布").dblclick()
    expect(page.get_by_text("已公布", exact=True).first).to_be_visible()


def published(street) -> None:
    page = street.window(390)
    page.goto("/")
    page.get_by_role("link", name="评审结果").click()
    page.get_by_role("link", name=DAY).click()
    for name in JUDGED:
        expect(page.get_by_role("rowheader", name=name)).to_be_visible()
    said = page.get_by_role("main").inner_text()
    assert not [name for name in PANEL if name in said]
    street.look(page, "results-public")
