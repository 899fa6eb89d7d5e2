"""The pages of projects: list, one project, the sheet an officer fills in."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from incubator.accounts.views.filters import shelf_of
from incubator.documents.serving import hand_over
from incubator.documents.sniffing import TYPES
from incubator.errors import posted_version
from incubator.money import yuan
from incubator.rulebook.models import rule
from incubator.workdays import today
from incubator.workflow import Incomplete, why_not
from projects.exports.projects import projects_workbook
from projects.filters import ProjectFilter
from projects.forms.projects import ProjectSheet
from projects.models import Contract, Instalment, Project
from projects.purchasing import act_on_project, create_project, edit_project, why_not_closed
from projects.reports.choosing import contractors, hosts
from projects.reports.history import history
from projects.reports.projects import (
    gate_words,
    line_rows,
    percent,
    project_rows,
    target_rows,
    with_work,
    year_sum,
)
from projects.reports.records import latest_records
from projects.reports.steps import officers_step, writers_step
from projects.rules.people import buying_codes, buys_somewhere, manages, records
from projects.rules.purchasing import lasts_unusually_long, outside_catalogue
from projects.workflow import contract_workflow, instalment_workflow, project_workflow

PER_PAGE = 50


@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    found = ProjectFilter(request.GET, Project.objects.visible_to(request.user), request=request)
    page = Paginator(found.qs.order_by("-pk"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "projects/projects.html", {
        "filter": found, "page": page, "rows": project_rows(page.object_list),  # type: ignore[arg-type]
        "may_buy": buys_somewhere(request.user), "shelf": shelf_of(request),
    })


@require_safe
def projects_export(request: HttpRequest) -> HttpResponse:
    found = ProjectFilter(request.GET, Project.objects.visible_to(request.user), request=request)
    content = projects_workbook(project_rows(found.qs.order_by("-pk")))
    return hand_over(content, name=_("Projects") + ".xlsx", content_type=TYPES["xlsx"])


def loaded(request: HttpRequest, pk: int, queryset: Any = None) -> Project:
    known = Project.objects.visible_to(request.user) if queryset is None else queryset
    return get_object_or_404(known.select_related("area", "contractor", "host"), pk=pk)


@require_safe
def project(request: HttpRequest, pk: int) -> HttpResponse:
    known = Project.objects.visible_to(request.user).select_related("contract__signer")
    thing = loaded(request, pk, with_work(known).prefetch_related(
        "contract__instalments", "progress_reports"))
    contract = getattr(thing, "contract", None)
    manager = manages(request.user, thing)
    offered = {action.name: action for action in project_workflow.available(thing, request.user)}
    not_yet = why_not_closed(thing, today=today()) if "close" in offered else []
    lacking = list(offered["approve"].missing(thing)) if "approve" in offered else []
    actions = [a for name, a in offered.items() if not {"close": not_yet, "approve": lacking}.get(name)]
    instalments = [
        (i, gate_words(i), instalment_workflow.allows("pay", i, request.user)) for i in contract.instalments.all()
    ] if contract else []
    writes = may_record(request, thing)
    flagged = rule("report-alert-line-percent", area=thing.area.code, on=today())
    return render(request, "projects/project.html", {
        "project": thing, "contract": contract, "manager": manager, "apart": why_not(manager),
        "may_record": writes, "may_edit": "edit" in offered, "not_yet": not_yet, "lacking": lacking,
        "actions": [a for a in actions if a.weight != "danger"],
        "dangers": [a for a in actions if a.weight == "danger"],
        "step": officers_step(
            thing, contract, [i for i, _words, may in instalments if may], may_close="close" in offered and not not_yet,
        ) if manager else writers_step(thing) if writes else None,
        "contract_url": f"{reverse('projects:projects')}contracts/{contract.pk}/" if contract else "",
        "contract_actions": contract_actions(request, contract),
        "instalments": instalments,
        "lines": line_rows(thing, flagged_percent=flagged), "targets": target_rows(thing),
        "rate": percent(thing.spent_fen, thing.amount_fen), "left": yuan(thing.amount_fen - thing.spent_fen),
        "may_return": may_return(request, thing),
        "records": latest_records(thing),
        "reports": thing.progress_reports.all(),
        "same_year": year_sum(thing) if manager and thing.status == Project.Status.DRAFT else None,
        "outside_catalogue": manager and outside_catalogue(thing, today=today()),
        "is_long": lasts_unusually_long(thing.starts_on, thing.ends_on),
    })


def may_record(request: HttpRequest, thing: Project) -> bool:
    return thing.status in project_workflow.actions["record"].sources and bool(records(request.user, thing))


def may_return(request: HttpRequest, thing: Project) -> bool:
    """Whether there is money that could come back, and this officer is the one to record it."""
    return thing.unreturned_fen > 0 and project_workflow.allows("return_money", thing, request.user)


def contract_actions(request: HttpRequest, contract: Contract | None) -> list[Any]:
    """The contract's plain buttons; the mid-term one only while an instalment waits for it."""
    if contract is None:
        return []
    gate = (Instalment.Trigger.MIDTERM_PASS, Instalment.Status.WAITING)
    waits = any((i.trigger, i.status) == gate for i in contract.instalments.all())
    return [a for a in contract_workflow.available(contract, request.user) if a.button and waits]


