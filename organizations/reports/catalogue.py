"""The catalogue as rows: rounds with their counts, entries with the conditions at a glance, the public list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from incubator.accounts.models import User
from organizations.models import (
    CatalogueEntry,
    CatalogueObjection,
    CatalogueRound,
    Matter,
    Organization,
    listed_words,
    own_organizations,
)
from organizations.models.catalogue import number_in_words
from organizations.reports.credit import Mark
from organizations.rules.catalogue import covers_round
from organizations.rules.conditions import MET, OPEN, UNMET, Finding, as_kept, conditions

Entry = CatalogueEntry.Status
# Where the fact of a condition is looked up: URL name, its argument an attribute of the entry or organization.
PLACES = {
    "liability": "organization", "governance": "people", "venue": "organization", "lists": "organization",
    "faults": "organization", "annual_report": "annual-years"}


@dataclass(frozen=True)
class RoundRow:
    """A round as people read it, with its counts for the office."""

    pk: int
    version: int
    name: str
    street: str
    year: int
    status: str
    status_label: str
    applies: str
    publicity: str
    valid_until: str
    href: str
    covered: bool  # by the reader's area: nobody else is told the counts
    entries: int
    listed: int
    objections: int  # not answered yet

    def get_status_display(self) -> str:
        return self.status_label


def rounds_with_counts(rounds: QuerySet[CatalogueRound], *, user: User) -> QuerySet[CatalogueRound]:
    """Each tells how many entries it has, how many are listed, and how many objections wait that this person sees."""
    gone = [Entry.REMOVED, Entry.DECLINED]
    return rounds.select_related("area").annotate(
        entry_count=Count("entries", filter=~Q(entries__status__in=gone), distinct=True),
        listed_count=Count("entries", filter=Q(entries__status=Entry.LISTED), distinct=True),
        objection_count=CatalogueObjection.objects.visible_to(user).open().counted("entry__round"))


def round_row(round: Any, *, user: User, on: date) -> RoundRow:
    """The round comes with its counts."""
    return RoundRow(
        round.pk, round.version, str(round), round.area.name, round.year, round.status, state_of(round, on=on),
        f"{round.applies_from} – {round.applies_until}",
        f"{round.publicised_on} – {round.objections_until}" if round.publicised_on else "",
        round.valid_until.isoformat(), reverse("organizations:qualified-round", args=[round.pk]),
        covers_round(user, round), round.entry_count, round.listed_count, round.objection_count)


def state_of(round: CatalogueRound, *, on: date) -> str:
    """The status in words; that it has run out is worked out when read."""
    return _("Run out") if round.is_expired(on=on) else str(round.get_status_display())


@dataclass(frozen=True)
class EntryRow:
    """One entry in the office's table: how it came, how its conditions stand, what is objected."""

    pk: int
    version: int
    label: str
    organization: str
    place: str
    fields: str
    way: str
    status: str
    status_label: str
    met: int
    unmet: int
    open: int
    objections: int
    fallen: bool
    href: str

    def get_status_display(self) -> str:
        return self.status_label

    @property
    def glance(self) -> str:
        """The conditions in one line."""
        if not (self.met or self.unmet or self.open):
            return ""
        return _("%(met)s met · %(unmet)s not met · %(open)s judged") % {
            "met": self.met, "unmet": self.unmet, "open": self.open}


def entries_of(round: CatalogueRound, *, user: User) -> QuerySet[CatalogueEntry]:
    """The entries this person sees, with the open objections they see; by their numbers, then as they came."""
    open_ones = CatalogueObjection.objects.visible_to(user).open()
    fallen = CatalogueEntry.objects.fallen().filter(pk=OuterRef("pk"))
    seen: QuerySet[CatalogueEntry] = CatalogueEntry.objects.visible_to(user).filter(round=round)
    return seen.select_related("organization__area").annotate(
        open_objections=open_ones.counted("entry"), is_fallen=Exists(fallen)).order_by("number", "pk")


def entry_rows(entries: Iterable[Any], round: CatalogueRound) -> list[EntryRow]:
    rows = []
    for entry in entries:
        entry.round = round
        states = [OPEN if fact.get("judged_by") else fact["state"] for fact in entry.facts]
        rows.append(EntryRow(
            entry.pk, entry.version, entry.label, entry.organization.name, entry.organization.area.name,
            entry.service_fields, way_of(entry), entry.status, str(entry.get_status_display()),
            states.count(MET), states.count(UNMET), states.count(OPEN), entry.open_objections,
            entry.is_fallen and entry.status == Entry.LISTED,
            reverse("organizations:qualified-entry", args=[entry.pk])))
    return rows


def way_of(entry: CatalogueEntry) -> str:
    """How the organization came into the round."""
    return _("applied itself") if entry.matter_id else _("nominated by the street")


