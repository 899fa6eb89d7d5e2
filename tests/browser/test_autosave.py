"""Autosave in a real browser: typed scores survive lost networks, reloads, a second device and lost answers.

Each run draws its mishaps from a seed. In the end the server holds what was typed last, and nothing is left behind.
"""

import random
import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from evaluations.models import SavedMarks, Score, Sheet
from tests.evaluations.makers import leaves, load, make_day, open_sheet
from tests.factories import make_area, make_officer, make_organization, make_scheme

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAVED = "已保存"


@pytest.fixture
def community(db):
    """Not under the demo street's fixtures: a street of its own."""
    district = make_area("330105", "拱墅区")
    return make_area("330105005001", "桥西社区", make_area("330105005", "拱宸桥街道", district))


@pytest.fixture
def stage(chromium, live_server, client, community):
    """A sheet to score, and a maker of phones signed in as its evaluator."""
    street = community.parent
    officer = make_officer("street_officer", street)
    day = make_day(make_scheme(street), [make_organization(community)], officer=officer, opened=True)
    user = day.panelists.first().user
    sheet = open_sheet(day, user)
    client.force_login(user)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
              "url": live_server.url}
    contexts = []

    def phone(**options):
        context = chromium.new_context(viewport={"width": 390, "height": 844}, **options)
        context.add_cookies([cookie])
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{live_server.url}/evaluations/sheets/{sheet.pk}/")
        return page

    yield sheet, phone
    for context in contexts:
        context.close()


def settled(page):
    """Said to be saved; a page opened anew with nothing left to save says nothing."""
    expect(page.locator("#save-state")).to_have_text(re.compile(f"^({SAVED}.*)?$"), timeout=30_000)


def marks(sheet):
    return {pk: None if points is None else points / 100
            for pk, points in Score.objects.filter(sheet=sheet).values_list("indicator", "hundredths")}


def test_saved_within_two_seconds_of_the_last_key(stage):
    sheet, phone = stage
    page, leaf = phone(), leaves(sheet.subject.day)[0]
    page.fill(f"#m{leaf.id}", "8.5")
    page.wait_for_timeout(2000)
    assert page.inner_text("#save-state").startswith(SAVED)
    assert marks(sheet)[leaf.id] == 8.5
    assert page.inner_text("#progress") == "1/4"


def test_offline_marks_survive_a_reload_and_arrive_later(stage):
    sheet, phone = stage
    page, leaf = phone(), leaves(sheet.subject.day)[0]
    page.context.set_offline(True)
    page.fill(f"#m{leaf.id}", "7")
    page.wait_for_timeout(1500)
    assert page.inner_text("#save-state") == "离线，已存本机"
    page.context.set_offline(False)
    page.reload()
    settled(page)
    assert marks(sheet)[leaf.id] == 7
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_a_failing_server_is_told_and_tried_again(stage):
    sheet, phone = stage
    page, leaf = phone(), leaves(sheet.subject.day)[0]
    page.route("**/save/", lambda route: route.fulfill(status=500))
    page.fill(f"#m{leaf.id}", "7")
    expect(page.locator("#save-state")).to_have_text("未保存，正在重试")
    page.unroute_all()
    page.reload()  # even now: the copy on the device is taken up again
    settled(page)
    assert marks(sheet)[leaf.id] == 7


def test_the_copy_on_the_device_goes_with_the_signature_and_with_signing_out(stage):
    sheet, phone = stage
    page = phone()
    page.evaluate("localStorage.setItem('sheet:999999:1', '{}')")  # somebody else used this phone before
    page.reload()
    assert page.evaluate("Object.keys(localStorage).length") == 0
    for leaf in leaves(sheet.subject.day):
        page.fill(f"#m{leaf.id}", "5")
    page.get_by_role("button", name="核对并签名").click()
    page.get_by_role("button", name="签名提交").click()
    page.get_by_role("link", name="打印").wait_for()
    assert Sheet.objects.get(pk=sheet.pk).status == "signed"
    assert page.evaluate("Object.keys(localStorage).length") == 0
    page.evaluate("localStorage.setItem('sheet:1:1', '{}')")
    page.get_by_role("button", name="退出").click()
    page.wait_for_load_state()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('sheet:')).length") == 0


def test_everything_works_without_the_script(stage):
    sheet, phone = stage
    page = phone(java_script_enabled=False)
    for leaf in leaves(sheet.subject.day):
        page.fill(f"#m{leaf.id}", "5")
    page.get_by_role("button", name="保存").click()
    assert len([mark for mark in marks(sheet).values() if mark == 5]) == 4
    page.get_by_role("button", name="核对并签名").click()
    page.get_by_role("button", name="签名提交").click()
    assert Sheet.objects.get(pk=sheet.pk).status == "signed"


def test_by_keyboard_only(stage):
    sheet, phone = stage
    page = phone()
    page.focus(f"#m{leaves(sheet.subject.day)[0].id}")
    for mark in ("8", "7.5", "80", "90"):
        page.keyboard.type(mark)
        page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="签名提交").press("Enter")
    page.get_by_role("link", name="打印").wait_for()
    assert Sheet.objects.get(pk=sheet.pk).status == "signed"


def mishaps(stage, seed: int) -> None:
    """Two phones, one evaluator: type, lose the net, lose answers, reload, go on; the last typed mark stands."""
    rng = random.Random(seed)
    sheet, phone = stage
    pages = [phone(), phone()]
    names = [leaf.id for leaf in leaves(sheet.subject.day)]
    last: dict[int, float] = {}
    for _step in range(rng.randint(4, 8)):
        page = rng.choice(pages)
        mishap = rng.choice(["", "", "offline", "lost answer", "reload"])
        if mishap == "offline":
            page.context.set_offline(True)
        elif mishap == "lost answer":  # the server has it, the phone never hears
            page.route("**/save/", lambda route: (route.fetch(), route.abort()), times=1)
        for _n in range(rng.randint(1, 3)):
            leaf, mark = rng.choice(names), rng.randint(0, 20) / 2
            page.fill(f"#m{leaf}", f"{mark:g}")
            last[leaf] = mark
        page.wait_for_timeout(rng.choice([50, 600, 1300]))
        page.context.set_offline(False)
        if mishap == "reload":
            page.reload()
        settled(page)  # a person looks at the state before taking up the other phone
    assert {leaf: mark for leaf, mark in marks(sheet).items() if mark is not None} == last, seed
    assert Score.objects.filter(sheet=sheet).count() == len(names)
    assert SavedMarks.objects.filter(sheet=sheet).count() == load(sheet).saves
    assert all(page.evaluate("Object.keys(localStorage).length") == 0 for page in pages)


@pytest.mark.parametrize("seed", range(6))
def test_mishaps_lose_nothing(stage, seed):
    mishaps(stage, seed)


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(1000, 1500))
def test_five_hundred_mishaps_lose_nothing(stage, seed):
    mishaps(stage, seed)
