"""One organization at a glance: what waits on top, the latest few of everything, and nothing the reader may not see."""

from datetime import timedelta

import pytest

from incubator.workdays import today
from organizations.models import Matter
from projects.models import ProgressReport, Project
from projects.reports import of_organization
from tests.evaluations.makers import make_day
from tests.factories import (
    make_credit,
    make_holder,
    make_member,
    make_organization,
    make_pairing,
    make_project,
    make_scheme,
    make_stage,
    make_visit,
)
from tests.organizations import matter_acts
from tests.organizations.annual_acts import opened
from tests.organizations.ledgers import url
from tests.organizations.test_organization_pages import signed_in
from tests.projects.test_steps import make_report

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_sixteen_times_however_much_there_is(
    client, officer, organization, count, django_assert_num_queries
):
    """Five for the frame, one for the organization, one a section: credit, people in office, people on the portal,
    matters, visits, projects, reviews, papers, the latest changes."""
    scheme = make_scheme(organization.area.parent)
    for number in range(count):
        make_member(organization, "editor")
        make_holder(organization)
        make_pairing(organization)
        make_credit(organization, "honour")
        make_visit(organization)
        make_stage(organization, since=today() - timedelta(days=number))
        make_project(organization)
        make_day(scheme, [organization], officer=officer)
    matter_acts.submitted("change", organization)
    signed_in(client, officer)
    with django_assert_num_queries(16):
        assert client.get(url("organization", organization.pk)).status_code == 200


def seen(client, user, organization):
    return signed_in(client, user).get(url("organization", organization.pk)).context["seen"]


def clocks(client, user, organization):
    return [(clock.words, clock.day and clock.day - today(), clock.overdue)
            for clock in seen(client, user, organization).clocks]


def test_what_waits_stands_in_the_order_of_its_day(client, officer, member, organization):
    days = [timedelta(days=n) for n in (-2, 3, 9, 20)]
    make_visit(organization, subject="章程辅导", next_on=today() + days[1])
    make_holder(organization, term_ends_on=today() + days[3])
    make_holder(organization, term_ends_on=today() + days[3])
    make_holder(organization, term_ends_on=today() + timedelta(days=400))
    project = make_project(organization, name="送餐项目")
    make_report(project, 1, due_on=today() + days[0])
    make_report(project, 2, due_on=today() + days[2])
    matter = matter_acts.draft("change", organization)
    assert clocks(client, officer, organization) == [
        ("进度报告待报：送餐项目", days[0], True), ("下次走访：章程辅导", days[1], False),
        ("2 人任期届满", days[3], False), ("待拨付：送餐项目", None, False)]
    assert ("待完成：变更事项", None, False) in clocks(client, member, organization)
    Matter.objects.filter(pk=matter.pk).update(
        status="submitted", receipt_no="SX1", answer_due_on=today() + days[1], received_in=organization.area)
    assert ("待答复：变更事项 SX1", days[1], False) in clocks(client, officer, organization)
    assert ("街道答复：变更事项 SX1", days[1], False) in clocks(client, member, organization)
    page = client.get(url("organization", organization.pk))
    assert page.context["next"].day == today() + days[0]


def test_a_report_that_is_owed_is_the_task_of_those_who_write_it(client, officer, member, reader, organization, street):
    day = today() + timedelta(days=60)
    opened(street, officer, due_on=day, today=today())
    found = {who: clocks(client, who, organization)[0][0] for who in (officer, member, reader)}
    assert found == {officer: "2025 年度报告未报送", member: "待报送 2025 年度报告", reader: "2025 年度报告未报送"}


def test_nothing_waits(client, officer, organization):
    make_holder(organization)
    assert clocks(client, officer, organization) == []
    assert "目前没有待办" in client.get(url("organization", organization.pk)).content.decode()


