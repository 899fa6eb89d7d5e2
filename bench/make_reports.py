"""How long 200 reports take on an office where nothing is made yet (median of 5).

Run from the repository: `python bench/make_reports.py`. Works on a database of its own in a temporary folder. Exits 1
above the bar of 2 seconds.
"""

import sys
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.timing import Stopwatch, stand  # noqa: E402

PROJECTS, ROUNDS, BAR = 200, 5, 2.0  # BAR in seconds


def plant() -> int:
    """Ten contractors with 200 projects: a year of weekly activities and spending each."""
    from projects.models import Activity, Spending
    from tests.factories import make_area, make_member, make_organization, make_project

    street = make_area("330105005", "拱宸桥街道", make_area("330105", "拱墅区"))
    community = make_area("330105005001", "桥西社区", street)
    contractors = [make_organization(community) for _n in range(10)]
    for contractor in contractors:
        make_member(contractor)
    projects = [make_project(contractors[n % 10]) for n in range(PROJECTS)]
    days = [date(2026, 1, 2) + timedelta(days=4 * week) for week in range(75)]
    Activity.objects.bulk_create([
        Activity(project=project, date=day, place="桥西之家", content="上门探访", person_times=30, beneficiaries=20,
                 hours=Decimal("2.5"), volunteers=4) for project in projects for day in days])
    Spending.objects.bulk_create([
        Spending(project=project, line=line, date=day, amount_fen=10_000, payee="某店", purpose="物资", voucher_no="1")
        for project in projects for line in project.budget_lines.all() for day in days[::2]])
    return PROJECTS * len(days)


def forget() -> None:
    from incubator.notices.models import Letter
    from projects.models import ProgressReport, ProgressReportChange

    for model in (Letter, ProgressReportChange, ProgressReport):
        model.objects.all().delete()


if __name__ == "__main__":
    stand()
    from projects.reporting.making import make_reports

    activities, clock = plant(), Stopwatch()
    for _round in range(ROUNDS):
        forget()
        made = clock("reports", lambda: make_reports(
            today=date(2026, 11, 1), now=datetime(2026, 11, 1, tzinfo=UTC), month=(2026, 10)))
        assert made.made == PROJECTS
    median = clock.medians["reports"]
    print(f"proof: {PROJECTS} reports over {activities} activities: median of {ROUNDS} {median:.3f} s (bar {BAR} s)")
    sys.exit(median > BAR)
