"""The growth file of an organization, and the visits of the street office: on one's way, and at the desk."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from incubator.accounts.requests import PersonRequest
from incubator.documents.serving import hand_over
from incubator.documents.sniffing import TYPES
from incubator.errors import posted_version, told
from incubator.workdays import today
from organizations import coaching
from organizations.exports.growth import drawn, growth_pdf, growth_workbook, visits_workbook
from organizations.forms.growth import StageForm, VisitFilter, VisitForm
from organizations.models import CoachingVisit, GrowthStage, Organization
from organizations.reports.growth import growth_file, visit_rows, visits_of
from organizations.reports.growth_years import chart_data
from organizations.rules.growth import stages
from organizations.rules.memberships import own_matter
from organizations.views.overview import seen_organization
from organizations.workflow import growth_workflow, stage_workflow, visit_workflow

PER_PAGE = 50


@require_safe
def growth(request: PersonRequest, pk: int) -> HttpResponse:
    organization = seen_organization(request, pk)
    file = growth_file(organization, user=request.user, today=today())
    charts = chart_data(file.years)
    return render(request, "organizations/growth.html", {
        "organization": organization, "tab": "growth", "file": file, "charts": charts, "drawn": drawn(charts),
        "coaches": growth_workflow.allows("coach", organization, request.user),
        "own_matter": own_matter(request.user, organization),
    })


@require_safe
def growth_print(request: PersonRequest, pk: int) -> HttpResponse:
    organization = seen_organization(request, pk)
    content = growth_pdf(growth_file(organization, user=request.user, today=today()), today=today())
    return hand_over(content, name=_named(organization, "pdf"), content_type=TYPES["pdf"])


@require_safe
def growth_export(request: PersonRequest, pk: int) -> HttpResponse:
    organization = seen_organization(request, pk)
    content = growth_workbook(growth_file(organization, user=request.user, today=today()))
    return hand_over(content, name=_named(organization, "xlsx"), content_type=TYPES["xlsx"])


def stage_new(request: PersonRequest, pk: int) -> HttpResponse:
    organization = seen_organization(request, pk)
    growth_workflow.require("set_stage", organization, request.user)
    form = StageForm(
        request.POST or None, instance=GrowthStage(organization=organization, since=today()), today=today(),
        ladder=stages(area=organization.area.code, on=today()))
    if told(form, lambda: coaching.set_stage(form.instance, by=request.user)):
        messages.success(request, _("Saved."))
        return redirect("organizations:growth", pk)
    return _form_page(request, form, organization, _("Set the stage of growth"))


@require_POST
def stage_act(request: PersonRequest, pk: int, name: str) -> HttpResponse:
    stage = get_object_or_404(
        GrowthStage.objects.visible_to(request.user).select_related("organization__area"), pk=pk)
    stage_workflow.perform(
        name, stage, by=request.user, seen=posted_version(request), note=request.POST.get("note", ""))
    messages.success(request, _("Done: %(action)s") % {"action": stage_workflow.actions[name].label})
    return redirect("organizations:growth", stage.organization_id)


@require_safe
def visit_list(request: PersonRequest) -> HttpResponse:
    """Officers: the visits of their areas. Organizations: those paid to them."""
    narrowed = VisitFilter(request.GET)
    page = Paginator(narrowed.narrow(visits_of(request.user), today=today()), PER_PAGE).get_page(
        request.GET.get("page"))
    return render(request, "organizations/visit_list.html", {
        "filter": narrowed, "page": page, "rows": _rows(request, page.object_list), "query": request.GET.urlencode()})


@require_safe
def visit_export(request: PersonRequest) -> HttpResponse:
    """The list as it is narrowed, in its order."""
    if not request.user.is_officer:
        raise PermissionDenied
    found = VisitFilter(request.GET).narrow(visits_of(request.user), today=today())
    return hand_over(visits_workbook(_rows(request, found)), name=_("Coaching visits") + ".xlsx",
                     content_type=TYPES["xlsx"])


@require_safe
def visit(request: PersonRequest, pk: int) -> HttpResponse:
    thing = _visit(request, pk)
    [row] = _rows(request, [thing])
    return render(request, "organizations/visit.html", {
        "organization": thing.organization, "visit": row, "changes": thing.changes.telling()})


def visit_new(request: PersonRequest, pk: int) -> HttpResponse:
    organization = seen_organization(request, pk)
    growth_workflow.require("coach", organization, request.user)
    new = CoachingVisit(organization=organization, visited_on=today(), visitors=str(request.user))
    form = VisitForm(request.POST or None, instance=new, today=today())
    if form.is_valid():
        made = coaching.record(form.instance, by=request.user)
        messages.success(request, _("Saved."))
        return redirect("organizations:visit", made.pk)
    return _form_page(request, form, organization, _("Record a visit"))


def visit_edit(request: PersonRequest, pk: int) -> HttpResponse:
    thing = _visit(request, pk)
    visit_workflow.require("edit", thing, request.user)
    form = VisitForm(request.POST or None, instance=thing, today=today())
    if form.is_valid():
        coaching.edit(thing, by=request.user, seen=form.cleaned_data["version"])
        messages.success(request, _("Saved."))
        return redirect("organizations:visit", pk)
    return _form_page(request, form, thing.organization, _("Edit the visit"))


@require_POST
def visit_act(request: PersonRequest, pk: int, name: str) -> HttpResponse:
    thing = _visit(request, pk)
    visit_workflow.perform(
        name, thing, by=request.user, seen=posted_version(request), note=request.POST.get("note", ""))
    messages.success(request, _("Done: %(action)s") % {"action": visit_workflow.actions[name].label})
    return redirect("organizations:growth", thing.organization_id)


def _rows(request: PersonRequest, visits: Any) -> list[Any]:
    found = list(visits)
    due = CoachingVisit.objects.due(on=today()).filter(pk__in=[one.pk for one in found]).values_list("pk", flat=True)
    return visit_rows(found, user=request.user, today=today(), due=due)


def _visit(request: PersonRequest, pk: int) -> CoachingVisit:
    return get_object_or_404(visits_of(request.user).select_related("organization__area__parent"), pk=pk)


def _form_page(request: PersonRequest, form: Any, organization: Organization, title: str) -> HttpResponse:
    return render(request, "organizations/growth_form.html", {
        "form": form, "title": title, "organization": organization,
        "cancel_url": reverse("organizations:growth", args=[organization.pk]),
    }, status=400 if form.is_bound else 200)


def _named(organization: Organization, ending: str) -> str:
    return f"{organization.name}-{_('Growth file')}-{today():%Y%m%d}.{ending}"
