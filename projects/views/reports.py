"""The pages about progress reports."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery, prefetch_related_objects
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from incubator.accounts.reasoning import said, usual_within
from incubator.accounts.views.batches import offered
from incubator.accounts.views.filters import shelf_of
from incubator.documents.serving import hand_over, serve
from incubator.documents.sniffing import TYPES
from incubator.errors import posted_version
from incubator.undoing import UNDO, may_undo
from incubator.workdays import add_months, today
from incubator.workflow import Action, why_not
from projects.exports.reports import file_of
from projects.exports.summary import chart_data, drawn, summary_workbook
from projects.forms.reports import MonthChoice, NarrativeForm, ReportFilter
from projects.models import ProgressReport
from projects.reporting import judging
from projects.reporting.counting import PROJECT_OF_REPORT
from projects.reports.contact import contact
from projects.reports.listing import report_rows, urgent_first
from projects.reports.monthly import month_rows, months, totals
from projects.reports.printed import printed
from projects.rules.reports import judges
from projects.views import batches
from projects.workflow.reports import report_workflow

PAGE_SIZE = 50


@require_GET
def report_list(request: HttpRequest) -> HttpResponse:
    """Officers: the reports of their areas. Organizations: what they have to hand in, until when."""
    narrowed = ReportFilter(request.GET, user=request.user)
    reports = narrowed.narrow(ProgressReport.objects.visible_to(request.user), today=today())
    page = Paginator(urgent_first(reports, today=today()), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = report_rows(page.object_list, today=today())  # type: ignore[arg-type]
    return render(request, "projects/report_list.html", {
        "filter": narrowed, "page": page, "rows": rows, "shelf": shelf_of(request),
        "pile": offered(request, batches.REPORTS),
    })


@require_GET
def report_detail(request: HttpRequest, pk: int) -> HttpResponse:
    report = _get(request, pk)
    prefetch_related_objects([report], "changes")  # asked three times below
    offered, why_not_yet = _offered(request, report)
    return render(request, "projects/report_detail.html", {
        **_shown(report), "actions": offered, "why_not_yet": why_not_yet,
        "asked_today": report.status in ProgressReport.OPEN and judging.asked_today(report, today=today()),
        "apart": why_not(judges(request.user, report)),
        "contact": contact(report, request.user, today=today()),
        "may_write": report_workflow.allows("edit", report, request.user),
        "act_url": reverse("projects:report", args=[pk]), "changes": list(reversed(report.changes.all())),
        "usual": report.usual if offered else {},
    })


def report_edit(request: HttpRequest, pk: int) -> HttpResponse:
    report = _get(request, pk)
    report_workflow.require("edit", report, request.user)
    form = NarrativeForm(request.POST or None, instance=report)
    if request.method == "POST" and form.is_valid():
        judging.edit(report, by=request.user, seen=form.cleaned_data["version"], words=form.cleaned_data,
                     now=timezone.now())
        messages.success(request, _("Saved. Hand the report in when it is complete."))
        return redirect("projects:report", pk)
    return render(
        request, "projects/report_form.html", {**_shown(report), "form": form}, status=400 if form.is_bound else 200)


@require_POST
def report_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    report = _get(request, pk)
    judging.act(name, report, by=request.user, seen=posted_version(request), now=timezone.now(),
                note=said(request.POST.getlist("usual"), request.POST.get("note", "")))
    messages.success(request, _("Done: %(action)s") % {"action": report_workflow.actions[name].label})
    return redirect("projects:report", pk)


@require_GET
def report_file(request: HttpRequest, pk: int, kind: str) -> FileResponse:
    return serve(file_of(_get(request, pk), kind))


@require_GET
def summary(request: HttpRequest) -> HttpResponse:
    """A month of the officer's area: sums, charts and the reports themselves."""
    reports, choice = _officers_reports(request), MonthChoice(request.GET or None)
    known = months(reports)
    month = choice.chosen(known[0][0] if known else today().replace(day=1))
    rows = month_rows(reports, month, today=today())
    return render(request, "projects/report_summary.html", {
        "choice": choice, "months": known, "month": month, "rows": rows, "totals": totals(rows),
        "chart": chart_data(rows), "drawn": drawn(chart_data(rows)),
    })


@require_GET
def summary_file(request: HttpRequest) -> HttpResponse:
    reports = _officers_reports(request)
    month = MonthChoice(request.GET).chosen(add_months(today().replace(day=1), -1))
    content = summary_workbook(month_rows(reports, month, today=today()), month)
    name = _("Monthly summary %(month)s.xlsx") % {"month": f"{month:%Y-%m}"}
    return hand_over(content, name=name, content_type=TYPES["xlsx"])


def _get(request: HttpRequest, pk: int) -> ProgressReport:
    """The report with its project, and the words of the one before it."""
    before = ProgressReport.objects.filter(
        project=OuterRef("project"), number__lt=OuterRef("number")).order_by("-number")
    related = (*PROJECT_OF_REPORT, "project__contractor__area")
    reports = ProgressReport.objects.visible_to(request.user).select_related(*related).annotate(**{
        f"previous_{name}": Subquery(before.values(name)[:1]) for name in judging.NARRATIVE},
        usual=usual_within(batches.REPORTS.reasons, area="project__area__code"))
    return get_object_or_404(reports, pk=pk)


def _offered(request: HttpRequest, report: ProgressReport) -> tuple[list[Action], list[str]]:
    """The buttons, and why the officer cannot accept yet; what came back is corrected first.

    What still lacks something is said in words, not offered (what a writer lacks stands with the writing).
    """
    lacking = [(a, list(a.missing(report))) for a in report_workflow.available(report, request.user)]
    actions = [
        a for a, reasons in lacking if not reasons
        and not (a.name == "remind" and judging.why_no_reminder(report, today=today()))
        and not (a.name == UNDO and not may_undo(report_workflow, report))]
    came_back = report.status == ProgressReport.Status.RETURNED
    return (
        [replace(a, weight="secondary") if came_back and a.name == "submit" else a for a in actions],
        [words for a, reasons in lacking if a.name == "accept" for words in ValidationError(reasons).messages])


def _shown(report: ProgressReport) -> dict:
    is_open = report.status in ProgressReport.OPEN
    return {
        "report": report, "previous": [
            (ProgressReport._meta.get_field(name).verbose_name, getattr(report, f"previous_{name}") or "")
            for name in judging.NARRATIVE],
        "sent_back": judging.sent_back(report), "days_late": max((today() - report.due_on).days, 0) if is_open else 0,
        "printed": printed(report, judging.figures_now(report),
                           data_time=timezone.now() if is_open else report.figures_at),
    }


def _officers_reports(request: HttpRequest):
    if not request.user.is_officer:
        raise PermissionDenied("summary")
    return ProgressReport.objects.visible_to(request.user)
