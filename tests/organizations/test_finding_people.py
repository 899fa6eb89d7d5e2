"""Whoever serves in an organization finds it, for those who see the organization; who left finds it no longer."""

import io
import re
import uuid
from datetime import date
from importlib import import_module

import openpyxl
import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organizations import staffing
from organizations.filters import OrganizationFilter
from organizations.models import OfficeHolder, Organization
from organizations.workflow import organization_workflow
from tests.factories import make_area, make_holder, make_member, make_officer, make_organization
from tests.organizations.filing_acts import submitted
from tests.organizations.ledgers import url
from tests.organizations.matter_acts import submitted as matter_submitted
from tests.organizations.test_holder_lists import listed, person, send
from tests.racing import race

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def team(community):
    """One among others, with its people."""
    make_organization(community, name="别的队伍", responsible_person="周芳", phone="14200000001")
    team = make_organization(community, name="秧歌队", responsible_person="周芳", phone="14200000002")
    for name, role, phone in (
        ("司徒\u3000望舒", "finance", "14255557799"), ("Ａnna Li", "legal_representative", "14255558811"),
        ("买买提·阿不都", "council", ""), ("钱多", "supervisor", ""), ("孙少", "member", ""),
        ("周芳", "responsible_person", "14200000002"),
    ):
        make_holder(team, name=name, role=role, phone=phone)
    make_holder(team, name="离任人", phone="14255556633", status="left", left_on=TODAY)
    return team


def found(user, typed: str) -> list[str]:
    narrowed = OrganizationFilter({"name": typed}, Organization.objects.visible_to(user)).qs
    return list(narrowed.order_by("pk").values_list("name", flat=True))


@pytest.mark.parametrize(("typed", "finds"), [
    ("司徒望舒", True), ("司徒 望舒", True), ("司徒", True), ("望舒", True), ("舒", True), ("anna", True),
    ("ＡＮＮＡ ＬＩ", True), ("阿不都", True), ("买买提阿不都", True), ("钱多", True), ("孙少", True), ("7799", True),
    ("8811", True), ("14255557799", True), ("１４２ ５５５５ ８８１１", True), ("离任人", False), ("6633", False),
    ("14255556633", False), ("多孙", False), ("司徒芳", False), ("5577", False),
])
def test_people_in_office_find_their_organization(team, officer, typed, finds):
    assert found(officer, typed) == (["秧歌队"] if finds else [])


def test_list_workbook_print_and_machine_find_the_same(team, client, officer):
    client.force_login(officer)
    for typed in ("司徒", "7799"):
        assert [row.name for row in client.get(url("organizations"), {"name": typed}).context["rows"]] == ["秧歌队"]
        told = client.get("/api/v1/organizations/", {"name": typed}).json()
        assert [one["name"] for one in told["results"]] == ["秧歌队"]
        book = client.get(url("organizations-export"), {"name": typed})
        cells = str(list(openpyxl.load_workbook(io.BytesIO(book.getvalue())).active.iter_rows(values_only=True)))
        assert "秧歌队" in cells and "别的队伍" not in cells
        page = client.get(url("organizations-print"), {"name": typed}).content.decode()
        assert "秧歌队" in page and "别的队伍" not in page


def why(client, typed: str) -> list[str]:
    """What the lines of the list say beside the names, and what the page shows of it."""
    page = client.get(url("organizations"), {"name": typed})
    told = [row.reason for row in page.context["rows"]]
    assert [words for words in told if words] == re.findall('"found-by">([^<]*)<', page.content.decode())
    return told


@pytest.mark.parametrize(("typed", "words"), [
    ("司徒", "人员：司徒　望舒（财务负责人）"), ("annali", "人员：Ａnna Li（法定代表人）"),
    ("钱多", "人员：钱多（监事）"), ("7799", "人员：司徒　望舒（财务负责人，电话尾号 7799）"),
    ("14255558811", "人员：Ａnna Li（法定代表人，电话尾号 8811）"),
    ("0002", "联系电话尾号 0002"), ("14200000002", "联系电话尾号 0002"), ("秧歌", ""), ("yangge", ""), ("周", ""),
    ("330105-005-2026-1", ""),
])
def test_a_line_says_whom_it_was_found_by_where_the_name_does_not(team, client, officer, typed, words):
    team.filing_no = "330105-005-2026-1-0007"
    team.save()
    client.force_login(officer)
    assert why(client, typed)[-1] == words
    assert why(client, "") == ["", ""]


def test_many_that_fit_are_named_by_their_offices_and_cut(team, client, officer):
    for n in range(3):
        make_holder(team, name=f"钱{n}", role="council")
    client.force_login(officer)
    assert why(client, "钱") == ["人员：钱0（理事）、钱1（理事）、钱2（理事）…"]


def test_who_belongs_to_the_organization_reads_the_list_as_before(team, client):
    client.force_login(make_member(team))
    assert why(client, "司徒") == why(client, "7799") == [""]


@pytest.mark.parametrize("count", [1, 3, 60])
def test_saying_why_asks_once_for_the_whole_page(client, officer, community, count, django_assert_num_queries):
    for n in range(count):
        make_holder(make_organization(community, name=f"第{n}队"), name="司徒望舒", role="council")
    client.force_login(officer)
    with django_assert_num_queries(11):  # one more than where the names say it
        assert set(why(client, "司徒")) == {"人员：司徒望舒（理事）"}


