"""Every page of the story, for each who opens it: WCAG 2.1 AA, widths, words, and the browser has no complaint."""

import inspect
from collections import defaultdict

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.browser.pages import FILES, JOURNEYS, PAGES, Row
from tests.browser.things import things

pytestmark = pytest.mark.browser

APPS = {"organizations", "projects", "evaluations", "notices", "accounts", "home"}
REFUSED = {"organizations:public-certificate": 404, "accounts:set-password": 410}
PEOPLE = sorted({who for row in PAGES for who in row.who})


@pytest.fixture(scope="module")
def known(demo_street):
    return things()


def address(row: Row, known) -> str:
    return reverse(row.name, args=known[row.about]) + row.query


@pytest.mark.parametrize("who", PEOPLE, ids=[who or "anybody" for who in PEOPLE])
def test_pages(street, known, who):
    page = street.enter(who) if who else street.window()
    wrong = defaultdict(list)
    for row in PAGES:
        if who not in row.who:
            continue
        path = address(row, known)
        street.faults.clear()
        answer = page.goto(path)
        expected = REFUSED.get(row.name, 403 if row.about == "barred sheet" else 404 if "number=" in row.query else 200)
        if answer.status != expected:
            wrong[f"{row.name} {path}"].append(f"answered {answer.status}")
            continue
        wrong[f"{row.name} {path}"] += street.looker.check(page) + street.faults
    street.faults.clear()
    assert [f"{path}: {fault}" for path, faults in wrong.items() for fault in faults] == []


def test_the_statistics_fit_on_a_desk(street):
    """No column stands where nobody looks for it."""
    page = street.enter("street1")
    page.goto(reverse("organizations:statistics"))
    assert page.locator(".table-responsive").evaluate("box => box.scrollWidth - box.clientWidth") == 0


@pytest.mark.parametrize(("name", "about", "query", "sought"), [
    ("organizations:annual", "campaign", "?state=unheard", 'td a[href*="reveal"]'),
    ("organizations:templates", "", "", "td a.btn"), ("organizations:visits", "", "", "tbody td:nth-of-type(1)"),
])
def test_what_a_list_is_opened_for_is_in_sight_on_a_phone(street, known, name, about, query, sought):
    page = street.enter("street1", 390)
    page.goto(reverse(name, args=known[about]) + query)
    box = page.locator(".table-responsive").first
    right = box.locator(sought).first.evaluate("part => part.getBoundingClientRect().right")
    assert right <= box.evaluate("box => box.getBoundingClientRect().right")


@pytest.mark.parametrize("row", FILES, ids=lambda row: row.name)
def test_files(street, known, row):
    page = street.enter(row.who[0])
    answer = page.context.request.get(address(row, known))
    assert answer.status == 200
    body, disposition = answer.body(), answer.headers["content-disposition"]
    assert body[:4] in (b"%PDF", b"PK\x03\x04", b"\xff\xd8\xff\xe0"), body[:20]
    assert disposition.startswith("attachment") or row.name.endswith("photo")


def test_no_page_is_forgotten():
    walked = {row.name for row in [*PAGES, *FILES]} | JOURNEYS
    assert {name for name in opened_by_get() if name not in walked} == set()


def opened_by_get(patterns=None, prefix: str = "") -> set[str]:
    """The URL names of our apps whose view answers GET."""
    names: set[str] = set()
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver) and (one.namespace in APPS or prefix):
            names |= opened_by_get(one.url_patterns, f"{one.namespace}:" if one.namespace else prefix)
        elif isinstance(one, URLPattern) and prefix and one.name and takes_get(one.callback):
            names.add(prefix + one.name)
    return names


def takes_get(view) -> bool:
    """Reads what `require_POST` and its like were told, through all decorators."""
    while view:
        seen = inspect.getclosurevars(view).nonlocals if inspect.isfunction(view) else {}
        if methods := seen.get("request_method_list"):
            return "GET" in methods
        view = getattr(view, "__wrapped__", None)
    return True
