"""Demo annual reports: a first batch has reported, one organization of it is late; the others have a later day."""

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from incubator.accounts.models import Area, User
from incubator.documents.receiving import keep
from incubator.documents.typesetting import pdf
from incubator.home.demo import script
from incubator.home.demo.people import People
from incubator.money import yuan
from incubator.workdays import add_workdays, next_workday
from organizations.annual import campaigns, duties
from organizations.matters import acts
from organizations.matters.annual import known
from organizations.models import AnnualCampaign, AnnualDuty, Matter

OPENED_AGO, LATE_AGO, SECOND_BATCH = 60, 10, 30  # days


def report(*, people: People, today: date) -> None:
    officer, opened = people["street1"], today - timedelta(days=OPENED_AGO)
    year = today.year - 1
    campaign = campaigns.begin(AnnualCampaign(
        area=Area.objects.get(name=script.STREET[1]), year=year, due_on=next_workday(today - timedelta(days=LATE_AGO)),
        note="请如实填写，并上传财务报告。"), by=officer, today=opened)
    campaigns.act("open", campaign, by=officer, seen=campaign.version, note="", today=opened)
    first = {people[name].memberships.get().organization_id for name, _how, _words in script.ANNUAL}
    owed = campaign.duties.filter(status=AnnualDuty.Status.OWED).select_related("organization__area", "campaign__area")
    for duty in owed.exclude(organization__in=first):
        duties.postpone(duty, by=officer, seen=duty.version, note="分批报送：第二批", today=opened,
                        due_on=next_workday(today + timedelta(days=SECOND_BATCH)))
    on = add_workdays(opened, 5)
    for name, how, words in script.ANNUAL:
        if how != "late":
            waits = how == "waiting"
            matter = hand_in(people[name], year=year, on=campaign.due_on if waits else on)
            if not waits:
                decide(matter, officer, outcome=how, words=words, on=add_workdays(on, 5))


def hand_in(by: User, *, year: int, on: date) -> Matter:
    organization = by.memberships.get().organization
    matter = acts.start("annual", organization, by=by, token=uuid.uuid4(), year=year)
    counted = known(matter)
    money = {
        "income_fen": counted["project_income_fen"] + 2_600_000,
        "expenditure_fen": counted["project_spending_fen"] + 2_150_000}
    paper = keep(
        finances(organization.name, year, money), kind="paper", name=f"{year}年度财务报告.pdf", found="pdf", by=by)
    kept = dict.fromkeys(("law_kept", "facts_kept", "charter_kept", "organs_kept", "finance_kept"), "kept")
    acts.fill(matter, {
        **kept, **counted, **money, "staff_count": 3, "achievements": "按章程开展服务，完成全年计划。",
        "plan": "继续做好社区服务，扩大志愿者队伍。",
    }, papers={"finance_report": paper}, by=by, seen=matter.version)
    acts.submit(matter, by=by, seen=matter.version, now=at(on))
    return matter


def finances(name: str, year: int, money: dict[str, int]) -> bytes:
    """A page of figures, as a small organization would bring it."""
    return pdf("document", {
        "title": f"{year} 年度财务报告", "subtitle": name, "demo": True,
        "facts": [["全年收入（元）", yuan(money["income_fen"])], ["全年支出（元）", yuan(money["expenditure_fen"])]]})


def decide(matter: Matter, officer: User, *, outcome: str, words: str, on: date) -> None:
    for name in matter.chain:
        take(name, matter, officer, on, note="材料齐全。")
    take("approve", matter, officer, on, note=words, outcome=outcome)


def take(name: str, matter: Matter, by: User, on: date, **more: Any) -> None:
    acts.take(name, matter, by=by, seen=matter.version, now=at(on), **more)


def at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10)))
