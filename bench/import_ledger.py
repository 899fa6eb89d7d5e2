"""How long the street's 199 organizations take to come in, be compared again, and go out (median of 5).

Run from the repository: `python bench/import_ledger.py`. Works on a database of its own in a temporary folder, or on
the (empty) one that DATABASE_URL names. Prints `proof:` lines; exits 1 when one of them is above its bar.
"""

import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.timing import Stopwatch, stand  # noqa: E402

BARS = {"import": 2.0, "import again": 2.0, "export": 2.0}  # seconds: an officer waits for each of them at a page
ROUNDS = 5

if __name__ == "__main__":
    stand()
    from django.db import transaction

    from organizations import importing
    from organizations.exports.ledgers import ledger
    from organizations.models import Organization
    from tests.factories import make_area
    from tests.organizations.ledgers import make_communities

    street = make_area("330105005", "拱宸桥街道", make_area("330105", "拱墅区"))
    make_communities(street)
    content = (ROOT / "tests/data/ledger.xlsx").read_bytes()
    clock = Stopwatch()

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
    for name, seconds in clock.medians.items():
        print(f"proof: ledger, {name}: {seconds:.3f} s (median of {ROUNDS}; 199 organizations; bar {BARS[name]:g} s)")
    sys.exit(any(seconds > BARS[name] for name, seconds in clock.medians.items()))
