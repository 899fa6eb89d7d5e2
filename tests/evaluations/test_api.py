"""The API: the same rights, versions in If-Match, and never another's scores."""

import pytest
from rest_framework.test import APIClient

from evaluations.models import Score, Sheet
from tests.evaluations.makers import leaves, load, lock, make_day, open_sheet, sign, sign_all
from tests.factories import make_scheme


@pytest.fixture
def api():
    return APIClient()


def put(api, sheet, marks, version=None, **fields):
    return api.put(
        f"/api/v1/sheets/{sheet.pk}/scores/", {"marks": marks} | fields, format="json",
        headers={} if version is None else {"If-Match": f'"{version}"'})


def whole(sheet, *values):
    return dict(zip([str(leaf.id) for leaf in leaves(sheet.subject.day)], values, strict=True))


def test_an_evaluator_scores_and_signs(api, day, evaluator):
    api.force_authenticate(evaluator)
    sheet = load(Sheet.objects.filter(panelist__user=evaluator).first())
    act = f"/api/v1/sheets/{sheet.pk}/actions/"
    assert api.post(f"{act}declare/", headers={"If-Match": '"0"'}).data["actions"] == ["recuse", "sign"]
    answer = put(api, sheet, whole(sheet, "8", "na", 80, "80.5"), 1)
    assert (answer.status_code, answer.data["scored"], answer["ETag"]) == (200, 4, '"2"')
    assert api.post(f"{act}sign/", headers={"If-Match": '"2"'}).data["status"] == "signed"


def test_versions_are_asked_for_and_checked(api, sheet, evaluator):
    api.force_authenticate(evaluator)
    assert put(api, sheet, {}).status_code == 428
    assert put(api, sheet, {}, sheet.version - 1).status_code == 412


def test_every_wrong_mark_is_told_and_nothing_written(api, sheet, evaluator):
    api.force_authenticate(evaluator)
    answer = put(api, sheet, whole(sheet, "99", "8", "8.3", None), sheet.version)
    assert answer.status_code == 400
    assert len(answer.data["detail"]) == 2
    assert not Score.objects.exists()


def test_an_unfinished_sheet_is_not_signed(api, sheet, evaluator):
    api.force_authenticate(evaluator)
    answer = api.post(f"/api/v1/sheets/{sheet.pk}/actions/sign/", headers={"If-Match": f'"{sheet.version}"'})
    assert answer.status_code == 400


def test_nobody_sees_anothers_sheet(api, day, evaluator, officer, cast):
    sheet = open_sheet(day, evaluator)
    sign(sheet)
    others = [*cast.values(), *[p.user for p in day.panelists.exclude(user=evaluator)]]
    for user in others:
        api.force_authenticate(user)
        assert api.get(f"/api/v1/sheets/{sheet.pk}/").status_code == 404
        assert all(row["id"] != sheet.pk for row in api.get("/api/v1/sheets/").data["results"])


@pytest.mark.parametrize(("who", "status"), [
    ("officer", 200), ("district_officer", 200), ("other_officer", 404), ("member", 404), ("resident", 404)])
def test_days_are_for_officers_of_the_area(api, day, cast, who, status):
    api.force_authenticate(cast[who])
    assert api.get(f"/api/v1/review-days/{day.pk}/").status_code == status


def test_an_evaluator_reads_no_day_and_no_result(api, day, officer, evaluator):
    sign_all(day)
    lock(day, officer)
    api.force_authenticate(evaluator)
    assert api.get(f"/api/v1/review-days/{day.pk}/results/").status_code == 404


def test_an_officer_runs_the_day(api, planned, officer):
    api.force_authenticate(officer)
    url = f"/api/v1/review-days/{planned.pk}/"
    assert api.post(f"{url}actions/open/", headers={"If-Match": '"0"'}).data["status"] == "scoring"
    assert api.get(f"{url}results/").status_code == 404
    refused = api.post(f"{url}actions/lock/", headers={"If-Match": '"1"'})
    assert (refused.status_code, len(refused.data["detail"])) == (400, 4)
    sign_all(planned)
    assert api.post(f"{url}actions/lock/", headers={"If-Match": '"1"'}).data["status"] == "locked"
    assert len(api.get(f"{url}results/").data["results"]["subjects"]) == 2
    assert api.post(f"{url}actions/edit/", headers={"If-Match": '"2"'}).status_code == 403
    assert api.post(f"{url}actions/open/", headers={"If-Match": '"2"'}).status_code == 409


def test_schemes_for_officers(api, scheme, officer, resident):
    api.force_authenticate(officer)
    row = api.get(f"/api/v1/schemes/{scheme.pk}/").data
    assert (row["actions"], len(row["indicators"])) == (["retire"], 5)
    api.force_authenticate(resident)
    assert api.get("/api/v1/schemes/").data["count"] == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_the_same_at_any_length(api, street, judged, officer, rows, django_assert_max_num_queries):
    for n in range(rows):
        make_day(make_scheme(street, name=f"方案{n}"), judged, officer=officer, opened=True)
    api.force_login(officer)
    for path in ("schemes", "review-days", "sheets"):
        with django_assert_max_num_queries(6):
            assert api.get(f"/api/v1/{path}/").status_code == 200
