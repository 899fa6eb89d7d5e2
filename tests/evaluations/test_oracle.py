"""The result against an independent computation by brute force, in another style: exact, over random days."""

import random
from fractions import Fraction as F

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluations.deciding import Ballot, BelowQuorum, Method, compute
from evaluations.models.marking import NOT_APPLICABLE, plant, total_of


def random_rows(rng: random.Random, depth: int = 3) -> list[dict]:
    """A tree as flat rows, weights of siblings summing to 100."""
    rows: list[dict] = []

    def grow(parent, level):
        count = rng.randint(1, 4)
        cuts = sorted(rng.sample(range(1, 100), count - 1))
        for weight in [b - a for a, b in zip([0, *cuts], [*cuts, 100], strict=True)]:
            row = {"id": len(rows) + 1, "parent": parent, "name": str(len(rows)), "weight": weight,
                   "max_points": rng.choice([3, 5, 7, 10, 20, 100]), "may_not_apply": True, "guidance": ""}
            rows.append(row)
            if level < depth and rng.random() < 0.5:
                grow(row["id"], level + 1)

    grow(None, 1)
    return rows


def random_marks(rng: random.Random, rows: list[dict]) -> dict:
    parents = {row["parent"] for row in rows}
    return {
        row["id"]: NOT_APPLICABLE if rng.random() < 0.2 else 50 * rng.randint(0, 2 * row["max_points"])
        for row in rows if row["id"] not in parents}


def oracle_total(rows: list[dict], marks: dict) -> F | None:
    """Leaf by leaf: each leaf's share of the whole is the product, up to the root, of its weight among those siblings
    below which anything applies."""
    by_id = {row["id"]: row for row in rows}

    def path(row):
        while row:
            yield row
            row = by_id.get(row["parent"])

    applying = {row["id"] for leaf, mark in marks.items() if mark != NOT_APPLICABLE for row in path(by_id[leaf])}
    if not applying:
        return None
    total = F(0)
    for leaf, mark in marks.items():
        if leaf not in applying:
            continue
        part = F(mark, 100) / by_id[leaf]["max_points"]
        for row in path(by_id[leaf]):
            rivals = [r["weight"] for r in rows if r["parent"] == row["parent"] and r["id"] in applying]
            part *= F(row["weight"], sum(rivals))
        total += part
    return total * 100


def oracle_result(subjects, totals, weights, min_raters, trim_from):
    """{subject: (total, rank)}, or None below quorum; `totals` is {(subject, group): [F]}."""
    if any(len(totals[s, g]) < min_raters for s in subjects for g in weights):
        return None
    final = {}
    for s in subjects:
        final[s] = F(0)
        for g, w in weights.items():
            pile = list(totals[s, g])
            if len(pile) >= trim_from:
                pile.remove(max(pile))
                pile.remove(min(pile))
            final[s] += F(w, 100) * sum(pile) / len(pile)
    return {s: (t, 1 + sum(other > t for other in final.values())) for s, t in final.items()}


def check_random_day(seed: int) -> None:
    rng = random.Random(seed)
    rows = random_rows(rng)
    tree = plant(rows)
    subjects = list(range(1, rng.randint(1, 6) + 1))
    first = rng.choice([20, 50, 70])
    weights = {"expert": first, "resident": 100 - first} if rng.random() < 0.7 else {"expert": 100}
    min_raters, trim_from = rng.randint(1, 3), rng.choice([3, 5])
    ballots, totals = [], {}
    few = [random_marks(rng, rows) for _n in range(3)]  # marks come again, so that there are ties
    for s in subjects:
        for g in weights:
            totals[s, g] = []
            for _n in range(rng.randint(2 if rng.random() < 0.1 else 3, 8)):
                marks = rng.choice(few) if rng.random() < 0.6 else random_marks(rng, rows)
                total = total_of(tree, marks)
                assert total == oracle_total(rows, marks), seed
                if total is not None:  # such a sheet cannot be signed
                    assert 0 <= total <= 100
                    totals[s, g].append(total)
                    ballots.append(Ballot(len(ballots) + 1, s, g, total))
    rng.shuffle(ballots)
    expected = oracle_result(subjects, totals, weights, min_raters, trim_from)
    method = Method(weights, min_raters, trim_from)
    if expected is None:
        with pytest.raises(BelowQuorum):
            compute(subjects, ballots, method)
    else:
        assert {v.subject: (v.total, v.rank) for v in compute(subjects, ballots, method)} == expected, seed


@pytest.mark.parametrize("block", range(5))
def test_random_days_match_the_oracle(block):
    for seed in range(20 * block, 20 * block + 20):
        check_random_day(seed)


@pytest.mark.proof
@pytest.mark.parametrize("block", range(10))
def test_a_thousand_random_days_match_the_oracle(block):
    for seed in range(1000 + 100 * block, 1100 + 100 * block):
        check_random_day(seed)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.fractions(0, 100), min_size=3, max_size=9), st.integers(3, 6))
def test_the_mean_of_a_group_matches_the_oracle(values, trim_from):
    [verdict] = compute([1], [Ballot(n, 1, "expert", v) for n, v in enumerate(values)], Method(
        {"expert": 100}, 3, trim_from))
    assert verdict.total == oracle_result([1], {(1, "expert"): values}, {"expert": 100}, 3, trim_from)[1][0]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_the_order_of_the_sheets_does_not_matter(seed, shuffler):
    rng = random.Random(seed)
    ballots = [Ballot(n, 1 + n % 2, "expert", F(rng.randint(0, 6) * 10)) for n in range(12)]
    mixed = list(ballots)
    shuffler.shuffle(mixed)
    method = Method({"expert": 100}, 3, 5)
    assert compute([1, 2], ballots, method) == compute([1, 2], mixed, method)
