"""The table by year equals a count by hand, on the page, in the workbook, in the API and in the charts."""

import io
import re
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from django.urls import reverse

from evaluations.models import ReviewDay, Subject
from incubator.documents import charts
from incubator.workdays import today
from organizations.exports.growth import drawn
from organizations.models import AnnualDuty, CatalogueEntry, OrganizationChange
from organizations.reports.growth import growth_file
from organizations.reports.growth_years import GrowthYear, chart_data
from projects.models import Instalment
from tests.evaluations.makers import make_day
from tests.factories import (
    make_credit,
    make_member,
    make_organization,
    make_project,
    make_scheme,
    make_stage,
    make_visit,
)
from tests.organizations.annual_acts import opened as annual_campaign
from tests.organizations.catalogue_acts import nominated, opened
from tests.organizations.ledgers import url
from tests.organizations.test_organization_pages import signed_in

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


def changed(organization, at, **fields):
    change = OrganizationChange.objects.create(
        organization=organization, action="edit", new="active", version=1, fields=fields)
    OrganizationChange.objects.filter(pk=change.pk).update(at=datetime(*at, 12, tzinfo=ZoneInfo("Asia/Shanghai")))


def judged(scheme, officer, organization, on, total, *, project=None, status="published"):
    day = make_day(scheme, [], officer=officer, date=on)
    subject = Subject.objects.create(day=day, organization=organization, project=project)
    ReviewDay.objects.filter(pk=day.pk).update(status=status, results={"subjects": [
        {"subject": subject.pk, "total": total, "grade": "good"}, {"subject": 0, "total": "99/1", "grade": "good"}]})


@pytest.fixture
def grown(organization, officer, street):
    """2024: projects of 1,000 and 2,000 yuan; 2025: one hosted by it (not its own), money, a score; 2026: the rest."""
    first = make_project(organization, starts_on=date(2024, 3, 1), ends_on=date(2025, 2, 1), amount_fen=100_000)
    make_project(organization, starts_on=date(2024, 9, 1), ends_on=date(2025, 8, 1), amount_fen=200_000)
    make_project(organization, starts_on=date(2026, 1, 1), status="draft", amount_fen=7_000_000)
    make_project(make_organization(organization.area), host=organization, starts_on=date(2025, 1, 1), amount_fen=9_000)
    paid = first.contract.instalments.order_by("order")
    Instalment.objects.filter(pk=paid[0].pk).update(status="paid", paid_on=date(2024, 4, 1))
    Instalment.objects.filter(pk=paid[1].pk).update(status="paid", paid_on=date(2025, 4, 1))
    scheme = make_scheme(street)
    judged(scheme, officer, organization, date(2025, 5, 1), "80/1")
    judged(scheme, officer, organization, date(2025, 12, 1), "259/3")  # 86.333…
    judged(scheme, officer, organization, date(2026, 3, 1), "90/1", status="locked")
    for total in ("70/1", "161/2"):
        judged(scheme, officer, organization, date(2025, 6, 1), total, project=first)
    make_credit(organization, "honour", started_on=date(2025, 1, 2))
    make_credit(organization, "honour", started_on=date(2025, 3, 2), status="removed", removed_on=date(2025, 4, 1))
    make_credit(organization, "fault", started_on=date(2025, 3, 2))
    make_visit(organization, visited_on=date(2026, 2, 1))
    make_visit(organization, visited_on=date(2026, 3, 1))
    make_visit(organization, visited_on=date(2026, 4, 1), status="removed")
    changed(organization, (2024, 6, 1), venue=["甲", "乙"])
    changed(organization, (2025, 2, 1), member_count=["20", "30"])
    changed(organization, (2025, 12, 31), member_count=["30", "41"], party_member_count=["2", "5"])
    organization.member_count, organization.party_member_count = 41, 5
    organization.save()
    return organization


BY_HAND = [
    GrowthYear(2024, 20, 2, 2, 300_000, 50_000),
    GrowthYear(2025, 41, 5, 0, 0, 50_000, 8633, 7525, 1),
    GrowthYear(2026, 41, 5, visits=2),
]


def test_the_table_is_the_count_by_hand(grown, officer):
    assert growth_file(grown, user=officer, today=DAY).years == BY_HAND


def test_before_the_first_row_of_the_history_nobody_knows(organization, officer):
    make_visit(organization, visited_on=date(2024, 5, 1))
    years = growth_file(organization, user=officer, today=DAY).years
    assert [(year.year, year.members) for year in years] == [(2024, None), (2025, None), (2026, 20)]
    changed(organization, (2025, 7, 1), member_count=["", "20"], party_member_count=["", "0"])
    years = growth_file(organization, user=officer, today=DAY).years
    assert [(year.members, year.party_members) for year in years] == [(None, None), (20, 0), (20, 0)]


