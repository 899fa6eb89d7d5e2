"""Every form that any page shows names the version it was made from, and an old one changes nothing (quality A9)."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from lxml import html

from evaluations.models import RaterGroup
from incubator.workdays import today
from tests.access.rows import ROWS
from tests.access.walking import Row, ask, body, stays
from tests.access.world import PEOPLE, undone, world, writes  # noqa: F401
from tests.documents.corpus import pdf, upload

pytestmark = pytest.mark.django_db

SAVES = './/button[@name][contains(@class, "btn-primary")]'
OLD = 99_999  # a version nothing has reached
# What is made new has no version yet: `tests/test_double_submits.py` watches over it.
PAGES = [row for row in ROWS if row.method == "GET" and row.thing and not row.api and not row.name.endswith("-new")]
# What a page leaves to be filled in before it asks about the version.
FILLED_IN: dict[str, Callable[[], dict[str, Any]]] = {
    "organizations:filing-materials": lambda: {"charter": upload("章程.pdf", pdf())},
    "organizations:matter-record": lambda: {
        "uscc": "52330105MJ9006050E", "registration_no": "52330105MJ9006050E", "registered_on": today().isoformat()},
    "evaluations:day-panel": lambda: {"group": str(RaterGroup.objects.order_by("pk").first().pk)},
    "admin:accounts_user_change": lambda: {"phone": "13800001117"},
}


def versioned_forms(row: Row, page: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """(address or "", what is sent) of each form that names a version: as it stands, with reasons and what is asked."""
    forms = html.fromstring(page).forms if "<form" in page else []
    for form in forms:
        if form.method != "POST" or "version" not in form.fields:
            continue
        asked = FILLED_IN.get(row.name, dict)()
        asked |= {field.name: "核查" for field in form.inputs if field.name in ("note", "reason", "answer")}
        for box in form.xpath(".//input[@type='checkbox'][@required]"):
            asked.setdefault(box.name, []).append(box.get("value"))
        asked |= {button.get("name"): button.get("value") for button in form.xpath(SAVES)}
        kept = {name: value for name, value in form.form_values() if value.strip() or name not in asked}
        kept |= {radio.name: "" for radio in form.xpath(".//input[@type='radio'][@checked][@value='']")}  # lxml: "on"
        yield form.get("action") or "", asked | kept | {"version": OLD}


def tried(world: Any, row: Row, person: str) -> Iterator[tuple[str, int, bool]]:  # noqa: F811
    """(address, status, whether anything stayed written) of each form sent with an old version."""
    thing = getattr(world.own, row.thing)
    page = row.address(thing)
    for action, sent in versioned_forms(row, body(ask(world, row, person, page, thing))):
        def post(address: str = action or page, sent: dict[str, Any] = sent) -> Any:
            return world.client(person).post(address, sent)

        with undone(), writes() as written:
            status = post().status_code
        yield action or page, status, bool(written) and stays(written, post)


@pytest.mark.parametrize("row", PAGES, ids=str)
def test_an_old_version_is_refused_by_every_form(world, row):  # noqa: F811
    found = {
        (address, person): (status, stayed)
        for person in PEOPLE if row.expected[person] == 200 for address, status, stayed in tried(world, row, person)}
    assert {cell: said for cell, said in found.items() if said != (409, False)} == {}


def test_there_are_such_forms(world):  # noqa: F811
    """The walk above sees forms at all: the edit form of the register among them."""
    row = next(row for row in PAGES if row.name == "organizations:organization-edit")
    assert [status for _address, status, _stayed in tried(world, row, "street officer")] == [409]
