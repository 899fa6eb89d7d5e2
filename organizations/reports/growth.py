"""The growth file of one organization: the table that page, print, workbook and API share, visits, stages, honours."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, DateField, IntegerField, QuerySet, Value
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from incubator.accounts.models import User
from incubator.masking import mask_text
from incubator.money import yuan
from incubator.shares import decimals
from organizations.models import (
    AnnualDuty,
    CatalogueEntry,
    CoachingVisit,
    CreditRecord,
    GrowthStage,
    Organization,
)
from organizations.reports.sections import STOREYS
from organizations.rules.growth import reads_internal
from organizations.workflow import stage_workflow, visit_workflow

COUNTED = ("member_count", "party_member_count")


@dataclass(frozen=True)
class GrowthYear:
    """One year of an organization. Money in fen, scores in hundredths; None where nothing is known.

    `members` and `party_members` are those of the last day of the year (of today in the running one), as far as the
    history of the register tells. The names of the fields are the keys that storeys above answer with.
    """

    year: int
    members: int | None = None
    party_members: int | None = None
    projects_begun: int = 0
    amount_fen: int = 0  # of the projects begun
    paid_fen: int = 0  # instalments paid in the year
    score: int | None = None  # of the organization's last published review
    project_score: int | None = None  # mean of its projects' published reviews
    honours: int = 0
    visits: int = 0
    annual: str = ""  # the conclusion on its annual report about the year, a code of AnnualDuty.Outcome
    catalogue: str = ""  # how its entry in the year's catalogue stands once it was listed, of CatalogueEntry.Status


# (field, what it is called, how it is printed)
COLUMNS: tuple[tuple[str, Any, str], ...] = (
    ("year", _("Year"), "plain"), ("members", _("Members"), "count"), ("party_members", _("Party members"), "count"),
    ("projects_begun", _("Projects begun"), "count"), ("amount_fen", _("Their amount (yuan)"), "money"),
    ("paid_fen", _("Paid in the year (yuan)"), "money"), ("score", _("Score of the organization"), "score"),
    ("project_score", _("Mean score of its projects"), "score"), ("honours", _("Honours"), "count"),
    ("visits", _("Visits"), "count"), ("annual", _("Annual report"), "annual"),
    ("catalogue", pgettext_lazy("growth file", "Catalogue"), "catalogue"),
)
IN_WORDS: dict[str, dict[str, Any]] = {  # how a column is printed -> code -> words
    "annual": dict(AnnualDuty.Outcome.choices), "catalogue": dict(CatalogueEntry.Status.choices)}


def cell(value: Any, how: str) -> str:
    """A figure or a code as it is printed; a dash where nothing is known."""
    if value is None or value == "":
        return "—"
    if how in IN_WORDS:
        return str(IN_WORDS[how][value])
    return {"money": yuan, "score": decimals}.get(how, str)(value)


@dataclass(frozen=True)
class VisitRow:
    """A visit as this reader may read it; `internal_note` is empty for whoever may not."""

    pk: int
    version: int
    organization: str
    organization_href: str
    href: str
    kind: str
    visited_on: date
    visitors: str
    subject: str
    findings: str
    agreed: str
    next_on: date | None
    next_is_due: bool
    internal_note: str
    reads_internal: bool
    status: str
    status_label: str
    edit_href: str
    act_href: str
    actions: tuple[Any, ...]

    def get_status_display(self) -> str:
        return self.status_label


@dataclass(frozen=True)
class StageRow:
    pk: int
    version: int
    name: str
    since: date
    reason: str
    status: str
    status_label: str
    act_href: str
    actions: tuple[Any, ...]

    def get_status_display(self) -> str:
        return self.status_label


@dataclass(frozen=True)
class HonourRow:
    title: str
    source: str
    since: date


def visit_rows(
    visits: Iterable[CoachingVisit], *, user: User, today: date, due: Iterable[int] = ()
) -> list[VisitRow]:
    """Visits, loaded with `organization__area` and `office`; `due` are the keys of those whose next day has come."""
    kinds, statuses, due = dict(CoachingVisit.Kind.choices), dict(CoachingVisit.Status.choices), set(due)
    rows = []
    for visit in visits:
        actions, internal = visit_workflow.available(visit, user), reads_internal(user, visit)
        page = reverse("organizations:visit", args=[visit.pk])
        edits = any(action.name == "edit" for action in actions)
        rows.append(VisitRow(
            visit.pk, visit.version, visit.organization.name,
            reverse("organizations:organization", args=[visit.organization_id]), page, str(kinds[visit.kind]),
            visit.visited_on, visit.visitors, visit.subject, mask_text(visit.findings), mask_text(visit.agreed),
            visit.next_on, visit.pk in due, mask_text(visit.internal_note) if internal else "", internal,
            visit.status, str(statuses[visit.status]),
            reverse("organizations:visit-edit", args=[visit.pk]) if edits else "", page,
            tuple(action for action in actions if action.button)))
    return rows


def stage_rows(organization: Organization, *, user: User) -> list[StageRow]:
    """The stages this person may see, the latest first: the first that stands is the one that holds."""
    seen = GrowthStage.objects.visible_to(user).filter(organization=organization).select_related("organization__area")
    statuses = dict(GrowthStage.Status.choices)
    return [
        StageRow(
            stage.pk, stage.version, stage.name, stage.since, stage.reason, stage.status, str(statuses[stage.status]),
            reverse("organizations:stage-act", args=[stage.pk, "remove"]).removesuffix("remove/"),
            tuple(stage_workflow.available(stage, user)))
        for stage in seen
    ]


def honours_and_words(
    organization: Organization, *, user: User
) -> tuple[list[HonourRow], dict[int, dict[str, str]]]:
    """The honours on its credit record, run out or not (those taken off were none), and year -> column -> code: the
    conclusions on its annual reports, its entries in catalogues once listed. One query for all of them.
    """
    no_text, no_day, no_year = (Value(none, field()) for none, field in (
        ("", CharField), (None, DateField), (0, IntegerField)))
    honours = CreditRecord.objects.visible_to(user).filter(
        organization=organization, kind=CreditRecord.Kind.HONOUR, status=CreditRecord.Status.STANDING)
    duties = AnnualDuty.objects.visible_to(user).filter(organization=organization).exclude(outcome="")
    entries = CatalogueEntry.objects.visible_to(user).filter(organization=organization, number__isnull=False)
    rows = honours.order_by().values_list(
        Value("honour", CharField()), "title", "source", "started_on", no_year, "pk",
    ).union(
        duties.order_by().values_list(
            Value("annual", CharField()), "outcome", no_text, no_day, "campaign__year", "pk"),
        entries.order_by().values_list(
            Value("catalogue", CharField()), "status", no_text, no_day, "round__year", "pk"), all=True)
    found: list[tuple[date, int, HonourRow]] = []
    words: dict[int, dict[str, str]] = {}
    for column, text, source, day, year, pk in rows:
        if column == "honour":
            found.append((day, pk, HonourRow(text, source, day)))
        else:
            words.setdefault(year, {})[column] = text
    return [row for _day, _pk, row in sorted(found, key=lambda one: one[:2], reverse=True)], words


def growth_years(
    organization: Organization, *, user: User, today: date, visits: Iterable[date], honours: Iterable[date],
    words: Mapping[int, Mapping[str, str]],
) -> list[GrowthYear]:
    """From the first year of which anything is known to this one, without gaps."""
    figures: dict[int, dict[str, Any]] = {year: dict(told) for year, told in words.items()}
    for name, days in (("visits", visits), ("honours", honours)):
        for day in days:
            year = figures.setdefault(day.year, {})
            year[name] = year.get(name, 0) + 1
    for storey in STOREYS:
        for number, found in storey.years(organization, user).items():
            figures.setdefault(number, {}).update(found)
    sizes = _sizes(organization, today=today)
    first = min([*figures, *sizes, today.year])
    return [GrowthYear(number, **(sizes.get(number, {}) | figures.get(number, {})))
            for number in range(first, max([*figures, today.year]) + 1)]


def _sizes(organization: Organization, *, today: date) -> dict[int, dict[str, int | None]]:
    """Year -> members and party members on its last day, from the first year the history of the register reaches.

    Between two changes nothing changed. A change tells both sides, so what stood before the first one is known back to
    the first row of the history, whatever that row tells; before it nobody knows.
    """
    changes = list(organization.changes.order_by("pk").values_list("at", "fields"))
    first = localdate(changes[0][0]).year if changes else today.year
    found: dict[int, dict[str, int | None]] = {}
    for name, column in zip(COUNTED, ("members", "party_members"), strict=True):
        told = [(localdate(at).year, *fields[name]) for at, fields in changes if name in fields]
        held = _number(told[0][1]) if told else getattr(organization, name)
        for year in range(first, today.year + 1):
            held = next((_number(after) for of, _before, after in reversed(told) if of == year), held)
            found.setdefault(year, {})[column] = held
    return found


def _number(told: str) -> int | None:
    return int(told) if told.isdecimal() else None


@dataclass(frozen=True)
class GrowthFile:
    """All of it, as one reader may see it."""

    organization: Organization
    years: list[GrowthYear]
    stages: list[StageRow]
    visits: list[VisitRow]
    honours: list[HonourRow]

    @property
    def stage(self) -> StageRow | None:
        """The one that holds."""
        return next((stage for stage in self.stages if stage.status == GrowthStage.Status.STANDING), None)

    @property
    def header(self) -> list[str]:
        return [str(label) for _name, label, _how in COLUMNS]

    @property
    def lines(self) -> list[list[str]]:
        """The table as it is printed, the latest year first."""
        return [[cell(getattr(year, name), how) for name, _label, how in COLUMNS] for year in reversed(self.years)]


def growth_file(organization: Organization, *, user: User, today: date) -> GrowthFile:
    """Some queries for the whole file, however long it is; the organization comes with its area."""
    seen = visits_of(user).filter(organization=organization)
    visits = list(seen)
    standing = [visit for visit in visits if visit.status == CoachingVisit.Status.RECORDED]
    due = [standing[0].pk] if standing and is_due(standing[0], organization, today=today) else []
    honours, words = honours_and_words(organization, user=user)
    return GrowthFile(
        organization, growth_years(
            organization, user=user, today=today, visits=[visit.visited_on for visit in standing],
            honours=[honour.since for honour in honours], words=words),
        stage_rows(organization, user=user), visit_rows(visits, user=user, today=today, due=due), honours)


def visits_of(user: User) -> QuerySet[CoachingVisit]:
    """Those this person may see, the latest first, with what their rows need."""
    return CoachingVisit.objects.visible_to(user).select_related("organization__area", "office").order_by(
        "-visited_on", "-pk")


def is_due(last: CoachingVisit, organization: Organization, *, today: date) -> bool:
    """Of the last visit that stands: whether the next one was agreed for a day that has come (`CoachingVisit.due`)."""
    return last.next_on is not None and last.next_on <= today and organization.stands


def chart_data(years: Sequence[GrowthYear]) -> list[dict[str, Any]]:
    """What both the script and the still pictures draw: the figures of the table, a chart for each unit.

    All over the same years, so that they can be read beside each other; a chart without any figure is left out.
    """
    charted = {"amount_fen", "paid_fen", "score", "project_score", "members", "party_members"}
    known = [number for number, year in enumerate(years) if any(getattr(year, name) for name in charted)]
    span = years[known[0]:known[-1] + 1] if known else []
    names = {name: str(label) for name, label, _how in COLUMNS}

    def chart(key: str, title: Any, columns: Sequence[str], parts: int = 1) -> dict[str, Any]:
        return {"key": key, "title": str(title), "labels": [str(year.year) for year in span], "series": [
            {"name": names[name], "values": [_part(getattr(year, name), parts) for year in span]} for name in columns]}

    drawn = [
        chart("money", _("Projects and payments (yuan)"), ("amount_fen", "paid_fen"), 100),
        chart("scores", _("Scores"), ("score", "project_score"), 100),
        chart("members", _("Members and party members"), ("members", "party_members")),
    ]
    return [one for one in drawn if any(any(part["values"]) for part in one["series"])]


def _part(figure: int | None, parts: int) -> float | None:
    return figure if figure is None or parts == 1 else figure / parts
