"""The live board: who is how far, never a mark; and to officers of the area only."""

import pytest

from evaluations.reports.board import board
from tests.evaluations.makers import make_day, open_sheet, score, sign, sign_all
from tests.factories import make_organization


def test_it_counts_what_is_signed_stepped_aside_and_open(day, evaluator):
    sign(open_sheet(day, evaluator, 0))
    score(open_sheet(day, evaluator, 1), [800, None, None, None])
    shown = board(day)
    assert (shown.signed, shown.recused, shown.waiting, shown.total) == (1, 0, 11, 12)
    assert [row.cells[0].sign for row in shown.rows] == ["✓", "1/4"]
    assert [len(row.groups) for row in shown.short] == [2, 2]


def test_nothing_is_short_when_all_have_signed(day):
    sign_all(day)
    assert board(day).short == []


def test_no_mark_reaches_the_board_before_the_lock(client, day, officer, evaluator):
    sign(open_sheet(day, evaluator), [950, 950, 9350, 9250])
    client.force_login(officer)
    text = client.get(f"/evaluations/days/{day.pk}/board/").content.decode()
    assert not any(number in text for number in ("93.5", "92.5", "93.55", "9350"))


def test_htmx_gets_the_inner_part_only(client, day, officer):
    client.force_login(officer)
    part = client.get(f"/evaluations/days/{day.pk}/board/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "评分进度" in part


@pytest.mark.parametrize(("who", "status"), [
    ("officer", 200), ("district_officer", 200), ("other_officer", 404), ("community_worker", 404),
    ("member", 404), ("resident", 404)])
def test_the_board_is_for_officers_of_the_area(client, day, cast, who, status):
    client.force_login(cast[who])
    for page in ("", "board/"):
        assert client.get(f"/evaluations/days/{day.pk}/{page}").status_code == status


def test_an_evaluator_sees_no_board(client, day, evaluator):
    client.force_login(evaluator)
    assert client.get(f"/evaluations/days/{day.pk}/board/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_board_costs_the_same_at_any_size(client, scheme, community, officer, rows, django_assert_num_queries):
    judged = [make_organization(community) for _n in range(rows)]
    day = make_day(scheme, judged, officer=officer, opened=True)
    client.force_login(officer)
    with django_assert_num_queries(10):
        client.get(f"/evaluations/days/{day.pk}/board/")


def test_an_officer_records_a_recusal_from_the_board(client, day, officer, evaluator):
    sheet = open_sheet(day, evaluator)
    client.force_login(officer)
    url = f"/evaluations/sheets/{sheet.pk}/exclude/"
    assert client.get(url).status_code == 200
    assert client.post(url, {"version": sheet.version, "note": ""}).status_code == 400
    assert client.post(url, {"version": sheet.version, "note": "举报属实"}).status_code == 302
    assert board(day).recused == 1


def test_the_counts_below_the_quorum_stand_beside_their_group(client, day, officer):
    client.force_login(officer)
    text = client.get(f"/evaluations/days/{day.pk}/board/").content.decode()
    assert '专家 0/3 份</span>、<span class="short-group">居民代表 0/3 份' in text
