"""The pages of annual reports: planning, the list with its counts, its workbook, and what an organization sees."""

import io
import uuid
from datetime import date

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from incubator.home.desk import Desk
from incubator.home.dues import dues
from organizations.annual import campaigns
from organizations.models import AnnualCampaign, AnnualDuty, CreditRecord
from organizations.reports.annual import STATES
from tests.factories import make_credit, make_member, make_organization
from tests.organizations.annual_acts import DUE, decided, duty_of, handed_in, opened, planned, rectification

pytestmark = pytest.mark.django_db
TODAY = date(2026, 7, 6)  # after the due day and after the day of the rectifications


@pytest.fixture
def campaign(street, community, officer, time_machine):
    """Nine organizations, one for each way a report may go; two owe none."""
    time_machine.move_to(f"{TODAY}T10:00+08:00")
    made = {name: make_organization(community, name=name) for name in (
        "甲逾期", "乙已报", "丙合格", "丁基本合格", "戊整改中", "己不合格", "庚成立晚", "辛向外报")}
    type(made["庚成立晚"]).objects.filter(pk=made["庚成立晚"].pk).update(founded_on=date(2025, 7, 1))
    type(made["辛向外报"]).objects.filter(pk=made["辛向外报"].pk).update(org_type="foundation")
    found = opened(street, officer)
    handed_in(made["乙已报"], on=date(2026, 4, 2))
    decided(made["丙合格"], officer, "qualified", on=DUE)
    for name, outcome in (("丁基本合格", "basically_qualified"), ("戊整改中", "basically_qualified"),
                          ("己不合格", "unqualified")):
        decided(made[name], officer, outcome, on=DUE)
    rectification(made["戊整改中"], on=date(2026, 6, 30))
    return found


COUNTS = {"must": 6, "exempt": 2, "in": 5, "waiting": 1, "late": 1, "unheard": 1, "uncalled": 1, "called": 0,
          "qualified": 1, "basically_qualified": 2, "unqualified": 1, "rectifying": 1, "unrectified": 2}


def listed(client, campaign, query=""):
    page = client.get(reverse("organizations:annual", args=[campaign.pk]) + query)
    assert page.status_code == 200
    return page


def test_each_count_leads_to_so_many_rows(campaign, officer, client):
    client.force_login(officer)
    page = listed(client, campaign)
    assert {one.code: one.count for one in page.context["counts"]} == COUNTS and COUNTS.keys() == STATES.keys()
    for state, count in COUNTS.items():
        assert len(listed(client, campaign, f"?state={state}").context["rows"]) == count
    headed = ("丁基本合格", "己不合格", "甲逾期")  # j… in pinyin
    assert [row.name for row in listed(client, campaign, "?name=ji").context["rows"]] == [
        row.name for row in listed(client, campaign).context["rows"] if row.name in headed]
    assert len(listed(client, campaign, "?state=nonsense").context["rows"]) == 8


@pytest.mark.parametrize("query", ["", "?state=must", "?state=unrectified", "?state=late&name=甲"])
def test_the_workbook_holds_the_rows_of_the_page_in_its_order(query, campaign, officer, client):
    client.force_login(officer)
    shown = [row.name for row in listed(client, campaign, query).context["rows"]]
    file = client.get(reverse("organizations:annual-export", args=[campaign.pk]) + query)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(file.getvalue())).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == shown and "报送期限" in rows[0]
    assert {row[rows[0].index("联系电话")] for row in rows[1:]} == {"142****0000"}


def test_planning_and_opening_on_the_pages(street, organization, officer, client, time_machine):
    time_machine.move_to("2026-01-05T10:00+08:00")
    client.force_login(officer)
    form = client.get(reverse("organizations:annual-new")).context["form"]
    assert (form["year"].value(), form["due_on"].value()) == (2025, DUE)
    sent = {"token": uuid.uuid4(), "version": 0, "area": street.pk, "year": 2025, "due_on": "2026-01-02", "note": ""}
    page = client.post(reverse("organizations:annual-new"), sent)
    assert page.status_code == 400 and "该日期已过" in page.content.decode()
    for _twice in range(2):
        assert client.post(reverse("organizations:annual-new"), sent | {"due_on": "2026-03-31"}).status_code == 302
    campaign = AnnualCampaign.objects.get()
    again = client.post(reverse("organizations:annual-new"), sent | {"token": uuid.uuid4(), "due_on": "2026-03-31"})
    assert again.status_code == 400 and "已有该年度" in again.content.decode()
    client.post(reverse("organizations:annual-act", args=[campaign.pk, "open"]), {"version": campaign.version})
    assert AnnualDuty.objects.get().organization == organization
    page = client.get(reverse("organizations:annual-campaigns"))
    assert [(row.must, row.came, row.late) for row in page.context["rows"]] == [(1, 0, 0)]


