"""Dashboards: to-do lists computed from state, and the street at a glance."""

import uuid
from datetime import date, timedelta

import pytest
from django.utils import timezone

from evaluations.models import ReviewDay
from incubator.accounts.models import User
from incubator.home import dashboards, owing
from incubator.home.desk import Desk
from incubator.home.dues import STRANDED, VISIT, dues
from incubator.workdays import today
from organizations.matters import acts
from organizations.models import Filing, Membership, Organization
from projects.models import Instalment, ProgressReport
from tests.evaluations.makers import lock, make_day, sign_all
from tests.factories import (
    make_area,
    make_credit,
    make_member,
    make_organization,
    make_paid,
    make_project,
    make_scheme,
    make_user,
    make_visit,
)
from tests.organizations.annual_acts import opened

DAY = date(2026, 11, 23)


def make_report(project, number, *, status="due", due_on=DAY):
    start = date(2026, number, 1)
    return ProgressReport.objects.create(
        project=project, number=number, period_start=start, period_end=start + timedelta(days=27), due_on=due_on,
        figures_at=timezone.now(), status=status, results="完成" if status in ("submitted", "accepted") else "")


def make_filing(community, status="submitted"):
    organization = make_organization(community, status="draft")
    return Filing.objects.create(
        organization=organization, status=status, receipt_no="BA1", submitted_at=timezone.now())


def office_todo(user):
    return dashboards.officer(user, today=DAY)["waiting"]


def office_glance(user):
    return dashboards.officer(user, today=DAY)["glance"]


def whats(todos):
    return [str(one.what) for one in todos.todos]


def test_the_officers_list_is_what_waits_for_them_overdue_first(officer, project, community):
    make_filing(community)
    make_filing(community, "returned")
    make_report(project, 1, status="accepted")
    make_report(project, 2, status="submitted", due_on=DAY - timedelta(days=1))
    make_report(project, 3, due_on=DAY - timedelta(days=1))
    make_report(project, 4, due_on=DAY)
    assert whats(office_todo(officer)) == [
        "催交逾期报告", "审核备案申请", "审核进度报告", "拨付款项"]


def test_a_filing_whose_answer_is_owed_since_yesterday_is_overdue(officer, community):
    filing = make_filing(community)
    Filing.objects.filter(pk=filing.pk).update(answer_due_on=DAY - timedelta(days=1))
    [one] = office_todo(officer).todos
    assert (one.overdue, one.until) == (True, DAY - timedelta(days=1))


def test_two_years_on_the_list_of_abnormal_activity_are_told_to_the_office(officer, organization, community):
    long, shorter, worse, gone, own = (make_organization(community) for _n in range(5))
    make_credit(organization, "abnormal", title="住所无法联系", started_on=date(2024, 11, 23))
    make_credit(long, "abnormal", started_on=date(2021, 1, 1))
    make_credit(shorter, "abnormal", started_on=date(2024, 11, 24))
    for one in (worse, gone, own):
        make_credit(one, "abnormal", started_on=date(2021, 1, 1))
    make_credit(worse, "blacklist")
    gone.status = "cancelled"
    gone.save()
    own.memberships.create(user=officer, right="reader")
    make_credit(long, "abnormal", started_on=date(2019, 1, 1), status="removed", removed_on=date(2020, 1, 1))
    make_credit(shorter, "fault", started_on=date(2019, 1, 1))
    assert [(str(one.what), one.about, one.since, one.href) for one in office_todo(officer).todos] == [
        ("提请列入严重违法失信名单", one.name, since, f"/organizations/{one.pk}/credit/new/?kind=blacklist")
        for one, since in ((long, date(2023, 1, 1)), (organization, DAY))]


@pytest.mark.parametrize("who", ["district_officer", "other_officer", "community_worker"])
def test_nobody_is_asked_for_what_another_decides(cast, who, project, community):
    make_filing(community)
    make_report(project, 1, status="submitted")
    make_credit(make_organization(community), "abnormal", started_on=date(2021, 1, 1))
    assert office_todo(cast[who]).count == 0


