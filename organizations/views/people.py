"""The people of an organization: who holds which office, until when, and the branches it is paired with."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from incubator.accounts.revealing import may_reveal
from incubator.documents.serving import hand_over
from incubator.errors import told
from incubator.workdays import today
from incubator.workflow import told_in_words
from organizations import staffing
from organizations.exports.ledgers import FILE_TYPE
from organizations.exports.people import people_workbook
from organizations.forms.people import EndForm, HolderForm, LeaveForm, PairingForm
from organizations.models import OfficeHolder, Organization, Pairing
from organizations.reports.people import pairing_rows, people_of
from organizations.rules.memberships import own_matter
from organizations.rules.people import pairs
from organizations.workflow import holder_workflow, pairing_workflow, roster_workflow


@require_safe
def people(request: HttpRequest, pk: int) -> HttpResponse:
    organization = _organization(request, pk)
    return render(request, "organizations/people.html", {
        "organization": organization, "people": people_of(
            organization, today=today(), reveals=may_reveal(request.user, organization)),
        "pairings": pairing_rows(organization.pairings.all()),
        "adds": roster_workflow.allows("add_holder", organization, request.user),
        "pairs": roster_workflow.allows("pair", organization, request.user),
        "ends_pairings": pairs(request.user, organization),
        "own_matter": own_matter(request.user, organization),
    })


@require_safe
def people_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The people and pairings of the page as a workbook; phones stay masked."""
    organization = _organization(request, pk)
    name = f"{organization.name}-任职人员-{today():%Y%m%d}.xlsx"
    return hand_over(people_workbook(organization), name=name, content_type=FILE_TYPE)


def holder_new(request: HttpRequest, pk: int) -> HttpResponse:
    organization = _organization(request, pk)
    roster_workflow.require("add_holder", organization, request.user)
    form = HolderForm(request.POST or None, instance=OfficeHolder(organization=organization), today=today())
    if told(form, lambda: staffing.add(form.instance, by=request.user)):
        return _back(request, organization)
    return _form_page(request, form, organization, _("Add an office-holder"))


def holder_edit(request: HttpRequest, pk: int) -> HttpResponse:
    holder = _found(request, OfficeHolder, pk)
    holder_workflow.require("edit", holder, request.user)
    form = HolderForm(request.POST or None, instance=holder, today=today())
    if told(form, lambda: staffing.edit(
        holder, by=request.user, seen=form.cleaned_data["version"],
    )):
        return _back(request, holder.organization)
    return _form_page(request, form, holder.organization, _("Edit an office-holder"), holder)


def holder_leave(request: HttpRequest, pk: int) -> HttpResponse:
    holder = _found(request, OfficeHolder, pk)
    holder_workflow.require("depart", holder, request.user)
    form = LeaveForm(request.POST or None, holder=holder, today=today())
    if form.is_valid():
        staffing.leave(
            holder, by=request.user, seen=form.cleaned_data["version"], on=form.cleaned_data["left_on"])
        return _back(request, holder.organization)
    return _form_page(request, form, holder.organization, _("%(name)s leaves office") % {"name": holder}, holder,
                      submit=_("Leave office"))


def pairing_new(request: HttpRequest, pk: int) -> HttpResponse:
    organization = _organization(request, pk)
    roster_workflow.require("pair", organization, request.user)
    pairing = Pairing(organization=organization, area=organization.area, since=today())
    form = PairingForm(request.POST or None, instance=pairing, today=today())
    if told(form, lambda: _pair(form.instance, request.user)):
        return _back(request, organization)
    return _form_page(request, form, organization, _("Pair with a branch"))


def pairing_end(request: HttpRequest, pk: int) -> HttpResponse:
    pairing = _found(request, Pairing, pk)
    pairing_workflow.require("end", pairing, request.user)
    form = EndForm(request.POST or None, ends=pairing, today=today())
    if form.is_valid():
        with pairing_workflow.performing(
            "end", pairing, by=request.user, seen=form.cleaned_data["version"],
            setting={"ended_on": form.cleaned_data["ended_on"]},
        ):
            pass
        return _back(request, pairing.organization)
    return _form_page(request, form, pairing.organization, _("End the pairing with %(name)s") % {"name": pairing},
                      pairing, submit=_("End the pairing"))


def _pair(pairing: Pairing, by: Any) -> None:
    with told_in_words():
        pairing_workflow.create(pairing, by=by)


def _back(request: HttpRequest, organization: Organization) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("organizations:people", organization.pk)


def _form_page(
    request: HttpRequest, form: Any, organization: Organization, title: str, thing: Any = None, submit: str = ""
) -> HttpResponse:
    return render(request, "organizations/people_form.html", {
        "form": form, "title": title, "organization": organization, "submit_label": submit,
        "cancel_url": reverse("organizations:people", args=[organization.pk]),
        "changes": thing.changes.telling()[:50] if thing else None,
    }, status=400 if form.is_bound else 200)


def _organization(request: HttpRequest, pk: int) -> Organization:
    return get_object_or_404(Organization.objects.visible_to(request.user).select_related("area"), pk=pk)


def _found(request: HttpRequest, model: Any, pk: int) -> Any:
    return get_object_or_404(
        model.objects.visible_to(request.user).select_related("organization__area"), pk=pk)
