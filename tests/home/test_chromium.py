"""The frame in a real browser: strict policy unbroken, WCAG 2.1 AA, no sideways scroll, focus and double clicks."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from tests.factories import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
PUBLIC = ["/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/no-such-page/", "/api/v1/docs/"]
PORTAL = ["/", "/accounts/password/change/", "/accounts/2fa/", "/accounts/email/", "/accounts/logout/", "/inbox/"]
OFFICE = ["/admin/", "/admin/data/", "/admin/no-such-page/", "/accounts/password/change/"]
KEEPER = [
    "/admin/data/", "/admin/accounts/", "/admin/accounts/user/", "/admin/accounts/user/add/", "/admin/accounts/area/",
    "/admin/accounts/role/add/", "/admin/rulebook/rule/", "/admin/notices/letter/",
]
SMALL = """() => [...document.querySelectorAll("a, button, input:not([type=hidden]), select, summary")]
    .filter(part => part.offsetParent && part.getBoundingClientRect().height < 44
                    && !part.closest("p, li li, .form-check, .form-text"))
    .map(part => part.outerHTML.slice(0, 120))"""


@pytest.fixture
def chromium(monkeypatch, transactional_db):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's loop runs in this thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, live_server, client):
    """`visit(user, width)` gives a page signed in as that person."""
    def open_page(user=None, width=1280):
        context = chromium.new_context(viewport={"width": width, "height": 844}, locale="en-US")
        if user:
            client.force_login(user)
            cookie = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(10_000)
        return page
    return open_page


def walk(page, address, paths):
    """{path: what is wrong there}, empty when all is well."""
    found, spoken = {}, []
    page.on("console", lambda message: spoken.append(message.text))
    page.on("pageerror", lambda error: spoken.append(str(error)))
    wide = page.viewport_size
    for path in paths:
        spoken.clear()
        page.goto(address + path)
        wrong = [text for text in spoken if "Content Security Policy" in text or "Error" in text]
        wrong += [f"{v['id']}: {v['nodes'][0]['target']}" for v in Axe().run(page, options=WCAG).response["violations"]]
        if wide["width"] < 500:
            page.set_viewport_size({"width": 360, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                wrong.append("scrolls sideways")
            page.set_viewport_size(wide)
        if wrong:
            found[path] = wrong
    return found


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(("who", "paths"), [
    ("nobody", PUBLIC), ("member", PORTAL), ("resident", PORTAL), ("officer", OFFICE), ("keeper", KEEPER)])
def test_pages_of_the_frame(visit, live_server, request, settings, who, paths, width):
    settings.DEMO_OFFICE = True
    if who == "keeper":
        user = make_user("系统管理员", is_superuser=True, is_staff=True)
    else:
        user = None if who == "nobody" else request.getfixturevalue(who)
    assert walk(visit(user, width), live_server.url, paths) == {}


@pytest.mark.parametrize("path", ["/", "/accounts/password/change/", "/inbox/"])
def test_a_thumb_finds_everything_on_the_portal(visit, live_server, member, path):
    page = visit(member, 390)
    page.goto(live_server.url + path)
    assert page.evaluate(SMALL) == []


def test_a_refused_form_says_where(visit, live_server):
    page = visit(width=390)
    page.goto(live_server.url + "/accounts/signup/")
    page.get_by_role("main").get_by_role("button", name="注册").click()
    page.wait_for_function("document.activeElement.id === 'error-summary'")
    assert page.title().startswith("错误：")
    page.get_by_role("link", name="手机号").click()
    assert page.evaluate("document.activeElement.name") == "phone"


def test_a_double_click_sends_once(visit, live_server, officer):
    officer.set_password("a-long-secret-9")
    officer.save()
    page, sent = visit(), []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.goto(live_server.url + "/accounts/login/")
    page.get_by_label("用户名").fill(officer.username)
    page.get_by_label("密码").fill("a-long-secret-9")
    page.get_by_role("main").get_by_role("button", name="登录").dblclick()
    page.wait_for_url("**/admin/")
    assert len(sent) == 1


def test_the_office_menu_opens_on_a_phone_without_a_script(chromium, live_server, client, officer):
    client.force_login(officer)
    context = chromium.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url + "/admin/")
    assert not page.get_by_role("link", name="备案申请").is_visible()
    page.get_by_role("link", name="菜单").click()
    assert page.get_by_role("link", name="备案申请").first.is_visible()