def test_a_paid_instalment_asks_for_nothing(officer, project):
    Instalment.objects.filter(status="payable").update(status="paid", paid_on=DAY)
    assert office_todo(officer).count == 0


def test_members_see_what_is_owed_and_until_when(member, project):
    make_report(project, 1, status="accepted")
    make_report(project, 2, status="returned", due_on=DAY - timedelta(days=3))
    make_report(project, 3, due_on=DAY + timedelta(days=3))
    todos = owing.for_member(member, today=DAY)
    assert [(str(one.what), one.overdue, one.until) for one in todos.todos] == [
        ("修改进度报告", True, DAY - timedelta(days=3)), ("填报进度报告", False, DAY + timedelta(days=3))]


def test_who_only_reads_for_an_organization_is_asked_for_nothing(
    client, reader, street, officer, project, organization
):
    make_report(project, 1, due_on=DAY - timedelta(days=3))
    opened(street, officer)
    writer, other = make_member(organization, "editor"), make_organization(project.area)
    acts.start("change", organization, by=writer, token=uuid.uuid4())
    assert whats(owing.for_member(writer, today=DAY)) == ["报送年度报告", "填报进度报告", "完成申请"]
    assert owing.for_member(reader, today=DAY).count == 0
    client.force_login(reader)
    page = client.get("/").content.decode()
    assert "目前没有待办" in page and "报送年度报告" not in page
    assert not client.get("/projects/reports/?status=waiting").context["rows"]
    other.memberships.create(user=reader, right="editor")
    make_report(make_project(other), 1)
    assert whats(owing.for_member(User.objects.get(pk=reader.pk), today=DAY)) == ["填报进度报告"]


def test_strangers_owe_nothing_of_it(stranger, project):
    make_report(project, 1)
    assert owing.for_member(stranger, today=DAY).count == 0


def test_the_glance_counts_what_the_officer_may_see(officer, other_officer, project, filed_organization):
    make_report(project, 1, due_on=DAY - timedelta(days=1))
    make_report(project, 2, due_on=DAY)
    make_report(project, 3, status="submitted")
    seen = office_glance(officer)
    assert [(part.count, part.share) for part in seen.organizations] == [(1, 50), (1, 50)]
    assert (seen.organization_total, seen.project_total, seen.project_money) == (2, 1, "12,000.00")
    assert (seen.reports_overdue, seen.reports_due, seen.reports_waiting) == (1, 1, 1)
    assert office_glance(other_officer).organization_total == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_the_office_opens_with_the_same_queries_however_much_waits(
    client, officer, organization, community, rows, django_assert_num_queries
):
    for _n in range(rows):
        make_filing(community)
        make_report(make_project(organization), 1, status="submitted")
        make_credit(make_organization(community), "abnormal", started_on=date(2021, 1, 1))
        make_paid(make_project(organization, status="terminated"))
    client.force_login(officer)
    with django_assert_num_queries(12):
        page = client.get("/admin/")
    assert page.status_code == 200
    assert [page.content.decode().count(words) for words in ("审核备案申请", "收回结余资金")] == [rows, rows]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_portal_opens_with_the_same_queries(client, member, project, rows, django_assert_num_queries):
    for n in range(rows):
        make_report(project, n + 1, due_on=today() + timedelta(days=9))
    client.force_login(member)
    with django_assert_num_queries(10):
        page = client.get("/")
    assert page.content.decode().count("填报进度报告") == rows


def test_the_next_review_day_is_the_nearest_that_is_not_over(officer, street):
    scheme = make_scheme(street)
    days = [make_day(scheme, [], officer=officer, date=DAY + timedelta(days=n)) for n in (3, 1, 2)]
    ReviewDay.objects.filter(pk=days[1].pk).update(status=ReviewDay.Status.PUBLISHED)
    assert office_glance(officer).next_day == days[2]


