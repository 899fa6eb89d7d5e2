"""An officer ticks lines over two pages of the list and returns them with the office's usual words; keeps a filter."""

import uuid

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from incubator.accounts.models import User
from organizations.matters import acts
from organizations.models import Matter, Organization
from organizations.views import matters as listed
from tests.organizations.matter_acts import submitted

pytestmark = pytest.mark.browser
CHANGES = "/organizations/matters/?kind=change&status=submitted"


@pytest.fixture
def many(demo_street, monkeypatch):
    """Twelve changes handed in, six on a page; their organizations are nobody else's."""
    monkeypatch.setattr(listed, "PER_PAGE", 6)
    with_none = Organization.objects.on_record().filter(
        org_type="filed", memberships=None).exclude(matters__kind="change").order_by("-pk")[:12]
    assert len(with_none) == 12
    changes = [submitted("change", organization) for organization in with_none]
    yield changes
    Matter.objects.filter(pk__in=[change.pk for change in changes]).update(status="withdrawn")  # off everybody's desk


def tick(page, name: str) -> None:
    """By its label, as a thumb does."""
    page.locator("td.pick label").filter(has=page.get_by_label(f"选择 {name}", exact=True)).click()


def test_lines_of_two_pages_are_returned_together(street, many):
    officer = street.enter("street1", width=390)
    officer.goto(CHANGES)
    shown, bar = officer.locator("tbody tr th a"), officer.locator(".batch-bar")
    first = shown.all_inner_texts()[:2]
    expect(bar).to_have_css("position", "static")  # on a phone it covers no rows before one is ticked
    for name in first:
        tick(officer, name)
    expect(bar).to_have_css("position", "sticky")
    expect(officer.locator("[data-batch-number]")).to_have_text("2")
    officer.get_by_role("link", name="下一页").click()
    second = shown.all_inner_texts()[:3]
    for name in second:
        tick(officer, name)
    expect(officer.locator("[data-batch-number]")).to_have_text("5")
    street.look(officer, "batch-list")
    officer.get_by_role("link", name="上一页").click()
    expect(officer.get_by_label(f"选择 {first[0]}", exact=True)).to_be_checked()
    chosen = [*first, *second]
    assert len(set(chosen)) == 5

    officer.get_by_label("对所选项的操作").select_option("退回补正")
    officer.get_by_role("button", name="下一步").click()
    expect(officer.locator("tbody tr")).to_have_count(5)
    street.look(officer, "batch-confirm")
    officer.get_by_role("button", name="确认：退回补正").click()
    expect(officer.get_by_role("alert")).to_contain_text("请写明理由")
    officer.get_by_label("变更后的住所证明缺失或看不清，请补交").check()
    assert street.looker.check(officer) == []

    left = Matter.objects.get(organization__name=chosen[4], kind="change", status="submitted")
    take_meanwhile(left)
    officer.get_by_role("button", name="确认：退回补正").click()
    expect(officer.get_by_text("已办理 4 项，未办理 1 项")).to_be_visible()
    street.look(officer, "batch-result")
    officer.get_by_role("link", name="返回列表").click()
    assert "kind=change" in officer.url and "status=submitted" in officer.url
    expect(officer.locator("[data-batch-number]")).to_have_text("0")  # nothing rides along unasked
    officer.go_back()
    officer.get_by_role("link", name="再选未办理的").click()
    assert "kind=change" in officer.url and "status=submitted" in officer.url
    expect(officer.locator("[data-batch-number]")).to_have_text("1")
    assert Matter.objects.filter(organization__name__in=chosen, kind="change", status="returned").count() == 4


def test_a_batch_is_taken_back_in_part_and_one_is_refused_with_a_usual_reason(street, many):
    officer = street.enter("street1", width=390)
    officer.goto(CHANGES)
    names = officer.locator("tbody tr th a").all_inner_texts()[:2]
    for name in names:
        tick(officer, name)
    officer.get_by_label("对所选项的操作").select_option("退回补正")
    officer.get_by_role("button", name="下一步").click()
    officer.get_by_label("变更后的住所证明缺失或看不清，请补交").check()
    officer.get_by_role("button", name="确认：退回补正").click()
    officer.get_by_role("button", name="撤销（全部或部分）").click()
    assert street.looker.check(officer) == []
    tick(officer, names[1])  # stays returned
    officer.get_by_role("button", name="确认：撤销上一步").click()
    expect(officer.get_by_text("已办理 1 项，未办理 0 项")).to_be_visible()
    back, returned = (Matter.objects.get(organization__name=name, kind="change") for name in names)
    assert (back.status, returned.status) == ("submitted", "returned")

    officer.goto(f"/organizations/matters/{back.pk}/")
    officer.locator("summary", has_text="不予批准").click()
    officer.get_by_label("变更事项不符合章程规定").check()
    note = officer.locator(f"#note-{back.pk}-refuse")
    expect(note).to_have_value("变更事项不符合章程规定")
    note.fill("变更事项不符合章程规定第二款")
    assert street.looker.check(officer) == []
    officer.get_by_role("button", name="确认：不予批准").click()
    expect(officer.get_by_role("button", name="撤销上一步")).to_be_visible()
    assert back.changes.get(action="refuse").note == "变更事项不符合章程规定第二款"


def take_meanwhile(matter: Matter) -> None:
    """A colleague was faster."""
    colleague = User.objects.get(username="street1")
    acts.take("accept", matter, by=colleague, seen=matter.version, now=timezone.now())


def test_all_that_fit_the_filter_and_a_filter_kept(street, many):
    officer = street.enter("street1")
    officer.goto(CHANGES)
    officer.locator("summary", has_text="保存此筛选").click()
    officer.get_by_label("筛选名称").fill("待办变更" + uuid.uuid4().hex[:4])
    officer.locator(".keep-filter").get_by_role("button", name="保存").click()
    kept = officer.get_by_role("link", name="待办变更").first
    expect(kept).to_have_attribute("aria-current", "true")
    officer.locator("label", has_text="全选符合筛选的").click()
    officer.get_by_label("对所选项的操作").select_option("受理")
    officer.get_by_role("button", name="下一步").click()
    waiting = Matter.objects.filter(kind="change", status="submitted").count()
    assert waiting > 6
    expect(officer.get_by_role("region", name="将办理的").locator("tbody tr")).to_have_count(waiting)
    officer.get_by_role("button", name="确认：受理").click()
    expect(officer.get_by_text(f"已办理 {waiting} 项，未办理 0 项")).to_be_visible()
    assert not Matter.objects.filter(kind="change", status="submitted").exists()
    officer.get_by_role("link", name="返回列表").click()
    officer.get_by_role("button", name="删除筛选").click()
    expect(officer.get_by_role("link", name="待办变更")).to_have_count(0)


def test_without_scripts_the_lines_of_one_page_are_sent(street, many):
    signed_in = street.enter("street1")
    context = street.browser.new_context(
        java_script_enabled=False, base_url=street.address, storage_state=signed_in.context.storage_state(),
        locale="zh-CN")
    page = context.new_page()
    page.goto(CHANGES)
    expect(page.locator("[data-batch-count]")).to_be_hidden()
    names = page.locator("tbody tr th a").all_inner_texts()[:2]
    for name in names:
        tick(page, name)
    page.get_by_label("对所选项的操作").select_option("受理")
    page.get_by_role("button", name="下一步").click()
    expect(page.locator("tbody tr th a")).to_have_text(names)
    page.goto(CHANGES)
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator(".batch-bar")).to_have_css("position", "static")
    context.close()
