"""Money that comes back: never more than is left, once, with its receipt; struck out it counts no more."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from incubator.notices.models import Letter
from incubator.notices.wording import words
from incubator.workflow import Incomplete, Stale, WrongStatus
from projects import purchasing, recording
from projects.models import MoneyReturn, Project
from projects.reports.projects import project_rows
from tests.factories import make_paid, make_project, make_return
from tests.projects.conftest import TODAY
from tests.projects.test_money import record
from tests.projects.test_project_api import api
from tests.projects.test_recusal import WHY, join
from tests.racing import race

__all__ = ["api"]
pytestmark = pytest.mark.django_db
PAID = 600_000
PEOPLE = (
    "officer", "district_officer", "other_officer", "community_worker", "member", "reader", "stranger", "resident")


@pytest.fixture
def paid(project):
    make_paid(project)
    return project


def give_back(project, amount, by, **fields):
    given = MoneyReturn(
        **{"project": project, "amount_fen": amount, "returned_on": TODAY, "receipt_no": f"SJ-{amount}"} | fields)
    return recording.record_return(given, by=by, today=TODAY)


def now(project):
    return Project.objects.get(pk=project.pk)


def over(project, status):
    Project.objects.filter(pk=project.pk).update(status=status)
    return now(project)


def test_paying_counts_what_was_paid(project, officer):
    purchasing.pay(project.contract.instalments.first(), paid_on=TODAY, by=officer, seen=0, today=TODAY)
    assert (now(project).paid_fen, now(project).unreturned_fen) == (PAID, PAID)


@pytest.mark.parametrize("status", ["running", "closed", "terminated"])
def test_what_is_left_may_come_back_and_not_a_fen_more(paid, member, officer, status):
    record(paid, 200_000, member)
    over(paid, status)
    with pytest.raises(ValidationError) as refusal:
        give_back(paid, 400_001, officer)
    assert set(refusal.value.message_dict) == {"amount_fen"} and "4,000.00" in str(refusal.value)
    given = give_back(paid, 399_999, officer)
    assert now(paid).unreturned_fen == 1
    give_back(paid, 1, officer)
    assert (now(paid).returned_fen, now(paid).unreturned_fen) == (400_000, 0)
    assert given.changes.get().fields == {
        "amount_fen": ["", "399999"], "returned_on": ["", str(TODAY)], "receipt_no": ["", "SJ-399999"]}


@pytest.mark.parametrize("status", ["draft", "approved"])
def test_nothing_comes_back_before_the_project_runs(paid, officer, status):
    with pytest.raises(WrongStatus):
        give_back(over(paid, status), 1, officer)


@pytest.mark.parametrize("person", PEOPLE)
def test_the_officer_of_the_street_alone_writes_it(cast, paid, person):
    given = make_return(paid)
    if person == "officer":
        give_back(paid, 1, cast[person])
        recording.act_on_return("strike", given, by=cast[person], seen=0, note="误登")
        return
    with pytest.raises(PermissionDenied):
        give_back(paid, 1, cast[person])
    with pytest.raises(PermissionDenied):
        recording.act_on_return("strike", given, by=cast[person], seen=0, note="误登")


def test_nobody_writes_it_of_the_own_organization(paid, officer):
    officer = join(officer, paid.contractor)
    with pytest.raises(PermissionDenied, match=WHY):
        give_back(paid, 1, officer)
    with pytest.raises(PermissionDenied, match=WHY):
        recording.act_on_return("strike", make_return(paid), by=officer, seen=0, note="误登")


@pytest.mark.parametrize(("fields", "named"), [
    ({"amount_fen": 0}, {"__all__"}), ({"amount_fen": -5}, {"__all__"}), ({"receipt_no": ""}, {"receipt_no"}),
    ({"returned_on": date(2026, 6, 16)}, {"returned_on"}), ({"returned_on": date(2025, 12, 31)}, {"returned_on"}),
    ({"receipt_no": "SJ-1"}, {"receipt_no"}),
])
def test_what_is_wrong_is_told_by_its_field(paid, officer, fields, named):
    give_back(paid, 1, officer)
    with pytest.raises(ValidationError) as refusal:
        give_back(paid, 100, officer, **{"receipt_no": "SJ-9"} | fields)
    assert named == set(refusal.value.message_dict)
    assert MoneyReturn.objects.count() == 1 and now(paid).returned_fen == 1


def test_struck_out_it_stays_readable_and_counts_no_more(paid, officer):
    given = give_back(paid, PAID, officer)
    with pytest.raises(Incomplete):
        recording.act_on_return("strike", given, by=officer, seen=0, note="")
    with pytest.raises(Stale):
        recording.act_on_return("strike", given, by=officer, seen=3, note="误登")
    assert now(paid).returned_fen == PAID
    recording.act_on_return("strike", given, by=officer, seen=0, note="误登")
    assert (now(paid).returned_fen, MoneyReturn.objects.get().status) == (0, "struck")
    give_back(paid, PAID, officer)  # under the same receipt
    with pytest.raises(PermissionDenied):
        recording.act_on_return("create", given, by=officer, seen=1, note="x")


def test_money_that_came_back_is_not_spent(paid, officer, member):
    give_back(paid, 500_000, officer)
    with pytest.raises(ValidationError) as refusal:
        record(now(paid), 700_001, member)
    assert set(refusal.value.message_dict) == {"amount_fen"}
    record(now(paid), 700_000, member)  # ahead of the second instalment, as without a return
    assert now(paid).unreturned_fen == 0


@pytest.mark.parametrize("values", [
    {"returned_fen": PAID + 1}, {"returned_fen": 600_000, "spent_fen": 600_001}, {"paid_fen": 0, "returned_fen": 1}])
def test_the_database_holds_the_sums_whatever_code_writes(paid, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.filter(pk=paid.pk).update(**values)


def test_the_database_holds_amount_and_receipt(paid):
    first = make_return(paid)
    for fields in ({"amount_fen": 0}, {"receipt_no": first.receipt_no}):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_return(paid, **fields)
    make_return(paid, receipt_no=first.receipt_no, status="struck")


@pytest.mark.django_db(transaction=True)
def test_ten_returns_at_once_cannot_pass_what_was_paid(organization, officer):
    project = make_project(organization)
    make_paid(project)
    outcomes = race(lambda n: give_back(now(project), 250_000, officer, receipt_no=f"SJ-{n}").pk)
    assert len([one for one in outcomes if isinstance(one, int)]) == 2
    assert now(project).returned_fen == 500_000


@pytest.fixture
def page(client, today, officer, monkeypatch):
    monkeypatch.setattr("projects.views.returns.today", lambda: TODAY)
    client.force_login(officer)
    return client


def test_the_officer_records_it_on_a_page_once_and_the_contractor_is_told(page, paid, member):
    project = over(paid, "terminated")
    address = reverse("projects:return-new", args=[project.pk])
    assert address in page.get(f"/projects/{project.pk}/").content.decode()
    form = page.get(address).context["form"]
    sent = {"token": form["token"].value(), "amount_fen": "6,000.00", "returned_on": "2026-06-10",
            "receipt_no": "SJ-1"}
    assert form["amount_fen"].value() == 6000
    wrong = page.post(address, sent | {"amount_fen": "6000.01", "returned_on": "2026-07-01"})
    assert wrong.status_code == 400 and set(wrong.context["form"].errors) == {"amount_fen", "returned_on"}
    for _time in range(2):
        assert page.post(address, sent)["Location"] == f"/projects/{project.pk}/"
    given = MoneyReturn.objects.get()
    assert (given.amount_fen, given.changes.count(), now(project).returned_fen) == (PAID, 1, PAID)
    shown = page.get(f"/projects/{project.pk}/").content.decode()
    assert address not in shown and "已退回（元）" in shown
    letter, = Letter.objects.inbox_of(member)
    subject, body = words(letter.template, letter.params)
    assert project.name in subject and "6,000.00" in body and "SJ-1" in body
    assert letter.url == f"/projects/{project.pk}/"
    told = page.get(f"/projects/{project.pk}/history/").content.decode()
    assert "登记结余资金退回：2026-06-10 6,000.00 元" in told


def test_a_return_is_struck_out_on_its_list(page, paid, member):
    given = make_return(paid, receipt_no="SJ-7")
    shown = page.get(f"/projects/{paid.pk}/returns/").content.decode()
    assert "SJ-7" in shown and f"/projects/returns/{given.pk}/strike/" in shown
    answer = page.post(f"/projects/returns/{given.pk}/strike/", {"version": 0, "note": "误登"})
    assert answer["Location"] == f"/projects/{paid.pk}/returns/" and now(paid).returned_fen == 0
    assert page.post(f"/projects/returns/{given.pk}/strike/", {"version": 0, "note": "误登"}).status_code == 409
    assert [letter.template for letter in Letter.objects.inbox_of(member)] == ["money-return-struck"]
    assert "作废结余资金退回" in page.get(f"/projects/{paid.pk}/history/").content.decode()
    page.force_login(member)
    shown = page.get(f"/projects/{paid.pk}/returns/").content.decode()
    assert "SJ-7" in shown and "strike/" not in shown and "returns/new/" not in shown


def test_a_project_that_was_never_paid_says_nothing_of_returns(page, project):
    assert "money-returned" not in page.get(f"/projects/{project.pk}/").content.decode()


def test_the_api_records_it_and_strikes_it_out(api, paid, officer, member, monkeypatch):
    monkeypatch.setattr("projects.api.returns.today", lambda: TODAY)
    sent = {"project": paid.pk, "amount_fen": 100, "returned_on": "2026-06-10", "receipt_no": "SJ-1",
            "token": "00000000-0000-4000-8000-000000000001"}
    first, again = (api(officer).post("/api/v1/money-returns/", sent, format="json") for _n in range(2))
    assert (first.status_code, first.data["id"]) == (201, again.data["id"])
    other = api(officer).post("/api/v1/money-returns/", {**sent, "token": None} | {
        "token": "00000000-0000-4000-8000-000000000002"}, format="json")
    assert other.status_code == 400 and set(other.data["detail"]) == {"receipt_no"}
    refused = api(member).post("/api/v1/money-returns/", sent, format="json")
    assert refused.status_code == 403
    assert api(member).get(f"/api/v1/money-returns/{first.data['id']}/").data["actions"] == []
    address = f"/api/v1/money-returns/{first.data['id']}/actions/strike/"
    assert api(officer).post(address, {"note": "误登"}, format="json").status_code == 428
    old = api(officer).post(address, {"note": "误登"}, format="json", headers={"If-Match": '"7"'})
    struck = api(officer).post(address, {"note": "误登"}, format="json", headers={"If-Match": '"0"'})
    assert (old.status_code, struck.status_code, struck.data["status"]) == (412, 200, "struck")
    assert now(paid).returned_fen == 0


def test_the_list_tells_what_came_back(paid, officer):
    give_back(paid, 700, officer)
    assert project_rows(Project.objects.all())[0].returned_fen == 700
