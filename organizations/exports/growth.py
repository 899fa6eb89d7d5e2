"""The growth file as a workbook and as a paper: the rows of its page; the office's internal notes stand in neither."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from incubator.documents import charts
from incubator.documents.typesetting import pdf
from incubator.documents.workbooks import Sheet, workbook
from organizations.models import CoachingVisit, GrowthStage
from organizations.reports.growth import GrowthFile, StageRow, VisitRow
from organizations.reports.growth_years import COLUMNS, IN_WORDS, cell, chart_data

NARROW = 520  # of the pictures, so that their words are readable on paper


def drawn(data: Sequence[dict[str, Any]]) -> list[dict[str, str]]:
    """The charts as SVG, for a page without scripts and for the paper."""
    return [
        {"key": one["key"], "title": one["title"], "svg": charts.bar(
            one["title"], one["labels"], {series["name"]: series["values"] for series in one["series"]},
            horizontal=False, titled=False, width=NARROW).decode()}
        for one in data]


def growth_workbook(file: GrowthFile) -> bytes:
    """Years with figures as numbers, stages, visits, honours: a sheet each."""
    return workbook([
        Sheet(_("Growth by year"), file.header, [
            [_plain(getattr(year, name), how) for name, _label, how in COLUMNS] for year in reversed(file.years)]),
        Sheet(_("Stages of growth"), [_("in this stage since"), _("stage of growth"), _("why this stage")], [
            [stage.since, stage.name, stage.reason] for stage in _standing_stages(file)]),
        visits_sheet(_standing_visits(file)),
        Sheet(_("Honours"), [_("stands since"), _("what for"), _("source")], [
            [honour.since, honour.title, honour.source] for honour in file.honours]),
    ])


def visits_sheet(rows: Sequence[VisitRow]) -> Sheet:
    return Sheet(_("Visits"), [
        _("visited on"), _("organization"), _("kind of visit"), _("who went"), _("subject of the visit"),
        _("what was found"), _("what was agreed"), _("next visit on"), _("status"),
    ], [[row.visited_on, row.organization, row.kind, row.visitors, row.subject, row.findings, row.agreed, row.next_on,
         row.status_label] for row in rows])


def visits_workbook(rows: Sequence[VisitRow]) -> bytes:
    """The list of visits as it is narrowed."""
    return workbook([visits_sheet(rows)])


def growth_pdf(file: GrowthFile, *, today: date) -> bytes:
    """The file to be printed and kept: facts, table and charts, stages, visits, honours."""
    organization = file.organization
    facts = [
        [_("organization"), organization.name], [_("organization type"), str(organization.get_org_type_display())],
        [_("community"), organization.area.name], [_("responsible person"), organization.responsible_person or "—"],
        [_("standing"), str(organization.get_status_display())],
        [_("stage of growth"), _("%(stage)s, since %(day)s") % {"stage": file.stage.name, "day": file.stage.since}
         if file.stage else "—"],
        [_("Printed on"), today.isoformat()],
    ]
    numbers = ["right"] * (len(COLUMNS) - 3)
    sections: list[dict[str, Any]] = [{"heading": _("Growth by year"), "table": {
        "header": file.header, "rows": file.lines,
        "widths": [0.88, 0.88, 0.88, 0.88, 1.7, 1.7, 1.05, 1.05, 0.88, 0.88, 0.88, 1.15],
        "align": ["left", *numbers, "left", "left"]}}]
    sections += [{"heading": one["title"], "chart": one["svg"]} for one in drawn(chart_data(file.years))]
    sections += [
        _table(_("Stages of growth"), [_("in this stage since"), _("stage of growth"), _("why this stage")],
               [2, 2, 6], [
            [stage.since.isoformat(), stage.name, stage.reason] for stage in _standing_stages(file)]),
        _table(_("Visits"), [_("visited on"), _("subject of the visit"), _("what was found"), _("what was agreed")],
               [2, 3, 4, 4], [
            [f"{row.visited_on} {row.kind}", f"{row.subject}（{row.visitors}）", row.findings, row.agreed]
            for row in _standing_visits(file)]),
        _table(_("Honours"), [_("stands since"), _("what for"), _("source")], [2, 4, 4], [
            [honour.since.isoformat(), honour.title, honour.source] for honour in file.honours]),
    ]
    return pdf("document", {
        "title": _("Growth file"), "subtitle": organization.name, "demo": settings.DEMO_OFFICE, "facts": facts,
        "sections": sections, "footer": organization.name})


def _table(heading: str, header: list[str], widths: list[int], rows: list[list[str]]) -> dict[str, Any]:
    if not rows:
        return {"heading": heading, "paragraphs": [_("None yet.")]}
    return {"heading": heading, "table": {"header": header, "rows": rows, "widths": widths}}


def _standing_stages(file: GrowthFile) -> list[StageRow]:
    return [stage for stage in file.stages if stage.status == GrowthStage.Status.STANDING]


def _standing_visits(file: GrowthFile) -> list[VisitRow]:
    return [visit for visit in file.visits if visit.status == CoachingVisit.Status.RECORDED]


def _plain(value: Any, how: str) -> int | str | Decimal | None:
    if how in IN_WORDS:
        return cell(value, how) if value else None
    return value if value is None or how in ("plain", "count") else Decimal(value) / 100