@dataclass(frozen=True)
class CatalogueMark:
    """How an organization stands in the latest catalogue that listed it."""

    status: str
    status_label: str
    doubt: str  # why it does not count although it is listed
    label: str
    year: int
    fields: str
    valid_until: str  # empty for one that was taken out
    href: str  # the public page

    def get_status_display(self) -> str:
        return self.status_label


def mark_of(told: dict[str, Any] | None, *, on: date) -> CatalogueMark | None:
    """`told` comes with the query (`told_mark`)."""
    if told is None:
        return None
    until = date.fromisoformat(told["valid_until"])
    doubt = _("Run out") if until < on else _("does not count now") if told["fallen"] else ""
    return CatalogueMark(
        told["status"], str(Entry(told["status"]).label), doubt if told["status"] == Entry.LISTED else "",
        number_in_words(told["street"], told["year"], told["number"]), told["year"], told["fields"],
        until.isoformat() if told["status"] in CatalogueEntry.VALID else "",
        reverse("organizations:public-qualified-entry", args=[told["pk"]]))


@dataclass(frozen=True)
class ConditionRow:
    """One condition as people read it, with the page where its fact stands."""

    label: str
    words: str
    state: Mark
    source: str
    weight: str
    href: str
    judged_by: str = ""


TONES = {MET: "good", UNMET: "bad", OPEN: "busy"}


def condition_rows(findings: Iterable[Finding], organization: Organization) -> list[ConditionRow]:
    weights = {"hard": _("required"), "soft": _("required, or a reason")}
    return [
        ConditionRow(
            str(one.label), one.words, Mark(str(one.state_label), TONES[one.state]), one.source,
            weights.get(one.weight, ""),
            reverse(f"organizations:{PLACES[one.condition]}", args=[organization.pk])
            if one.condition in PLACES else "", one.judged_by)
        for one in findings]


def kept_rows(entry: CatalogueEntry) -> list[ConditionRow]:
    """The conditions as they were found when the entry was verified."""
    return condition_rows(as_kept(entry.facts), entry.organization)


def asked_conditions(matter: Matter, *, on: date) -> list[ConditionRow]:
    """For an application that is not decided yet: the conditions as they stand; nothing for any other matter."""
    return condition_rows(asked_findings(matter, on=on), matter.organization)


def asked_findings(matter: Matter, *, on: date) -> list[Finding]:
    """The same as findings."""
    if matter.kind != Matter.Kind.CATALOGUE or matter.status not in Matter.OPEN:
        return []
    return conditions(matter.organization, on=on, answers=matter.answers)


@dataclass(frozen=True)
class Verdict:
    """What the conditions mean for the decision: what bars it, what the officer is to judge, whether words are due."""

    bars: list[Finding]
    judged: list[Finding]
    needs_reason: bool


def verdict_of(found: Iterable[Finding]) -> Verdict:
    found = list(found)
    return Verdict([one for one in found if one.bars], [one for one in found if one.state == OPEN],
                   any(one.needs_reason for one in found))


@dataclass(frozen=True)
class PublicRow:
    """One organization of the catalogue as residents read it; nothing personal."""

    pk: int
    label: str
    name: str
    kind: str
    fields: tuple[str, ...]
    place: str
    street: str
    year: int
    valid_until: date | None
    href: str


def public_rows(entries: Iterable[CatalogueEntry]) -> list[PublicRow]:
    """The entries, loaded with organization, area and round, as lines."""
    return [
        PublicRow(
            entry.pk, entry.label, entry.organization.name, str(entry.organization.get_org_type_display()),
            tuple(listed_words(entry.service_fields)), entry.organization.area.name, entry.round.area.name,
            entry.round.year, entry.valid_until,
            reverse("organizations:public-qualified-entry", args=[entry.pk]))
        for entry in entries]


def in_force(*, on: date, named: str = "", field: str = "") -> QuerySet[CatalogueEntry]:
    """The catalogue of that day, narrowed by part of a name and by a field of service; in the order of the page."""
    entries = CatalogueEntry.objects.qualified(on=on).named(named)
    entries = entries.serving(field) if field else entries
    return entries.select_related("organization__area", "round__area").order_by(
        "round__area__code", "-round__year", "number", "pk")


def fields_in_force(*, on: date) -> list[str]:
    """The fields of service that somebody in the catalogue of that day names, in the order of their words."""
    named = CatalogueEntry.objects.qualified(on=on).order_by().values_list("service_fields", flat=True).distinct()
    return sorted({word for words in named for word in listed_words(words)})


def own_of_street(user: User, round: CatalogueRound) -> list[Organization]:
    """The organizations of this person that the round is for, those on record first by name."""
    return [
        organization for organization in Organization.objects.on_record().filter(
            pk__in=own_organizations(user)).select_related("area").order_by("pinyin", "pk")
        if organization.area.street_code == round.area.code]
