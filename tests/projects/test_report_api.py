"""Reports through the API: the same rights, the same refusals."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.models import ProgressReport
from projects.reporting.making import make_reports
from tests.factories import make_activity, make_project

NOW = datetime(2026, 2, 3, 1, tzinfo=UTC)


@pytest.fixture
def report(project):
    make_activity(project, date=date(2026, 1, 5))
    make_reports(today=date(2026, 2, 1), now=NOW)
    return ProgressReport.objects.get()


def call(client, user, method, path, data=None, seen=None):
    client.force_login(user)
    headers = {} if seen is None else {"If-Match": f'"{seen}"'}
    return getattr(client, method)(
        f"/api/v1/reports/{path}", data, content_type="application/json", headers=headers)


def test_who_sees_a_report(client, report, cast):
    seen = {person for person, user in cast.items() if call(client, user, "get", f"{report.pk}/").status_code == 200}
    assert seen == {"district_officer", "officer", "member", "reader"}


def test_writing_needs_the_version_seen(client, report, member, officer):
    path, words = f"{report.pk}/", {"results": "探访 12 次"}
    assert call(client, member, "patch", path, words).status_code == 428
    assert call(client, member, "patch", path, words, seen=9).status_code == 412
    assert call(client, officer, "patch", path, words, seen=0).status_code == 403
    assert call(client, member, "patch", path, {"results": "长" * 4001}, seen=0).status_code == 400
    answer = call(client, member, "patch", path, words, seen=0)
    assert answer.status_code == 200 and answer["ETag"] == '"1"'
    assert answer.json()["results"] == "探访 12 次" and answer.json()["figures"]["work"]["person_times"] == 30


def test_the_way_of_a_report(client, report, member, officer):
    act = f"{report.pk}/actions/"
    assert call(client, member, "post", f"{act}submit/", {}, seen=0).status_code == 400
    call(client, member, "patch", f"{report.pk}/", {"results": "探访"}, seen=0)
    assert call(client, member, "post", f"{act}submit/", {}, seen=1).json()["status"] == "submitted"
    refused = call(client, member, "post", f"{act}submit/", {}, seen=2)
    assert refused.status_code == 409
    assert call(client, officer, "post", f"{act}return/", {}, seen=2).status_code == 400
    assert call(client, officer, "get", f"{report.pk}/").json()["actions"] == ["accept", "return"]
    answer = call(client, officer, "post", f"{act}accept/", {}, seen=2)
    assert answer.status_code == 200 and answer.json()["status"] == "accepted"
    assert ProgressReport.objects.get().accepted_at is not None
    assert call(client, officer, "post", f"{act}erase/", {}, seen=3).status_code == 403


def test_what_the_platform_made_cannot_be_written(client, report, member):
    call(client, member, "patch", f"{report.pk}/", {
        "number": 9, "due_on": "2030-01-01", "status": "accepted", "figures": {}, "project": 1, "results": "x"}, seen=0)
    after = ProgressReport.objects.get()
    assert (after.number, after.due_on, after.status) == (1, report.due_on, "due")
    assert call(client, member, "post", "", {"project": report.project_id}).status_code == 405


def test_a_list_costs_the_same_at_one_and_three_rows(client, organization, officer):
    counts = []
    for more in (1, 2):
        for _n in range(more):
            make_project(organization)
        make_reports(today=date(2026, 2, 1), now=NOW)
        call(client, officer, "get", "")
        with CaptureQueriesContext(connection) as seen:
            answer = client.get("/api/v1/reports/")
        assert len(answer.json()["results"]) == ProgressReport.objects.count()
        counts.append(len(seen))
    assert counts == [6, 6]  # session, person, posts, memberships, count, rows


def test_a_line_of_the_list_is_what_one_report_prints(client, report, member, officer):
    words = {"results": "探访 12 次", "problems": "缺志愿者", "next_plan": "继续"}
    call(client, member, "patch", f"{report.pk}/", words, seen=0)
    call(client, member, "post", f"{report.pk}/actions/submit/", seen=1)
    for person in (member, officer):
        [line] = call(client, person, "get", "").json()["results"]
        one = call(client, person, "get", f"{report.pk}/").json()
        assert line["submitted_at"] is not None
        assert one.pop("figures")  # long, and counted for each: asked for one by one
        assert line == one
        assert list(line) == list(one)
