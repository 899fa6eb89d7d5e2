"""The pages of a registration: a new body begins with it, and the county's certificate ends it."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.accounts.requests import PersonRequest
from incubator.workdays import today
from incubator.workflow import Incomplete
from organizations.forms.registering import FoundingForm, RegisteredForm
from organizations.matters import registering
from organizations.matters.kinds import KINDS
from organizations.models import Matter
from organizations.rules.memberships import founds
from organizations.starting import AlreadyBegun
from organizations.workflow import life_of


def registration_start(request: PersonRequest) -> HttpResponse:
    """For a body that is not on record: a draft of its own and its registration."""
    if not (may := founds(request.user)):
        raise PermissionDenied(may)
    form, already = FoundingForm(request.POST or None, initial={"token": uuid.uuid4()}), None
    if form.is_valid():
        try:
            return redirect("organizations:matter-edit", registering.found(by=request.user, **form.cleaned_data).pk)
        except AlreadyBegun as found:
            already = found.matter
            form.add_error(None, found)
    return render(request, "organizations/registration_start.html", {
        "form": form, "needs": registering.needs(on=today()), "already": already,
    }, status=400 if form.errors else 200)


def matter_record(request: PersonRequest, pk: int) -> HttpResponse:
    """The county registered the organization: what its certificate says goes into the register."""
    seen = Matter.objects.visible_to(request.user).filter(kind__in=KINDS).select_related("organization__area__parent")
    matter = get_object_or_404(seen, pk=pk)
    life_of(matter).require("record", matter, request.user)
    form = RegisteredForm(request.POST or None, matter=matter, today=today())
    if form.is_valid():
        try:
            registering.record(matter, by=request.user, seen=form.cleaned_data["version"],
                               certificate=form.certificate(), now=timezone.now())
        except Incomplete as taken:  # since the form looked
            form.add_error(None, taken)
        else:
            messages.success(request, _("The registration is on record."))
            return redirect("organizations:organization", matter.organization_id)
    return render(request, "organizations/matter_record.html", {"form": form, "matter": matter},
                  status=400 if form.errors else 200)