def test_who_sits_on_panels_starts_at_their_sheets(client, officer, street, organization):
    day = make_day(make_scheme(street), [organization], officer=officer, opened=True)
    evaluator = day.panelists.first().user
    client.force_login(evaluator)
    assert "已完成 0/1" in client.get("/").content.decode()
    sign_all(day)
    assert "全部评完" in client.get("/").content.decode()
    lock(day, officer)
    told = client.get("/").content.decode()
    assert "全部评完" in told
    ReviewDay.objects.filter(pk=day.pk).update(status=ReviewDay.Status.PUBLISHED)
    after = client.get("/").content.decode()
    assert "目前没有要评的" in after
    assert not any("从这里开始" in page for page in (told, after))


def test_what_is_owed_stands_above_sheets_that_are_done_and_below_those_to_score(client, officer, street, organization):
    day = make_day(make_scheme(street), [make_organization(organization.area)], officer=officer, opened=True)
    evaluator = day.panelists.first().user
    evaluator.memberships.create(organization=organization, right="administrator")
    make_report(make_project(organization), 1, status="due", due_on=DAY)
    client.force_login(evaluator)

    def order():
        words = client.get("/").content.decode()
        return words.index('id="panels"') < words.index('id="todo"')

    assert order()
    sign_all(day)
    assert not order()
    ReviewDay.objects.filter(pk=day.pk).update(status=ReviewDay.Status.PUBLISHED)
    assert not order()


POSTS = [[], ["street"], ["district"], ["community"], ["street", "other"], ["street", "community"],
         ["street", "district"]]


@pytest.mark.parametrize("keeper", [False, True])
@pytest.mark.parametrize("own", ["none", "contractor", "host"])
@pytest.mark.parametrize("posts", POSTS, ids="+".join)
def test_the_count_of_reports_to_move_is_that_of_the_list(street, community, posts, own, keeper):
    """However somebody's posts and own organizations lie: counting and listing ask the same in two ways."""
    other = make_area("330105006", "别的街道", street.parent)
    contractor, host = make_organization(community), make_organization(community, org_type="association")
    for project in (make_project(contractor, host=host), make_project(make_organization(community)),
                    make_project(make_organization(make_area("330105006001", "别的社区", other)))):
        for number, (status, late) in enumerate([("due", 1), ("due", 0), ("returned", 3), ("submitted", 0),
                                                 ("accepted", 9)], start=1):
            make_report(project, number, status=status, due_on=DAY - timedelta(days=late))
    kinds = {"street": (street, "street_officer"), "other": (other, "street_officer"),
             "district": (street.parent, "district_officer"), "community": (community, "community_worker")}
    user = make_user()
    user.is_superuser = keeper
    user.save()
    for post in posts:
        area, kind = kinds[post]
        user.roles.create(area=area, kind=kind)
    if own != "none":
        user.memberships.create(organization=contractor if own == "contractor" else host, right="reader")
    desk = Desk(user, DAY)
    mine = sum(count for count, _fen in desk.counts["mine"].values())
    assert mine == desk.reports_to_move().count()
    projects = (("street" in posts) * (1 if own != "none" else 2)) + ("other" in posts)
    assert mine == 3 * projects


def test_what_is_kept_of_a_question_follows_the_persons_reach(officer, organization, project, other_street):
    def seen():
        person = User.objects.get(pk=officer.pk)
        desk = Desk(person, DAY)
        return len(dues(desk)[STRANDED]), sum(n for n, _fen in desk.counts["projects"].values())

    make_visit(organization, next_on=DAY + timedelta(days=1))
    assert [len(dues(Desk(officer, DAY + timedelta(days=n)))[VISIT]) for n in (0, 1)] == [0, 1]
    Organization.objects.filter(pk=organization.pk).update(status="revoked")
    assert seen() == (1, 1)
    mine = Membership.objects.create(organization=organization, user=officer, right="reader")
    assert seen() == (0, 1)  # one's own organization is for a colleague
    mine.delete()
    assert seen() == (1, 1)
    officer.roles.update(area=other_street)
    assert seen() == (0, 0)
    officer.roles.all().delete()
    assert seen() == (0, 0)