def test_the_next_campaign_is_proposed_with_a_day_that_can_still_be_kept(street, officer, client, time_machine):
    time_machine.move_to("2026-11-23T10:00+08:00")
    client.force_login(officer)

    def proposed():
        form = client.get(reverse("organizations:annual-new")).context["form"]
        return form["year"].value(), form["due_on"].value()

    found = [proposed()]
    for year in (2025, 2026):
        planned(street, officer, year=year, due_on=date(2027, 3, 31), today=date(2026, 11, 23))
        found.append(proposed())
    # 31 March 2026 is over; 30 days on is a Wednesday. 2026 is not over: it is proposed from January on.
    assert found == [(2025, date(2026, 12, 23)), (2024, date(2026, 12, 23)), (2024, date(2026, 12, 23))]
    assert "年度尚未结束" not in client.get(reverse("organizations:annual-new")).content.decode()


def test_of_a_year_that_is_not_over_the_form_and_the_campaign_warn_and_nothing_is_refused(
    street, organization, officer, client, time_machine
):
    time_machine.move_to("2026-12-31T10:00+08:00")
    client.force_login(officer)
    words, new = "2026 年度尚未结束", reverse("organizations:annual-new")
    assert words not in client.get(new).content.decode()
    sent = {"token": uuid.uuid4(), "version": 0, "area": street.pk, "year": 2026, "due_on": "2026-12-30", "note": ""}
    assert words in client.post(new, sent).content.decode()  # refused for its day, and the form says of the year too
    page = client.post(new, sent | {"due_on": "2027-01-29"}, follow=True)
    campaign = AnnualCampaign.objects.get()
    assert words in page.content.decode() and campaign.year == 2026
    edit = reverse("organizations:annual-edit", args=[campaign.pk])
    assert words in client.get(edit).content.decode()
    time_machine.move_to("2027-01-01T10:00+08:00")
    client.force_login(officer)
    assert all(str(campaign.year) in (page := client.get(address).content.decode()) and words not in page
               for address in (edit, reverse("organizations:annual", args=[campaign.pk])))
    time_machine.move_to("2026-12-31T10:00+08:00")
    client.force_login(officer)
    client.post(reverse("organizations:annual-act", args=[campaign.pk, "open"]), {"version": campaign.version})
    assert AnnualDuty.objects.get().organization == organization
    address = reverse("organizations:annual", args=[campaign.pk])
    page = client.get(address).content.decode()
    assert "进行中" in page and words in page  # it runs, so that it may still be closed
    time_machine.move_to("2027-01-01T10:00+08:00")
    client.force_login(officer)
    assert words not in client.get(address).content.decode()


def test_a_rest_day_moves_to_the_next_working_day_and_the_office_is_told(
    street, organization, officer, client, time_machine
):
    time_machine.move_to("2026-01-05T10:00+08:00")
    client.force_login(officer)
    sent = {"token": uuid.uuid4(), "version": 0, "area": street.pk, "year": 2025, "due_on": "2026-03-22", "note": ""}
    page = client.post(reverse("organizations:annual-new"), sent, follow=True)  # a Sunday
    campaign = AnnualCampaign.objects.get()
    assert campaign.due_on == date(2026, 3, 23) and "2026-03-22 为休息日" in page.content.decode()
    edit = sent | {"version": campaign.version, "due_on": "2026-03-28"}
    page = client.post(reverse("organizations:annual-edit", args=[campaign.pk]), edit, follow=True)  # a Saturday
    campaign.refresh_from_db()
    assert campaign.due_on == date(2026, 3, 30) and "2026-03-30" in page.content.decode()
    campaigns.act("open", campaign, by=officer, seen=campaign.version, note="", today=date(2026, 1, 5))
    duty = duty_of(organization)
    page = client.post(reverse("organizations:annual-postpone", args=[duty.pk]), {
        "version": duty.version, "due_on": "2026-04-25", "note": "换届"}, follow=True)  # a Saturday
    assert duty_of(organization).due_on == date(2026, 4, 27) and "2026-04-25 为休息日" in page.content.decode()


