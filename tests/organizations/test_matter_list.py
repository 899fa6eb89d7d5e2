"""The list of matters: found by its organization, narrowed by the year, with the outcome and how many there are."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organizations.matters import acts
from organizations.models import Matter, Organization
from tests.factories import make_member, make_organization
from tests.organizations import filing_acts
from tests.organizations.annual_acts import DUE, decided, opened
from tests.organizations.matter_acts import ANSWERS, examined, submitted, take
from tests.organizations.test_founding import begun, founder_of, handed_in

pytestmark = pytest.mark.django_db
ADDRESS = reverse("organizations:matters")


@pytest.fixture
def page(client, officer):
    client.force_login(officer)
    return client


def names(page, **given) -> list[str]:
    return [row.name for row in page.get(ADDRESS, given).context["rows"]]


def written(number: str) -> list[str]:
    """A receipt number as people type it, whole and its beginning."""
    bare = number.replace("-", "")
    return [number, number.lower(), f" {number[:11]} {number[12:]} ", number.replace("-", "—"), bare,
            "".join(chr(ord(c) + 0xFEE0) for c in number), number[:20], bare[:19], bare[:14], number[:12], number[:6]]


def test_a_matter_is_found_by_its_receipt_number_whole_or_its_beginning(page, community):
    matter = submitted("change", make_organization(community, name="晨光助老队"))
    submitted("cancellation", make_organization(community, name="太极拳队"))
    for typed in written(matter.receipt_no):
        assert names(page, name=typed) == ["晨光助老队"], typed
    for typed in (matter.receipt_no[:5], matter.receipt_no[2:], matter.receipt_no + "9", "BG330106", "BG%"):
        assert names(page, name=typed) == [], typed


def test_what_the_county_says_decides_where_a_registration_stands(page, filed_organization, officer):
    """Wanted by the office until the county's answer is on record; refused by the county is refused."""
    matter = examined("registration", filed_organization, officer)

    def listed() -> set[str]:
        return {status for status in ("waiting", "approved", "refused") if names(page, status=status)}

    assert listed() == {"waiting"}
    take("approve", matter, by=officer, note="同意")
    assert listed() == {"waiting"}
    take("forward", matter, by=officer, note="已送达")
    assert listed() == {"waiting"}
    Organization.objects.filter(pk=filed_organization.pk).update(status="revoked")
    assert listed() == {"approved"}  # nobody waits for an answer any more
    Organization.objects.filter(pk=filed_organization.pk).update(status="active")
    take("not_registered", matter, by=officer, note="不予登记")
    assert listed() == {"refused"}


def test_who_searches_among_the_waiting_is_shown_the_way_to_all(page, filed_organization, officer):
    matter = examined("change", filed_organization, officer)
    take("approve", matter, by=officer, note="同意")
    asked = page.get(ADDRESS, {"name": matter.receipt_no, "page": "1"}).content.decode()
    assert "在全部状态中查找" in asked and f'href="?name={matter.receipt_no}&amp;status="' in asked
    assert names(page, name=matter.receipt_no, status="") == [filed_organization.name]
    assert "在全部状态中查找" not in page.get(ADDRESS, {"name": "没有", "status": ""}).content.decode()


def test_a_filing_is_found_by_its_receipt_number_too(page, community, client, other_officer):
    filing, _other = filing_acts.submitted(community, name="晨光助老队"), filing_acts.submitted(community)
    address = reverse("organizations:filings")
    for typed in (filing.receipt_no, filing.receipt_no.replace("-", "").lower()):
        assert [row.pk for row in page.get(address, {"name": typed}).context["rows"]] == [filing.pk]
    assert len(page.get(address, {"name": filing.receipt_no[:14]}).context["rows"]) == 2
    client.force_login(other_officer)
    for where in (address, ADDRESS):
        assert client.get(where, {"name": filing.receipt_no, "status": ""}).context["rows"] == []


def test_a_name_that_reads_like_a_receipt_is_found_beside_it(page, community):
    matter = submitted("change", make_organization(community, name="晨光助老队"))
    submitted("change", make_organization(community, name=f"{matter.receipt_no[:8]}号楼"))
    assert len(names(page, name=matter.receipt_no[:8])) == 2


def test_receipts_are_looked_up_by_index(page):
    if connection.vendor != "postgresql":
        pytest.skip("the plan is PostgreSQL's")
    with connection.cursor() as cursor:  # a small table would be read whole
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
    with CaptureQueriesContext(connection) as asked:
        names(page, name="BG330105005-2026", status="")
    with connection.cursor() as cursor:
        plans = []
        for query in asked.captured_queries:
            if "UNION" in query["sql"]:
                cursor.execute(f"EXPLAIN {query['sql']}")
                plans.append(str(cursor.fetchall()))
    assert plans and all("receipt_number_begins" in plan for plan in plans)


def test_a_registration_of_a_new_body_is_found_by_its_head_to_be(page, community):
    """As the draft of a filing is; of an entry on record the register says the head, not the answer."""
    matter = handed_in(community)
    submitted("registration", make_organization(community, name="晨光助老队", responsible_person="周芳"))
    for typed in ("顾春生", "顾 春生", "春生"):
        assert names(page, name=typed) == [matter.organization.name], typed
    matter.organization.refresh_from_db()
    assert matter.organization.responsible_person == ""


def test_the_search_follows_another_head_to_be(client, community):
    matter = begun(community)
    person = founder_of(matter)
    client.force_login(person)
    for n, head in enumerate(("顾春生", "钱多")):
        acts.fill(matter, ANSWERS["registration"] | {"responsible_person": head, "name": f"晨光{n}"}, papers={},
                  by=person, seen=n)
        assert names(client, name=head) == [f"晨光{n}"]
    assert names(client, name="顾春生") == []


def test_the_migration_finds_the_heads_of_drafts_that_stand_already(page, community):
    matter = handed_in(community)
    Organization.objects.update(normalized_head="")
    assert names(page, name="顾春生") == []
    import_module("organizations.migrations.0020_receipts_found").fill(apps, None)
    assert names(page, name="顾春生") == [matter.organization.name]


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
