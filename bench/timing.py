"""What every measurement here needs: an office of its own to measure in, and a stopwatch."""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "incubator.settings", "ENV_FILE": os.devnull, "SECRET_KEY": "only-for-benches-" * 3,
    "FIELD_KEY": "only-for-benches-too-" * 3, "STATIC_MANIFEST": "0", "ALLOWED_HOSTS": "testserver",
    "LOG_LEVEL": "ERROR",
}


def stand(**environment: str) -> None:
    """Django on an empty database of its own in a temporary folder, or on the one that DATABASE_URL names."""
    folder = environment.pop("DATA_DIR", None) or tempfile.mkdtemp(prefix="incubator-bench-")
    os.environ |= ENVIRONMENT | {"DATA_DIR": folder} | environment
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


class Stopwatch:
    """Seconds by name, of every time that something was done."""

    def __init__(self) -> None:
        self.seconds: dict[str, list[float]] = {}

    def __call__(self, name: str, act: Callable[[], Any]) -> Any:
        """What `act` answers; how long it took is kept."""
        start = time.perf_counter()
        answer = act()
        self.seconds.setdefault(name, []).append(time.perf_counter() - start)
        return answer

    @property
    def medians(self) -> dict[str, float]:
        return {name: statistics.median(found) for name, found in self.seconds.items()}
