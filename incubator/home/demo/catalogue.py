"""Demo catalogue of qualified organizations: last year's is published, this year's is under publicity."""

import uuid
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from incubator.accounts.models import Area
from incubator.documents.receiving import keep
from incubator.home.demo import script
from incubator.home.demo.filings import charter
from incubator.home.demo.people import People
from incubator.workdays import add_months
from organizations.catalogue import objecting, rounds
from organizations.matters import acts
from organizations.models import CatalogueEntry, CatalogueObjection, CatalogueRound, Matter, Organization
from organizations.rules.conditions import LABELS

CALL = "请本街道登记在册的社会组织在申报期内自行申报；条件和材料见下。"


def draw_up(*, area: Area, people: People, today: date) -> None:
    before = add_months(today, -12)
    last = take_in(area, before, script.LISTED_LAST_YEAR, year=today.year - 1, people=people)
    assert last.objections_until is not None
    rounds.publish(last, by=people["street1"], seen=last.version, today=last.objections_until + timedelta(days=1))
    now = take_in(area, today - timedelta(days=2), script.UNDER_PUBLICITY, year=today.year, people=people)
    username, name, phone, words = script.OBJECTION
    entry = CatalogueEntry.objects.select_related("round__area", "organization__area").get(
        round=now, organization=_of(username))
    objecting.object_to(CatalogueObjection(entry=entry, name=name, phone=phone, text=words), by=None, today=today)


def take_in(area: Area, day: date, table: list, *, year: int, people: People) -> CatalogueRound:
    """A round whose applications are verified and that goes under publicity on that day."""
    officer, first = people["street1"], day - timedelta(days=40)
    round = rounds.make(CatalogueRound(
        area=area, year=year, applies_from=first, applies_until=day - timedelta(days=10),
        valid_until=add_months(day, 13), note=CALL), by=officer)
    rounds.act("open", round, by=officer, seen=round.version, today=first)
    at = timezone.make_aware(datetime.combine(day - timedelta(days=12), time(10)))
    for username, fields, staff in table:
        organization, by = _of(username), people[username]
        matter = acts.start(Matter.Kind.CATALOGUE, organization, by=by, token=uuid.uuid4(), year=year)
        papers = {
            kind: keep(charter(organization.name), kind="paper", name=f"{organization.name}{words}.docx",
                       found="docx", by=by)
            for kind, words in (("staff_list", "专职人员名册"), ("tax_record", "纳税和社保证明"))}
        acts.fill(matter, {
            "fields": fields, "staff_count": staff, "taxes": "paid", "no_breach": "yes",
            "experience": "连续两年承接街道服务项目，按期结项。"}, papers=papers, by=by, seen=matter.version)
        acts.submit(matter, by=by, seen=matter.version, now=at)
        for name, note in (("accept", ""), ("review", "材料齐全，情况属实。"), ("approve", "同意列入。")):
            acts.take(name, matter, by=officer, seen=matter.version, now=at, note=note,
                      met=LABELS if name == "approve" else ())
    rounds.publicise(round, by=officer, seen=round.version, today=day)
    return round


def _of(username: str) -> Organization:
    return Organization.objects.select_related("area").get(memberships__user__username=username)
