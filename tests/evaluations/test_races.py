"""Many at once: one score per leaf, one signature, one lock, never a 500; and a control without the guard."""

import uuid

import pytest

from evaluations.models import ReviewDay, SavedMarks, Score, Sheet
from incubator.notices.models import Letter
from tests.evaluations.makers import leaves, load, make_day, score, sign_all
from tests.factories import make_organization
from tests.racing import race, race_posts

pytestmark = pytest.mark.django_db(transaction=True)


def filled(sheet, *values, **fields):
    return dict(zip([f"m{leaf.id}" for leaf in leaves(sheet.subject.day)], values, strict=True)) | fields


def test_twenty_first_saves_at_once_give_one_score_per_leaf(sheet, evaluator):
    sheet = load(sheet)
    codes = race_posts(evaluator, f"/evaluations/sheets/{sheet.pk}/save/", filled(
        sheet, "8", "8", "80", "80", saves=0, comment=""), times=20)
    assert set(codes) <= {302, 409}
    assert codes.count(302) == 1
    assert Score.objects.filter(sheet=sheet).count() == 4
    assert SavedMarks.objects.filter(sheet=sheet).count() == 1


def test_twenty_pages_of_one_evaluator_lose_nothing_and_break_nothing(sheet, evaluator):
    from django.test import Client

    sheet = load(sheet)
    clients = [Client() for _n in range(20)]
    for client in clients:
        client.force_login(evaluator)

    def save(i):
        return clients[i].post(
            f"/evaluations/sheets/{sheet.pk}/save/", filled(
                sheet, str(i % 10), "8", "80", "80", saves=0, comment="", saver=str(uuid.uuid4()), seq=1),
            headers={"Accept": "application/json"}).status_code

    codes = race(save, 20)
    assert set(codes) <= {200, 409}
    assert Score.objects.filter(sheet=sheet).count() == 4
    assert Sheet.objects.get(pk=sheet.pk).saves == codes.count(200)


def test_ten_identical_signatures_sign_once(sheet, evaluator):
    sheet = load(sheet)
    score(sheet, [800, 800, 8000, 8000])
    codes = race_posts(evaluator, f"/evaluations/sheets/{sheet.pk}/sign/", {"version": sheet.version})
    assert sorted(codes) == [302, *[409] * 9]
    assert sheet.changes.filter(action="sign").count() == 1
    assert Sheet.objects.get(pk=sheet.pk).status == "signed"


def test_ten_identical_locks_lock_once(day, officer):
    sign_all(day)
    day.refresh_from_db()
    codes = race_posts(officer, f"/evaluations/days/{day.pk}/lock/", {"version": day.version, "confirmed": 1})
    assert sorted(set(codes)) == [302, 409]
    assert codes.count(302) == 1
    assert day.changes.filter(action="lock").count() == 1


def test_ten_identical_openings_write_one_set_of_sheets_and_letters(planned, officer):
    codes = race_posts(officer, f"/evaluations/days/{planned.pk}/act/open/", {"version": 0})
    assert codes.count(302) == 1
    assert set(codes) <= {302, 409}
    assert Sheet.objects.count() == 12
    assert Letter.objects.filter(template="review-day-opened").count() == 6


def test_a_lock_and_a_reopening_at_once_never_leave_an_open_sheet_in_a_result(scheme, community, officer):
    """Either the lock sees the sheet signed, or the sheet is refused: not both."""
    from django.test import Client

    day = make_day(scheme, [make_organization(community)], officer=officer, groups={"expert": (100, 3)}, opened=True)
    sign_all(day)
    day.refresh_from_db()
    sheet = Sheet.objects.order_by("pk").last()
    judge, boss = Client(), Client()
    judge.force_login(sheet.panelist.user)
    boss.force_login(officer)

    def act(i):
        if i % 2:
            return boss.post(f"/evaluations/days/{day.pk}/lock/", {"version": day.version, "confirmed": 1}).status_code
        return judge.post(f"/evaluations/sheets/{sheet.pk}/act/reopen/", {"version": sheet.version}).status_code

    codes = race(act, 2)
    sheet.refresh_from_db()
    locked = ReviewDay.objects.get(pk=day.pk).status == "locked"
    assert set(codes) <= {302, 400, 403, 409}
    assert locked == (sheet.status == "signed")


def test_without_the_guard_the_race_is_real(sheet, evaluator):
    """The control: the same saves without compare-and-set write more than once."""
    fresh = [load(sheet) for _n in range(10)]

    def save(i):
        SavedMarks.objects.create(sheet=fresh[i], number=100 + i, marks={})
        Sheet.objects.filter(pk=fresh[i].pk).update(saves=fresh[i].saves + 1)

    race(save, 10)
    assert SavedMarks.objects.filter(number__gte=100).count() == 10
    assert Sheet.objects.get(pk=sheet.pk).saves == 1  # nine of ten were lost
