"""Reports are made once per project and period, however often, late or at once; ended projects get their last one."""

import json
from datetime import UTC, date, datetime
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incubator.notices.models import Letter
from incubator.rulebook.models import Rule
from projects import tasks
from projects.models import ProgressReport, ProgressReportChange, Project, ProjectChange
from projects.reporting.making import Made, make_reports
from tests.factories import make_member, make_organization, make_project

NOW = datetime(2026, 4, 2, 1, 0, tzinfo=UTC)


def made(today: date, **more) -> Made:
    return make_reports(today=today, now=NOW, **more)


def numbers(project) -> list[int]:
    return list(project.progress_reports.order_by("number").values_list("number", flat=True))


def test_each_period_that_is_over_gets_one_report(project):
    assert made(date(2026, 1, 31)) == Made(due=0, made=0, existing=0)
    assert made(date(2026, 2, 1)) == Made(due=1, made=1, existing=0)
    assert made(date(2026, 2, 1)) == Made(due=1, made=0, existing=1)
    report = project.progress_reports.get()
    assert (report.number, report.period_start, report.period_end) == (1, date(2026, 1, 1), date(2026, 1, 31))
    assert report.status == "due" and not report.is_final


def test_missed_periods_are_caught_up(project):
    assert made(date(2026, 4, 1)).made == 3
    assert numbers(project) == [1, 2, 3]


def test_the_last_report_comes_after_the_end_too(organization):
    project = make_project(organization, starts_on=date(2026, 1, 15), ends_on=date(2026, 3, 20))
    made(date(2027, 6, 1))
    last = project.progress_reports.get(number=3)
    assert last.is_final and last.period_end == date(2026, 3, 20)


def test_a_closed_project_still_gets_its_last_report(organization):
    project = make_project(organization, status="closed", ends_on=date(2026, 2, 28))
    ProjectChange.objects.create(project=project, action="close", old="running", new="closed", version=1)
    assert made(date(2026, 5, 1)).made == 2
    assert project.progress_reports.get(number=2).is_final


def test_a_project_terminated_before_its_contract_was_signed_has_nothing_to_report(organization):
    project = make_project(organization, status="approved")
    Project.objects.update(status="terminated")
    ProjectChange.objects.create(project=project, action="terminate", old="approved", new="terminated", version=1)
    assert made(date(2026, 5, 1)) == Made(due=0, made=0, existing=0)


def test_a_terminated_project_reports_up_to_that_day_and_not_beyond(organization):
    project = make_project(organization, status="terminated")
    change = ProjectChange.objects.create(
        project=project, action="terminate", old="running", new="terminated", version=1)
    # 16:30 UTC on the 9th is the 10th in the office
    ProjectChange.objects.filter(pk=change.pk).update(at=datetime(2026, 3, 9, 16, 30, tzinfo=UTC))
    made(date(2026, 12, 1))
    assert numbers(project) == [1, 2, 3]
    last = project.progress_reports.get(number=3)
    assert last.is_final and last.period_end == date(2026, 3, 10)


@pytest.mark.parametrize("status", ["draft", "approved"])
def test_a_project_that_does_not_run_owes_nothing(organization, status):
    make_project(organization, status=status)
    assert made(date(2026, 5, 1)) == Made(due=0, made=0, existing=0)


def test_the_due_day_is_five_working_days_after_the_period_and_skips_the_spring_festival(organization):
    project = make_project(organization, starts_on=date(2026, 1, 14), ends_on=date(2026, 6, 30))
    made(date(2026, 2, 14))
    # 14 Feb 2026 is an adjusted working day, the festival lasts from 15 to 23 Feb; 28 Feb is worked too
    assert project.progress_reports.get().due_on == date(2026, 2, 27)


