"""The pages of what a hub organization supports: add one, end it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from incubator.accounts.requests import PersonRequest
from incubator.errors import told
from incubator.workdays import today
from organizations import linking
from organizations.forms.hubs import HubLinkForm
from organizations.forms.people import EndForm
from organizations.models import HubLink, Organization
from organizations.workflow import hub_workflow, roster_workflow


def hub_link_new(request: PersonRequest, pk: int) -> HttpResponse:
    hub = get_object_or_404(Organization.objects.visible_to(request.user).select_related("area"), pk=pk)
    roster_workflow.require("support", hub, request.user)
    form = HubLinkForm(request.POST or None, instance=HubLink(hub=hub, since=today()), today=today())
    if told(form, lambda: linking.link(form.instance, by=request.user)):
        return _back(request, hub)
    return _form_page(request, form, hub, _("Add a supported organization"))


def hub_link_end(request: PersonRequest, pk: int) -> HttpResponse:
    known = get_object_or_404(
        HubLink.objects.visible_to(request.user).select_related("hub__area", "supported"), pk=pk)
    hub_workflow.require("end", known, request.user)
    form = EndForm(request.POST or None, ends=known, today=today())
    if form.is_valid():
        linking.end(known, by=request.user, seen=form.cleaned_data["version"], on=form.cleaned_data["ended_on"])
        return _back(request, known.hub)
    return _form_page(
        request, form, known.hub, _("End the support of %(name)s") % {"name": known.supported}, known,
        submit=_("End the support"))


def _back(request: PersonRequest, hub: Organization) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("organizations:organization", hub.pk)


def _form_page(
    request: PersonRequest, form: Any, hub: Organization, title: str, known: HubLink | None = None, submit: str = "",
) -> HttpResponse:
    return render(request, "organizations/hub_form.html", {
        "form": form, "title": title, "organization": hub, "submit_label": submit,
        "cancel_url": reverse("organizations:organization", args=[hub.pk]),
        "changes": known.changes.telling()[:50] if known else None,
    }, status=400 if form.is_bound else 200)
