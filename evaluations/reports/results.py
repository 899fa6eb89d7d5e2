"""The frozen result as rows: the ranking, and one subject opened down to evaluator × indicator × weight."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from evaluations.models import RaterGroup, ReviewDay, Sheet
from evaluations.models.marking import NOT_APPLICABLE, Node, plant, points, printed, total_of


@dataclass(frozen=True)
class Rank:
    """A line of the ranking; numbers are printed, two decimals."""

    rank: int
    subject: int
    name: str
    organization: str
    total: str
    grade: Any
    dimensions: list[tuple[str, str]]  # name, mean
    groups: list[tuple[Any, str]]
    flagged: int


@dataclass(frozen=True)
class Ranking:
    dimensions: list[str]
    groups: list[Any]
    rows: list[Rank]
    grades: str


def grade_label(grade: str) -> Any:
    return ReviewDay.Grade(grade).label if grade in ReviewDay.Grade.values else grade


def group_label(kind: str) -> Any:
    return RaterGroup.Kind(kind).label if kind in RaterGroup.Kind.values else kind


def ranking(day: ReviewDay) -> Ranking:
    """No query at all: everything is in the frozen result."""
    results = day.results
    subjects = results["subjects"]
    return Ranking(
        [dimension["name"] for dimension in subjects[0]["dimensions"]] if subjects else [],
        [group_label(group["kind"]) for group in results["rule"]["groups"]],
        [
            Rank(
                one["rank"], one["subject"], one["name"], one["organization_name"] if one["project"] else "",
                printed(one["total"]), grade_label(one["grade"]),
                [(dimension["name"], printed(dimension["mean"])) for dimension in one["dimensions"]],
                [(group_label(group["kind"]), printed(group["mean"])) for group in one["groups"]],
                sum(sheet["flagged"] for group in one["groups"] for sheet in group["sheets"]))
            for one in subjects
        ], grade_bounds(results["rule"]))


def grade_bounds(rule: Mapping[str, Any]) -> str:
    """«优 ≥ 90、良 ≥ 80»: from which total on the day gave each grade, highest first."""
    return "、".join(
        f"{grade_label(grade['grade'])} ≥ {grade['from']}"
        for grade in sorted(rule["grades"], key=lambda grade: -grade["from"]))


@dataclass(frozen=True)
class Judge:
    """A column of the explanation: one sheet."""

    name: str
    speaks_for: str
    total: str
    dropped: Any  # in words, or nothing
    flagged: bool
    comment: str


@dataclass(frozen=True)
class GroupPart:
    label: Any
    weight: int
    mean: str
    counted: int
    judges: list[Judge]
    marks: list[tuple["IndicatorLine", list[str]]]


@dataclass(frozen=True)
class IndicatorLine:
    name: str
    depth: int
    weight: int
    full: str
    is_leaf: bool


@dataclass(frozen=True)
class Left:
    """A sheet that did not count, and why."""

    name: str
    group: Any
    why: Any


@dataclass(frozen=True)
class Explanation:
    name: str
    organization: str
    rank: int
    total: str
    exact: str
    grade: Any
    sum_line: str
    rule_line: str
    grades: str
    dimensions: list[tuple[str, int, str]]
    groups: list[GroupPart]
    left: list[Left]


def alias(of: Mapping[str, Any]) -> str:
    """«专家1»: a number in the group in place of the name."""
    return f"{group_label(of['kind'])} {of['number']}"


def explanation(results: Mapping[str, Any], subject: int, *, named: bool) -> Explanation:
    """One subject of the frozen result; `named` shows who gave which mark, otherwise group and number."""
    one = next(entry for entry in results["subjects"] if entry["subject"] == subject)
    tree = plant(results["rule"]["tree"])
    lines = _lines(tree)
    groups = [_part(group, lines, named) for group in one["groups"]]
    summed = " + ".join(f"{printed(group['mean'])} × {group['weight']}%" for group in one["groups"])
    return Explanation(
        one["name"], one["organization_name"] if one["project"] else "", one["rank"], printed(one["total"]),
        one["total"], grade_label(one["grade"]), f"{summed} = {printed(one['total'])}",
        _("From %(from)s valid sheets in a group on, one highest and one lowest total are left out; "
          "each group needs at least %(least)s.") % {
            "from": results["rule"]["trim_from"], "least": results["rule"]["min_raters"]},
        grade_bounds(results["rule"]),
        [(dimension["name"], dimension["weight"], printed(dimension["mean"])) for dimension in one["dimensions"]],
        groups, [_left(sheet, named) for sheet in results["excluded"] if sheet["subject"] == subject])


def _lines(tree: tuple[Node, ...], depth: int = 0) -> list[tuple[Node, IndicatorLine]]:
    found = []
    for node in tree:
        full = str(node.max_points) if node.is_leaf else ""
        found.append((node, IndicatorLine(node.name, depth, node.weight, full, node.is_leaf)))
        found += _lines(node.children, depth + 1)
    return found


def _part(group: Mapping[str, Any], lines: list[tuple[Node, IndicatorLine]], named: bool) -> GroupPart:
    dropped = {"highest": _("highest, left out"), "lowest": _("lowest, left out"), "": ""}
    judges = [
        Judge(
            sheet["name"] if named else alias(sheet["alias"]), sheet["for"] if named else "",
            printed(sheet["total"]), dropped[sheet["dropped"]], sheet["flagged"], sheet["comment"])
        for sheet in group["sheets"]]
    marks = [{int(leaf): mark for leaf, mark in sheet["marks"].items()} for sheet in group["sheets"]]
    return GroupPart(
        group_label(group["kind"]), group["weight"], printed(group["mean"]),
        sum(not sheet["dropped"] for sheet in group["sheets"]), judges,
        [(line, [_mark(node, sheet) for sheet in marks]) for node, line in lines])


def _mark(node: Node, marks: Mapping[int, Any]) -> str:
    """What a sheet gave a leaf, in points; for a parent what it came to, out of 100."""
    if node.is_leaf:
        mark = marks.get(node.id)
        return pgettext("mark", "N/A") if mark == NOT_APPLICABLE else points(mark)
    return printed(total_of(node.children, marks))


def _left(sheet: Mapping[str, Any], named: bool) -> Left:
    if sheet["status"] == Sheet.Status.RECUSED:
        why = _("Stepped aside") if not sheet["barred"] else _("Barred by the system")
        detail = Sheet.Bar(sheet["barred"]).label if sheet["barred"] else sheet["reason"]
        why = f"{why}（{detail}）" if named and detail else why
    else:
        why = _("Not signed")
    return Left(sheet["name"] if named else alias(sheet["alias"]), group_label(sheet["alias"]["kind"]), why)


def two_decimals(exact: str) -> Decimal | None:
    """For a cell of a spreadsheet: a number, rounded once, half up."""
    return Decimal(printed(exact)) if exact and Fraction(exact) is not None else None
