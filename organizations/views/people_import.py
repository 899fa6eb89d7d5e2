"""A list of office-holders brought in from a workbook: every fault at once, or all of it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from incubator.accounts.requests import PersonRequest
from organizations.enrolling import enrol
from organizations.forms.enrolling import EnrolForm
from organizations.importing.faults import FaultRow, Unreadable
from organizations.models import Organization
from organizations.workflow import roster_workflow


def people_import(request: PersonRequest, pk: int) -> HttpResponse:
    organization = get_object_or_404(Organization.objects.visible_to(request.user).select_related("area"), pk=pk)
    roster_workflow.require("add_holder", organization, request.user)
    form = EnrolForm(request.POST or None, request.FILES or None)
    faults: list[FaultRow] = []
    if form.is_valid():
        try:
            done = enrol(organization, form.content(), by=request.user)
        except Unreadable as error:
            form.add_error("file", error.message)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            faults = done.faults
            if not faults:
                messages.success(request, _("%(created)s new, %(updated)s changed, %(unchanged)s as they were.") % {
                    "created": done.created, "updated": done.updated, "unchanged": done.unchanged})
                return redirect("organizations:people", pk)
    return render(request, "organizations/people_import.html", {
        "form": form, "faults": faults, "organization": organization, "title": _("Bring a list in"),
        "cancel_url": reverse("organizations:people", args=[pk]),
    }, status=400 if form.is_bound else 200)
