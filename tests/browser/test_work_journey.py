"""The work, told from a phone: an activity with a photo, a spending with its voucher."""

from io import BytesIO

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from incubator.workdays import today

pytestmark = pytest.mark.browser

PROJECT = "孤寡老人关爱陪伴项目"


def photo() -> bytes:
    """A made picture: a room, a table, two people."""
    picture = Image.new("RGB", (1200, 900), (233, 224, 205))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 620, 1200, 900), fill=(181, 146, 105))
    draw.rounded_rectangle((350, 560, 850, 700), 20, fill=(120, 84, 52))
    for x, colour in ((420, (15, 76, 92)), (720, (196, 90, 60))):
        draw.ellipse((x, 300, x + 110, 410), fill=(214, 176, 148))
        draw.rounded_rectangle((x - 30, 415, x + 140, 620), 40, fill=colour)
    out = BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()


def picked(name: str) -> dict:
    return {"name": name, "mimeType": "image/jpeg", "buffer": photo()}


def test_work_is_told_from_a_phone(street):
    page = street.enter("org3", 390)
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="项目", exact=True).click()
    page.get_by_role("link", name=PROJECT).first.click()
    street.look(page, "project-own")

    page.get_by_role("link", name="登记活动").click()
    page.get_by_label("地点").fill("桥西之家阳光老人家")
    page.get_by_label("内容").fill("陪老人做早操、量血压，登记两位老人的用药情况。")
    page.get_by_label("场次").fill("1")
    page.get_by_label("服务人次").fill("8")
    page.get_by_label("受益人数").fill("12")  # more people than attendances: cannot be
    page.get_by_label("服务时长（小时）").fill("2.5")
    page.get_by_label("志愿者人数").fill("3")
    page.get_by_label("照片").set_input_files(picked("早操.jpg"))
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert")).to_contain_text("有 1 处需要修改")
    expect(page.get_by_role("checkbox", name="早操.jpg")).to_be_checked()  # the photo is not lost
    street.look(page, "activity-form")
    page.get_by_label("服务人次").fill("12")
    page.get_by_role("button", name="保存").dblclick()
    expect(page.get_by_role("heading", name="桥西之家阳光老人家")).to_be_visible()
    expect(page.get_by_role("img", name="早操.jpg")).to_be_visible()
    page.wait_for_function("document.querySelector('main img').naturalWidth > 0")
    street.look(page, "activity")

    page.get_by_role("navigation", name="当前位置").get_by_role("link", name=PROJECT).click()
    page.get_by_role("link", name="登记支出").click()
    page.get_by_label("预算科目").select_option("活动物资")
    page.get_by_label("日期").fill(today().isoformat())
    page.get_by_label("金额（元）").fill("128.50")
    page.get_by_label("收款方").fill("桥西百货店")
    page.get_by_label("用途").fill("早操用弹力带")
    page.get_by_label("凭证号").fill("00128456")
    page.get_by_label("凭证", exact=False).last.set_input_files(picked("收据.jpg"))
    page.get_by_role("button", name="保存").dblclick()
    expect(page.get_by_text("128.50").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="收据.jpg").click()
    assert download.value.path().read_bytes()[:2] == b"\xff\xd8"
    street.look(page, "spending")
