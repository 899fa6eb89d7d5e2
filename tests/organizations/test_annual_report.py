"""The report itself: what is filled in from the records, what differs, and the outcome of the decision."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from rest_framework.test import APIClient

from incubator.workflow import Incomplete
from organizations.matters import acts
from organizations.matters.annual import known
from organizations.models import Matter
from organizations.reports.matters import handed_in as as_handed_in
from projects.models import Activity, Instalment, Project, Spending
from tests.factories import (
    make_activity,
    make_holder,
    make_organization,
    make_project,
    make_return,
    make_spending,
)
from tests.organizations.annual_acts import DUE, at, decided, duty_of, examined, filled, handed_in, opened, take
from tests.organizations.matter_acts import submitted as any_submitted
from tests.organizations.matter_acts import writer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def worked(organization, officer, street):
    """A year of work with rows before, after, struck out and of others beside it."""
    opened(street, officer)
    project = make_project(organization, starts_on=date(2024, 7, 1), ends_on=date(2026, 6, 30), amount_fen=9_000_000)
    others = make_project(make_organization(organization.area))
    for day, sessions, times in ((date(2024, 12, 31), 9, 90), (date(2025, 1, 1), 2, 30), (date(2025, 12, 31), 3, 50),
                                 (date(2026, 1, 1), 9, 90)):
        make_activity(project, date=day, sessions=sessions, person_times=times, hours=Decimal(1))
        make_spending(project, date=day, amount_fen=times * 100)
    Activity.objects.filter(pk=make_activity(project, date=date(2025, 5, 1)).pk).update(status="struck")
    Spending.objects.filter(pk=make_spending(project, date=date(2025, 5, 1)).pk).update(status="struck")
    make_activity(others, date=date(2025, 5, 1))
    Instalment.objects.filter(contract__project=project, order=1).update(
        status="paid", paid_on=date(2025, 3, 1), amount_fen=123_400)
    Instalment.objects.filter(contract__project=project, order=2).update(status="paid", paid_on=date(2026, 1, 2))
    make_holder(organization, term_starts_on=date(2025, 12, 31))
    make_holder(organization, term_starts_on=date(2026, 1, 1))
    make_holder(organization, term_starts_on=None, status="left", left_on=date(2025, 12, 31))
    make_holder(organization, term_starts_on=None, status="left", left_on=date(2026, 1, 1))
    make_holder(organization, role="member", term_starts_on=None)
    change = any_submitted("change", organization)
    take("accept", change, by=officer, on=date(2025, 6, 1))
    take("approve", change, by=officer, on=date(2025, 12, 31))
    return organization


COUNTED = {
    "member_count": 20, "party_member_count": 0, "holder_count": 2, "change_count": 1, "activity_count": 5,
    "person_times": 80, "project_income_fen": 123_400, "project_spending_fen": 8_000}


def test_what_the_platform_counted_equals_a_count_by_hand(worked):
    assert known(filled(worked)) == COUNTED


def test_what_was_given_back_in_the_year_is_no_income_of_it(worked):
    project = Project.objects.get(contractor=worked)
    Project.objects.filter(pk=project.pk).update(paid_fen=123_400)
    make_return(project, amount_fen=23_400, returned_on=date(2025, 12, 31))
    make_return(project, amount_fen=1, returned_on=date(2026, 1, 1))
    assert known(filled(worked))["project_income_fen"] == 100_000


def test_the_form_shows_the_figures_and_stands_filled_in(worked, client):
    by = writer_of(worked)
    client.force_login(by)
    page = client.post(reverse("organizations:matter-start", args=[worked.pk, "annual"]), {
        "token": "6f1c8c0e-8a8e-4a0e-9a55-0f6f0d6e7b11", "year": 2025}, follow=True)
    body = page.content.decode()
    assert "平台统计：80" in body and "平台统计：1,234.00" in body
    form = page.context["form"]
    yuan = {"project_income_fen": Decimal(1234), "project_spending_fen": Decimal(80)}
    assert {name: form[name].value() for name in COUNTED} == COUNTED | yuan


def test_another_figure_needs_a_word_and_stands_out_beside_the_counted_one(worked, officer):
    matter = filled(worked, person_times=100)
    by = writer_of(worked)
    with pytest.raises(Incomplete) as told:
        acts.submit(matter, by=by, seen=matter.version, now=at(DUE))
    assert set(told.value.message_dict) == {"difference_note"}
    acts.fill(matter, {"difference_note": "另有自办活动"}, papers={}, by=by, seen=matter.version)
    acts.submit(matter, by=by, seen=matter.version, now=at(DUE))
    make_activity(worked.projects.get(), date=date(2025, 5, 2), person_times=30)  # recorded after the hand-in
    rows = {row.name: row for row in as_handed_in(Matter.objects.get(pk=matter.pk), by=officer)}
    assert (rows["person_times"].value, rows["person_times"].counted, rows["person_times"].differs) == (
        "100", "80", True)
    assert (rows["activity_count"].value, rows["activity_count"].counted, rows["activity_count"].differs) == (
        "5", "5", False)
    assert (rows["staff_count"].counted, rows["staff_count"].differs) == ("", False)


@pytest.mark.parametrize(("answers", "names"), [
    ({"organs_kept": "short"}, {"problems"}), ({"organs_kept": "short", "problems": "未开理事会"}, set()),
    ({"project_income_fen": 10**9, "difference_note": "x"}, {"project_income_fen"}),
    ({"income_fen": None}, {"income_fen"}),
    ({"member_count": 45, "party_member_count": 60, "difference_note": "x"}, {"party_member_count"}),
])
def test_what_a_report_lacks(answers, names, worked):
    assert set(acts.shortcomings(filled(worked, **answers), on=DUE)) == names


@pytest.mark.parametrize("outcome", ["", "excellent"])
def test_a_decision_without_a_known_outcome_is_refused_in_words(outcome, street, organization, officer, client):
    opened(street, officer)
    matter = examined(organization, officer, on=DUE)
    with pytest.raises(Incomplete) as told:
        take("approve", matter, by=officer, on=DUE, outcome=outcome)
    assert "合格、基本合格、不合格" in told.value.messages[0]
    client.force_login(officer)
    address = reverse("organizations:matter-act", args=[matter.pk, "approve"])
    page = client.post(address, {"version": matter.version, "outcome": outcome})
    assert page.status_code == 400 and "基本合格" in page.content.decode()
    machine = APIClient()
    machine.force_login(officer)
    answer = machine.post(
        reverse("matter-act", kwargs={"pk": matter.pk, "name": "approve"}), {"outcome": outcome}, format="json",
        headers={"If-Match": f'"{matter.version}"'})
    assert answer.status_code == 400 and set(answer.data["detail"]) == {"outcome"}
    assert duty_of(organization).status == "handed_in"
    assert Matter.objects.get(pk=matter.pk).status == "reviewed"


def test_the_outcome_through_the_page(street, organization, officer, client):
    opened(street, officer)
    matter = examined(organization, officer, on=DUE)
    client.force_login(officer)
    client.post(reverse("organizations:matter-act", args=[matter.pk, "approve"]), {
        "version": matter.version, "outcome": "qualified", "note": "同意"})
    matter = Matter.objects.get(pk=matter.pk)
    assert (matter.status, matter.outcome, duty_of(organization).outcome) == ("approved", "qualified", "qualified")
    assert "合格" in client.get(reverse("organizations:matter", args=[matter.pk])).content.decode()
    assert [change.note for change in matter.changes.all()][-3:] == ["意见", "意见", "同意"]


def test_a_kind_without_outcomes_takes_none_and_no_other_step_does(street, organization, officer):
    change = any_submitted("change", organization)
    take("accept", change, by=officer, on=DUE)
    with pytest.raises(Incomplete):
        take("approve", change, by=officer, on=DUE, outcome="qualified")
    opened(street, officer)
    report = examined(organization, officer, on=DUE)
    with pytest.raises(Incomplete):
        take("return", report, by=officer, on=DUE, outcome="qualified")
    with pytest.raises(PermissionDenied):
        take("refuse", report, by=officer, on=DUE)  # its worst outcome is a decision too


def test_a_year_is_reported_once(street, organization, officer):
    opened(street, officer)
    decided(organization, officer, on=DUE)
    with pytest.raises(Incomplete):
        handed_in(organization, on=DUE)
