"""The pages of annual reports: the campaigns of the street, one duty, and an organization's years."""

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from incubator.accounts.requests import PersonRequest
from incubator.accounts.views.batches import offered
from incubator.documents.serving import hand_over
from incubator.errors import posted_version, told
from incubator.workdays import today
from organizations.annual import campaigns, duties
from organizations.exports.annual import annual_workbook
from organizations.exports.ledgers import FILE_TYPE
from organizations.forms.annual import CampaignForm, PostponeForm
from organizations.models import AnnualCampaign, AnnualDuty, AnnualFault, Matter, Organization
from organizations.reports.annual import (
    CALLS,
    STATES,
    campaign_rows,
    counts,
    duty_rows,
    narrowed,
    other_days,
    year_rows,
)
from organizations.reports.annual_matters import begun, contact
from organizations.reports.credit import PROPOSALS
from organizations.rules.annual import annual_words, fault_of, running_year
from organizations.rules.credit import records_credit
from organizations.rules.memberships import own_matter
from organizations.rules.organizations import keeps_some_register
from organizations.views.annual_batches import DUTIES, in_the_campaign
from organizations.workflow import annual_campaign_workflow, annual_duty_workflow

PER_PAGE = 50


@require_safe
def annual_list(request: PersonRequest) -> HttpResponse:
    """The campaigns of the officer's streets, the latest year first."""
    if not request.user.is_officer:
        raise PermissionDenied("annual")
    known = AnnualCampaign.objects.visible_to(request.user).select_related("area").order_by("-year", "area__code", "pk")
    page = Paginator(known, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "organizations/annual_list.html", {
        "page": page, "rows": campaign_rows(page.object_list, on=today()), "opens": keeps_some_register(request.user)})


def annual_new(request: PersonRequest) -> HttpResponse:
    if not keeps_some_register(request.user):
        raise PermissionDenied("create")
    form = CampaignForm(request.POST or None, user=request.user, today=today())
    if told(form, lambda: campaigns.begin(form.instance, by=request.user, today=today())):
        campaign = AnnualCampaign.objects.get(token=form.instance.token)
        _tell_moved(request, form.cleaned_data["due_on"], campaign.due_on)
        return redirect("organizations:annual", campaign.pk)
    return _form_page(request, form, _("New annual campaign"), reverse("organizations:annual-campaigns"))


@require_safe
def annual_detail(request: PersonRequest, pk: int) -> HttpResponse:
    """What is counted, and the organizations as the address narrows them."""
    campaign = _campaign(request, pk)
    page = Paginator(_narrowed(request, campaign), PER_PAGE).get_page(request.GET.get("page"))
    state = request.GET.get("state", "")
    return render(request, "organizations/annual_detail.html", {
        "campaign": campaign, "actions": annual_campaign_workflow.available(campaign, request.user), "page": page,
        "early": running_year(campaign.year, today=today()) if campaign.status != AnnualCampaign.Status.CLOSED else "",
        "counts": counts(campaign, on=today()), "rows": duty_rows(page.object_list, on=today(), user=request.user),
        "other_days": other_days(campaign), "pile": in_the_campaign(offered(request, DUTIES), campaign),
        "state": state, "calls": state in CALLS, "name": request.GET.get("name", ""), "states": STATES.items(),
        "act_url": reverse("organizations:annual", args=[pk]), "query": request.GET.urlencode(),
        "edits": annual_campaign_workflow.allows("edit", campaign, request.user), "changes": campaign.changes.telling(),
    })


@require_safe
def annual_export(request: PersonRequest, pk: int) -> HttpResponse:
    """The list as it is narrowed: the same rows in the same order."""
    campaign = _campaign(request, pk)
    rows = duty_rows(_narrowed(request, campaign).iterator(chunk_size=2000), on=today())
    name = _("Annual reports %(year)s, %(day)s.xlsx") % {"year": campaign.year, "day": f"{today():%Y%m%d}"}
    return hand_over(annual_workbook(campaign, rows), name=name, content_type=FILE_TYPE)


def annual_edit(request: PersonRequest, pk: int) -> HttpResponse:
    campaign = _campaign(request, pk)
    annual_campaign_workflow.require("edit", campaign, request.user)
    form = CampaignForm(request.POST or None, instance=campaign, user=request.user, today=today())
    if told(form, lambda: campaigns.edit(
        campaign, by=request.user, seen=form.cleaned_data["version"], today=today(),
    )):
        messages.success(request, _("Saved."))
        _tell_moved(request, form.cleaned_data["due_on"], campaign.due_on)
        return redirect("organizations:annual", pk)
    return _form_page(request, form, _("Edit the campaign"), reverse("organizations:annual", args=[pk]))


@require_POST
def annual_act(request: PersonRequest, pk: int, name: str) -> HttpResponse:
    campaign = _campaign(request, pk)
    campaigns.act(name, campaign, by=request.user, seen=posted_version(request), note=request.POST.get("note", ""),
                  today=today())
    messages.success(request, _("Done: %(action)s") % {"action": annual_campaign_workflow.actions[name].label})
    return redirect("organizations:annual", pk)


