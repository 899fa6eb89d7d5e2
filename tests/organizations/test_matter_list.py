"""The list of matters: found by its organization, narrowed by the year, with the outcome and how many there are."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organizations.models import Matter
from tests.factories import make_member, make_organization
from tests.organizations.annual_acts import DUE, decided, opened
from tests.organizations.matter_acts import submitted

pytestmark = pytest.mark.django_db
ADDRESS = reverse("organizations:matters")


@pytest.fixture
def page(client, officer):
    client.force_login(officer)
    return client


def names(page, **given) -> list[str]:
    return [row.name for row in page.get(ADDRESS, given).context["rows"]]


@pytest.mark.parametrize("typed", ["晨光", "chenguang", "CGZL", "晨 光"])
def test_an_organization_is_found_as_in_the_register(page, community, typed):
    for name in ("晨光助老队", "太极拳队"):
        submitted("change", make_organization(community, name=name))
    assert names(page, name=typed) == ["晨光助老队"]
    assert names(page, name="没有") == []


def test_the_year_is_the_one_it_is_about_or_of_its_hand_in(page, street, community, officer):
    first = make_organization(community, name="甲")
    opened(street, officer)
    report = decided(first, officer, on=DUE)
    change = submitted("change", make_organization(community, name="乙"))
    assert (report.year, change.submitted_at.year) == (2025, 2026)
    assert names(page, status="", year=2025) == ["甲"] and names(page, status="", year=2026) == ["乙"]
    assert page.get(ADDRESS, {"year": "18"}).context["rows"] == []


@pytest.mark.parametrize(("outcome", "words", "tone"), [
    ("qualified", "合格", "good"), ("basically_qualified", "基本合格", "warn"), ("unqualified", "不合格", "bad")])
def test_the_outcome_of_a_report_stands_beside_its_status(page, street, community, officer, outcome, words, tone):
    organization = make_organization(community)
    opened(street, officer)
    decided(organization, officer, outcome, on=DUE)
    shown = page.get(ADDRESS, {"status": "approved"}).content.decode()
    assert f'<span class="status status-{tone}">{words}</span>' in shown and "年度报告 2025" in shown


def test_how_many_there_are_is_told_and_a_page_keeps_what_narrows_it(page, community, monkeypatch):
    for number in range(3):
        submitted("change", make_organization(community, name=f"晨光{number}队"))
    assert "共 3 条" in page.get(ADDRESS, {"name": "晨光"}).content.decode()
    monkeypatch.setattr("organizations.views.matters.PER_PAGE", 2)
    shown = page.get(ADDRESS, {"name": "晨光", "year": 2026}).content.decode()
    assert "共 3 条" in shown and "name=%E6%99%A8%E5%85%89&amp;year=2026&amp;page=2" in shown
    monkeypatch.setattr("organizations.views.matters.PER_PAGE", 1)
    monkeypatch.setattr("incubator.paging.MOST", 2)
    assert "超过 2 条，请缩小范围" in page.get(ADDRESS, {"name": "晨光"}).content.decode()


def test_it_asks_as_often_for_fifty_as_for_one(page, community):
    asked = []
    for number in range(50):
        organization = make_organization(community, name=f"晨光{number}队")
        Matter.objects.create(kind="annual", year=2025, organization=organization, status="approved",
                              outcome="qualified", received_in=community, receipt_no=f"ML{number}",
                              submitted_at="2026-03-01T00:00Z", decided_at="2026-03-02T00:00Z",
                              answer_due_on=date(2026, 3, 3))
        if number + 1 in (1, 3, 50):
            with CaptureQueriesContext(connection) as found:
                assert len(names(page, name="晨光", year=2025, status="approved")) == number + 1
            asked.append(len(found))
    assert len(set(asked)) == 1


def test_a_member_finds_only_the_own(client, community):
    mine = make_organization(community, name="晨光一队")
    for organization in (mine, make_organization(community, name="晨光二队")):
        submitted("change", organization)
    client.force_login(make_member(mine))
    assert names(client, name="晨光") == ["晨光一队"]
