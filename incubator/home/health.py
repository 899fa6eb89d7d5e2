"""Two questions a machine asks: does the process answer (`/healthz`), can it do its work (`/readyz`)?"""

import logging
import secrets
from collections.abc import Callable
from pathlib import Path

from celery import current_app
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from incubator.home.tasks import heartbeat_age

log = logging.getLogger(__name__)
OLDEST_HEARTBEAT = 180.0  # seconds: three beats missed (CELERY_BEAT_SCHEDULE)


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """What the work needs is there: 200, else 503. Names only what fails, never why (that is in the log)."""
    checks = {name: _passes(check) for name, check in CHECKS.items()}
    age = heartbeat_age() if checks["database"] and checks["cache"] else None
    checks["heartbeat"] = age is not None and age <= OLDEST_HEARTBEAT
    ready = all(checks.values())
    answer = {
        "ready": ready,
        "checks": {name: "ok" if passed else "failed" for name, passed in checks.items()},
        "heartbeat_age_seconds": None if age is None else round(age),
    }
    return JsonResponse(answer, status=200 if ready else 503)


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _cache() -> bool:
    word = secrets.token_hex(8)
    cache.set("readyz", word, 60)
    return cache.get("readyz") is not None  # another asker may have written since


def _broker() -> bool:
    if settings.CELERY_BROKER_URL == "filesystem://":
        return _writable(Path(settings.BROKER_DIR) / "messages")
    with current_app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, interval_start=0, interval_step=0, timeout=2)
    return True


def _files() -> bool:
    return _writable(Path(settings.MEDIA_ROOT))


def _writable(folder: Path) -> bool:
    probe = folder / f".readyz-{secrets.token_hex(4)}"
    probe.touch()
    probe.unlink()
    return True


CHECKS: dict[str, Callable[[], bool]] = {
    "database": _database, "cache": _cache, "broker": _broker, "files": _files,
}


def _passes(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:
        log.exception("readyz: %s", check.__name__)
        return False
