"""What stands beside an organization wherever it is chosen: its records, and what is held against its annual report."""

from datetime import date, timedelta

import lxml.html
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incubator.rulebook.models import Rule
from incubator.workdays import today
from organizations.models import Organization
from organizations.reports.credit import marks_of, with_marks
from projects.reports.choosing import contractors
from tests.factories import make_credit, make_organization
from tests.organizations.annual_acts import opened as campaign_opened
from tests.organizations.catalogue_acts import opened
from tests.organizations.ledgers import url

pytestmark = pytest.mark.django_db
TOLD = {
    "清白中心": "", "表彰中心": "荣誉", "异常中心": "列入活动异常名录", "失信中心": "列入严重违法失信名单",
    "多重中心": "荣誉、不良记录", "逾期中心": "年报逾期未交", "旧账中心": ""}


@pytest.fixture
def chosen_from(street, community, officer):
    """One organization of each standing, in one street."""
    made = {name: make_organization(community, name=name, org_type="service_agency") for name in TOLD}
    make_credit(made["表彰中心"], "honour")
    make_credit(made["异常中心"], "abnormal")
    make_credit(made["失信中心"], "blacklist")
    make_credit(made["多重中心"], "honour")
    make_credit(made["多重中心"], "fault")
    make_credit(made["旧账中心"], "abnormal", status="removed", removed_on=today())
    make_credit(made["旧账中心"], "fault", ends_on=today() - timedelta(days=1))
    campaign = campaign_opened(street, officer)
    campaign.duties.exclude(organization=made["逾期中心"]).delete()
    return made


def marked_as(name: str) -> str:
    return f"{name}（{TOLD[name]}）" if TOLD[name] else name


def nominating(client, street, officer):
    day = today()
    round = opened(
        street, officer, day.year, applies_from=day, applies_until=day, valid_until=day + timedelta(days=300))
    client.force_login(officer)
    return lambda: client.get(url("qualified-nominate", round.pk))


def test_the_nomination_shows_the_marks_of_each(client, street, officer, chosen_from):
    page = lxml.html.fromstring(nominating(client, street, officer)().content)
    options = [one.text_content() for one in page.xpath("//select[@name='organization']/option")][1:]
    assert sorted(options) == sorted(marked_as(name) for name in TOLD)


def test_a_mark_bars_nobody_from_being_proposed(client, street, officer, chosen_from):
    ask = nominating(client, street, officer)
    page = lxml.html.fromstring(ask().content)
    token = page.xpath("//input[@name='token']/@value")[0]
    field = page.xpath("//input[@name='fields_of_service']/@value")[0]
    answer = client.post(ask().request["PATH_INFO"], {
        "token": token, "organization": chosen_from["多重中心"].pk, "fields_of_service": [field]})
    assert answer.status_code == 302


def test_the_hub_form_shows_them_and_takes_the_bare_name(client, officer, community, chosen_from):
    hub = make_organization(community, name="枢纽中心", org_type="service_agency", is_hub=True)
    client.force_login(officer)
    page = lxml.html.fromstring(client.get(url("hub-link-new", hub.pk)).content)
    offered = {one.get("value"): one.text_content() for one in page.xpath("//datalist/option")}
    assert offered == {name: marked_as(name) if TOLD[name] else "" for name in TOLD}


def test_they_are_the_marks_of_the_choice_of_a_contractor(officer, street, chosen_from):
    told = {one.name: marks_of(one) for one in with_marks(Organization.objects.all(), on=today())}
    fit, barred = contractors(
        officer, method="negotiation", words="", chosen="", area=street.code, on=today())
    assert {row.name: row.credit for row in (*fit.rows, *barred.rows)} == told
    assert {name: "、".join(mark.label for mark in marks) for name, marks in told.items()} == TOLD


def test_where_the_rule_says_nothing_the_report_is_no_mark(client, street, officer, chosen_from):
    Rule.objects.create(key="annual-report-bars", area_code=street.code, value="none", source="街道办法",
                        effective_from=date(2026, 1, 1))
    page = nominating(client, street, officer)().content.decode()
    assert ">逾期中心<" in page and ">异常中心（列入活动异常名录）<" in page


def test_both_forms_ask_as_often_for_many_as_for_one(client, street, officer, community):
    hub = make_organization(community, name="枢纽中心", org_type="service_agency", is_hub=True)
    nominate, asked = nominating(client, street, officer), []
    for _round in range(3):
        for _one in range(4):
            make_credit(make_organization(community, org_type="service_agency"), "abnormal")
        for ask in (nominate, lambda: client.get(url("hub-link-new", hub.pk))):
            ask()
            with CaptureQueriesContext(connection) as found:
                assert ask().status_code == 200
            asked.append(len(found))
    assert asked[:2] == asked[2:4] == asked[4:]
