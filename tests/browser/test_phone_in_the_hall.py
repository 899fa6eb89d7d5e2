"""The score sheet in a hall with a poor signal: few taps, little to load, and it works where scripts fail."""

import gzip
import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from evaluations import preparing
from evaluations.models import ReviewDay, Scheme
from incubator.accounts.models import User
from incubator.workdays import today
from organizations.models import Organization

pytestmark = pytest.mark.browser

SUBJECT, WHO = "贝贝学堂", "expert5"
HEAVIEST, MOST_REQUESTS, MOST_TAPS = 150_000, 15, 3
MARKS = re.compile("，0 到 10 分")


@pytest.fixture
def day(street):
    """One subject, one expert, and scoring is open."""
    officer = User.objects.get(username="street1")
    scheme = Scheme.objects.filter(target="organization", status="ready").earliest("pk")
    day = ReviewDay(
        area=scheme.area, name=f"现场试评 {ReviewDay.objects.count()}", date=today() + timedelta(days=1), scheme=scheme,
        min_raters=1)
    day = preparing.new_day(day, weights={"expert": 100}, by=officer)
    preparing.choose(day, chosen=[Organization.objects.get(name=SUBJECT)], by=officer, seen=day.version)
    preparing.seat(day, user=User.objects.get(username=WHO), group=day.groups.get(), organization=None, by=officer,
                   seen=day.version)
    preparing.open_day(day, by=officer, seen=day.version, today=today())
    return day


def open_the_sheet(page, day) -> int:
    """From the home page to the first field; returns the taps."""
    page.get_by_role("link", name=day.name).click()
    page.get_by_role("region", name=day.name).get_by_role("link", name=SUBJECT).click()
    page.get_by_role("button", name="无利益冲突，开始评分").click()
    expect(page.get_by_role("textbox", name=MARKS).first).to_be_visible()
    return 3


def test_few_taps_and_little_to_load(street, day):
    page = street.enter(WHO, 390)
    assert open_the_sheet(page, day) <= MOST_TAPS
    address = page.url
    page.goto("about:blank")  # what the page before still loads is not counted
    answers = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    weight = sum(len(gzip.compress(answer.body())) for answer in answers)
    assert len(answers) <= MOST_REQUESTS, [answer.url for answer in answers]
    assert weight <= HEAVIEST, weight


def test_the_whole_sheet_by_keyboard(street, day):
    page = street.enter(WHO, 390)
    open_the_sheet(page, day)
    first = page.get_by_role("textbox", name=MARKS).first
    first.focus()
    for _n in range(page.get_by_role("textbox", name=MARKS).count()):
        page.keyboard.type("9")
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "checkbox":  # «not applicable»
            page.keyboard.press("Tab")
    expect(page.get_by_text("10/10")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="已保存")).to_be_visible()


def test_it_works_where_scripts_fail(street, day):
    page = street.enter(WHO, 390)
    open_the_sheet(page, day)
    plain = street.browser.new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 844}, base_url=street.address)
    plain.add_cookies(page.context.cookies())
    bare = plain.new_page()
    bare.goto(page.url)
    bare.get_by_role("textbox", name=MARKS).first.fill("8.5")
    bare.get_by_role("button", name="保存").click()
    expect(bare.get_by_text("已保存。")).to_be_visible()
    expect(bare.get_by_role("textbox", name=MARKS).first).to_have_value("8.5")
    bare.get_by_role("textbox", name=MARKS).first.fill("11")
    bare.get_by_role("button", name="保存").click()
    expect(bare.get_by_role("alert")).to_contain_text("有 1 处需要修改")
    expect(bare.get_by_role("textbox", name=MARKS).first).to_have_value("11")
    plain.close()
