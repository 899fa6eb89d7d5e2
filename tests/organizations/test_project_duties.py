"""What of its projects an organization settles before it is cancelled: money and reports, whether they run or not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from incubator.workdays import today
from incubator.workflow import Incomplete
from organizations.matters import acts
from organizations.models import Organization
from organizations.rules.duties import duties
from projects import purchasing, recording
from projects.models import MoneyReturn, ProgressReport, Project
from projects.reporting import judging
from projects.reporting.making import make_reports
from tests.factories import make_organization, make_paid, make_project, make_spending
from tests.organizations.matter_acts import TODAY, complete, examined, take

pytestmark = pytest.mark.django_db
PAID = 600_000


def words(organization, by):
    return {(str(duty.words), duty.href) for duty in duties(organization, by)}


def give_back(project, amount, by):
    recording.record_return(
        MoneyReturn(project=project, amount_fen=amount, returned_on=today(), receipt_no=f"SJ-{amount}"),
        by=by, today=today())


@pytest.mark.parametrize("status", ["closed", "terminated"])
def test_money_left_of_a_project_that_is_over_stands_against_a_cancellation(organization, member, officer, status):
    project = make_project(organization, status=status)
    matter = complete("cancellation", organization)
    assert acts.shortcomings(matter, on=TODAY) == {}
    make_paid(project)
    Project.objects.filter(pk=project.pk).update(spent_fen=PAID - 12_345)
    assert acts.shortcomings(matter, on=TODAY) == {
        "duties": ["有 1 个已结束的项目还有结余资金未退回或报告未提交。"]}  # whoever may read it is told which
    told = {(f"“{project.name}”：已拨付的 123.45 元尚未支出或退回。", f"/projects/{project.pk}/#money-returned")}
    assert words(organization, member) == words(organization, officer) == told
    give_back(project, 12_344, officer)
    assert acts.shortcomings(matter, on=TODAY)
    give_back(project, 1, officer)
    assert acts.shortcomings(matter, on=TODAY) == {} and words(organization, member) == set()


@pytest.mark.parametrize("status", ["closed", "terminated"])
def test_money_left_stops_the_grant_until_its_return_is_recorded(organization, officer, status):
    matter = examined("cancellation", organization, officer)
    project = make_project(organization, status=status)
    make_paid(project)
    with pytest.raises(Incomplete):
        take("approve", matter, by=officer)
    give_back(project, PAID, officer)
    take("approve", matter, by=officer)
    assert Organization.objects.get(pk=organization.pk).status == "cancelled"


def test_a_running_project_tells_what_was_paid_and_may_spend_ahead(organization, member):
    project = make_project(organization)
    page = f"/projects/{project.pk}/"
    assert {href for _words, href in words(organization, member)} == {page}
    make_paid(project)
    assert {href for _words, href in words(organization, member)} == {page, f"{page}#money-returned"}
    Project.objects.filter(pk=project.pk).update(spent_fen=PAID + 1)
    assert {href for _words, href in words(organization, member)} == {page}


def test_the_host_settles_the_money_it_received(organization, community, officer):
    host = make_organization(community)
    make_paid(make_project(organization, host=host, status="terminated"))
    assert len(words(host, officer)) == len(words(organization, officer)) == 1


def test_the_reports_of_a_terminated_project_are_still_to_be_handed_in(organization, member, officer):
    start = today().replace(day=1) - timedelta(days=95)
    project = make_project(organization, starts_on=start, ends_on=start + timedelta(days=300))
    make_reports(today=today(), now=timezone.now())
    purchasing.terminate(project, by=officer, seen=0, note="停止")
    owed = list(ProgressReport.objects.open().filter(project=project).order_by("number"))
    assert words(organization, member) == {
        (f"“{project.name}”：有 {len(owed)} 份进度报告未提交。", f"/projects/{project.pk}/#reports")}
    for report in owed:
        judging.edit(report, by=member, seen=0, words={"results": "探访 12 次"}, now=timezone.now())
        judging.act("submit", report, by=member, seen=1, note="", now=timezone.now())
    assert words(organization, member) == set()


def test_a_report_nobody_can_hand_in_any_more_is_no_duty_of_the_host(organization, community, officer):
    host = make_organization(community)
    start = today().replace(day=1) - timedelta(days=95)
    make_project(organization, host=host, status="terminated", starts_on=start, ends_on=start + timedelta(days=300))
    make_reports(today=today(), now=timezone.now())
    assert len(words(host, officer)) == 1
    Organization.objects.filter(pk=organization.pk).update(status="revoked")
    assert words(host, officer) == set()


def test_money_and_reports_are_counted_apart_and_asked_with_few_queries(
        organization, member, django_assert_num_queries):
    start = today().replace(day=1) - timedelta(days=95)
    for status in ("running", "closed", "terminated", "approved", "draft"):
        project = make_project(organization, status=status, starts_on=start, ends_on=start + timedelta(days=300))
        if status not in ("approved", "draft"):
            make_paid(project)
        make_spending(project, date=start)
        make_spending(project, date=start)
    make_reports(today=today(), now=timezone.now())
    with django_assert_num_queries(1 + 1 + 3):  # open matters; projects; which one sees, by posts and memberships
        found = duties(organization, member)
    assert len(found) == 2 + 3 + 3
