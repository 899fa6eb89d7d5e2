"""From signed sheets to totals, ranks and grades. Plain numbers in and out: no table is read here."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from statistics import median
from typing import Any

FAR = 20  # points out of 100 from the median of the group, see `flag`


@dataclass(frozen=True)
class Ballot:
    """One signed sheet: whose, of which group, and its exact total out of 100."""

    sheet: int
    subject: int
    group: str
    total: Fraction


@dataclass(frozen=True)
class Method:
    """How a day is decided: the groups' weights in percent, the quorum, from how many sheets on to trim, the grades.

    `grades` are (name, lower bound), the bound inclusive.
    """

    weights: dict[str, int]
    min_raters: int
    trim_from: int
    grades: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class GroupVerdict:
    """What one group said of one subject; `highest` and `lowest` are the sheets dropped, if any."""

    group: str
    weight: int
    mean: Fraction
    kept: tuple[int, ...]
    highest: int | None = None
    lowest: int | None = None
    flagged: tuple[int, ...] = ()


@dataclass(frozen=True)
class Verdict:
    subject: int
    total: Fraction
    rank: int
    grade: str
    groups: tuple[GroupVerdict, ...]


class BelowQuorum(Exception):
    """No result: these (subject, group, signed sheets) are too few."""

    def __init__(self, short: list[tuple[int, str, int]]) -> None:
        self.short = short
        super().__init__(short)


def compute(subjects: Sequence[int], ballots: Sequence[Ballot], method: Method) -> list[Verdict]:
    """The result of a day, exact, best first; who has the same total shares the rank (1, 1, 3).

    Raises BelowQuorum when any group has fewer valid sheets than the quorum for any subject: no group is left out
    and no weight moved in silence.
    """
    piles: dict[tuple[int, str], list[Ballot]] = {
        (subject, group): [] for subject in subjects for group in method.weights}
    for ballot in ballots:
        piles[ballot.subject, ballot.group].append(ballot)
    short = [(*pile, len(sheets)) for pile, sheets in piles.items() if len(sheets) < method.min_raters]
    if short:
        raise BelowQuorum(short)
    found = []
    for subject in subjects:
        groups = tuple(judge(piles[subject, group], group, method) for group in method.weights)
        total = sum((verdict.weight * verdict.mean for verdict in groups), Fraction()) / sum(method.weights.values())
        found.append((total, subject, groups))
    found.sort(key=lambda one: (-one[0], subjects.index(one[1])))
    verdicts, above = [], 0
    for total, tied in groupby(found, key=lambda one: one[0]):
        peers = list(tied)
        verdicts += [
            Verdict(subject, total, above + 1, grade_of(total, method.grades), groups)
            for _total, subject, groups in peers]
        above += len(peers)
    return verdicts


def judge(pile: Sequence[Ballot], group: str, method: Method) -> GroupVerdict:
    """The mean of one group; with enough sheets without exactly one highest and one lowest (of equals, one)."""
    ordered = sorted(pile, key=lambda ballot: (ballot.total, ballot.sheet))
    trims = len(ordered) >= method.trim_from
    kept = ordered[1:-1] if trims else ordered
    return GroupVerdict(
        group=group, weight=method.weights[group],
        mean=sum((ballot.total for ballot in kept), Fraction()) / len(kept),
        kept=tuple(ballot.sheet for ballot in kept),
        highest=ordered[-1].sheet if trims else None, lowest=ordered[0].sheet if trims else None,
        flagged=tuple(ballot.sheet for ballot in ordered if flag(ballot.total, [other.total for other in ordered])),
    )


def flag(total: Fraction, totals: Sequence[Fraction]) -> bool:
    """Far from the middle: over 20 % of the full mark, or over three median deviations. Shown, never dropped."""
    middle = median(totals)
    deviation = median([abs(other - middle) for other in totals])
    distance = abs(total - middle)
    return distance > FAR or (deviation > 0 and distance > 3 * deviation)


def grade_of(total: Fraction, grades: Sequence[tuple[str, int]]) -> str:
    """The name of the highest grade whose lower bound the exact total reaches; none below the last bound."""
    for name, bound in sorted(grades, key=lambda grade: -grade[1]):
        if total >= bound:
            return name
    return ""


def as_method(rule: dict[str, Any]) -> Method:
    """The method frozen in a result."""
    return Method(
        {group["kind"]: group["weight"] for group in rule["groups"]}, rule["min_raters"], rule["trim_from"],
        tuple((grade["grade"], grade["from"]) for grade in rule["grades"]))
