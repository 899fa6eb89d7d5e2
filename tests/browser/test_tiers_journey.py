"""A community worker lists a group: the register is looked through while the name is typed."""

import pytest
from playwright.sync_api import expect

from organizations.models import Organization

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1280, 390])
def test_a_group_is_put_on_the_register(street, width):
    page = street.enter("community1", width)
    page.goto("/organizations/")
    page.get_by_role("link", name="登记社区团队").click()
    known = Organization.objects.on_record().filter(area__name="桥西社区").earliest("pk").name
    name = page.get_by_label("组织名称")
    said = page.locator("#name-check")
    name.press_sequentially(known)
    expect(said).to_contain_text("该名称已在册")
    name.fill("")
    name.press_sequentially(f"“{known[:2]}” {known[2:]}")
    expect(said).to_contain_text("已在册，写法为")
    name.fill("")
    name.press_sequentially(f"桥西金桂花{width}舞蹈队")
    expect(said).to_contain_text("没有相同或相近的在册名称")
    page.get_by_label("组织类型").select_option(label="社区群众活动团队")
    page.get_by_label("所属社区").select_option(label="桥西社区")
    page.get_by_label("类别").select_option(label="文体类")
    page.get_by_label("负责人").fill("张三")
    page.get_by_label("联系电话").fill("14200006848")
    street.look(page, f"group-form-{width}")
    page.get_by_role("button", name="登记入册").click()
    expect(page.locator("#error-summary")).to_contain_text("成员人数")
    page.get_by_label("成员人数").fill("12")
    if page.get_by_label("与上述组织不是同一家").count():
        page.get_by_label("与上述组织不是同一家").check()
    page.get_by_role("button", name="登记入册").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"桥西金桂花{width}舞蹈队")
    street.faults.clear()  # the refused form answers 400, which the browser notes


def test_the_ledger_for_paper_is_landscape_and_whole(street, tmp_path):
    from pypdf import PdfReader

    page = street.enter("street1")
    page.goto("/organizations/print/?tier=registered")
    target = tmp_path / "ledger.pdf"
    page.pdf(path=target, prefer_css_page_size=True, print_background=True)
    sheets = PdfReader(target).pages
    assert {(round(float(one.mediabox.width)), round(float(one.mediabox.height))) for one in sheets} == {(842, 595)}
    text = "".join("".join(one.extract_text() for one in sheets).split())
    codes = Organization.objects.on_record().of_tier("registered").values_list("uscc", flat=True)
    assert codes and [code for code in codes if code not in text] == []
