"""A running office with a browser in front of it: people come in through the sign-in page, every page is looked at."""

import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, connections
from django.test.utils import setup_databases, teardown_databases
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from incubator.accounts.models import Area
from incubator.home.demo import loading
from incubator.workdays import today
from tests.browser.looking import WIDTHS, Looker, complaint
from tests.browser.pictures import readme
from tests.factories import make_officer

CHROMIUM = next((path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), None)
PATIENCE = 15_000  # ms; the machine may be busy with other things
expect.set_options(timeout=PATIENCE)


class Office:
    """The office as people meet it: its address, their passwords, and the windows they opened."""

    def __init__(self, address: str, browser: Browser, looker: Looker, passwords: dict[str, str]) -> None:
        self.address, self.browser, self.looker, self.passwords = address, browser, looker, passwords
        self.windows: list[Page] = []
        self.faults: list[str] = []

    def window(self, width: int = 1280) -> Page:
        """A browser of its own, nobody signed in."""
        context = self.browser.new_context(
            viewport={"width": width, "height": WIDTHS[width]}, locale="zh-CN", timezone_id="Asia/Shanghai",
            has_touch=width < 600, base_url=self.address)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("console", lambda message: self.faults.append(complaint(message)) if complaint(message) else None)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.windows.append(page)
        return page

    def enter(self, login: str, width: int = 1280, password: str = "") -> Page:
        """A window in which this person has signed in, by the words on the page."""
        page = self.window(width)
        page.goto("/")
        page.get_by_role("link", name="登录", exact=True).first.click()
        page.get_by_label("用户名、手机号或邮箱").fill(login)
        page.get_by_label("密码", exact=False).fill(password or self.passwords[login])
        page.get_by_role("main").get_by_role("button", name="登录").click()
        expect(page.get_by_role("button", name="退出")).to_be_attached()
        return page

    def look(self, page: Page, name: str) -> None:
        """A picture at both widths, and nothing wrong with the page."""
        assert self.looker.check(page, picture=name) == []

    def close(self) -> None:
        for page in self.windows:
            page.context.close()
        assert self.faults == []


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps a loop in this thread; the test itself is plain
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--lang=zh-CN"])
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def looker(tmp_path_factory) -> Looker:
    """Pictures go where SCREENS says (`make screens`: the chosen ones), else into a folder of this run."""
    if folder := os.environ.get("SCREENS"):
        looker = Looker(Path(folder), chosen=True)
        (looker.folder / "README.md").write_text(readme())
        return looker
    return Looker(tmp_path_factory.mktemp("screens"), chosen=False)


@pytest.fixture
def new_office(live_server, chromium, looker) -> Iterator[Office]:
    """An office of its own for one test, with nobody and nothing in it but the rules."""
    office = Office(live_server.url, chromium, looker, {})
    yield office
    office.close()


@pytest.fixture
def street_office(new_office) -> Office:
    """A street with its communities and one officer, the only one with a password; the register is empty."""
    loading.load_areas()
    officer = make_officer("street_officer", Area.objects.get(name="拱宸桥街道"), "周明远")
    officer.set_password("a-long-secret-9")
    officer.save()
    new_office.passwords[officer.username] = "a-long-secret-9"
    return new_office


@pytest.fixture(scope="session")
def demo_street(django_db_setup, django_db_blocker) -> Iterator[tuple[str, dict[str, str]]]:
    """The demo street, loaded once for all journeys: the address of its server, and who signs in with what."""
    with django_db_blocker.unblock():
        # pytest-django makes the database only where a test is marked for it; these are not, as the mark empties it.
        made = [] if connection.introspection.table_names() else setup_databases(0, False, aliases=["default"])
        if not apps.get_model("rulebook", "Rule").objects.exists():  # a transactional test before us emptied the tables
            import_module("incubator.rulebook.migrations.0002_defaults").plant(apps, None)
        passes = loading.load(today=today())
        settings.DEMO_OFFICE = True
        server = LiveServer("localhost")
        yield server.url, {one.username: one.password for one in passes}
        server.stop()
        settings.DEMO_OFFICE = False
        connections.close_all()
        if made:
            teardown_databases(made, verbosity=0)


@pytest.fixture
def street(demo_street, chromium, looker) -> Iterator[Office]:
    address, passwords = demo_street
    office = Office(address, chromium, looker, passwords)
    yield office
    office.close()
