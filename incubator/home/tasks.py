"""The heartbeat: beat sends it, the worker runs it, `/readyz` reads its age. It proves both alive."""

import time

from celery import shared_task
from django.core.cache import cache

HEARTBEAT = "heartbeat"


@shared_task
def heartbeat() -> None:
    cache.set(HEARTBEAT, time.time(), timeout=None)


def heartbeat_age() -> float | None:
    """Seconds since the last heartbeat; None when there was none yet."""
    last = cache.get(HEARTBEAT)
    return None if last is None else max(time.time() - last, 0.0)
