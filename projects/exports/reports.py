"""Progress reports as Word and PDF files, made on the first download and kept by the hash of their content."""

import hashlib
import json
from typing import Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from incubator.documents import charts, typesetting
from incubator.documents.models import Document
from projects.models import ProgressReport, ReportFile
from projects.reporting.figures import Figures
from projects.reporting.judging import figures_now
from projects.reports.printed import Printed, Table, printed

LAYOUT = 1  # raised when the layout changes: open reports are then set anew, accepted ones keep their file
LANGUAGE = "zh-hans"  # an official paper has one language, whoever loads it
TYPES = {
    ReportFile.Kind.PDF: "application/pdf",
    ReportFile.Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


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
    page = layout(printed(report, figures, data_time=data_time), with_chart=kind == ReportFile.Kind.PDF)
    return (typesetting.pdf if kind == ReportFile.Kind.PDF else typesetting.docx)("document", page)


def layout(report: Printed, *, with_chart: bool) -> dict[str, Any]:
    """The report as the common layout of documents takes it."""
    chart = charts.bar(
        _("Reached, per cent"), report.bars.labels,
        {_("Reached"): report.bars.reached, _("Time gone"): report.bars.expected},
    ).decode() if with_chart and report.bars.labels else None
    targets = _section(report.targets)
    if chart:
        targets["chart"] = chart
    return {
        "title": report.title, "subtitle": report.subtitle, "facts": [list(row) for row in report.facts],
        "footer": report.subtitle,
        "sections": [
            {"heading": _("Alerts"), "paragraphs": list(report.alerts) or [_("None.")]},
            targets, _section(report.money), _section(report.work),
            *({"heading": heading, "paragraphs": words.splitlines() or ["—"]} for heading, words in report.narrative),
            _section(report.activities),
        ],
    }


def _section(table: Table) -> dict[str, Any]:
    rows = [*table.rows, table.total] if table.total else table.rows
    section: dict[str, Any] = {"heading": table.heading, "paragraphs": [table.note] if table.note else []}
    if rows:
        section["table"] = {
            "header": list(table.header), "rows": [list(row) for row in rows], "align": list(table.align),
            "widths": list(table.widths)}
    else:
        section["paragraphs"] = [_("None.")]
    return section


def _keep(report: ProgressReport, kind: str, key: str, content: bytes, name: str) -> Document:
    """Store the file once; of two who made it at the same moment the second takes the first one's.

    Files of earlier content of a report that is still open are dropped.
    """
    try:
        with transaction.atomic():
            document = Document(
                kind="report", name=name, content_type=TYPES[ReportFile.Kind(kind)], size=len(content),
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
        transaction.on_commit(lambda old=file.document: old.file.delete(save=False))
    return document
