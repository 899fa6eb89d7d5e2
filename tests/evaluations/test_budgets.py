"""A big day, 250 subjects, 40 evaluators, 10,000 sheets: the queries do not grow, and what the rest costs is told."""

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluations.models import Score, Sheet
from evaluations.models.marking import as_text, leaves_of, plant, total_of
from tests.evaluations.makers import NOW, lock, make_day
from tests.factories import make_organization

pytestmark = pytest.mark.proof


@pytest.fixture
def big_day(scheme, community, officer):
    judged = [make_organization(community) for _n in range(250)]
    day = make_day(scheme, judged, officer=officer, groups={"expert": (60, 20), "resident": (40, 20)}, opened=True)
    day.refresh_from_db()
    tree = plant(day.tree)
    leaves = leaves_of(tree)
    sheets = list(Sheet.objects.all())
    Score.objects.bulk_create([
        Score(sheet=sheet, indicator_id=leaf.id, hundredths=50 * ((sheet.pk * 7 + n) % (2 * leaf.max_points + 1)))
        for sheet in sheets for n, leaf in enumerate(leaves)], batch_size=2000)
    for sheet in sheets:
        marks = {leaf.id: 50 * ((sheet.pk * 7 + n) % (2 * leaf.max_points + 1)) for n, leaf in enumerate(leaves)}
        sheet.total, sheet.signed_at, sheet.status = as_text(total_of(tree, marks)), NOW, "signed"
        sheet.scored = len(leaves)
    Sheet.objects.bulk_update(sheets, ["total", "signed_at", "status", "scored"], batch_size=500)
    return day


def dearness(act):
    """The least processor time of five runs: the machine may be busy with other things."""
    runs = []
    for _n in range(5):
        started = time.process_time()
        act()
        runs.append(time.process_time() - started)
    return min(runs)


def cost(client, url):
    """Queries of the page, its processor time, and the time of the same queries read without the page."""
    client.get(url)  # what is loaded once is loaded
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    asked = [query["sql"] for query in queries if query["sql"].startswith("SELECT")]
    return len(queries), dearness(lambda: client.get(url)), dearness(lambda: read(asked))


def read(asked):
    """The floor: nothing but the database handing over the same rows."""
    for sql in asked:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            cursor.fetchall()


def test_the_big_day_asks_the_database_as_often_as_a_small_one(client, big_day, officer):
    """How dear it is beside a page with nothing on it is told, not judged: that depends on the machine."""
    assert Sheet.objects.count() == 10_000
    client.force_login(officer)
    bare = dearness(lambda: client.get("/evaluations/schemes/"))
    board = cost(client, f"/evaluations/days/{big_day.pk}/board/")
    started = time.process_time()
    lock(big_day, officer)
    locking = time.process_time() - started
    results = cost(client, f"/evaluations/days/{big_day.pk}/results/")
    print()
    for name, (queries, page, floor) in (("board", board), ("results", results)):
        print(f"proof: a day of 250 x 40, {name}: {queries} queries, {page / bare:.1f} x a bare page, "
              f"{page / floor:.1f} x the same SQL alone")
    print(f"proof: a day of 250 x 40, lock and compute: {locking / bare:.0f} x a bare page")
    assert board[0] <= 12
    assert results[0] <= 12
