"""Every answer carries its headers, no page is a way in without a session, a form needs its token."""

from typing import Any

import pytest
from django.test import Client

from tests.access.rows import ROWS
from tests.access.walking import Row
from tests.access.world import PEOPLE, undone, world  # noqa: F401

pytestmark = pytest.mark.django_db
HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "X-Frame-Options": "DENY"}
POLICY = ("script-src 'self'", "style-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'")
SANDBOXED = "default-src 'none'; sandbox"  # files people sent are shown as files and nothing else
LOOKS = [row for row in ROWS if row.method == "GET"]
FORMS = [row for row in ROWS if row.method == "POST" and not row.api]
PUBLIC = {row.name for row in ROWS if row.expected["anonymous"] not in (302, 403)} | {"set_language"}
# Reviewed by hand: whoever is not signed in may ask for these, and for nothing else.
OPEN_TO_ALL = {
    "home:home", "healthz", "readyz", "set_language", "schema", "api-docs", "accounts:set-password",
    "account_login", "account_signup", "account_inactive", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done", "account_email_verification_sent",
    "account_confirm_email", "organizations:check", "organizations:public-certificate", "evaluations:public",
    "evaluations:public-day", "organizations:public-qualified", "organizations:public-qualified-file",
    "organizations:public-qualified-round", "organizations:public-qualified-entry",
    "organizations:public-qualified-object", "organizations:public-qualified-answer",
    "organizations:public-qualified-objection", "organizations:invitation",
}


def addresses(world: Any, row: Row) -> list[str]:  # noqa: F811
    if not row.thing:
        return [row.address(None)]
    thing = getattr(world.own, row.thing)
    return [row.address(thing), row.missing_address(thing)]


@pytest.mark.parametrize("row", LOOKS, ids=str)
def test_every_answer_carries_its_headers(world, row):  # noqa: F811
    allowed = next((person for person in PEOPLE if row.expected[person] == 200), "street officer")
    for person in {allowed, "resident", "anonymous"}:
        for address in addresses(world, row):
            with undone():
                response = world.client(person).get(address)
            b"".join(response.streaming_content) if response.streaming else b""
            policy = response.headers["Content-Security-Policy"]
            assert "unsafe" not in policy
            assert policy == SANDBOXED or all(part in policy for part in POLICY), policy
            assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
            if person != "anonymous":
                assert "no-store" in response.headers["Cache-Control"], (person, address)


def test_what_is_open_to_all_is_a_short_list():
    assert PUBLIC == OPEN_TO_ALL


@pytest.mark.parametrize("row", [row for row in LOOKS if row.name not in OPEN_TO_ALL], ids=str)
def test_nobody_comes_in_without_a_session_by_any_method(world, row):  # noqa: F811
    client = Client(raise_request_exception=False)
    for address in addresses(world, row)[:1]:
        for method in ("get", "post", "put", "patch", "delete"):
            with undone():
                response = getattr(client, method)(address)
            assert response.status_code in (302, 401, 403, 405), (method, address)
            if response.status_code == 302:
                assert "/login/" in response.headers["Location"] or row.name.startswith(("account_", "mfa_", "admin:"))


@pytest.mark.parametrize("row", FORMS, ids=str)
def test_a_form_without_its_token_is_refused(world, row):  # noqa: F811
    user = world.people[next(
        person for person in PEOPLE if row.expected[person] not in (403, 404) or person == "resident")]
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    for address in addresses(world, row):
        assert client.post(address, {}).status_code == 403


def test_the_api_needs_the_token_too(world):  # noqa: F811
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["administrator"])
    for row in ROWS:
        if row.api and row.method != "GET":
            for address in addresses(world, row):
                assert getattr(client, row.method.lower())(address).status_code == 403, row
