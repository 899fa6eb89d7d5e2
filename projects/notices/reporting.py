"""The letters about progress reports: what is due to the organization, what came in to the street's officers."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from incubator.notices.models import Letter
from incubator.notices.writing import letters, put, take_back, write
from incubator.undoing import UNDO
from organizations.notices import officers_of, writers_of
from projects.models import ProgressReport

TO_OFFICERS, TO_WRITERS = "officers", "writers"
LETTERS = {
    "submit": ("report-submitted", TO_OFFICERS),
    "return": ("report-returned", TO_WRITERS),
    "accept": ("report-accepted", TO_WRITERS),
    "remind": ("report-urged", TO_WRITERS),
}


def announce(change: Any, report: ProgressReport) -> None:
    """One letter per person and change; the key carries the version, so a second return is told again."""
    if change.action == UNDO:
        take_back(
            f"report:{report.pk}:return-{change.version - 1}", now_key=f"report:{report.pk}:{UNDO}-{change.version}",
            template="report-taken-back", params=params(report), url=address(report))
    if change.action not in LETTERS:
        return
    template, to = LETTERS[change.action]
    project = report.project
    if to == TO_OFFICERS:
        people = officers_of([project.area.street_code])[project.area.street_code]
    else:
        people = writers_of([project.contractor_id])[project.contractor_id]
    write(people, key=f"report:{report.pk}:{change.action}-{change.version}", template=template,
          params=params(report, note=change.note), url=address(report))


def announce_made(reports: Sequence[ProgressReport]) -> None:
    """Tell the writers of every contractor of its new reports: two queries, however many."""
    writers = writers_of({report.project.contractor_id for report in reports})
    rows: list[Letter] = []
    for report in reports:
        rows += letters(writers[report.project.contractor_id], key=f"report:{report.pk}:made", template="report-made",
                        params=params(report), url=address(report))
    put(rows)


def params(report: ProgressReport, **more: Any) -> dict[str, Any]:
    return {
        "project": report.project.name, "number": report.number, "start": report.period_start.isoformat(),
        "end": report.period_end.isoformat(), "due_on": report.due_on.isoformat(),
        "contractor": report.project.contractor.name, **more,
    }


def address(report: ProgressReport) -> str:
    return reverse("projects:report", args=[report.pk])