def test_the_first_of_many_projects_waits_like_the_last(client, officer, organization, django_assert_num_queries):
    oldest = make_project(organization, name="最早的项目", status="approved")
    make_report(oldest, 1, due_on=today() - timedelta(days=1))
    Project.objects.bulk_create(
        Project(**{field.attname: getattr(oldest, field.attname) for field in Project._meta.concrete_fields
                   if field.name not in ("id", "number", "name", "token")}, number=f"XM-多-{n}", name=f"第{n}个")
        for n in range(230))
    of_organization.page(organization, officer, today())  # the officer's posts are asked for once
    with django_assert_num_queries(1):
        told = of_organization.page(organization, officer, today())
    assert told.sections[0].total == 231 and len(told.sections[0].lines) == 5
    assert [clock.words for clock in told.clocks] == ["进度报告待报：最早的项目"]


def test_each_section_shows_a_few_and_leads_to_the_whole_list_of_the_organization(client, officer, organization):
    other = make_project(make_organization(organization.area), name="别家项目")
    for _n in range(7):
        make_project(organization)
    hosted = make_project(other.contractor, host=organization, name="托管的项目")
    [projects, _reviews] = seen(client, officer, organization).others
    assert (projects.total, len(projects.lines), projects.lines[0].words) == (8, 5, "托管的项目")
    rows = client.get(projects.more_href).context["rows"]
    assert (len(rows), rows[0].name, "别家项目" in {row.name for row in rows}) == (8, hosted.name, False)
    matter_acts.submitted("change", organization)
    matter_acts.submitted("change", other.contractor)
    matters = seen(client, officer, organization).matters
    assert [row.name for row in client.get(matters.more_href).context["rows"]] == [organization.name]
    day = make_day(make_scheme(organization.area.parent), [organization], officer=officer)
    make_day(day.scheme, [other.contractor], officer=officer)
    reviews = seen(client, officer, organization).others[1]
    assert [row.pk for row in client.get(reviews.more_href).context["rows"]] == [day.pk]


def test_open_matters_stand_before_settled_ones(client, officer, organization):
    change = matter_acts.submitted("change", organization)
    Matter.objects.filter(pk=change.pk).update(status="withdrawn")
    cancellation = matter_acts.in_status("refused", organization, officer)
    assert cancellation.pk > change.pk
    Matter.objects.filter(pk=change.pk).update(status="submitted")
    assert [line.status for line in seen(client, officer, organization).matters.lines] == ["submitted", "refused"]


def test_who_may_not_see_a_project_or_a_day_does_not_see_it_here(
    client, officer, community_worker, member, organization
):
    """A community worker reads what is bought for the community; a member neither a draft nor a day to come."""
    make_project(organization, name="街道的项目")
    make_project(organization, name="草稿项目", status="draft")
    make_day(make_scheme(organization.area.parent), [organization], officer=officer, name="年终评审")
    told = {
        who: {line.words for section in seen(client, user, organization).others for line in section.lines}
        for who, user in (("officer", officer), ("worker", community_worker), ("member", member))}
    assert told == {
        "officer": {"街道的项目", "草稿项目", "年终评审"}, "worker": set(), "member": {"街道的项目"}}


def test_the_head_tells_credit_and_stage(client, officer, organization):
    make_credit(organization, "honour")
    make_credit(organization, "honour")
    make_credit(organization, "fault", ends_on=today() - timedelta(days=1))
    make_credit(organization, "abnormal", status="removed", removed_on=today())
    make_stage(organization, name="初创期", since=today() - timedelta(days=9))
    make_stage(organization, name="成长期", since=today())
    make_stage(organization, name="示范期", since=today() - timedelta(days=1), status="removed")
    page = signed_in(client, officer).get(url("organization", organization.pk))
    assert [mark.label for mark in page.context["marks"]] == ["荣誉"]
    assert page.context["organization"].stage_now == "成长期"


def test_what_an_accepted_report_was_due_is_no_clock(client, officer, organization):
    report = make_report(make_project(organization), 1, due_on=today())
    ProgressReport.objects.filter(pk=report.pk).update(status="submitted", results="完成")
    assert any("待审核" in words for words, _day, _over in clocks(client, officer, organization))
    ProgressReport.objects.filter(pk=report.pk).update(status="accepted")
    assert not any("进度报告" in words for words, _day, _over in clocks(client, officer, organization))
