"""Deciding, by examples that a person can work out on paper."""

from fractions import Fraction

import pytest

from evaluations.deciding import Ballot, BelowQuorum, Method, compute
from evaluations.deciding.computing import flag, grade_of, judge
from evaluations.models.marking import NOT_APPLICABLE, Node, as_text, printed, total_of

GRADES = (("excellent", 90), ("good", 80), ("fair", 60), ("poor", 0))


def method(**fields) -> Method:
    return Method(**{"weights": {"expert": 100}, "min_raters": 3, "trim_from": 5, "grades": GRADES} | fields)


def ballots(subject, group, *totals, first=1):
    return [Ballot(first + n, subject, group, Fraction(total)) for n, total in enumerate(totals)]


def test_below_the_trim_size_every_sheet_counts():
    [verdict] = compute([1], ballots(1, "expert", 80, 90, 100, 60), method())
    assert verdict.total == Fraction(330, 4)
    assert verdict.groups[0].highest is None


def test_from_five_sheets_on_one_highest_and_one_lowest_go():
    [verdict] = compute([1], ballots(1, "expert", 100, 100, 80, 60, 60), method())
    assert verdict.total == 80  # 100 + 80 + 60 stay: of equals, one goes
    assert len(verdict.groups[0].kept) == 3


def test_all_equal_still_drops_two_different_sheets():
    found = judge(ballots(1, "expert", *[70] * 5), "expert", method())
    assert found.highest != found.lowest
    assert found.mean == 70


def test_groups_count_by_their_weight():
    given = [*ballots(1, "expert", 90, 90, 90), *ballots(1, "resident", 60, 60, 60, first=10)]
    [verdict] = compute([1], given, method(weights={"expert": 70, "resident": 30}))
    assert verdict.total == 81


def test_a_group_below_quorum_blocks_and_is_named():
    given = [*ballots(1, "expert", 90, 90, 90), *ballots(1, "resident", 60, 60, first=10)]
    with pytest.raises(BelowQuorum) as refused:
        compute([1], given, method(weights={"expert": 70, "resident": 30}))
    assert refused.value.short == [(1, "resident", 2)]


def test_ties_share_the_rank_and_the_next_rank_is_skipped():
    given = [*ballots(1, "expert", 80, 80, 80), *ballots(2, "expert", 90, 90, 90, first=10),
             *ballots(3, "expert", 80, 80, 80, first=20), *ballots(4, "expert", 70, 70, 70, first=30)]
    assert [(v.subject, v.rank) for v in compute([1, 2, 3, 4], given, method())] == [(2, 1), (1, 2), (3, 2), (4, 4)]


def test_thirds_tie_exactly():
    """Three times a third is one: floats would tell these two apart."""
    given = [*ballots(1, "expert", "100/3", "100/3", "100/3"), *ballots(2, "expert", 0, 0, 100, first=10)]
    assert [v.rank for v in compute([1, 2], given, method())] == [1, 1]


def test_a_grade_begins_at_its_bound_exactly_not_at_what_is_printed():
    assert grade_of(Fraction(90), GRADES) == "excellent"
    assert grade_of(Fraction("89.999"), GRADES) == "good"  # printed 90.00, but below
    assert grade_of(Fraction(0), GRADES) == "poor"


@pytest.mark.parametrize(("exact", "text"), [
    ("1/8", "0.13"), ("5/1000", "0.01"), ("12345/1000", "12.35"), ("12344999/1000000", "12.34"), ("100", "100.00"),
    ("2/3", "0.67"), ("", "—"), (None, "—"),
])
def test_two_decimals_half_up_only_in_print(exact, text):
    assert printed(exact) == text


def test_flags_are_shown_and_drop_nothing():
    assert flag(Fraction(50), [Fraction(n) for n in (50, 80, 82, 84)])
    assert not flag(Fraction(80), [Fraction(n) for n in (50, 80, 82, 84)])
    found = judge(ballots(1, "expert", 50, 80, 82, 84), "expert", method())
    assert (found.flagged, len(found.kept)) == ((1,), 4)


def leaf(pk, weight, full=10, na=False):
    return Node(pk, f"指标{pk}", weight, full, na)


def test_not_applicable_is_left_out_never_zero():
    """A 5 and an N/A are 5, not 2.5: the weight falls to the sibling."""
    tree = (Node(9, "上级", 100, children=(leaf(1, 50), leaf(2, 50, na=True))),)
    assert total_of(tree, {1: 500, 2: NOT_APPLICABLE}) == 50


def test_a_parent_below_which_nothing_applies_is_left_out_too():
    tree = (Node(9, "上级", 40, children=(leaf(1, 100, na=True),)), leaf(2, 60))
    assert total_of(tree, {1: NOT_APPLICABLE, 2: 700}) == 70
    assert total_of(tree, {1: NOT_APPLICABLE, 2: NOT_APPLICABLE}) is None


def test_weights_go_down_the_tree_with_different_full_marks():
    tree = (Node(9, "一", 30, children=(leaf(1, 25, full=3), leaf(2, 75, full=7))), leaf(3, 70, full=100))
    exact = total_of(tree, {1: 100, 2: 200, 3: 5050})
    assert exact == 100 * (Fraction(30, 100) * (Fraction(1, 4) * Fraction(1, 3) + Fraction(3, 4) * Fraction(2, 7))
                           + Fraction(70, 100) * Fraction(505, 1000))
    assert Fraction(as_text(exact)) == exact
