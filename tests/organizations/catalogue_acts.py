"""Makers for the tests of the catalogue: rounds in each status, entries, objections; an organization that meets all."""

import uuid
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from stdnum.cn import uscc

from incubator.accounts.models import Area
from incubator.workdays import next_workday
from organizations.catalogue import entries, objecting, rounds
from organizations.matters import acts
from organizations.models import CatalogueEntry, CatalogueObjection, CatalogueRound, Matter, Organization
from organizations.rules.conditions import LABELS
from tests.factories import make_holder, make_organization
from tests.organizations.matter_acts import document, writer_of

ANSWERS = {
    "fields": "养老服务、志愿服务", "staff_count": 3, "taxes": "paid", "no_breach": "yes", "experience": "居家养老三年"}
STARTS, ENDS = date(2026, 11, 2), date(2026, 11, 20)  # of the applications
TODAY = date(2026, 11, 23)  # a Monday; seven working days later it is 2 December
AFTER = date(2026, 12, 3)


def code(number: int) -> str:
    """A unified social credit code of its own, with the right check digit."""
    body = f"52330105MJA{number:05d}X"
    return body + uscc.calc_check_digit(body)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


def fit(area: Area, number: int = 0, **facts) -> Organization:
    """An organization that meets every condition."""
    organization = make_organization(area, **{"org_type": "service_agency", "uscc": code(number)} | facts)
    make_holder(organization, name=organization.responsible_person, role="responsible_person")
    return organization


def prepared(street: Area, officer, year: int = 2026, **fields) -> CatalogueRound:
    given = {"applies_from": STARTS, "applies_until": ENDS, "valid_until": date(year + 1, 12, 31), "note": "请按时申报"}
    return rounds.make(CatalogueRound(area=street, year=year, **given | fields), by=officer)


def opened(street: Area, officer, year: int = 2026, **fields) -> CatalogueRound:
    round = prepared(street, officer, year, **fields)
    rounds.act("open", round, by=officer, seen=round.version, today=STARTS)
    return round


def drafted(organization: Organization, year: int = 2026, **answers) -> Matter:
    by = writer_of(organization)
    matter = acts.start("catalogue", organization, by=by, token=uuid.uuid4(), year=year)
    acts.fill(matter, ANSWERS | answers, papers={kind: document(kind) for kind in ("staff_list", "tax_record")},
              by=by, seen=matter.version)
    return matter


def applied(organization: Organization, year: int = 2026, on: date = ENDS, **answers) -> Matter:
    matter = drafted(organization, year, **answers)
    acts.submit(matter, by=writer_of(organization), seen=matter.version, now=noon(on))
    return matter


def take(name: str, matter: Matter, *, by, note: str = "", on: date = TODAY) -> None:
    """With all that is left to the office judged as met."""
    met = LABELS if name == "approve" else ()
    acts.take(name, matter, by=by, seen=matter.version, now=noon(on), note=note, met=met)


def verified(organization: Organization, officer, year: int = 2026, *, on: date = ENDS, **answers) -> CatalogueEntry:
    matter = applied(organization, year, on, **answers)
    take("accept", matter, by=officer, on=on)
    take("review", matter, by=officer, note="条件属实", on=on)
    take("approve", matter, by=officer, on=on)
    return load(matter.catalogue_entry)


def load(entry: CatalogueEntry) -> CatalogueEntry:
    return CatalogueEntry.objects.select_related("round__area", "organization__area", "matter").get(pk=entry.pk)


def publicised(round: CatalogueRound, officer, on: date = TODAY) -> CatalogueRound:
    rounds.publicise(round, by=officer, seen=round.version, today=on)
    return round


def published(round: CatalogueRound, officer, on: date = AFTER) -> CatalogueRound:
    rounds.publish(round, by=officer, seen=round.version, today=on)
    return round


def nominated(round: CatalogueRound, organization: Organization, officer) -> CatalogueEntry:
    return load(entries.nominate(round, organization, ["养老服务"], by=officer, token=uuid.uuid4()))


def objected(entry: CatalogueEntry, on: date = TODAY, **given) -> CatalogueObjection:
    told = {"name": "孔阿姨", "phone": "14200009999", "text": "该组织未按约定开展活动"}
    return objecting.object_to(CatalogueObjection(entry=load(entry), **told | given), by=None, today=on)


def whole_round(
    street: Area, organization: Organization, officer, *, year: int, today: date, until: str
) -> CatalogueRound:
    """A round of these days, as far as `until` (open, publicised, listed), with the organization verified in it."""
    first = today - timedelta(days=60)
    round = opened(street, officer, year, applies_from=first, applies_until=first + timedelta(days=20),
                   valid_until=today + timedelta(days=300))
    verified(organization, officer, year, on=first + timedelta(days=1))
    if until == "open":
        return round
    publicised(round, officer, on=today if until == "publicised" else next_workday(first + timedelta(days=25)))
    if until == "listed":
        published(round, officer, on=today)
    return round
