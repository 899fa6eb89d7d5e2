"""How long the street's 199 organizations take to come in, be compared again, and go out (median of 5).

Run from the repository: `python bench/import_ledger.py`. Works on a database of its own in a temporary folder, or on
the (empty) one that DATABASE_URL names. Prints `proof:` lines; exits 1 when one of them is above its bar.
"""

import os
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BARS = {"import": 2.0, "import again": 2.0, "export": 2.0}  # seconds: an officer waits for each of them at a page
ROUNDS = 5

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
    from django.db import transaction

    from organizations import importing
    from organizations.exports.ledgers import ledger
    from organizations.models import Organization
    from tests.factories import make_area
    from tests.organizations.ledgers import make_communities

    call_command("migrate", verbosity=0)
    street = make_area("330105005", "拱宸桥街道", make_area("330105", "拱墅区"))
    make_communities(street)
    content = (ROOT / "tests/data/ledger.xlsx").read_bytes()
    measured: dict[str, list[float]] = {name: [] for name in BARS}

    def clock(name: str, act) -> None:
        start = time.perf_counter()
        act()
        measured[name].append(time.perf_counter() - start)

    def bring_in() -> None:
        importing.write(content, area=street, by=None, today=date(2026, 11, 23))

    for _round in range(ROUNDS):
        clock("import", bring_in)
        clock("import again", bring_in)
        clock("export", lambda: ledger(Organization.objects.all()))
        assert Organization.objects.count() == 199
        with transaction.atomic():
            Organization.changes.rel.related_model.objects.all().delete()
            Organization.objects.all().delete()
    medians = {name: statistics.median(seconds) for name, seconds in measured.items()}
    for name, seconds in medians.items():
        print(f"proof: ledger, {name}: {seconds:.3f} s (median of {ROUNDS}; 199 organizations; bar {BARS[name]:g} s)")
    sys.exit(any(seconds > BARS[name] for name, seconds in medians.items()))
