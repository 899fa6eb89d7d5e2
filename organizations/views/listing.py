"""A loose group put on the register by its community or the street, and the check beside its name."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from incubator.accounts.models import STREET
from incubator.accounts.requests import PersonRequest
from incubator.workdays import today
from organizations import listing
from organizations.forms.listing import ListingForm, NameCheckForm
from organizations.matters.naming import check_name
from organizations.models import Organization
from organizations.reports.names import similar_rows
from organizations.rules.organizations import listing_codes


def group_new(request: PersonRequest) -> HttpResponse:
    form = ListingForm(
        request.POST or None, instance=listing.blank(), user=_keeper(request).user, today=today())
    if form.is_valid():
        group: Organization = listing.enlist(form.instance, by=request.user)
        messages.success(request, _("The group is on the register."))
        return redirect("organizations:organization", group.pk)
    return render(request, "organizations/group_form.html", {
        "form": form, "cancel_url": reverse("organizations:organizations")}, status=400 if form.errors else 200)


@require_safe
def name_check(request: PersonRequest) -> HttpResponse:
    """What the register says to the name typed so far: a fragment beside the field."""
    form = NameCheckForm(request.GET, user=_keeper(request).user)
    name, area = (form.cleaned_data.get(key) for key in ("name", "area")) if form.is_valid() else ("", None)
    street = area.street_code if area else listing_codes(request.user)[0][:STREET]
    check = check_name(name, street=street) if name else None
    return render(request, "organizations/_name_check.html", {
        "check": check,
        "similar": similar_rows(check.similar, street=street, by=request.user) if check else ()})


def _keeper(request: PersonRequest) -> PersonRequest:
    if not listing_codes(request.user):
        raise PermissionDenied("enlist")
    return request
