"""Scoring: what an evaluator does with a sheet, from the declaration to the signature."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from evaluations.models import ReviewDay, SavedMarks, Score, Sheet
from evaluations.models.marking import NOT_APPLICABLE, Mark, answered, as_text, leaves_of, plant, total_of
from evaluations.workflow import sheet_workflow
from evaluations.workflow.sheets import closed
from incubator.workflow import Incomplete, Stale

# Frozen results weigh megabytes, and each sheet of a day would carry them along.
RESULTS = ("subject__day__results", "subject__day__earlier_results")
# What a save asks for, and no more: a hall of evaluators saves every few seconds.
SAVING = (
    "status", "version", "saves", "saver", "saver_seq", "scored", "total", "panelist__user", "subject__day__status",
    "subject__day__tree")


def load(sheets: Any, pk: int, *, named: bool = True) -> Sheet:
    """The sheet with all that its page and its rules ask for, in one query; an autosave needs no names.

    Raises Sheet.DoesNotExist.
    """
    if not named:
        return sheets.select_related("subject__day", "panelist").only(*SAVING).get(pk=pk)
    return sheets.select_related(
        "subject__day", "subject__organization", "subject__project", "panelist").defer(*RESULTS).get(pk=pk)


def act(name: str, sheet: Sheet, *, by: Any, seen: int, note: str) -> None:
    """The evaluator's plain buttons, for the page and the API; saving and signing have forms of their own."""
    if name == "declare":
        declare(sheet, by=by, seen=seen)
    elif name == "recuse":
        recuse(sheet, by=by, seen=seen, note=note)
    elif name == "reopen":
        reopen(sheet, by=by, seen=seen)
    else:
        raise PermissionDenied(name)


def declare(sheet: Sheet, *, by: Any, seen: int) -> None:
    """No conflict of interest: the sheet may be scored."""
    _during_scoring("declare", sheet, by=by, seen=seen)


def recuse(sheet: Sheet, *, by: Any, seen: int, note: str) -> None:
    """The evaluator steps aside, with the reason; marks already given count for nothing."""
    _step_aside("recuse", sheet, by=by, seen=seen, note=note)


def exclude(sheet: Sheet, *, by: Any, seen: int, note: str) -> None:
    """An officer records a conflict that came to light later."""
    _step_aside("exclude", sheet, by=by, seen=seen, note=note)


def save(
    sheet: Sheet, *, marks: Mapping[int, Mark], comment: str, by: Any, base: int, saver: str = "", seq: int = 0
) -> None:
    """Keep the whole sheet as it is on the evaluator's screen; it need not be complete.

    `base` is the count of saves the screen started from, `saver` names the open page and `seq` counts its own
    requests: the same request arriving twice, or late, changes nothing; another page's older screen raises Stale.
    """
    sheet_workflow.require("score", sheet, by)
    if reasons := closed(sheet):
        raise Incomplete(reasons)
    same_page = bool(saver) and sheet.saver == saver
    if same_page and seq <= sheet.saver_seq:
        return
    if not same_page and base != sheet.saves:
        raise Stale("score", sheet)
    tree = plant(sheet.subject.day.tree)
    leaves = leaves_of(tree)
    marks = {leaf.id: marks.get(leaf.id) for leaf in leaves}
    scored = answered(tree, marks)
    total = as_text(total_of(tree, marks)) if scored == len(leaves) else ""
    with transaction.atomic():
        now_at = Sheet.objects.filter(pk=sheet.pk, status=Sheet.Status.OPEN, saves=sheet.saves)
        if not now_at.update(
            saves=F("saves") + 1, version=F("version") + 1, saver=saver, saver_seq=seq, comment=comment,
            scored=scored, total=total,
        ):
            raise Stale("score", sheet)
        Score.objects.bulk_create(
            [Score(
                sheet=sheet, indicator_id=leaf, hundredths=None if mark == NOT_APPLICABLE else mark,
                not_applicable=mark == NOT_APPLICABLE) for leaf, mark in marks.items()],
            update_conflicts=True, unique_fields=["sheet", "indicator"],
            update_fields=["hundredths", "not_applicable"])
        SavedMarks.objects.create(sheet=sheet, number=sheet.saves + 1, marks=marks, comment=comment)
    sheet.saves, sheet.version = sheet.saves + 1, sheet.version + 1
    sheet.saver, sheet.saver_seq, sheet.comment = saver, seq, comment
    sheet.scored, sheet.total = scored, total


def sign(sheet: Sheet, *, by: Any, seen: int, now: datetime) -> None:
    """The evaluator stands by the sheet; its exact total is on it from here on."""
    _during_scoring("sign", sheet, by=by, seen=seen, setting={"signed_at": now})


def reopen(sheet: Sheet, *, by: Any, seen: int) -> None:
    _during_scoring("reopen", sheet, by=by, seen=seen, setting={"signed_at": None})


def marks_of(sheet: Sheet) -> dict[int, Mark]:
    return {
        leaf: NOT_APPLICABLE if na else hundredths
        for leaf, hundredths, na in sheet.scores.values_list("indicator", "hundredths", "not_applicable")
    }


def _step_aside(name: str, sheet: Sheet, *, by: Any, seen: int, note: str) -> None:
    _during_scoring(name, sheet, by=by, seen=seen, note=note, setting={"recusal_reason": note.strip()[:300]})


def _during_scoring(
    name: str, sheet: Sheet, *, by: Any, seen: int, note: str = "", setting: dict[str, Any] | None = None
) -> None:
    """The action, while the day's row is held: a lock of the day comes wholly before it or wholly after it."""
    with sheet_workflow.performing(name, sheet, by=by, seen=seen, note=note, setting=setting):
        day = ReviewDay.objects.select_for_update(no_key=True).filter(
            pk=sheet.subject.day_id, status=ReviewDay.Status.SCORING).values_list("pk").first()
        if day is None:
            sheet.subject.day.refresh_from_db(fields=["status"])
            raise Incomplete(closed(sheet))
