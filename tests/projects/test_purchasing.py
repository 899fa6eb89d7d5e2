"""Projects: their numbers, their table of actions, what approval and closing ask for."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from incubator.notices.models import Letter
from incubator.workflow import Incomplete, Stale, WrongStatus
from projects.models import BudgetLine, ProgressReport, Project, ProjectNumber, Target
from projects.purchasing import act_on_project, close, create_project, edit_project, terminate
from projects.reports.projects import year_sum
from projects.workflow import project_workflow
from tests.factories import make_area, make_member, make_organization, make_project
from tests.projects.conftest import TODAY, make_draft
from tests.racing import race

pytestmark = pytest.mark.django_db

OFFICER = {"draft": {"edit", "approve"}, "approved": {"terminate"}, "running": {"close", "terminate"},
           "closed": set(), "terminated": set()}
TABLE = [
    (status, person, OFFICER[status] if person == "officer" else set())
    for status in Project.Status.values
    for person in ("officer", "district_officer", "other_officer", "community_worker", "member", "reader", "stranger",
                   "resident")
]


@pytest.mark.parametrize(("status", "person", "expected"), TABLE)
def test_the_table_of_a_project(cast, organization, status, person, expected):
    project = make_project(organization, status=status)
    assert {action.name for action in project_workflow.available(project, cast[person])} == expected


def test_a_district_officer_acts_on_district_projects_only(district, district_officer, organization):
    make_draft(district, organization, district_officer)
    assert Project.objects.get().number == "XM-330105-2026-0001"


@pytest.mark.parametrize(("person", "place", "sees"), [
    ("officer", "street", True), ("community_worker", "community", True), ("community_worker", "street", False),
    ("district_officer", "street", True), ("other_officer", "street", False), ("resident", "street", False),
    ("member", "street", False), ("stranger", "street", False),
])
def test_who_sees_a_draft(cast, request, organization, officer, person, place, sees):
    project = make_draft(request.getfixturevalue(place), organization, officer)
    assert (project in Project.objects.visible_to(cast[person])) == sees


def test_contractor_and_host_see_it_once_it_is_approved(street, community, organization, officer, member):
    filed = make_organization(community)
    singer = make_member(filed)
    project = make_draft(street, filed, officer, host=organization)
    for person in (member, singer):
        assert project not in Project.objects.visible_to(person)
    project_workflow.perform("approve", project, by=officer, seen=0)
    for person in (member, singer):
        assert project in Project.objects.visible_to(person)


def test_numbers_run_without_gaps_per_street_and_year(street, community, organization, officer):
    numbers = [make_draft(area, organization, officer).number for area in (street, community, street)]
    assert numbers == [f"XM-330105005-2026-000{n}" for n in (1, 2, 3)]
    twin = Project.objects.get(number=numbers[0])
    again = Project(area=street, contractor=organization, token=twin.token)
    assert create_project(again, lines=[], targets=[], by=officer, today=TODAY) == twin
    assert make_draft(street, organization, officer).number == "XM-330105005-2026-0004"


def test_a_failed_creation_takes_no_number(street, organization, officer):
    with pytest.raises(IntegrityError):
        make_draft(street, organization, officer, field=None)
    assert not ProjectNumber.objects.filter(last__gt=0).exists()
    assert make_draft(street, organization, officer).number.endswith("-0001")


def test_a_stranger_officer_creates_nothing(street, organization, other_officer, community_worker):
    for person in (other_officer, community_worker):
        with pytest.raises(PermissionDenied):
            make_draft(street, organization, person)


def test_editing_replaces_the_plan_and_tells_the_difference(draft, officer):
    draft.name = "改名后的项目"
    edit_project(draft, by=officer, seen=0, lines=[BudgetLine(name="全部", amount_fen=1_000_000)],
                 targets=[Target(indicator="sessions", planned=12)], today=TODAY)
    draft.refresh_from_db()
    assert (draft.version, [line.name for line in draft.budget_lines.all()]) == (1, ["全部"])
    assert draft.changes.last().fields["name"] == ["独居老人日间照料", "改名后的项目"]
    with pytest.raises(Stale):
        edit_project(Project.objects.get(), by=officer, seen=0, lines=[], targets=[], today=TODAY)
    assert draft.budget_lines.count() == 1


def test_only_a_draft_is_edited(draft, officer):
    project_workflow.perform("approve", draft, by=officer, seen=0)
    with pytest.raises(WrongStatus):
        edit_project(draft, by=officer, seen=1, lines=[], targets=[], today=TODAY)


def test_approval_says_everything_that_is_missing(draft, officer, community):
    draft.budget_lines.first().delete()
    draft.targets.all().delete()
    Project.objects.update(
        negative_list_note="", ends_on=date(2029, 1, 1), contractor=make_organization(community), method="procurement")
    draft = Project.objects.get()
    with pytest.raises(Incomplete) as refusal:
        project_workflow.perform("approve", draft, by=officer, seen=0)
    assert len(refusal.value.messages) == 5
    assert Project.objects.get().status == "draft"


def test_approval_tells_the_contractor_and_the_host(street, community, organization, officer, member):
    filed = make_organization(community)
    singer = make_member(filed)
    project = make_draft(street, filed, officer, host=organization)
    project_workflow.perform("approve", project, by=officer, seen=0)
    assert {letter.recipient for letter in Letter.objects.filter(template="project-approve")} == {member, singer}


def test_termination_needs_a_reason_and_ends_the_contract(project, officer, member):
    with pytest.raises(Incomplete):
        terminate(project, by=officer, seen=0, note=" ")
    terminate(project, by=officer, seen=0, note="承接方停止服务")
    project.refresh_from_db()
    assert (project.status, project.contract.status) == ("terminated", "ended")
    assert Letter.objects.get(template="project-terminate").params["reason"] == "承接方停止服务"


def test_close_waits_for_the_end_and_the_reports(project, officer):
    with pytest.raises(Incomplete) as refusal:
        close(project, by=officer, seen=0, today=date(2026, 12, 31))
    assert len(refusal.value.messages) == 2  # runs still, no last report
    report = ProgressReport.objects.create(
        project=project, number=1, period_start=date(2026, 12, 1), period_end=date(2026, 12, 31), is_final=True,
        due_on=date(2027, 1, 8), figures_at="2027-01-01T00:00:00Z", results="完成", status="submitted")
    with pytest.raises(Incomplete):
        close(project, by=officer, seen=0, today=date(2027, 1, 10))
    ProgressReport.objects.filter(pk=report.pk).update(status="accepted")
    close(project, by=officer, seen=0, today=date(2027, 1, 10))
    assert project.contract.instalments.get(trigger="acceptance").status == "payable"
    assert Project.objects.get().status == "closed"


def test_an_action_with_a_form_of_its_own_has_no_plain_button(draft, officer):
    for name in ("edit", "start", "record", "contract", "nothing"):
        with pytest.raises(PermissionDenied):
            act_on_project(name, draft, by=officer, seen=0, note="", today=TODAY)


def test_splitting_is_noted(street, organization, officer):
    first = make_draft(street, organization, officer)
    assert year_sum(first) is None
    make_draft(street, organization, officer)
    make_draft(street, organization, officer, field="culture")
    make_project(organization, status="terminated")
    assert (year_sum(first).count, year_sum(first).total) == (2, "20,000.00")


def test_a_project_of_a_far_street_is_not_added_up(street, organization, officer, other_officer):
    first = make_draft(street, organization, officer)
    make_draft(make_area("330105006"), organization, other_officer)
    assert year_sum(first) is None


@pytest.mark.parametrize("fields", [
    {"amount_fen": 0}, {"starts_on": date(2026, 2, 1), "ends_on": date(2026, 1, 1)}, {"spent_fen": 1_200_001},
])
def test_the_database_refuses(project, fields):
    with pytest.raises(IntegrityError):
        Project.objects.filter(pk=project.pk).update(**fields)


def test_the_database_refuses_a_contractor_hosting_itself(project):
    with pytest.raises(IntegrityError):
        Project.objects.filter(pk=project.pk).update(host=project.contractor)


@pytest.mark.django_db(transaction=True)
def test_ten_creations_at_once_take_one_number(street, organization, officer):
    token = Project().token
    outcomes = race(lambda _i: make_draft(street, organization, officer, token=token).pk)
    assert len(set(outcomes)) == 1 and Project.objects.count() == 1
    project = Project.objects.get()
    assert (project.changes.count(), project.budget_lines.count(), ProjectNumber.objects.get().last) == (1, 2, 1)


@pytest.mark.django_db(transaction=True)
def test_ten_different_projects_at_once_leave_no_gap(street, organization, officer):
    race(lambda _i: make_draft(street, organization, officer).pk)
    assert sorted(Project.objects.values_list("number", flat=True)) == [
        f"XM-330105005-2026-{n:04d}" for n in range(1, 11)]
