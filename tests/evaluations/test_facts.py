"""What an evaluator judges from stands on their open sheet: public facts, no names, no numbers of persons."""

from datetime import timedelta

import pytest

from evaluations import preparing
from evaluations.models import Sheet, Subject
from projects.models import ProgressReport
from projects.reports.projects import percent
from tests.evaluations.makers import TODAY, lock, make_day, open_sheet, sign_all
from tests.factories import make_activity, make_organization, make_project, make_scheme, make_spending


def url(sheet):
    return f"/evaluations/sheets/{sheet.pk}/"


def text_of(client, sheet):
    return client.get(url(sheet)).content.decode()


@pytest.fixture
def running(judged):
    project = make_project(
        judged[0], name="银龄陪伴", status="running", starts_on=TODAY - timedelta(days=200),
        ends_on=TODAY + timedelta(days=100), amount_fen=10_000_000)
    make_activity(project, person_times=1234)
    make_spending(project, amount_fen=2_500_000)
    project.refresh_from_db()
    type(project).objects.filter(pk=project.pk).update(spent_fen=2_500_000)
    return project


def test_the_facts_of_an_organization_stand_on_the_open_sheet(client, sheet, evaluator, judged, running):
    judged[0].member_count, judged[0].purpose, judged[0].remark = 87, "为老服务，请打 13812345678", "内部备注"
    judged[0].save()
    make_project(judged[0], name="多年以前", starts_on=TODAY - timedelta(days=900), ends_on=TODAY - timedelta(days=500))
    make_project(judged[0], name="还是草稿", status="draft")
    client.force_login(evaluator)
    text = text_of(client, sheet)
    for told in ("87", "为老服务", "银龄陪伴", "100,000.00", percent(25, 100), "1,234"):
        assert told in text
    for kept in ("13812345678", "内部备注", "多年以前", "还是草稿", judged[0].responsible_person):
        assert kept not in text


def test_the_facts_of_a_project_are_goal_money_targets_and_reports(client, street, officer, running):
    day = make_day(make_scheme(street, target="project"), [], officer=officer)
    Subject.objects.create(day=day, organization=running.contractor, project=running)
    running.targets.all().delete()
    running.targets.create(indicator="person_times", planned=2000)
    told = [("accepted", "已办十场，电话 13812345678"), ("submitted", "还没审核")]
    for number, (status, words) in enumerate(told, start=1):
        start = TODAY - timedelta(days=60 * (3 - number))
        ProgressReport.objects.create(
            project=running, number=number, period_start=start, period_end=start + timedelta(days=29), due_on=start,
            figures_at="2026-11-01T00:00Z", status=status, results=words)
    preparing.open_day(day, by=officer, seen=day.version, today=TODAY)
    evaluator = day.panelists.first().user
    sheet = open_sheet(day, evaluator)
    client.force_login(evaluator)
    text = text_of(client, sheet)
    for told in (running.need, "1,234 / 2,000", "61.7", "已办十场", "138****5678"):
        assert told in text
    assert "还没审核" not in text
    assert "13812345678" not in text


def test_nobody_else_sees_them_and_they_go_with_the_scoring(client, day, sheet, evaluator, officer, cast):
    waiting = Sheet.objects.filter(panelist__user=evaluator, status="assigned").first()
    mark = "subject-facts"
    client.force_login(evaluator)
    assert mark not in text_of(client, waiting)
    assert mark in text_of(client, sheet)
    for other in (officer, cast["member"], cast["resident"]):
        client.force_login(other)
        assert client.get(url(sheet)).status_code == 404
    client.force_login(evaluator)
    for one in Sheet.objects.filter(status="open"):
        Sheet.objects.filter(pk=one.pk).update(status="assigned")
    sign_all(day)
    lock(day, officer)
    assert mark not in text_of(client, sheet)


@pytest.mark.parametrize("count", [1, 3])
def test_they_cost_one_query_however_many_projects(
    client, sheet, evaluator, judged, count, django_assert_num_queries
):
    for _n in range(count):
        make_project(judged[0], starts_on=TODAY, ends_on=TODAY)
    make_organization(judged[0].area)
    client.force_login(evaluator)
    with django_assert_num_queries(8):
        client.get(url(sheet))
