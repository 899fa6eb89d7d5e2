"""The lists of matters and of filings as workbooks: what the screen shows, in its order, all pages, nothing else."""

from datetime import date

import pytest
from django.urls import reverse

from incubator.workdays import today
from organizations.models import Filing, Matter, Organization
from tests.factories import make_area, make_member, make_organization
from tests.organizations.annual_acts import DUE, decided
from tests.organizations.annual_acts import opened as campaign_opened
from tests.organizations.filing_acts import FACTS, in_status
from tests.organizations.filing_acts import submitted as filed
from tests.organizations.matter_acts import submitted
from tests.organizations.test_every_ledger import PAYLOADS, opened

pytestmark = pytest.mark.django_db
LISTS = ["matters", "filings"]


def cells(client, page: str, /, **given) -> list[list]:
    answer = client.get(reverse(f"organizations:{page}-export"), given)
    assert answer.status_code == 200 and answer["Content-Disposition"].startswith("attachment")
    return opened(answer.content)


def screen(client, page: str, /, **given) -> list:
    """The rows of all pages as the list shows them."""
    address = reverse(f"organizations:{page}")
    numbers = client.get(address, given).context["page"].paginator.page_range
    return [row for number in numbers for row in client.get(address, given | {"page": number}).context["rows"]]


def make(name: str, community, title: str):
    if name == "filings":
        return filed(community, name=title)
    return submitted("change", make_organization(community, name=title))


@pytest.mark.parametrize("name", LISTS)
def test_the_file_holds_all_pages_of_the_screen_in_its_order(client, officer, community, name, monkeypatch):
    monkeypatch.setattr(f"organizations.views.{name}.PER_PAGE", 2)
    things = [make(name, community, f"晨光{number}队") for number in range(5)]
    make(name, community, "太极拳队")
    Matter.objects.filter(pk=things[0].pk).update(  # the last of both orders
        answer_due_on=date(2030, 1, 1), submitted_at="2026-12-01T04:00Z")
    client.force_login(officer)
    for given in ({}, {"name": "晨光"}, {"name": "晨光", "page": 2}, {"year": 2026}, {"year": 2019},
                  {"status": "returned"}):
        shown = screen(client, name, **{key: value for key, value in given.items() if key != "page"})
        assert [line[0] for line in cells(client, name, **given)[1:]] == [row.name for row in shown]
    assert [row.name for row in screen(client, name, name="晨光")] == [f"晨光{n}队" for n in (1, 2, 3, 4, 0)]


@pytest.mark.parametrize("name", LISTS)
def test_a_narrowing_nobody_understands_saves_no_rows(client, officer, community, name):
    make(name, community, "晨光队")
    client.force_login(officer)
    assert len(cells(client, name, status="shoes")) == 1


def test_the_columns_of_matters(client, officer, community):
    matter = submitted("change", make_organization(community, name="晨光队"))
    client.force_login(officer)
    header, row = cells(client, "matters")
    assert header == ["组织名称", "事项", "状态", "回执编号", "提交时间", "答复期限", "已逾期"]
    assert row[:4] == ["晨光队", "变更事项", "待审核", matter.receipt_no] and row[6] is None
    assert [cell.date() for cell in row[4:6]] == [date(2026, 11, 23), matter.answer_due_on]
    Matter.objects.filter(pk=matter.pk).update(answer_due_on=date(2026, 1, 5))
    assert (date(2026, 1, 5) < today(), cells(client, "matters")[1][6]) == (True, "已逾期")


def test_the_columns_of_filings(client, officer, community):
    filing = filed(community, name="晨光队")
    client.force_login(officer)
    header, row = cells(client, "filings")
    assert header == ["组织名称", "状态", "所属社区", "类别", "回执编号", "提交时间", "答复期限", "已逾期"]
    assert row[:5] == ["晨光队", "待审核", community.name, "服务类", filing.receipt_no]
    assert [cell.date() for cell in row[5:7]] == [date(2026, 11, 23), filing.answer_due_on]


def test_what_was_decided_on_a_report_stands_in_the_file_as_on_the_screen(client, street, community, officer):
    organization = make_organization(community, name="晨光队")
    campaign_opened(street, officer)
    decided(organization, officer, "basically_qualified", on=DUE)
    client.force_login(officer)
    assert cells(client, "matters", status="approved")[1][:3] == ["晨光队", "年度报告 2025", "基本合格"]


@pytest.mark.parametrize("name", LISTS)
def test_organizations_get_theirs_only_and_another_street_nothing(client, community, officer, other_officer, name):
    mine = make(name, community, "晨光队")
    make(name, community, "太极拳队")
    client.force_login(make_member(mine.organization, "reader"))
    assert [line[0] for line in cells(client, name)[1:]] == ["晨光队"]
    client.force_login(other_officer)
    assert len(cells(client, name, status="")) == 1
    client.force_login(officer)
    assert len(cells(client, name)) == 3


def test_the_office_reads_what_was_handed_in_the_organization_its_draft(client, officer, community):
    filing = in_status("returned", community, officer)
    was = filing.organization.name
    Organization.objects.filter(pk=filing.organization_id).update(name="改名后的队", area=make_area("330105005009"))
    given = {"status": "returned"}
    client.force_login(officer)
    assert cells(client, "filings", **given)[1][0] == was
    client.force_login(filing.organization.memberships.get().user)
    assert cells(client, "filings", **given)[1][0] == "改名后的队"


@pytest.mark.parametrize("name", LISTS)
def test_no_name_becomes_a_formula_and_no_number_stands_whole(client, officer, community, name):
    for number, payload in enumerate(PAYLOADS):
        organization = make_organization(community, name=f"{payload}#{number}")
        kind = Filing.Kind.FILING if name == "filings" else "change"
        Matter.objects.create(
            kind=kind, organization=organization, status="submitted", received_in=community,
            receipt_no=f"=1+{number}", submitted_at="2026-03-01T00:00Z", answer_due_on=date(2026, 3, 3),
            facts={"identity_no": FACTS["identity_no"], "phone": FACTS["phone"]})
    client.force_login(officer)
    rows = cells(client, name)[1:]
    assert [line[0] for line in rows] == [f"{payload}#{number}" for number, payload in enumerate(PAYLOADS)]
    assert not {FACTS["identity_no"], FACTS["phone"]} & {str(cell) for line in rows for cell in line}


@pytest.mark.parametrize("name", LISTS)
def test_the_button_keeps_what_narrows_the_list(client, officer, name):
    client.force_login(officer)
    page = client.get(reverse(f"organizations:{name}"), {"status": "returned", "name": "助老"}).content.decode()
    address = reverse(f"organizations:{name}-export")
    assert f'href="{address}?status=returned&amp;name=%E5%8A%A9%E8%80%81">导出 Excel</a>' in page
    assert f'href="{address}">' in client.get(reverse(f"organizations:{name}")).content.decode()