def test_lists_leave_what_is_only_searched_in_the_table(team, client, officer):
    matter_submitted("change", team)
    client.force_login(officer)
    for address in (url("organizations"), reverse("organizations:matters"), reverse("organizations:filings")):
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        assert not [query for query in asked.captured_queries if "normalized_holders" in query["sql"]]


def test_nobody_finds_an_organization_beyond_what_they_see(team, street, officer, other_officer, stranger, resident):
    worker = make_officer("community_worker", make_area("330105005099", "别处社区", street))
    home = make_officer("community_worker", team.area)
    own = make_member(team)
    for typed in ("司徒望舒", "7799", "14255557799"):
        assert [found(user, typed) for user in (other_officer, stranger, resident, worker)] == [[], [], [], []]
        assert found(home, typed) == found(own, typed) == ["秧歌队"]


def test_people_of_a_draft_find_it_for_its_members_only(client, community, officer):
    """Who sees a filing sees what was handed in, and of the draft behind it no more."""
    filing = submitted(community)
    draft = filing.organization
    make_holder(draft, name="司徒望舒")
    member = draft.memberships.select_related("user")[0].user
    for name, many in (("司徒", 0), (draft.name[:4], 1), (draft.responsible_person, 1)):
        client.force_login(officer)
        assert len(client.get(reverse("organizations:filings"), {"name": name, "status": ""}).context["rows"]) == many
    client.force_login(member)
    rows = client.get(reverse("organizations:filings"), {"name": "司徒", "status": ""}).context["rows"]
    assert len(rows) == 1 and found(officer, "司徒") == [] and found(member, "司徒") == [draft.name]


def test_a_matter_is_found_by_the_people_of_its_organization(team, client, officer):
    matter_submitted("change", team)
    client.force_login(officer)
    for name, many in (("司徒", 1), ("秧歌", 1), ("离任人", 0)):
        assert len(client.get(reverse("organizations:matters"), {"name": name}).context["rows"]) == many


def test_the_search_follows_who_comes_is_put_right_and_goes(organization, officer):
    holder = staffing.add(OfficeHolder(organization=organization, name="钱多", role="council"), by=officer)
    assert found(officer, "钱多") == [organization.name]
    holder.name, holder.phone = "钱少", "14255557799"
    staffing.edit(holder, by=officer, seen=0)
    assert found(officer, "钱多") == [] and found(officer, "钱少") == found(officer, "7799") == [organization.name]
    staffing.leave(holder, by=officer, seen=1, on=TODAY)
    assert found(officer, "钱少") == found(officer, "7799") == []


def test_the_search_follows_a_list_and_a_new_head(client, member, organization, officer):
    send(client, member, organization, listed(person(name="钱多"), person(name="孙少")))
    assert found(officer, "钱多") == found(officer, "孙少") == [organization.name]
    was = organization.responsible_person
    make_holder(organization, name=was, role="responsible_person")
    organization.responsible_person = "新来的"
    staffing.succeed(organization, before=was, by=officer, on=TODAY, note="变更")
    organization.refresh_from_db()
    assert "新来的" in organization.normalized_holders.split() and was not in organization.normalized_holders.split()


def test_an_entry_opened_before_leaves_the_people_found(organization, officer):
    """A page that loaded the organization earlier does not put back what was known of its people then."""
    staffing.add(OfficeHolder(organization=Organization.objects.get(), name="钱多", role="council"), by=officer)
    with organization_workflow.performing("edit", organization, by=officer):
        organization.venue = "桥弄街9号"
        organization.save()
    organization.save(update_fields=["venue", "normalized_holders"])
    assert found(officer, "钱多") == [organization.name]


def test_the_migration_finds_those_who_serve_already(team, community, officer, monkeypatch, django_assert_num_queries):
    """Many with one statement, and in the words that whoever keeps the people writes."""
    for n in range(3):
        make_holder(make_organization(community), name=f"钱 {n}")
    kept = dict(Organization.objects.values_list("pk", "normalized_holders"))
    Organization.objects.update(normalized_holders="")
    assert found(officer, "司徒") == []
    migration = import_module("organizations.migrations.0019_people_found")
    monkeypatch.setattr(migration, "BATCH", 3)
    with django_assert_num_queries(3):  # one reads all, two write four organizations
        migration.fill(apps, connection.schema_editor())
    assert dict(Organization.objects.values_list("pk", "normalized_holders")) == kept
    assert found(officer, "司徒") == found(officer, "annali") == ["秧歌队"] and found(officer, "离任人") == []


@pytest.mark.django_db(transaction=True)
def test_ten_who_come_at_once_are_all_found(officer, organization):
    clients = [Client() for _n in range(10)]
    for client in clients:
        client.force_login(officer)

    def act(i):
        if i % 3 == 0:
            return clients[i].post(url("people-import", organization.pk), {
                "file": SimpleUploadedFile("名单.xlsx", listed(person(name=f"单上{i}")))}).status_code
        return clients[i].post(url("holder-new", organization.pk), {
            "token": uuid.uuid4(), "version": 0, "name": f"来人{i}", "role": "council"}).status_code

    assert set(race(act)) == {302}
    serving = set(OfficeHolder.objects.serving().values_list("name", flat=True))
    organization.refresh_from_db()
    assert len(serving) == 10 and set(organization.normalized_holders.split()) == serving
