"""The control of the proof: the same job as many write it, without a transaction; and the office's hand on its rows.

The worker of the control is started with this module (`celery -A tests.proofs.careless`); the proof starts it as a
program that obeys one line at a time on its standard input and answers with one line of JSON.
"""

import json
import sys
from collections.abc import Callable, Iterable
from datetime import timedelta

from incubator.celery import app

PROJECTS = 200


@app.task(name="careless.make_reports")
def careless_make_reports() -> None:
    """Look, then write: a report, its change row, its letter, each on its own."""
    from django.utils import timezone

    from incubator.workdays import today
    from projects.models import ProgressReport, ProgressReportChange, Project
    from projects.notices.reporting import announce_made
    from projects.reporting.counting import OF_PROJECT, count
    from projects.reporting.periods import over, periods

    for project in Project.objects.select_related(*OF_PROJECT).order_by("pk"):
        for period in over(periods(project.starts_on, project.ends_on), today=today()):
            if ProgressReport.objects.filter(project=project, number=period.number).exists():
                continue
            report = ProgressReport(
                project=project, number=period.number, period_start=period.start, period_end=period.end,
                due_on=period.end, figures_at=timezone.now())
            report.figures = count([report])[0].as_json()
            report.save()
            ProgressReportChange.objects.create(
                report=report, action="create", old="", new=report.status, version=0, thing_name=str(report))
            announce_made([report])


def plant() -> dict:
    """200 running projects of ten contractors, one period of each over."""
    from incubator.workdays import today
    from projects.models import Activity, Project
    from tests.factories import make_activity, make_area, make_member, make_organization, make_project

    street = make_area("330105005", "拱宸桥街道", make_area("330105", "拱墅区"))
    community = make_area("330105005001", "桥西社区", street)
    contractors = [make_organization(community) for _n in range(10)]
    for contractor in contractors:
        make_member(contractor)
    start = today() - timedelta(days=40)
    for n in range(PROJECTS):
        project = make_project(contractors[n % 10], starts_on=start, ends_on=start + timedelta(days=300))
        for day in range(0, 30, 3):
            make_activity(project, date=start + timedelta(days=day))
    return {"projects": Project.objects.count(), "activities": Activity.objects.count()}


def forget() -> dict:
    from incubator.notices.models import Letter
    from projects.models import ProgressReport, ProgressReportChange

    for model in (Letter, ProgressReportChange, ProgressReport):
        model.objects.all().delete()
    return {}


def counted() -> dict:
    """Rows now, and how many reports have none or several of what each must have exactly one of."""
    from collections import Counter

    from incubator.notices.models import Letter
    from projects.models import ProgressReport, ProgressReportChange

    reports = list(ProgressReport.objects.values_list("pk", "project"))
    changes = Counter(ProgressReportChange.objects.filter(action="create").values_list("report", flat=True))
    letters = Counter(Letter.objects.filter(channel="inbox").values_list("key", flat=True))
    told = Counter({pk: letters[f"report:{pk}:made"] for pk, _project in reports})
    return {
        "reports": len(reports), "projects": len({project for _pk, project in reports}),
        "lost": PROJECTS - len(reports) + sum(not changes[pk] or not told[pk] for pk, _project in reports),
        "twice": sum(changes[pk] > 1 or told[pk] > 1 for pk, _project in reports)
        + len(reports) - len({project for _pk, project in reports}),
    }


def nudge(task: str) -> dict:
    app.send_task(task)
    return {}


def obey(lines: Iterable[str], words: dict[str, Callable[..., dict]]) -> None:
    """One word with its arguments a line, one line of JSON in answer."""
    import django

    django.setup()
    for line in lines:
        word, *rest = line.split()
        print(json.dumps((words | {"nudge": nudge})[word](*rest)), flush=True)


if __name__ == "__main__":
    obey(sys.stdin, {"plant": plant, "forget": forget, "count": counted})