def test_the_due_day_stays_when_the_rule_changes(project):
    made(date(2026, 2, 1))
    before = project.progress_reports.get().due_on
    Rule.objects.create(key="report-due-workdays", area_code="330105005", value=2, effective_from=date(2026, 2, 10),
                        source="街道通知")
    made(date(2026, 3, 1))
    first, second = project.progress_reports.order_by("number")
    assert first.due_on == before == date(2026, 2, 6)
    assert second.due_on == date(2026, 3, 3)


def test_each_report_has_its_change_row_and_one_letter_per_writer(project, member, reader):
    editor = make_member(project.contractor, "editor")
    for _again in range(3):
        made(date(2026, 3, 1))
    assert ProgressReportChange.objects.filter(action="create").count() == 2
    assert set(ProgressReportChange.objects.values_list("old", "new", "by")) == {("", "due", None)}
    letters = Letter.objects.filter(template="report-made", channel="inbox")
    assert {(letter.recipient, letter.params["number"]) for letter in letters} == {
        (member, 1), (member, 2), (editor, 1), (editor, 2)}
    assert letters.count() == 4


def test_the_command_makes_one_month_and_prints_json(organization):
    for n in range(3):
        make_project(organization, starts_on=date(2026, 1, 10 + n))
    with time_machine.travel(datetime(2026, 11, 23, 2, 0, tzinfo=UTC)):
        out = [StringIO() for _run in range(2)]
        for stream in out:
            call_command("make_reports", period="2026-03", stdout=stream)
    assert [json.loads(stream.getvalue()) for stream in out] == [
        {"due": 3, "made": 3, "existing": 0}, {"due": 3, "made": 0, "existing": 3}]
    assert {p.month for p in ProgressReport.objects.values_list("period_end", flat=True)} == {3}


def test_the_command_makes_nothing_of_a_month_that_is_not_over(project):
    out = StringIO()
    with time_machine.travel(datetime(2026, 3, 20, 2, 0, tzinfo=UTC)):
        call_command("make_reports", "--period", "2026-03", stdout=out)
    assert json.loads(out.getvalue()) == {"due": 0, "made": 0, "existing": 0}


@pytest.mark.parametrize("period", ["2026-13", "2026", "26-03", "２０２６-03", "2026-03-01"])
def test_the_command_refuses_what_is_no_month(db, period):
    with pytest.raises(CommandError, match="YYYY-MM"):
        call_command("make_reports", period=period)


def test_the_task_does_the_same_and_goes_by_the_office_date(project):
    with time_machine.travel(datetime(2026, 1, 31, 15, 59, tzinfo=UTC)):
        tasks.make_reports()
        assert numbers(project) == []
    with time_machine.travel(datetime(2026, 1, 31, 16, 1, tzinfo=UTC)):
        tasks.make_reports()
        tasks.make_reports()
    assert numbers(project) == [1]


def test_one_project_that_cannot_be_counted_holds_up_no_other_and_is_not_hushed_up(organization, other_street):
    good = [make_project(organization) for _n in range(2)]
    bad = make_project(make_organization(other_street), area=other_street)
    Rule.objects.filter(key="report-due-workdays").update(area_code="330105005")  # none for the other street
    for _run in range(2):
        with pytest.raises(ExceptionGroup) as caught:
            made(date(2026, 2, 1))
        notes = [note for error in caught.value.exceptions for note in error.__notes__]
        assert notes == [f"project {bad.pk}, report 1"]
    assert [numbers(project) for project in (*good, bad)] == [[1], [1], []]
    Rule.objects.filter(key="report-due-workdays").update(area_code="")
    assert made(date(2026, 2, 1)) == Made(due=3, made=1, existing=2)


def test_the_work_does_not_grow_with_the_number_of_projects(organization):
    def queries(projects: int) -> int:
        for _n in range(projects):
            make_project(organization)
        with CaptureQueriesContext(connection) as seen:
            assert made(date(2026, 2, 1)).made == projects
        return len(seen)

    assert queries(1) == queries(3) == queries(20)
