"""The growth file of one organization, shared by page, print, workbook and API: the table, visits, stages, honours."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, DateField, IntegerField, QuerySet, Value
from django.urls import reverse

from incubator.accounts.models import User
from incubator.masking import mask_text
from organizations.models import (
    AnnualDuty,
    CatalogueEntry,
    CoachingVisit,
    CreditRecord,
    GrowthStage,
    Organization,
)
from organizations.reports.growth_years import COLUMNS, GrowthYear, cell, growth_years
from organizations.rules.growth import reads_internal
from organizations.workflow import stage_workflow, visit_workflow


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
