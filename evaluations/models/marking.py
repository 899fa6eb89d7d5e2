"""How marks on the leaves of an indicator tree become one exact total. Plain numbers: no table is read here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

NOT_APPLICABLE = "na"
Mark = int | str | None  # hundredths of a point, NOT_APPLICABLE, or None: not answered yet
Marks = Mapping[int, Mark]  # by the id of the leaf


@dataclass(frozen=True)
class Node:
    """One indicator: its weight in percent of its parent, and for a leaf its full mark in points."""

    id: int
    name: str
    weight: int
    max_points: int = 100
    may_not_apply: bool = False
    guidance: str = ""
    children: tuple["Node", ...] = field(default=())

    @property
    def is_leaf(self) -> bool:
        return not self.children

    def leaves(self) -> list["Node"]:
        return [self] if self.is_leaf else [leaf for child in self.children for leaf in child.leaves()]


def plant(rows: Sequence[Mapping[str, Any]]) -> tuple[Node, ...]:
    """The tree from flat rows (`id`, `parent`, `name`, `weight`, …), siblings in the order of the rows."""
    below: dict[Any, list[Mapping[str, Any]]] = {}
    for row in rows:
        below.setdefault(row["parent"], []).append(row)

    def grow(row: Mapping[str, Any]) -> Node:
        children = tuple(grow(child) for child in below.get(row["id"], ()))
        return Node(
            row["id"], row["name"], row["weight"], row["max_points"], row["may_not_apply"], row["guidance"], children)

    return tuple(grow(row) for row in below.get(None, ()))


def leaves_of(tree: Sequence[Node]) -> list[Node]:
    return [leaf for node in tree for leaf in node.leaves()]


def share(node: Node, marks: Marks) -> Fraction | None:
    """What part of the full mark a node reached, 0 to 1; None where nothing below it applies.

    What does not apply is left out and its weight falls to its siblings: excluded, never counted as zero.
    A leaf not answered yet counts as zero (a running total; a sheet is signed only when all are answered).
    """
    if node.is_leaf:
        mark = marks.get(node.id)
        if mark == NOT_APPLICABLE:
            return None
        return Fraction(int(mark or 0), 100 * node.max_points)
    return weighted([(child.weight, share(child, marks)) for child in node.children])


def weighted(parts: Sequence[tuple[int, Fraction | None]]) -> Fraction | None:
    """The mean of the parts that apply, by weight."""
    applying = [(weight, part) for weight, part in parts if part is not None]
    if not applying:
        return None
    return sum((weight * part for weight, part in applying), Fraction()) / sum(weight for weight, _part in applying)


def total_of(tree: Sequence[Node], marks: Marks) -> Fraction | None:
    """The whole sheet out of 100; None where not one leaf applies."""
    reached = weighted([(node.weight, share(node, marks)) for node in tree])
    return None if reached is None else 100 * reached


def answered(tree: Sequence[Node], marks: Marks) -> int:
    return sum(marks.get(leaf.id) is not None for leaf in leaves_of(tree))


def as_text(exact: Fraction | None) -> str:
    """`n/d`, as it is stored; nothing for None."""
    return "" if exact is None else f"{exact.numerator}/{exact.denominator}"


def printed(exact: Fraction | str | None) -> str:
    """Two decimals, half up, and only here: for eyes. Takes a fraction or its text."""
    if exact is None or exact == "":
        return "—"
    exact = Fraction(exact)
    hundredths = exact.numerator * 100 * 2 + exact.denominator  # half up, in whole numbers
    return str((Decimal(hundredths // (2 * exact.denominator)) / 100).quantize(Decimal("0.01"), ROUND_HALF_UP))


def points(hundredths: int | None) -> str:
    """850 -> `8.5`."""
    if hundredths is None:
        return ""
    return f"{hundredths / 100:.2f}".rstrip("0").rstrip(".")