def test_the_list_says_where_a_row_has_another_day_than_the_campaign(street, organization, community, officer, client):
    campaign = opened(street, officer)
    client.force_login(officer)
    assert "另定期限" not in listed(client, campaign).content.decode()
    make_organization(community, name="后来的")
    campaigns.refresh_all(today=date(2026, 3, 20))
    page = listed(client, campaign)
    assert {row.name: row.other_day for row in page.context["rows"]} == {organization.name: False, "后来的": True}
    assert "1 家组织另定期限" in page.content.decode()


def test_a_later_day_on_the_page_keeps_what_was_typed(street, organization, officer, client, time_machine):
    time_machine.move_to("2026-01-05T10:00+08:00")
    opened(street, officer)
    duty = duty_of(organization)
    client.force_login(officer)
    address = reverse("organizations:annual-postpone", args=[duty.pk])
    page = client.post(address, {"version": duty.version, "due_on": "2026-03-01", "note": "换届"})
    assert page.status_code == 400 and "新期限应晚于原期限" in page.content.decode() and "换届" in page.content.decode()
    assert client.post(address, {"version": duty.version, "due_on": "2026-04-15", "note": "换届"}).status_code == 302
    assert client.post(address, {"version": duty.version, "due_on": "2026-05-15", "note": "x"}).status_code == 409


def test_an_organization_sees_its_years_and_begins_from_there(campaign, community, client, officer):
    late = duty_of(type(campaign.duties.first().organization).objects.get(name="甲逾期"))
    member, reader = make_member(late.organization), make_member(late.organization, "reader")
    address = reverse("organizations:annual-years", args=[late.organization_id])
    client.force_login(reader)
    assert [year.may_report for year in client.get(address).context["years"]] == [False]
    client.force_login(member)
    page = client.get(address)
    assert [year.may_report for year in page.context["years"]] == [True] and "已逾期" in page.content.decode()
    todo = client.get(reverse("home:home")).content.decode()
    assert "报送年度报告" in todo and address in todo
    start = reverse("organizations:matter-start", args=[late.organization_id, "annual"])
    assert client.post(start, {"token": uuid.uuid4(), "year": 2025}).status_code == 302
    assert [year.may_report for year in client.get(address).context["years"]] == [False]  # it has its link now


def test_the_desk_tells_late_ones_and_missed_rectifications_until_they_are_listed(campaign, officer, client):
    client.force_login(officer)
    desk = client.get(reverse("admin:index")).content.decode()
    assert "督促逾期年报" in desk and "2025 年度：1 家逾期" in desk and desk.count("逾期未整改：请研究") == 2
    missed = AnnualDuty.objects.unrectified(on=TODAY).first()
    page = client.get(reverse("organizations:annual-duty", args=[missed.pk])).content.decode()
    assert "提请列入活动异常名录" in page and "?kind=abnormal" in page
    make_credit(missed.organization, CreditRecord.Kind.ABNORMAL)
    assert client.get(reverse("admin:index")).content.decode().count("逾期未整改：请研究") == 1


def test_what_the_organization_reads_and_the_desk_names_the_day_of_the_correction(campaign, community, officer, client):
    duty = AnnualDuty.objects.get(organization__name="丁基本合格")
    address = reverse("organizations:annual-years", args=[duty.organization_id])
    client.force_login(make_member(duty.organization, "administrator"))

    def told():
        return [client.get(page).content.decode().count("2026-07-03") for page in (address, reverse("home:home"))]

    assert told() == [0, 0]
    AnnualDuty.objects.filter(pk=duty.pk).update(correct_by=date(2026, 7, 3))
    assert all(told())
    assert {due.pk: due.day for due in dues(Desk(officer, TODAY))["missed"]}[duty.pk] == date(2026, 7, 3)
