"""Makers for the tests of annual reports: a campaign opened, a report in each state."""

import uuid
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import connection
from django.test.utils import CaptureQueriesContext

from organizations.annual import campaigns
from organizations.matters import acts
from organizations.matters.annual import QUESTIONS, known
from organizations.models import AnnualCampaign, AnnualDuty, Matter, Organization
from organizations.reminding import remind
from tests.factories import make_organization
from tests.organizations.matter_acts import document, writer_of

YEAR = 2025
OPENED, DUE = date(2026, 1, 5), date(2026, 3, 31)
ANSWERS = {
    "member_count": 20, "party_member_count": 0, "holder_count": 0, "staff_count": 2, "activity_count": 0,
    "person_times": 0, "income_fen": 5_000_000, "project_income_fen": 0, "expenditure_fen": 4_000_000,
    "project_spending_fen": 0, "change_count": 0, "law_kept": "kept", "facts_kept": "kept", "charter_kept": "kept",
    "organs_kept": "kept", "finance_kept": "kept", "achievements": "陪伴独居老人", "plan": "继续陪伴"}
RECTIFIED = {"wrong": "账目不全", "done": "补齐账目", "done_on": date(2026, 6, 1)}


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def planned(street, officer, *, year: int = YEAR, due_on: date = DUE, today: date = OPENED, **facts) -> AnnualCampaign:
    campaign = AnnualCampaign(area=street, year=year, due_on=due_on, **facts)
    return campaigns.begin(campaign, by=officer, today=today)


def opened(street, officer, *, today: date = OPENED, **facts) -> AnnualCampaign:
    campaign = planned(street, officer, today=today, **facts)
    campaigns.act("open", campaign, by=officer, seen=campaign.version, note="", today=today)
    return campaign


def duty_of(organization: Organization, year: int = YEAR) -> AnnualDuty:
    return AnnualDuty.objects.select_related("campaign__area", "organization__area").get(
        organization=organization, campaign__year=year)


def again(matter: Matter) -> Matter:
    return Matter.objects.select_related("organization__area", "received_in").get(pk=matter.pk)


def filled(organization: Organization, *, year: int = YEAR, **answers) -> Matter:
    """Complete, as the platform has counted."""
    by = writer_of(organization)
    matter = acts.start("annual", organization, by=by, token=uuid.uuid4(), year=year)
    acts.fill(matter, ANSWERS | known(matter) | answers, papers={"finance_report": document("finance_report")}, by=by,
              seen=matter.version)
    return matter


def handed_in(organization: Organization, *, on: date, year: int = YEAR, **answers) -> Matter:
    matter = filled(organization, year=year, **answers)
    acts.submit(matter, by=writer_of(organization), seen=matter.version, now=at(on))
    return again(matter)


def reported(area, officer, **answers) -> Matter:
    """A report lies with the office: of an organization of its own, in a campaign of its street."""
    organization = make_organization(area, name="年报组织")
    opened(area.parent, officer)
    return handed_in(organization, on=date(2026, 3, 2), **answers)


def take(name: str, matter: Matter, *, by, on: date, note: str = "意见", **more) -> None:
    acts.take(name, matter, by=by, seen=matter.version, now=at(on), note=note, **more)


def examined(organization: Organization, officer, *, on: date, year: int = YEAR, **answers) -> Matter:
    matter = handed_in(organization, on=on, year=year, **answers)
    for name in matter.chain:
        take(name, matter, by=officer, on=on)
    return matter


def decided(organization: Organization, officer, outcome: str = "qualified", *, on: date) -> Matter:
    matter = examined(organization, officer, on=on)
    take("approve", matter, by=officer, on=on, outcome=outcome)
    return matter


def rectification(organization: Organization, *, on: date, year: int = YEAR, **answers) -> Matter:
    """Handed in."""
    by = writer_of(organization)
    matter = acts.start("rectification", organization, by=by, token=uuid.uuid4(), year=year)
    acts.fill(matter, RECTIFIED | answers, papers={"evidence": document("evidence")}, by=by, seen=matter.version)
    acts.submit(matter, by=by, seen=matter.version, now=at(on))
    return again(matter)


def cost(on: date) -> int:
    """How many queries the reminders of that day take; there are some."""
    with CaptureQueriesContext(connection) as found:
        assert remind(today=on)
    return len(found)


assert {question.name for question in QUESTIONS if question.required} <= ANSWERS.keys()
