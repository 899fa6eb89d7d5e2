"""How long one batch of 200 matters takes, from the click to the result page (median of 3 each).

Run from the repository: `python bench/batches.py`. Works on a database of its own in a temporary folder, every thing in
a committed transaction of its own. Exits 1 above the bar of 5 seconds.
"""

import os
import statistics
import sys
import tempfile
import time
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MATTERS, ROUNDS, BAR = 200, 3, 5.0  # BAR in seconds


def plant(community) -> list:
    from tests.factories import make_organization
    from tests.organizations.matter_acts import submitted

    return [submitted("change", make_organization(community)) for _n in range(MATTERS)]


def measure(client, matters: list, action: str, note: str) -> dict[str, float]:
    """Seconds of each of the three pages: the one that asks, the batch, the result."""
    from django.urls import reverse

    address, took = reverse("organizations:matters-batch"), {}
    started = time.perf_counter()
    asked = client.post(address, {"action": action, "item": [m.pk for m in matters], "query": "status="})
    took["asking"], started = time.perf_counter() - started, time.perf_counter()
    possible = asked.context["possible"]
    assert len(possible) == MATTERS
    done = client.post(address, {
        "token": uuid.uuid4(), "action": action, "note": note, "query": "status=",
        "item": [f"{row.pk}:{row.version}" for row in possible]})
    took["doing"], started = time.perf_counter() - started, time.perf_counter()
    told = client.get(done.headers["Location"])
    took["telling"] = time.perf_counter() - started
    assert len(told.context["done"]) == MATTERS
    return took


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "incubator.settings", "ENV_FILE": os.devnull, "SECRET_KEY": "only-for-benches-" * 3,
        "FIELD_KEY": "only-for-benches-too-" * 3, "DATA_DIR": tempfile.mkdtemp(prefix="incubator-bench-"),
        "STATIC_MANIFEST": "0", "LOG_LEVEL": "ERROR",
    }
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client
    from django.test.utils import setup_test_environment

    from tests.factories import make_area, make_officer

    setup_test_environment()
    call_command("migrate", verbosity=0)
    street = make_area("330105005", "拱宸桥街道", make_area("330105", "拱墅区"))
    community = make_area("330105005001", "桥西社区", street)
    client = Client()
    client.force_login(make_officer("street_officer", street))
    worst = 0.0
    runs: dict[str, list[dict[str, float]]] = {"accept": [], "return": [], "remind": []}
    for _round in range(ROUNDS):
        matters = plant(community)
        for action, rounds in runs.items():
            rounds.append(measure(client, matters, action, "请补正"))
    for action, rounds in runs.items():
        medians = {page: statistics.median(took[page] for took in rounds) for page in rounds[0]}
        worst = max(worst, sum(medians.values()))
        print(f"{MATTERS} × {action}: " + ", ".join(f"{page} {took:.2f} s" for page, took in medians.items()))
    sys.exit(worst > BAR)
