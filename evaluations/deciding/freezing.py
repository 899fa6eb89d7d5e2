"""The frozen result: every input, the rule, every step, as plain numbers and strings that never change again."""

from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from evaluations.deciding.computing import Ballot, GroupVerdict, Verdict, as_method, compute
from evaluations.models import ReviewDay, Score, Sheet
from evaluations.models.marking import NOT_APPLICABLE, Marks, Node, as_text, plant, share, weighted
from incubator.rulebook.models import rule

FORMAT = 1  # of the JSON below


def freeze(day: ReviewDay, *, now: datetime, today: date) -> dict[str, Any]:
    """The result of the day from its signed sheets. Raises BelowQuorum.

    Shape: `rule` (method, tree, grades), `subjects` (best first: total, rank, grade, `dimensions`, `groups` with
    their `sheets`: who, marks by leaf, total, dropped, flagged), `excluded` (sheets that did not count, and why).
    """
    tree = plant(day.tree)
    facts = _rule(day, today)
    sheets = {sheet["pk"]: sheet for sheet in _sheets(day)}
    marks = _marks(day)
    signed = [sheet for sheet in sheets.values() if sheet["status"] == Sheet.Status.SIGNED]
    ballots = [
        Ballot(sheet["pk"], sheet["subject"], sheet["panelist__group__kind"], Fraction(sheet["total"]))
        for sheet in signed]
    subjects = list(day.subjects.select_related("organization", "project"))
    verdicts = compute([subject.pk for subject in subjects], ballots, as_method(facts))
    aliases = _aliases(day)
    named = {subject.pk: subject for subject in subjects}
    return {
        "format": FORMAT,
        "at": now.isoformat(timespec="seconds"),
        "rule": facts,
        "subjects": [
            {
                "subject": verdict.subject, "name": str(named[verdict.subject]),
                "organization": named[verdict.subject].organization_id,
                "organization_name": named[verdict.subject].organization.name,
                "project": named[verdict.subject].project_id,
                "total": as_text(verdict.total), "rank": verdict.rank, "grade": verdict.grade,
                "dimensions": _dimensions(tree, verdict, marks),
                "groups": [_group(group, sheets, marks, aliases) for group in verdict.groups],
            }
            for verdict in verdicts
        ],
        "excluded": [
            {
                "sheet": sheet["pk"], "subject": sheet["subject"], "name": sheet["panelist__user__full_name"],
                "alias": aliases[sheet["panelist"]], "status": sheet["status"], "barred": sheet["barred"],
                "reason": sheet["recusal_reason"],
            }
            for sheet in sheets.values() if sheet["status"] != Sheet.Status.SIGNED
        ],
    }


def again(results: dict[str, Any]) -> list[Verdict]:
    """The verdicts computed once more from nothing but the frozen result: the proof that it explains itself."""
    ballots = [
        Ballot(sheet["sheet"], subject["subject"], group["kind"], Fraction(sheet["total"]))
        for subject in results["subjects"] for group in subject["groups"] for sheet in group["sheets"]]
    return compute(sorted(subject["subject"] for subject in results["subjects"]), ballots, as_method(results["rule"]))


def _rule(day: ReviewDay, today: date) -> dict[str, Any]:
    grades = rule("performance-grades", area=day.area.code, on=today)
    return {
        "scheme": day.scheme.name, "source": day.scheme.source, "tree": day.tree,
        "min_raters": day.min_raters, "trim_from": day.trim_from,
        "groups": [{"kind": group.kind, "weight": group.weight} for group in day.groups.all()],
        "grades": grades,
    }


def _sheets(day: ReviewDay):
    return Sheet.objects.filter(subject__day=day).order_by("pk").values(
        "pk", "subject", "panelist", "panelist__group__kind", "panelist__user__full_name",
        "panelist__user__username", "panelist__organization__name", "status", "total", "barred", "recusal_reason",
        "comment")


def _marks(day: ReviewDay) -> dict[int, dict[int, Any]]:
    """Sheet -> leaf -> mark, of the signed sheets, in one query."""
    found: dict[int, dict[int, Any]] = {}
    rows = Score.objects.filter(sheet__subject__day=day, sheet__status=Sheet.Status.SIGNED).values_list(
        "sheet", "indicator", "hundredths", "not_applicable")
    for sheet, leaf, hundredths, na in rows:
        found.setdefault(sheet, {})[leaf] = NOT_APPLICABLE if na else hundredths
    return found


def _aliases(day: ReviewDay) -> dict[int, dict[str, Any]]:
    """Panelist -> {group, number}: what the judged see in place of a name («专家1»)."""
    counts: dict[str, int] = {}
    found = {}
    for pk, kind in day.panelists.order_by("pk").values_list("pk", "group__kind"):
        counts[kind] = counts.get(kind, 0) + 1
        found[pk] = {"kind": kind, "number": counts[kind]}
    return found


def _group(verdict: GroupVerdict, sheets: dict, marks: dict[int, dict[int, Any]], aliases: dict) -> dict[str, Any]:
    def one(pk: int) -> dict[str, Any]:
        sheet = sheets[pk]
        dropped = "highest" if pk == verdict.highest else "lowest" if pk == verdict.lowest else ""
        return {
            "sheet": pk, "panelist": sheet["panelist"], "alias": aliases[sheet["panelist"]],
            "name": sheet["panelist__user__full_name"] or sheet["panelist__user__username"],
            "for": sheet["panelist__organization__name"] or "", "total": sheet["total"], "dropped": dropped,
            "flagged": pk in verdict.flagged, "comment": sheet["comment"],
            "marks": {str(leaf): mark for leaf, mark in marks[pk].items()},
        }

    every = sorted([*verdict.kept, *[pk for pk in (verdict.highest, verdict.lowest) if pk is not None]])
    return {
        "kind": verdict.group, "weight": verdict.weight, "mean": as_text(verdict.mean),
        "sheets": [one(pk) for pk in every]}


def _dimensions(tree: tuple[Node, ...], verdict: Verdict, marks: Mapping[int, Marks]) -> list[dict[str, Any]]:
    """For each first-level indicator what was reached of 100, from the sheets that count, groups by weight.

    Shown beside the total, never part of it: where an indicator applies to no sheet of a group, the other groups
    speak for it.
    """
    found = []
    for node in tree:
        reached = weighted([
            (group.weight, weighted([(1, share(node, marks[pk])) for pk in group.kept])) for group in verdict.groups])
        found.append({
            "name": node.name, "weight": node.weight, "mean": as_text(None if reached is None else 100 * reached)})
    return found