def test_page_workbook_paper_and_machines_say_the_same(client, grown, officer):
    signed_in(client, officer)
    file = client.get(url("growth", grown.pk)).context["file"]
    assert file.years[:3] == BY_HAND
    page = client.get(url("growth", grown.pk)).content.decode()
    for line in file.lines:
        assert all(f">{value}</t" in page for value in line)
    book = openpyxl.load_workbook(io.BytesIO(client.get(url("growth-export", grown.pk)).content))
    lines = [line for line in book.worksheets[0].values if line[0] == 2025]
    book.close()
    assert lines == [(2025, 41, 5, 0, 0, 500, 86.33, 75.25, 1, 0, None, None)]
    told = client.get(reverse("organization-growth", args=[grown.pk])).json()["years"]
    assert told[:3] == [year.__dict__ for year in BY_HAND]
    assert client.get(url("growth-print", grown.pk)).content[:5] == b"%PDF-"


def test_the_charts_draw_the_figures_of_the_table(grown):
    charted = {one["key"]: (one["labels"], [part["values"] for part in one["series"]]) for one in chart_data(BY_HAND)}
    assert charted == {
        "money": (["2024", "2025", "2026"], [[3000.0, 0.0, 0.0], [500.0, 500.0, 0.0]]),
        "scores": (["2024", "2025", "2026"], [[None, 86.33, None], [None, 75.25, None]]),
        "members": (["2024", "2025", "2026"], [[20, 41, 41], [2, 5, 5]]),
    }
    assert [one["key"] for one in chart_data([GrowthYear(2026, 20, 0)])] == ["members"]


def test_conclusions_and_listings_stand_in_their_year(client, street, community, officer, grown):
    round = opened(street, officer, 2025, applies_from=date(2025, 1, 1), applies_until=date(2025, 2, 1))
    entry = nominated(round, grown, officer)
    CatalogueEntry.objects.filter(pk=entry.pk).update(status="suspended", number=3)
    campaign = annual_campaign(street, officer)
    AnnualDuty.objects.filter(campaign=campaign, organization=grown).update(
        status="decided", outcome="unqualified", handed_in_on=date(2026, 3, 1), rectify_by=date(2026, 7, 1))
    years = {year.year: (year.annual, year.catalogue) for year in growth_file(grown, user=officer, today=DAY).years}
    assert years[2025] == ("unqualified", "suspended") and years[2024] == ("", "")
    signed_in(client, officer)
    page = client.get(url("growth", grown.pk)).content.decode()
    assert ">不合格</td>" in page and ">已暂停</td>" in page
    book = openpyxl.load_workbook(io.BytesIO(client.get(url("growth-export", grown.pk)).content))
    assert [line[-2:] for line in book.worksheets[0].values if line[0] == 2025] == [("不合格", "已暂停")]
    book.close()


def test_a_chart_says_its_title_once_in_words_of_a_size_to_read(grown):
    for one in drawn(chart_data(BY_HAND)):
        assert f"<title>{one['title']}</title>" in one["svg"]  # for who does not see the picture
        assert 'font-size="15"' not in one["svg"]  # that of a title within the picture
        assert re.search(r'viewBox="0 30 520 ', one["svg"])


def test_where_nothing_is_known_there_is_no_bar():
    for lying in (True, False):
        svg = charts.bar("得分", ["2025", "2026"], {"组织": [80, None], "项目": [None, 70]}, horizontal=lying).decode()
        assert (svg.count("<rect"), "80" in svg, ">0<" in svg) == (4, True, False)  # two bars, two keys


def test_each_reader_counts_what_they_may_see(grown, officer, community_worker, street):
    member = make_member(grown)
    assert growth_file(grown, user=member, today=DAY).years == BY_HAND
    seen = growth_file(grown, user=community_worker, today=DAY).years
    assert [year.projects_begun for year in seen] == [0, 0, 0]
    assert [year.score for year in seen] == [None, 8633, None]


@pytest.mark.parametrize("count", [1, 12])
def test_the_file_asks_as_often_however_long_it_is(client, officer, organization, count, django_assert_num_queries):
    for number in range(count):
        make_visit(organization)
        make_stage(organization, since=date(2026, 1, 1 + number))
        make_project(organization)
        make_credit(organization, "honour")
    signed_in(client, officer)
    with django_assert_num_queries(12):
        page = client.get(url("growth", organization.pk))
    assert ("全部走访辅导" in page.content.decode()) == (count > 10)
    assert Decimal(page.context["file"].years[-1].amount_fen) >= 0
    assert page.context["file"].years[-1].year == today().year
