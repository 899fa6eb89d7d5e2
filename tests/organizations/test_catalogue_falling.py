"""A listed organization that something speaks against is on the office's list, with the fact and the way to it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from evaluations.models import ReviewDay, Subject
from incubator.home.desk import Desk
from incubator.home.dues import dues
from incubator.home.todo import for_officer
from incubator.rulebook.models import Rule
from incubator.workdays import today
from organizations.models import AnnualCampaign, AnnualDuty, Membership, Organization, forget_rights
from organizations.reports.pending import FALLEN
from tests.factories import make_credit, make_scheme
from tests.organizations.catalogue_acts import fit, load, whole_round

pytestmark = pytest.mark.django_db
OVER, TO_COME = today() - timedelta(days=1), today() + timedelta(days=1)
FAULTS = {
    "overdue": {"status": "owed", "due_on": OVER},
    "unqualified": {
        "status": "decided", "due_on": OVER, "handed_in_on": OVER, "outcome": "unqualified", "rectify_by": TO_COME},
    "unrectified": {
        "status": "decided", "due_on": OVER, "handed_in_on": OVER, "outcome": "basically_qualified",
        "rectify_by": OVER},
}
IN_ORDER = [
    {"status": "owed", "due_on": TO_COME},
    {"status": "handed_in", "due_on": OVER - timedelta(days=1), "handed_in_on": OVER},
    {"status": "decided", "due_on": OVER, "handed_in_on": OVER, "outcome": "unqualified", "rectify_by": OVER,
     "rectify_handed_in_on": OVER, "rectified_on": OVER},
]


@pytest.fixture
def listed(street, community, officer):
    return load(whole_round(
        street, fit(community, 1), officer, year=today().year - 1, today=today(), until="listed").entries.get())


def reported(entry, **facts):
    campaign = AnnualCampaign.objects.create(
        area=entry.round.area, year=today().year - 1, due_on=facts["due_on"], status="closed")
    return AnnualDuty.objects.create(campaign=campaign, organization=entry.organization, **facts)


def graded(entry, grade, *, on):
    """The published result of a review day; the frozen rows hold the grade."""
    day = ReviewDay.objects.create(
        area=entry.round.area, scheme=make_scheme(entry.round.area), name=f"{on}评审会", date=on, status="published")
    subject = Subject.objects.create(day=day, organization=entry.organization)
    ReviewDay.objects.filter(pk=day.pk).update(results={"subjects": [{"subject": subject.pk, "grade": grade}]})


def weighs(entry, **weights):
    Rule.objects.create(
        key="catalogue-conditions", area_code=entry.round.area.code, effective_from=date(2026, 1, 1), source="街道办法",
        value={name: {"weight": weight, "source": "街道办法"} for name, weight in weights.items()})


def page(pk):
    return reverse("organizations:qualified-entry", args=[pk])


def told(officer):
    """Each entry on the list with its fact; the list counts exactly these."""
    found = [(due.pk, due.title) for due in dues(Desk(officer, today()))[FALLEN]]
    waiting = for_officer(Desk(officer, today()))
    lines = [todo for todo in waiting.todos if todo.what == "暂停或移出目录"]
    assert [line.detail for line in lines] == [words for _pk, words in found]
    assert [line.href for line in lines] == [page(pk) for pk, _words in found]
    assert waiting.count == len(waiting.todos)
    return found


@pytest.mark.parametrize("fault", FAULTS)
def test_a_failed_annual_report_is_told_with_its_year(client, listed, officer, fault):
    duty = reported(listed, **FAULTS[fault])
    [(pk, words)] = told(officer)
    assert pk == listed.pk and str(duty.campaign.year) in words
    client.force_login(officer)
    text = client.get(page(pk)).content.decode()
    assert "目前不符合的条件" in text and reverse("organizations:annual-years", args=[listed.organization_id]) in text


def test_each_fault_has_its_words(listed, officer):
    words = []
    for facts in FAULTS.values():
        reported(listed, **facts)
        words += [title for _pk, title in told(officer)]
        AnnualDuty.objects.all().delete()
        AnnualCampaign.objects.all().delete()
    assert len(set(words)) == 3


@pytest.mark.parametrize("facts", IN_ORDER)
def test_a_report_in_order_is_no_to_do(listed, officer, facts):
    reported(listed, **facts)
    assert told(officer) == []


def test_what_the_street_lets_not_count_is_no_to_do(listed, officer):
    reported(listed, status="owed", due_on=OVER)
    weighs(listed, annual_report="off")
    assert told(officer) == []


def test_a_poor_grade_counts_where_the_street_says_so_and_the_last_one_speaks(listed, officer):
    graded(listed, "poor", on=OVER)
    assert told(officer) == []
    weighs(listed, performance="soft")
    [(pk, words)] = told(officer)
    assert pk == listed.pk and "差" in words and f"{OVER}评审会" in words
    graded(listed, "good", on=today())
    assert told(officer) == []


def test_several_facts_are_one_line(listed, officer):
    weighs(listed, performance="hard")
    graded(listed, "poor", on=OVER)
    reported(listed, status="owed", due_on=OVER)
    make_credit(listed.organization, "abnormal")
    Organization.objects.filter(pk=listed.organization_id).update(status="suspended")
    [(pk, words)] = told(officer)
    assert pk == listed.pk and len(words.split("、")) == 4


def test_an_officer_of_the_organization_is_told_nothing_of_it(listed, officer):
    weighs(listed, performance="hard")
    graded(listed, "poor", on=OVER)
    reported(listed, status="owed", due_on=OVER)
    Membership.objects.create(organization=listed.organization, user=officer, right="reader")
    forget_rights(officer)
    assert told(officer) == []


def test_it_costs_no_query_more_unless_grades_count(listed, officer, django_assert_num_queries):
    reported(listed, status="owed", due_on=OVER)
    graded(listed, "poor", on=OVER)
    told(officer)
    for counted, weights in ((1, {}), (4, {"performance": "hard"})):
        weighs(listed, **weights)
        with django_assert_num_queries(counted):
            assert len(dues(Desk(officer, today()))[FALLEN]) == 1
        Rule.objects.filter(area_code=listed.round.area.code).delete()


@pytest.mark.parametrize(("annual", "words"), [("soft", "年报逾期未交"), ("off", "活动异常名录")])
def test_under_publicity_it_stands_on_the_entry_for_the_office_alone(
    client, street, community, officer, member, annual, words
):
    entry = load(whole_round(street, fit(community, 1), officer, year=today().year - 1, today=today(),
                             until="publicised").entries.get())
    Membership.objects.create(organization=entry.organization, user=member, right="editor")
    client.force_login(officer)
    assert client.get(page(entry.pk)).context["coming_against"] == ""
    reported(entry, **FAULTS["overdue"])
    weighs(entry, annual_report=annual)
    if annual == "off":
        assert client.get(page(entry.pk)).context["coming_against"] == ""
        make_credit(entry.organization, "abnormal")
    shown = client.get(page(entry.pk))
    assert words in shown.context["coming_against"] and "目前不符合的条件" in shown.content.decode()
    client.force_login(member)
    assert client.get(page(entry.pk)).context["coming_against"] == ""
