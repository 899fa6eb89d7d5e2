"""Progress reports as Word and PDF files, made on the first download and kept by the hash of their content."""

import hashlib
import json
from functools import partial
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from incubator.documents import charts, typesetting
from incubator.documents.models import Document
from incubator.documents.sniffing import TYPES
from projects.models import ProgressReport, ReportFile
from projects.reporting.figures import Figures
from projects.reporting.judging import figures_now
from projects.reports.printed import Printed, Table, printed

LAYOUT = 3  # raised when the layout changes: open reports are then set anew, accepted ones keep their file
LANGUAGE = "zh-hans"  # an official paper has one language, whoever loads it


def file_of(report: ProgressReport, kind: str) -> Document:
    """The report as a file. The same content gives the same file; an accepted report keeps its first one for good."""
    figures = figures_now(report)
    key = content_key(report, figures)
    for file in ReportFile.objects.filter(report=report, kind=kind, content_key=key).select_related("document"):
        return file.document
    with override(LANGUAGE):
        content = render(report, figures, kind)
        title = _("Progress report %(number)s") % {"number": report.number}
    return _keep(report, kind, key, content, f"{figures.head.project_name} {title}.{kind}")


def content_key(report: ProgressReport, figures: Figures) -> str:
    """The hash of all that is printed, the data time of an open report left out: it alone makes no new file."""
    handed_in = report.status not in ProgressReport.OPEN
    content = [
        0 if report.status == ProgressReport.Status.ACCEPTED else LAYOUT, figures.as_json(), report.results,
        report.problems, report.next_plan, report.number, report.figures_at.isoformat() if handed_in else "",
    ]
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def render(report: ProgressReport, figures: Figures, kind: str) -> bytes:
    data_time = timezone.now() if report.status in ProgressReport.OPEN else report.figures_at
    shown = printed(report, figures, data_time=data_time)
    if kind == ReportFile.Kind.PDF:
        return typesetting.pdf("document", layout(shown))
    drawn = chart(shown)
    return typesetting.docx("progress_report", parts(shown), {"chart": drawn} if drawn else None)


def parts(report: Printed) -> dict[str, Any]:
    """The report part by part, as the Word template names them."""
    return {
        "title": report.title, "subtitle": report.subtitle, "footer": report.subtitle, "facts": report.facts,
        "demo": settings.DEMO_OFFICE,
        "alerts": {"heading": _("Alerts"), "paragraphs": report.alerts or [_("None.")]},
        "narrative": [
            {"heading": heading, "paragraphs": words.splitlines() or ["—"]} for heading, words in report.narrative],
        **{
            name: {
                "heading": table.heading, "header": table.header, "rows": _rows(table),
                "paragraphs": [table.note] * bool(table.note) if table.rows else [_("None.")]}
            for name, table in (("targets", report.targets), ("money", report.money), ("work", report.work),
                                ("activities", report.activities))
        },
    }


def chart(report: Printed) -> bytes:
    """What is reached beside the time gone, as SVG; nothing without a target and a budget."""
    if not report.bars.labels:
        return b""
    return charts.bar(
        _("Reached, per cent"), report.bars.labels,
        {_("Reached"): report.bars.reached, _("Time gone"): report.bars.expected})


def layout(report: Printed) -> dict[str, Any]:
    """The report as the common layout of printed documents takes it, with a chart."""
    named = parts(report)
    tables = {name: _section(named[name], table) for name, table in (
        ("targets", report.targets), ("money", report.money), ("work", report.work),
        ("activities", report.activities))}
    if drawn := chart(report):
        tables["targets"]["chart"] = drawn.decode()
    return {
        **{name: named[name] for name in ("title", "subtitle", "footer", "facts", "demo")},
        "sections": [
            named["alerts"], tables["targets"], tables["money"], tables["work"], *named["narrative"],
            tables["activities"]],
    }


def _section(part: dict[str, Any], table: Table) -> dict[str, Any]:
    section = {"heading": part["heading"], "paragraphs": part["paragraphs"]}
    if part["rows"]:
        section["table"] = {
            "header": table.header, "rows": part["rows"], "align": table.align, "widths": table.widths}
    return section


def _rows(table: Table) -> list[tuple[str, ...]]:
    return [*table.rows, table.total] if table.total and table.rows else list(table.rows)


def _keep(report: ProgressReport, kind: str, key: str, content: bytes, name: str) -> Document:
    """Store the file once; of two who made it at the same moment the second takes the first one's.

    Files of earlier content of a report that is still open are dropped.
    """
    try:
        with transaction.atomic():
            document = Document(
                kind="report", name=name, content_type=TYPES[kind], size=len(content),
                sha256=hashlib.sha256(content).hexdigest())
            document.file.save(name, ContentFile(content), save=True)
            ReportFile.objects.create(report=report, kind=kind, content_key=key, document=document)
    except IntegrityError:
        document.file.delete(save=False)
        return ReportFile.objects.select_related("document").get(report=report, kind=kind, content_key=key).document
    stale = ReportFile.objects.filter(report=report, kind=kind).exclude(content_key=key).select_related("document")
    for file in stale:
        file.delete()
        file.document.delete()
        transaction.on_commit(partial(file.document.file.delete, save=False))
    return document
