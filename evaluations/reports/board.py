"""The officers' live board of a day: how far everybody is, and never a mark."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from evaluations.models import ReviewDay, Sheet
from evaluations.models.marking import leaves_of, plant
from evaluations.reports.sheets import DONE

CELL = '<td class="cell-{}"><span title="{}">{}</span></td>'
LINKED = '<td class="cell-{}"><a href="{}{}/exclude/" title="{}">{}</a></td>'
SIGNS = {Sheet.Status.ASSIGNED: "—", Sheet.Status.RECUSED: "×", Sheet.Status.SIGNED: "✓"}


@dataclass(frozen=True)
class Seat:
    """A column of the board: one person of the panel."""

    pk: int
    name: str
    group: Any
    speaks_for: str
    done: int
    total: int


@dataclass(frozen=True)
class Cell:
    pk: int
    status: str
    sign: str  # «✓», «×», «—», or «7/10» while scoring
    label: Any


@dataclass(frozen=True)
class GroupCount:
    label: Any
    weight: int
    signed: int
    short: bool  # below the quorum


@dataclass(frozen=True)
class SubjectRow:
    pk: int
    name: str
    cells: list[Cell]
    groups: list[GroupCount]
    line: SafeString  # the cells as printed: ten thousand of them are too dear for a template

    @property
    def short_groups(self) -> list[GroupCount]:
        return [group for group in self.groups if group.short]


@dataclass(frozen=True)
class GroupSum:
    label: Any
    weight: int
    seats: int
    signed: int
    recused: int
    total: int


@dataclass(frozen=True)
class Board:
    seats: list[Seat]
    rows: list[SubjectRow]
    groups: list[GroupSum]
    signed: int
    recused: int
    total: int
    least: int

    @property
    def waiting(self) -> int:
        return self.total - self.signed - self.recused

    @property
    def short(self) -> list[SubjectRow]:
        return [row for row in self.rows if row.short_groups]

    @property
    def percent(self) -> int:
        return 100 * (self.signed + self.recused) // self.total if self.total else 0


def board(day: ReviewDay, *, linked: bool = False) -> Board:
    """Four queries, whatever the size: groups, panel, subjects, sheets. `linked` cells lead to recording a recusal."""
    leaves = len(leaves_of(plant(day.tree)))
    labels = {str(status): str(label) for status, label in Sheet.Status.choices}
    sheets_url = reverse("evaluations:sheets")
    groups = list(day.groups.all())
    kinds = {group.pk: str(group.get_kind_display()) for group in groups}
    panel = list(day.panelists.order_by("group", "pk").values_list(
        "pk", "group", "user__full_name", "user__username", "organization__name"))
    subjects = list(day.subjects.values_list("pk", "organization__name", "project__name"))
    sheets: dict[tuple[int, int], tuple[int, str, int]] = {}
    for pk, subject, panelist, status, scored in Sheet.objects.filter(subject__day=day).order_by().values_list(
            "pk", "subject", "panelist", "status", "scored"):
        sheets[subject, panelist] = pk, status, scored

    def cell(subject: int, panelist: int) -> Cell:
        pk, status, scored = sheets.get((subject, panelist), (0, "", 0))
        return Cell(pk, status, SIGNS.get(status, f"{scored}/{leaves}"), labels.get(status, ""))  # type: ignore[call-overload]

    rows = []
    for subject, organization, project in subjects:
        cells = [cell(subject, seat[0]) for seat in panel]
        counts = []
        for group in groups:
            signed = sum(
                one.status == Sheet.Status.SIGNED for one, seat in zip(cells, panel, strict=True)
                if seat[1] == group.pk)
            counts.append(GroupCount(kinds[group.pk], group.weight, signed, signed < day.min_raters))
        line = "".join(
            format_html(LINKED, one.status, sheets_url, one.pk, one.label, one.sign)
            if linked and one.pk and one.status != Sheet.Status.RECUSED
            else format_html(CELL, one.status, one.label, one.sign) for one in cells)
        rows.append(SubjectRow(subject, project or organization, cells, counts, SafeString(line)))
    states = [(panelist, status) for (_subject, panelist), (_pk, status, _n) in sheets.items()]
    done_by: dict[int, int] = {}
    for panelist, status in states:
        done_by[panelist] = done_by.get(panelist, 0) + (status in DONE)
    seats = [
        Seat(pk, full_name or username, kinds[group], organization or "", done_by.get(pk, 0), len(subjects))
        for pk, group, full_name, username, organization in panel]
    group_of = {seat[0]: seat[1] for seat in panel}
    sums = [
        GroupSum(
            kinds[group.pk], group.weight, sum(seat[1] == group.pk for seat in panel),
            sum(status == Sheet.Status.SIGNED for panelist, status in states if group_of[panelist] == group.pk),
            sum(status == Sheet.Status.RECUSED for panelist, status in states if group_of[panelist] == group.pk),
            sum(group_of[panelist] == group.pk for panelist, _status in states))
        for group in groups]
    return Board(
        seats, rows, sums, sum(one.signed for one in sums), sum(one.recused for one in sums),
        sum(one.total for one in sums), day.min_raters)


@dataclass(frozen=True)
class DayRow:
    """A line of the list of review days."""

    pk: int
    name: str
    date: Any
    place: str
    area: str
    scheme: str
    status: str
    label: Any
    subjects: int
    signed: int
    sheets: int


def day_rows(days: list[ReviewDay]) -> list[DayRow]:
    """Two queries for a page of days: how many subjects, how many sheets are in."""
    pks = [day.pk for day in days]
    subjects = dict(ReviewDay.objects.filter(pk__in=pks).order_by().values_list("pk").annotate(n=Count("subjects")))
    sheets = {
        pk: (signed, n) for pk, signed, n in Sheet.objects.filter(subject__day__in=pks).order_by().values_list(
            "subject__day").annotate(signed=Count("pk", filter=Q(status=Sheet.Status.SIGNED)), n=Count("pk"))}
    return [
        DayRow(
            day.pk, day.name, day.date, day.place, day.area.name, day.scheme.name, day.status,
            day.get_status_display(), subjects.get(day.pk, 0), *sheets.get(day.pk, (0, 0)))
        for day in days]
