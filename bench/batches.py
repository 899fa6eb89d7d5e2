"""How long one batch of 200 matters takes, from the click to the result page (median of 3 each).

Run from the repository: `python bench/batches.py`. Works on a database of its own in a temporary folder, every thing in
a committed transaction of its own. Exits 1 above the bar of 5 seconds.
"""

import argparse
import sys
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.timing import Stopwatch, stand  # noqa: E402

MATTERS, ROUNDS, BAR = 200, 3, 5.0  # BAR in seconds


def plant(community, number: int) -> list:
    from tests.factories import make_organization
    from tests.organizations.matter_acts import submitted

    return [submitted("change", make_organization(community)) for _n in range(number)]


def measure(client, matters: list, action: str, note: str, clock: Stopwatch) -> None:
    """Each of the three pages: the one that asks, the batch, the result."""
    from django.urls import reverse

    address = reverse("organizations:matters-batch")
    page = clock("asking", lambda: client.post(
        address, {"action": action, "item": [m.pk for m in matters], "query": "status="}))
    possible = page.context["possible"]
    assert len(possible) == len(matters)
    done = clock("doing", lambda: client.post(address, {
        "token": uuid.uuid4(), "action": action, "note": note, "query": "status=",
        "item": [f"{row.pk}:{row.version}" for row in possible]}))
    told = clock("telling", lambda: client.get(done.headers["Location"]))
    assert len(told.context["done"]) == len(matters)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--matters", type=int, default=MATTERS)
    asked = parser.parse_args()
    stand()
    from django.test import Client
    from django.test.utils import setup_test_environment

    from tests.factories import make_area, make_officer

    setup_test_environment()
    street = make_area("330105005", "拱宸桥街道", make_area("330105", "拱墅区"))
    community = make_area("330105005001", "桥西社区", street)
    client = Client()
    client.force_login(make_officer("street_officer", street))
    worst = 0.0
    runs = {action: Stopwatch() for action in ("accept", "return", "remind")}
    for _round in range(ROUNDS):
        matters = plant(community, asked.matters)
        for action, clock in runs.items():
            measure(client, matters, action, "请补正", clock)
    for action, clock in runs.items():
        worst = max(worst, sum(clock.medians.values()))
        print(f"proof: {asked.matters} × {action}: " + ", ".join(
            f"{page} {took:.2f} s" for page, took in clock.medians.items()) + f" (bar {BAR:g} s together)")
    sys.exit(worst > BAR)
