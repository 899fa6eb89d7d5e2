"""Each kind of person opens on what waits for them."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_an_officer_opens_on_the_to_do_list(street):
    page = street.enter("street1")
    expect(page).to_have_url(f"{street.address}/admin/")
    expect(page.get_by_role("main").get_by_role("heading", name="待办").first).to_be_visible()
    expect(page.get_by_role("heading", name="概览")).to_be_visible()
    street.look(page, "office")


def test_an_organization_sees_what_is_missing_until_when(street):
    page = street.enter("org3", 390)
    expect(page.get_by_role("main").get_by_role("heading", name="待办").first).to_be_visible()
    street.look(page, "portal")


def test_an_evaluator_sees_the_sheets(street):
    page = street.enter("expert1", 390)
    street.look(page, "evaluator-idle")


def test_anybody_may_look_at_the_front_page(street):
    page = street.window()
    page.goto("/")
    street.look(page, "front")
