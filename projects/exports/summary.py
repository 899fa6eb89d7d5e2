"""The monthly summary as a workbook and as charts: the rows of the page."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from incubator.documents import charts
from incubator.documents.workbooks import Sheet, workbook
from projects.reports.monthly import MonthRow, totals


def summary_workbook(rows: Sequence[MonthRow], month: date) -> bytes:
    """Money in yuan, hours and shares as numbers, dates as dates; the last row sums what can be summed."""
    header = (
        _("Project"), _("Contractor"), _("Area"), _("Report"), _("State"), _("Due on"), _("Submitted on"),
        _("Accepted on"), _("Activities"), _("Person-times"), _("Service hours"), _("Spent this period (yuan)"),
        _("Spent so far (yuan)"), _("Budget (yuan)"), _("Execution rate"), _("Alerts"))
    lines: list[tuple] = [
        (row.project, row.contractor, row.area, row.number, state(row), row.due_on, row.submitted_on, row.accepted_on,
         row.activities, row.person_times, _decimal(row.hours), _decimal(row.spent), _decimal(row.spent_so_far),
         _decimal(row.budget), row.execution, row.alerts)
        for row in rows
    ]
    whole = totals(rows)
    lines.append((
        _("Total"), "", "", None, "", None, None, None, sum(row.activities for row in rows),
        whole.person_times, _decimal(whole.hours), _decimal(whole.spent), _decimal(whole.spent_so_far),
        _decimal(whole.budget), whole.execution, whole.alerts))
    title = _("Reports %(month)s") % {"month": f"{month:%Y-%m}"}
    return workbook([Sheet(title, header, lines)])


def state(row: MonthRow) -> str:
    """The status, and «overdue» beside it in words."""
    words = str(row.get_status_display)
    return _("%(state)s (overdue)") % {"state": words} if row.is_overdue else words


def _decimal(hundredths: int) -> Decimal:
    return Decimal(hundredths) / 100


def chart_data(rows: Sequence[MonthRow], *, most: int = 12) -> dict[str, Any]:
    """Sums by contractor, those that spent most first: what both the script and the still pictures draw."""
    sums: dict[str, list[int]] = {}
    for row in rows:
        whole = sums.setdefault(row.contractor, [0, 0, 0])
        for place, value in enumerate((row.person_times, row.spent_so_far, row.budget)):
            whole[place] += value
    top = sorted(sums.items(), key=lambda one: (-one[1][1], one[0]))[:most]
    return {
        "labels": [name for name, _sums in top], "person_times": [one[0] for _name, one in top],
        "spent": [one[1] / 100 for _name, one in top], "budget": [one[2] / 100 for _name, one in top],
        "words": {"person_times": _("Person-times"), "spent": _("Spent so far (yuan)"), "budget": _("Budget (yuan)")},
    }


def drawn(data: dict[str, Any]) -> dict[str, str]:
    """The charts as SVG, for a page without scripts."""
    words, labels = data["words"], data["labels"]

    def bars(title: str, *names: str) -> str:
        return charts.bar(words[title], labels, {words[name]: data[name] for name in names}).decode()

    return {"work": bars("person_times", "person_times"), "money": bars("spent", "spent", "budget")}
