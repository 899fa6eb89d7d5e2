"""What an evaluator sees: my sheets, n of m done; one sheet as a page of leaves."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Q
from django.urls import reverse

from evaluations import scoring
from evaluations.models import ReviewDay, Sheet
from evaluations.models.marking import NOT_APPLICABLE, Mark, Node, answered, leaves_of, plant, points, printed, total_of
from incubator.accounts.models import User

DONE = (Sheet.Status.SIGNED, Sheet.Status.RECUSED)


@dataclass(frozen=True)
class SheetRow:
    pk: int
    name: str
    organization: str
    status: str
    label: Any
    href: str
    scored: int
    leaves: int


@dataclass(frozen=True)
class MyDay:
    """One review day of mine, with my sheets on it."""

    pk: int
    name: str
    date: date
    place: str
    scoring: bool
    published: bool
    rows: list[SheetRow]

    @property
    def done(self) -> int:
        return sum(row.status in DONE for row in self.rows)

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def next(self) -> SheetRow | None:
        return next((row for row in self.rows if row.status not in DONE), None)


def my_days(user: User) -> list[MyDay]:
    """Days being scored first, then the past ones, newest first; only this person's own sheets."""
    sheets = (
        Sheet.objects.visible_to(user)
        .select_related("subject__day", "subject__organization", "subject__project")
        .defer(*scoring.RESULTS)
        .order_by("-subject__day__date", "-subject__day", "subject__order", "subject"))
    days = []
    for _pk, grouped in groupby(sheets, key=lambda sheet: sheet.subject.day_id):
        mine = list(grouped)
        day = mine[0].subject.day
        leaves = len(leaves_of(plant(day.tree)))
        days.append(MyDay(
            day.pk, day.name, day.date, day.place, day.status == ReviewDay.Status.SCORING,
            day.status == ReviewDay.Status.PUBLISHED, [sheet_row(sheet, leaves) for sheet in mine]))
    return sorted(days, key=lambda day: not day.scoring)


def sheet_row(sheet: Sheet, leaves: int) -> SheetRow:
    subject = sheet.subject
    return SheetRow(
        sheet.pk, str(subject), subject.organization.name if subject.project_id else "", sheet.status,
        sheet.get_status_display(), reverse("evaluations:sheet", args=[sheet.pk]), sheet.scored, leaves)


def next_sheet(user: User, sheet: Sheet) -> Sheet | None:
    """The next sheet of the same day that still wants this person, in the order of the subjects, wrapping round."""
    open_ones = Sheet.objects.visible_to(user).filter(subject__day=sheet.subject.day_id).exclude(
        Q(status__in=DONE) | Q(pk=sheet.pk)).select_related("subject__organization", "subject__project")
    order = (sheet.subject.order, sheet.subject_id)
    return min(
        open_ones, default=None,
        key=lambda other: ((other.subject.order, other.subject_id) < order, other.subject.order, other.subject_id))


@dataclass(frozen=True)
class LeafRow:
    """One field of the score page: weights along its path as `share`, in percent of the whole sheet."""

    id: int
    name: str
    path: str
    guidance: str
    max_points: int
    may_not_apply: bool
    value: str
    na: bool
    share: str
    fault: str = ""


@dataclass(frozen=True)
class Dimension:
    name: str
    weight: int
    leaves: list[LeafRow]


@dataclass(frozen=True)
class ScorePage:
    dimensions: list[Dimension]
    answered: int
    leaves: int
    total: str  # running: what is not answered counts as nothing yet
    outline: str  # the tree's weights as JSON, for the running total on the screen

    @property
    def complete(self) -> bool:
        return self.answered == self.leaves


def score_page(
    tree: Sequence[Node], marks: Mapping[int, Mark], *, typed: Mapping[str, str] | None = None,
    faults: Mapping[int, str] | None = None,
) -> ScorePage:
    """The page of one sheet; with `typed` and `faults`, as a person left it, nothing lost."""
    faults = faults or {}

    def rows(node: Node, weight: float, path: str) -> list[LeafRow]:
        if node.children:
            here = f"{path}{node.name} / "
            return [row for child in node.children for row in rows(child, weight * child.weight / 100, here)]
        mark = marks.get(node.id)
        na = mark == NOT_APPLICABLE
        value = "" if na else points(mark)  # type: ignore[arg-type]
        if typed is not None and not na:
            value = typed.get(f"m{node.id}", "")
        return [LeafRow(
            node.id, node.name, path.removesuffix(" / "), node.guidance, node.max_points, node.may_not_apply, value,
            na, f"{weight:.1f}".removesuffix(".0"), faults.get(node.id, ""))]

    dimensions = [
        Dimension(node.name, node.weight, [
            row for child in (node.children or (node,))
            for row in rows(child, node.weight * (child.weight / 100 if node.children else 1), "")])
        for node in tree]
    return ScorePage(
        dimensions, answered(tree, marks), len(leaves_of(tree)), printed(total_of(tree, marks)),
        json.dumps([_weights(node) for node in tree], separators=(",", ":")))


def _weights(node: Node) -> dict[str, Any]:
    if node.is_leaf:
        return {"id": node.id, "w": node.weight, "full": node.max_points}
    return {"w": node.weight, "c": [_weights(child) for child in node.children]}
