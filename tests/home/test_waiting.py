"""The to-do list counts what it shows, and leads to what it counts."""

from datetime import date, timedelta

from incubator.home import owing, todo
from organizations.models import Filing, Organization
from organizations.rules.duties import duties
from projects import purchasing
from projects.models import Instalment, Project
from tests.factories import make_officer, make_organization, make_paid, make_project
from tests.home.test_dashboards import DAY, make_filing, make_report, office_todo


def listed(client, person, href):
    """The rows of the list that a line or «more» of a to-do list leads to."""
    client.force_login(person)
    return client.get(href).context["rows"]


def many(client, person, href):
    """How many stand in that list, on all its pages."""
    client.force_login(person)
    return client.get(href).context["page"].paginator.count


def test_the_overdue_reports_of_one_project_are_one_line(officer, project, organization, client, time_machine):
    """It counts as one, and leads to the list of them."""
    time_machine.move_to("2026-11-23 10:00+08:00")
    reports = [make_report(project, 1, due_on=DAY - timedelta(days=9)),
               make_report(project, 2, due_on=DAY - timedelta(days=5)),
               make_report(project, 3, status="returned", due_on=DAY - timedelta(days=1))]
    make_report(project, 4, due_on=DAY)
    other = make_report(make_project(organization), 1, due_on=DAY - timedelta(days=2))
    assert office_todo(officer).count == len(office_todo(officer).todos)
    late = [one for one in office_todo(officer).todos if one.overdue]
    assert [(one.until, str(one.detail)) for one in late] == [
        (DAY - timedelta(days=9), "3 份"), (DAY - timedelta(days=2), "2026-01-01 – 2026-01-28")]
    assert [row.href for row in listed(client, officer, late[0].href)] == [
        f"/projects/reports/{report.pk}/" for report in reports]
    assert late[1].href == f"/projects/reports/{other.pk}/"


def test_every_thing_is_counted_and_what_is_not_shown_stands_in_its_list(
    officer, member, organization, community, client
):
    all_of_them = todo.SHOWN + 2
    for number in range(all_of_them):
        make_filing(community)
        make_report(make_project(organization), 1, due_on=DAY + timedelta(days=number))
    Filing.objects.update(received_in=community)
    make_report(Project.objects.first(), 2, status="accepted")
    make_project(organization, status="approved")  # nothing to pay
    office, own = office_todo(officer), owing.for_member(member, today=DAY)
    assert office.count == 2 * all_of_them  # a filing and a project with its payable instalment
    assert [(more.count, more.href) for more in office.more] == [
        (2, "/organizations/matters/"), (2, "/projects/?waiting=pay")]
    assert [many(client, officer, more.href) for more in office.more] == [all_of_them] * 2
    assert (own.count, len(own.todos)) == (all_of_them, todo.SHOWN)
    assert [(more.count, more.href) for more in own.more] == [(2, "/projects/reports/?status=waiting")]
    assert many(client, member, own.more[0].href) == all_of_them


def test_of_very_many_overdue_reports_the_lines_and_the_rest_are_all_of_them(
    officer, organization, client, time_machine
):
    """A line of several speaks of all of its project, also of those that the thirty looked at leave out."""
    time_machine.move_to("2026-11-23 10:00+08:00")
    Instalment.objects.update(status="waiting")
    for n in range(16):
        project = make_project(organization)
        for number in (1, 2, 3):
            make_report(project, number, due_on=DAY - timedelta(days=61 - 20 * number + n))
    Instalment.objects.update(status="waiting")
    office = office_todo(officer)
    told = sum(int(str(one.detail).split()[0]) for one in office.todos)
    assert told + sum(more.count for more in office.more) == 48 == many(
        client, officer, "/projects/reports/?status=waiting")
    assert office.count == len(office.todos) + sum(more.count for more in office.more)


def test_two_instalments_of_one_project_are_one_line(officer, project):
    Instalment.objects.filter(contract__project=project).update(status="payable", paid_on=None)
    line, = office_todo(officer).todos
    assert str(line.detail) == "2 期" and office_todo(officer).count == 1


def test_a_project_to_wind_up_stands_in_the_list_of_them(officer, project, organization, client):
    make_project(make_organization(organization.area))
    Organization.objects.filter(pk=organization.pk).update(status="revoked")
    assert [row.name for row in listed(client, officer, "/projects/?waiting=wind_up")] == [project.name]


def test_money_to_return_waits_since_the_termination_until_it_is_back(
    officer, other_officer, district_officer, project, organization, client, time_machine
):
    """As much as the cancellation of the contractor asks; of a project in hand nothing is asked yet."""
    make_paid(project)
    Project.objects.filter(pk=project.pk).update(spent_fen=200_000)
    time_machine.move_to("2026-11-20 00:10+08:00")
    assert not [one for one in office_todo(officer).todos if "结余资金" in str(one.what)]
    purchasing.terminate(project, by=officer, seen=0, note="停止")
    duty, = duties(organization, officer)
    line, = office_todo(officer).todos
    assert (str(line.what), line.about, line.since, line.detail, line.href) == (
        "收回结余资金并登记退回", f"{project.name} · {organization.name}", date(2026, 11, 20), "4,000.00 元", duty.href)
    assert "4,000.00" in duty.words
    assert [row.name for row in listed(client, officer, "/projects/?waiting=return")] == [project.name]
    assert not office_todo(other_officer).todos and not office_todo(district_officer).todos
    Project.objects.filter(pk=project.pk).update(returned_fen=399_999)
    assert [str(one.detail) for one in office_todo(officer).todos] == ["0.01 元"]
    Project.objects.filter(pk=project.pk).update(returned_fen=400_000)
    assert not office_todo(officer).todos and not listed(client, officer, "/projects/?waiting=return")


def test_money_of_ones_own_organization_is_seen_to_by_a_colleague(officer, project, organization):
    make_paid(project)
    Project.objects.filter(pk=project.pk).update(status="terminated")
    colleague = make_officer("street_officer", officer.roles.get().area)
    organization.memberships.create(user=officer, right="reader")
    assert [len([one for one in office_todo(who).todos if "结余资金" in str(one.what)])
            for who in (colleague, officer)] == [1, 0]


def test_what_waits_for_the_office_is_asked_of_officers_alone(officer, member, project, client):
    for person, asked in ((officer, True), (member, False)):
        client.force_login(person)
        page = client.get("/projects/")
        assert ("waiting" in page.context["filter"].form.fields) == asked
        assert ("待办事项" in page.content.decode()) == asked
    assert [row.name for row in listed(client, member, "/projects/?waiting=wind_up")] == [project.name]
    assert client.get("/api/v1/projects/?waiting=wind_up").json()["count"] == 1
