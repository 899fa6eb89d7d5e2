"""Ten at once: one effect, one change row, one letter; and many runs of the job at once make each report once."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from incubator.notices.models import Letter
from projects.exports.reports import file_of
from projects.models import Activity, Instalment, InstalmentChange, ProgressReport, ProgressReportChange, ReportFile
from projects.reminding import remind
from projects.reporting.counting import PROJECT_OF_REPORT
from projects.reporting.making import make_reports
from tests.factories import make_project
from tests.racing import race, race_posts

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 2, 3, 1, tzinfo=UTC)


@pytest.fixture
def report(project, member):
    make_reports(today=date(2026, 2, 1), now=NOW)
    ProgressReport.objects.update(results="探访 12 次")
    return ProgressReport.objects.get()


def test_ten_submits_at_once_are_one(report, member, officer):
    codes = race_posts(member, reverse("projects:report-act", args=[report.pk, "submit"]), {"version": 0})
    assert sorted(codes) == [302, *[409] * 9]
    assert report.changes.filter(action="submit").count() == 1
    assert ProgressReport.objects.get().version == 1
    assert Letter.objects.filter(recipient=officer, template="report-submitted", channel="inbox").count() == 1


def test_ten_accepts_at_once_are_one_and_open_the_gate_once(report, member, officer):
    Instalment.objects.filter(order=2).update(trigger="report_accepted", report_number=1)
    ProgressReport.objects.update(status="submitted")
    codes = race_posts(officer, reverse("projects:report-act", args=[report.pk, "accept"]), {"version": 0})
    assert sorted(codes) == [302, *[409] * 9]
    assert report.changes.filter(action="accept").count() == 1
    assert Instalment.objects.get(order=2).status == "payable"
    assert InstalmentChange.objects.filter(action="release").count() == 1
    assert Letter.objects.filter(recipient=member, template="report-accepted", channel="inbox").count() == 1


def test_what_is_recorded_while_the_report_is_handed_in_is_in_it_or_refused(report, member):
    """Whichever comes first, the figures handed in are the records."""
    record, hand_in = Client(), Client()
    record.force_login(member)
    hand_in.force_login(member)
    facts = {"date": "2026-01-05", "place": "桥西之家", "content": "探访", "sessions": 1, "beneficiaries": 1,
             "person_times": 1, "hours": 1, "volunteers": 0}

    def act(n):
        if n == 0:
            return hand_in.post(reverse("projects:report-act", args=[report.pk, "submit"]), {"version": 0}).status_code
        new = reverse("projects:activity-new", args=[report.project_id])
        return record.post(new, facts | {"token": str(uuid4())}).status_code

    codes = race(act, 6)
    handed_in = ProgressReport.objects.get()
    assert codes[0] == 302 and set(codes[1:]) <= {302, 400}
    assert handed_in.figures["work"]["activities"] == codes[1:].count(302) == Activity.objects.count()


def test_without_the_version_in_the_update_two_would_win(report):
    """The control: the same ten, reading first and writing after, as an engine without compare-and-set does."""
    from threading import Barrier

    together = Barrier(10)

    def careless(_n: int) -> bool:
        found = ProgressReport.objects.get(pk=report.pk)
        connection.close()  # (SQLite) nobody holds the database while all have read
        together.wait(timeout=30)
        if found.status != "due":
            return False
        ProgressReport.objects.filter(pk=report.pk).update(status="submitted", version=found.version + 1)
        ProgressReportChange.objects.create(report=found, action="submit", old="due", new="submitted", version=1)
        return True

    assert sum(race(careless)) > 1
    assert report.changes.filter(action="submit").count() > 1


def test_ten_runs_of_the_job_at_once_make_each_report_once(organization, member):
    projects = [make_project(organization) for _n in range(15)]
    outcomes = race(lambda _n: make_reports(today=date(2026, 4, 1), now=NOW))
    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)], outcomes
    assert sum(outcome.made for outcome in outcomes) == 45
    assert all((outcome.due, outcome.made + outcome.existing) == (45, 45) for outcome in outcomes)
    for project in projects:
        assert list(project.progress_reports.order_by("number").values_list("number", flat=True)) == [1, 2, 3]
    assert ProgressReportChange.objects.filter(action="create").count() == 45
    assert Letter.objects.filter(recipient=member, template="report-made", channel="inbox").count() == 45


def test_ten_reminders_at_once_tell_once(report, member):
    outcomes = race(lambda _n: remind(today=report.due_on))
    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)], outcomes
    assert Letter.objects.filter(recipient=member, template="report-due", channel="inbox").count() == 1


def test_ten_downloads_at_once_keep_one_file(report):
    def load(_n: int) -> int:
        return file_of(ProgressReport.objects.select_related(*PROJECT_OF_REPORT).get(), "docx").pk

    outcomes = race(load, 4)
    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)], outcomes
    assert ReportFile.objects.count() == 1 and len(set(outcomes)) == 1
