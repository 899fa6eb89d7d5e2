"""A street sets a rule of its own: by the words on the page, without knowing how a rule is kept."""

import pytest
from playwright.sync_api import expect

from incubator.accounts.models import Area
from incubator.rulebook.models import Rule, rule
from incubator.workdays import today

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_street_sets_the_instalments_of_its_contracts(street_office):
    street = Area.objects.get(name="拱宸桥街道").code
    page = street_office.enter(next(iter(street_office.passwords)))
    page.get_by_role("navigation").get_by_role("link", name="规则", exact=True).first.click()
    page.get_by_role("link", name="增加").first.click()
    page.get_by_label("规则").select_option("合同：常用分期拨付方案")
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_role("heading", name="另设新值：合同：常用分期拨付方案")).to_be_visible()
    page.get_by_label("1 · 比例（%）").fill("40")
    page.get_by_role("textbox", name="依据").fill("街道办〔2026〕8号")
    page.get_by_role("textbox", name="生效日期").fill(today().isoformat())
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("合计为 90，应为 100。")).to_be_visible()
    street_office.look(page, "rule-fault")
    page.get_by_label("2 · 比例（%）").fill("40")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("街道办〔2026〕8号")).to_be_visible()
    street_office.look(page, "rules")
    kept = Rule.objects.get(source="街道办〔2026〕8号")
    assert (kept.area_code, [row["percent"] for row in kept.value]) == (street, [40, 40, 20])
    assert rule("instalment-split", area=f"{street}001", on=today()) == kept.value
