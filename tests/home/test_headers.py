"""Every answer carries its security headers, pages, errors and static files alike."""

import pytest
from django.conf import settings
from django.test import Client, override_settings

pytestmark = pytest.mark.django_db

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def assert_headers(response):
    policy = response.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    for part in ("script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "object-src 'none'"):
        assert part in policy
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
    assert "camera=(self)" in response.headers["Permissions-Policy"]


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/no-such-page/", "/admin/", "/api/v1/docs/", "/healthz"])
def test_pages_and_errors(client, path):
    assert_headers(client.get(path))


def test_a_failure_of_ours(client, monkeypatch, settings):
    settings.DEMO_OFFICE = True

    def fail(request):
        raise RuntimeError("a fault")

    monkeypatch.setattr("incubator.home.shell.facts_of", fail)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    assert "系统出了问题" in response.content.decode()
    assert "演示数据" in response.content.decode()
    assert "a fault" not in response.content.decode()
    assert_headers(response)


def test_a_form_without_its_token():
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {})
    assert response.status_code == 403
    assert "页面打开时间过长" in response.content.decode()
    assert_headers(response)


def test_static_files():
    served = [name for name in settings.MIDDLEWARE if "WhiteNoise" not in name]
    served.insert(3, "whitenoise.middleware.WhiteNoiseMiddleware")
    with override_settings(MIDDLEWARE=served, WHITENOISE_USE_FINDERS=True, WHITENOISE_AUTOREFRESH=True):
        response = Client().get("/static/css/shell.css")
    assert response.status_code == 200
    assert_headers(response)
    response.close()


def test_nothing_a_signed_in_person_sees_is_kept(client, member):
    assert "no-store" not in client.get("/").headers.get("Cache-Control", "")
    client.force_login(member)
    assert "no-store" in client.get("/").headers["Cache-Control"]
    assert "no-store" in client.get("/no-such-page/").headers["Cache-Control"]
