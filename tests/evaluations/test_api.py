"""The API: the same rights, versions in If-Match, and never another's scores."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from evaluations import preparing
from evaluations.models import ReviewDay, Scheme, Score, Sheet
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
        with django_assert_max_num_queries(7):
            assert api.get(f"/api/v1/{path}/").status_code == 200


TREE = [
    {"name": "组织建设", "weight": 40, "children": [
        {"name": "章程制度", "weight": 60, "max_points": 10, "guidance": "看章程"},
        {"name": "党建工作", "weight": 40, "may_not_apply": True}]},
    {"name": "工作绩效", "weight": 60}]


def version(thing):
    return {"If-Match": f'"{thing["version"]}"'}


def test_a_scheme_is_drawn_made_ready_and_copied_by_machine(api, street, officer):
    api.force_authenticate(officer)
    made = api.post("/api/v1/schemes/", {
        "area": street.code, "name": "方案", "target": "organization", "tree": []}, format="json")
    assert (made.status_code, made.data["status"], made.data["tree"]) == (201, "draft", [])
    url = f"/api/v1/schemes/{made.data['id']}/"
    given = {"name": "新方案", "target": "organization", "tree": TREE}
    assert api.put(url, given, format="json").status_code == 428
    drawn = api.put(url, given, format="json", headers=version(made.data))
    assert (drawn.status_code, drawn.data["name"]) == (200, "新方案")
    assert [row["name"] for row in drawn.data["tree"][0]["children"]] == ["章程制度", "党建工作"]
    assert len(drawn.data["indicators"]) == 4
    assert api.put(url, given, format="json", headers=version(made.data)).status_code == 412
    assert api.put(url, {**given, "tree": drawn.data["tree"]}, format="json", headers=version(drawn.data)).data[
        "tree"] == drawn.data["tree"]  # what came out goes in
    ready = api.post(f"{url}actions/ready/", headers={"If-Match": '"2"'})
    assert ready.data["status"] == "ready"
    assert api.put(url, given, format="json", headers=version(ready.data)).status_code == 409
    token = "7e0f8b0c-7d0f-4f5a-9c0e-1f2a3b4c5d6e"
    twins = [api.post(f"{url}copy/", {"name": "副本", "token": token}, format="json") for _n in range(2)]
    assert [(twin.status_code, twin.data["status"]) for twin in twins] == [(201, "draft")] * 2
    assert twins[0].data["id"] == twins[1].data["id"]
    assert twins[0].data["tree"] == drawn.data["tree"]


def test_a_new_scheme_starts_from_the_ready_made_indicators(api, street, officer):
    api.force_authenticate(officer)
    made = api.post("/api/v1/schemes/", {"area": street.code, "name": "方案", "target": "project"}, format="json")
    assert made.data["tree"]
    assert api.post(
        f"/api/v1/schemes/{made.data['id']}/actions/ready/", headers=version(made.data)).data["status"] == "ready"


def deep(levels):
    return [] if not levels else [{"name": "层", "weight": 100, "children": deep(levels - 1)}]


@pytest.mark.parametrize(("tree", "said"), [
    ([{"name": "甲", "weight": 0}, {"name": "甲", "weight": 101}], 2),
    ([{"weight": 50}], 1),
    ([{"name": "甲", "weight": 50}, {"name": "甲", "weight": 50}], 1),
    ([{"name": "甲", "weight": 50, "max_points": 1001}], 1),
    ([{"name": ["甲"], "weight": 50}], 1),
    ([{"name": "甲", "weight": 50, "children": "乙"}], 1),
    ("甲", 1), ([7], 1), (deep(6), 1), (deep(60), 1), ([{"name": "甲", "weight": 1}] * 100, 1),
])
def test_a_faulty_tree_is_told_and_nothing_written(api, street, officer, tree, said):
    api.force_authenticate(officer)
    answer = api.post("/api/v1/schemes/", {
        "area": street.code, "name": "方案", "target": "organization", "tree": tree}, format="json")
    assert answer.status_code == 400
    assert len(answer.data["tree"]) >= said, answer.data
    assert not Scheme.objects.exists()


def test_a_day_is_set_up_by_machine(api, scheme, street, judged, officer, outsider):
    api.force_authenticate(officer)
    given = {"area": street.code, "name": "评审日", "date": "2026-12-01", "scheme": scheme.pk, "min_raters": 1,
             "groups": [{"kind": "expert", "weight": 100}]}
    wrong = api.post("/api/v1/review-days/", {**given, "groups": [{"kind": "expert", "weight": 90}]}, format="json")
    assert (wrong.status_code, list(wrong.data["detail"])) == (400, ["weights"])
    made = api.post("/api/v1/review-days/", given, format="json")
    assert (made.status_code, made.data["groups"]) == (201, [{"kind": "expert", "weight": 100}])
    url = f"/api/v1/review-days/{made.data['id']}/"
    moved = api.put(url, {**given, "place": "宸益阁"}, format="json", headers=version(made.data))
    assert (moved.data["place"], moved.data["version"]) == ("宸益阁", 1)
    chosen = api.put(f"{url}subjects/", {"chosen": [one.pk for one in reversed(judged)]}, format="json",
                     headers=version(moved.data))
    assert [row["name"] for row in chosen.data["subjects"]] == ["文澜书苑", "贝贝学堂"]
    assert api.put(f"{url}subjects/", {"chosen": [9_999_999]}, format="json",
                   headers=version(chosen.data)).status_code == 400
    assert [row["id"] for row in api.get(f"{url}people/?q=外人").data] == [outsider.pk]
    refused = api.post(f"{url}panelists/", {"user": outsider.pk, "group": "peer"}, format="json",
                       headers=version(chosen.data))
    assert (refused.status_code, list(refused.data["detail"])) == (400, ["group"])
    seat = {"user": outsider.pk, "group": "expert"}
    seated = api.post(f"{url}panelists/", seat, format="json", headers=version(chosen.data))
    assert [(row["name"], row["group"]) for row in seated.data["panelists"]] == [("外人", "expert")]
    assert api.post(f"{url}panelists/", seat, format="json", headers=version(seated.data)).status_code == 400
    gone = api.delete(f"{url}panelists/{seated.data['panelists'][0]['id']}/", headers=version(seated.data))
    assert gone.data["panelists"] == []
    again = api.post(f"{url}panelists/", seat, format="json", headers=version(gone.data))
    assert api.post(f"{url}actions/open/", headers=version(again.data)).data["status"] == "scoring"
    assert Sheet.objects.count() == 2
    assert api.put(f"{url}subjects/", {"chosen": []}, format="json", headers={"If-Match": '"6"'}).status_code == 409


def test_a_scheme_of_another_area_is_refused_by_machine_and_domain(api, street, other_street, officer):
    elsewhere = make_scheme(other_street)
    officer.roles.create(area=other_street, kind="street_officer")
    given = {"area": street.code, "name": "评审日", "date": "2026-12-01", "scheme": elsewhere.pk}
    api.force_authenticate(officer)
    answer = api.post("/api/v1/review-days/", given, format="json")
    assert (answer.status_code, list(answer.data["detail"])) == (400, ["scheme"])
    with pytest.raises(ValidationError):
        preparing.new_day(
            ReviewDay(area=street, name="评审日", date="2026-12-01", scheme=elsewhere), weights={"expert": 100},
            by=officer)
    assert not ReviewDay.objects.exists()


def test_the_list_of_days_does_not_read_the_results(api, day, officer):
    api.force_authenticate(officer)
    with CaptureQueriesContext(connection) as asked:
        api.get("/api/v1/review-days/")
    assert not [query["sql"] for query in asked if "results" in query["sql"] or '"tree"' in query["sql"]]