@require_safe
def project_history(request: HttpRequest, pk: int) -> HttpResponse:
    thing = loaded(request, pk)
    return render(request, "projects/history.html", {"project": thing, "changes": history(thing)})


def project_new(request: HttpRequest) -> HttpResponse:
    if not buys_somewhere(request.user):
        raise PermissionDenied("create")
    sheet = ProjectSheet(request.POST or None, Project(), user=request.user, today=today())
    if sheet.is_valid():
        sheet.project.token = sheet.form.cleaned_data["token"] or sheet.project.token
        made = create_project(sheet.project, **sheet.plan(), by=request.user, today=today())
        messages.success(request, _("Saved."))
        return redirect("projects:project", made.pk)
    return sheet_page(request, sheet, _("New project"), area=buying_codes(request.user)[0])


def project_edit(request: HttpRequest, pk: int) -> HttpResponse:
    thing = loaded(request, pk)
    project_workflow.require("edit", thing, request.user)
    sheet = ProjectSheet(request.POST or None, thing, user=request.user, today=today())
    if sheet.is_valid():
        edit_project(thing, **sheet.plan(), by=request.user, seen=posted_version(request), today=today())
        messages.success(request, _("Saved."))
        return redirect("projects:project", pk)
    return sheet_page(request, sheet, _("Edit the project"), area=thing.area.code)


def sheet_page(request: HttpRequest, sheet: ProjectSheet, title: str, *, area: str) -> HttpResponse:
    method = sheet.value("method")
    fit, barred = contractors(
        request.user, method=method, words=sheet.search, chosen=sheet.value("contractor"), area=area, on=today(),
        qualified_only=sheet.qualified_only) if method in Project.Method.values else (None, None)
    return render(request, "projects/project_form.html", {
        "title": title, "sheet": sheet, "form": sheet.form, "formsets": sheet.formsets, "fit": fit, "barred": barred,
        "hosts": hosts(request.user, words=sheet.host_search, chosen=sheet.value("host"), on=today()) if fit else None,
        "project": sheet.project if sheet.project.pk else None,
    }, status=400 if sheet.form.is_bound else 200)


@require_POST
def project_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    thing = loaded(request, pk)
    try:
        act_on_project(name, thing, by=request.user, seen=posted_version(request), note=request.POST.get("note", ""),
                       today=today())
    except Incomplete as refused:
        if project_workflow.allows("edit", thing, request.user):
            refused.mend = reverse("projects:project-edit", args=[pk])  # type: ignore[attr-defined]
        raise
    messages.success(request, _("Done: %(action)s") % {"action": project_workflow.actions[name].label})
    return redirect("projects:project", pk)
