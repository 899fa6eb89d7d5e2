"""Scoring: declared, saved in order, signed exactly, opened again until the lock."""

from fractions import Fraction

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from evaluations import scoring
from evaluations.models import SavedMarks, Score, Sheet
from evaluations.models.marking import NOT_APPLICABLE
from evaluations.workflow import sheet_workflow
from incubator.workflow import Incomplete, Stale
from tests.evaluations.makers import NOW, leaves, load, lock, open_sheet, score, sign, sign_all

TABLE = [
    ("assigned", "evaluator", {"declare", "recuse"}),
    ("assigned", "officer", {"exclude"}),
    ("assigned", "other_officer", set()),
    ("assigned", "district_officer", set()),
    ("assigned", "member", set()),
    ("open", "evaluator", {"recuse", "sign"}),
    ("open", "officer", {"exclude"}),
    ("signed", "evaluator", {"reopen"}),
    ("signed", "officer", {"exclude"}),
    ("signed", "resident", set()),
    ("recused", "evaluator", set()),
    ("recused", "officer", set()),
]


@pytest.mark.parametrize(("status", "who", "names"), TABLE)
def test_available_actions(sheet, evaluator, cast, status, who, names):
    sheet.status = status
    assert {a.name for a in sheet_workflow.available(sheet, (cast | {"evaluator": evaluator})[who])} == names


def test_signing_needs_every_leaf_and_names_the_missing(sheet):
    score(sheet, [800, None, None, 8000])
    with pytest.raises(Incomplete) as refused:
        scoring.sign(sheet, by=sheet.panelist.user, seen=sheet.version, now=NOW)
    assert "党建工作、管理服务" in refused.value.messages[0]


def test_the_total_is_exact_and_not_applicable_is_left_out(sheet):
    sign(sheet, [700, NOT_APPLICABLE, 3350, 10000])
    sheet.refresh_from_db()
    assert Fraction(sheet.total) == 30 * Fraction(7, 10) + 30 * Fraction(335, 1000) + 40
    assert (sheet.status, sheet.signed_at, sheet.scored) == ("signed", NOW, 4)


def test_a_sheet_where_nothing_applies_cannot_be_signed(day, evaluator, sheet):
    day.tree = [row | {"may_not_apply": True} for row in day.tree]
    day.save()
    sheet = load(sheet)
    score(sheet, [NOT_APPLICABLE] * 4)
    with pytest.raises(Incomplete, match="至少"):
        scoring.sign(sheet, by=evaluator, seen=sheet.version, now=NOW)


def test_what_was_saved_can_be_taken_back_again(sheet):
    score(sheet, [800, 800, 8000, 8000])
    score(sheet, [800, None, 8000, 8000])
    assert (sheet.scored, sheet.total) == (3, "")
    assert Score.objects.filter(sheet=sheet).count() == 4


def test_no_save_destroys_an_earlier_one(sheet):
    score(sheet, [100, None, None, None])
    score(sheet, [200, None, None, None], comment="改")
    first = leaves(sheet.subject.day)[0].id
    assert [saved.marks[str(first)] for saved in SavedMarks.objects.filter(sheet=sheet)] == [100, 200]


def give(sheet, points, **fields):
    first = leaves(sheet.subject.day)[0].id
    scoring.save(sheet, marks={first: points}, comment="", by=sheet.panelist.user, **fields)


def first_mark(sheet):
    return Score.objects.get(sheet=sheet, indicator=leaves(sheet.subject.day)[0].id).hundredths


def test_a_late_request_of_the_same_page_never_overwrites_a_newer_one(sheet):
    give(sheet, 900, base=0, saver="page", seq=2)
    give(load(sheet), 100, base=0, saver="page", seq=1)
    assert first_mark(sheet) == 900
    assert load(sheet).saves == 1


def test_a_request_sent_again_after_a_lost_answer_is_no_conflict_with_oneself(sheet):
    give(sheet, 900, base=0, saver="page", seq=1)
    give(load(sheet), 950, base=0, saver="page", seq=2)
    assert first_mark(sheet) == 950


def test_an_older_screen_of_another_page_is_told(sheet):
    give(sheet, 900, base=0, saver="phone", seq=1)
    with pytest.raises(Stale):
        give(load(sheet), 100, base=0, saver="tablet", seq=1)
    give(load(sheet), 100, base=1, saver="tablet", seq=2)
    assert first_mark(sheet) == 100


def test_two_requests_that_read_the_same_state_write_once(sheet):
    twin = load(sheet)
    give(sheet, 900, base=0, saver="phone", seq=1)
    with pytest.raises(Stale):
        give(twin, 100, base=0, saver="tablet", seq=1)
    assert first_mark(sheet) == 900


def test_nobody_else_scores(sheet, officer, resident):
    for user in (officer, resident):
        with pytest.raises(PermissionDenied):
            scoring.save(sheet, marks={}, comment="", by=user, base=0)


def test_stepping_aside_needs_a_reason_and_ends_the_sheet(sheet, evaluator):
    with pytest.raises(Incomplete):
        scoring.recuse(sheet, by=evaluator, seen=sheet.version, note=" ")
    scoring.recuse(sheet, by=evaluator, seen=sheet.version, note="亲属在该组织任职")
    sheet.refresh_from_db()
    assert (sheet.status, sheet.recusal_reason) == ("recused", "亲属在该组织任职")


def test_a_stale_recusal_leaves_no_trace(sheet, evaluator):
    with pytest.raises(Stale):
        scoring.recuse(sheet, by=evaluator, seen=sheet.version - 1, note="理由")
    assert Sheet.objects.get(pk=sheet.pk).recusal_reason == ""


def test_an_officer_records_a_recusal_even_of_a_signed_sheet(sheet, officer):
    sign(sheet)
    scoring.exclude(sheet, by=officer, seen=sheet.version, note="举报属实")
    assert Sheet.objects.get(pk=sheet.pk).status == "recused"


def test_opened_again_until_the_lock_and_not_after(day, officer, evaluator):
    sign_all(day)
    mine = load(Sheet.objects.filter(panelist__user=evaluator).first())
    scoring.reopen(mine, by=evaluator, seen=mine.version)
    sign(mine)
    lock(day, officer)
    mine = load(mine)
    with pytest.raises(Incomplete, match="已结束"):
        scoring.reopen(mine, by=evaluator, seen=mine.version)
    with pytest.raises(PermissionDenied):
        sheet_workflow.perform("score", mine, by=evaluator, seen=mine.version)


def test_a_sheet_loaded_before_the_lock_cannot_be_signed_after_it(day, officer, evaluator):
    sign_all(day)
    mine = load(Sheet.objects.filter(panelist__user=evaluator).first())
    early = load(mine)
    lock(day, officer)
    with pytest.raises(Incomplete):
        scoring.reopen(early, by=evaluator, seen=early.version)
    assert Sheet.objects.get(pk=mine.pk).status == "signed"


def test_the_database_holds_one_score_per_leaf_and_a_total_when_signed(sheet):
    score(sheet, [800, 800, 8000, None])
    leaf = leaves(sheet.subject.day)[0].id
    with pytest.raises(IntegrityError), transaction.atomic():
        Score.objects.create(sheet=sheet, indicator_id=leaf, hundredths=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Sheet.objects.filter(pk=sheet.pk).update(status="signed")


def test_the_declaration_is_asked_once(day, evaluator):
    sheet = open_sheet(day, evaluator)
    assert list(sheet.changes.values_list("action", flat=True)) == ["create", "declare"]