@require_safe
def annual_duty(request: PersonRequest, pk: int) -> HttpResponse:
    """One organization of one campaign: what it owes, what the office may do about it, and what happened."""
    duty = _duty(request, pk)
    actions = duties.open_now(duty, request.user, today=today()) if duties.runs(duty) else []
    call = contact(duty, request.user) if duties.runs(duty) else None  # a reminder would reach nobody
    fault = fault_of(duty, on=today())
    seen = Matter.objects.visible_to(request.user).filter(
        organization=duty.organization_id, year=duty.campaign.year,
        kind__in=(Matter.Kind.ANNUAL, Matter.Kind.RECTIFICATION)).select_related("organization").order_by("pk")
    return render(request, "organizations/annual_duty.html", {
        "duty": duty, "row": duty_rows([duty], on=today())[0], "matters": begun(seen, user=request.user),
        "actions": [action for action in actions if action.name != "urge" or not call], "contact": call,
        "urged": duties.runs(duty) and annual_duty_workflow.allows("urge", duty, request.user) and (
            "urge" not in {action.name for action in actions}),  # somebody did so today
        "postpones": duties.runs(duty) and annual_duty_workflow.allows("postpone", duty, request.user),
        "act_url": reverse("organizations:annual-duty", args=[pk]), "changes": duty.changes.telling(),
        "fault": annual_words(fault, duty.campaign.year),
        "proposal": PROPOSALS["abnormal"] if fault == AnnualFault.UNRECTIFIED else "",
        "own_matter": own_matter(request.user, duty.organization),
        "records_credit": records_credit(request.user, duty.organization),
        "campaign_seen": AnnualCampaign.objects.visible_to(request.user).filter(pk=duty.campaign_id).exists(),
    })


def annual_postpone(request: PersonRequest, pk: int) -> HttpResponse:
    duty = _duty(request, pk)
    annual_duty_workflow.require("postpone", duty, request.user)
    form = PostponeForm(request.POST or None, duty=duty, initial={"due_on": duty.day})
    if told(form, lambda: duties.postpone(
        duty, by=request.user, seen=form.cleaned_data["version"], note=form.cleaned_data["note"],
        due_on=form.cleaned_data["due_on"], today=today(),
    )):
        messages.success(request, _("Saved."))
        _tell_moved(request, form.cleaned_data["due_on"], duty.day)
        return redirect("organizations:annual-duty", pk)
    return _form_page(request, form, _("Give a later day"), reverse("organizations:annual-duty", args=[pk]),
                      about=duty.organization.name)


@require_POST
def annual_duty_act(request: PersonRequest, pk: int, name: str) -> HttpResponse:
    duties.act(name, _duty(request, pk), by=request.user, seen=posted_version(request),
               note=request.POST.get("note", ""), today=today())
    messages.success(request, _("Done: %(action)s") % {"action": annual_duty_workflow.actions[name].label})
    return redirect("organizations:annual-duty", pk)


@require_safe
def annual_years(request: PersonRequest, pk: int) -> HttpResponse:
    """An organization's annual reports, year by year; its writers begin them here."""
    organization = get_object_or_404(Organization.objects.visible_to(request.user).select_related("area"), pk=pk)
    return render(request, "organizations/annual_years.html", {
        "organization": organization, "years": year_rows(organization, user=request.user, on=today()),
        "token": uuid.uuid4()})


def _tell_moved(request: PersonRequest, typed: date, kept: date) -> None:
    """A rest day was typed: the working day that counts instead."""
    if typed != kept:
        messages.warning(request, _("%(typed)s is a rest day: the last day is %(kept)s, the next working day.") % {
            "typed": typed, "kept": kept})


def _narrowed(request: PersonRequest, campaign: AnnualCampaign) -> QuerySet[AnnualDuty]:
    return narrowed(AnnualDuty.objects.filter(campaign=campaign), state=request.GET.get("state", ""),
                    name=request.GET.get("name", ""), on=today())


def _campaign(request: PersonRequest, pk: int) -> AnnualCampaign:
    return get_object_or_404(AnnualCampaign.objects.visible_to(request.user).select_related("area"), pk=pk)


def _duty(request: PersonRequest, pk: int) -> AnnualDuty:
    return get_object_or_404(AnnualDuty.objects.visible_to(request.user).select_related(
        "campaign__area", "organization__area"), pk=pk)


def _form_page(request: PersonRequest, form: Any, title: str, cancel_url: str, *, about: str = "") -> HttpResponse:
    return render(request, "organizations/annual_form.html", {
        "form": form, "title": title, "about": about, "cancel_url": cancel_url,
        "early": form.early if isinstance(form, CampaignForm) else "",
    }, status=400 if form.errors else 200)
