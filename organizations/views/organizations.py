"""The register of organizations: its list, and what the street does with one; its page is in `overview`."""


from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from incubator.accounts.requests import PersonRequest
from incubator.accounts.views.filters import shelf_of
from incubator.documents.serving import hand_over
from incubator.errors import posted_version, told
from incubator.paging import LongPaginator
from incubator.workdays import today
from organizations.exports.ledgers import FILE_TYPE, header, ledger, rows
from organizations.filters import everywhere, filtered, narrowed_in_words
from organizations.forms.organizations import OrganizationForm, RevokeForm
from organizations.importing.columns import WHOLE
from organizations.models import CatalogueEntry, Organization
from organizations.reports.finding import reasons
from organizations.reports.organizations import organization_rows
from organizations.rules.duties import duties
from organizations.rules.organizations import keeps_some_register, listing_codes
from organizations.workflow import organization_workflow

PER_PAGE = 50
MOST_PRINTED = 2_000  # rows: beyond that a workbook serves better


def organization_list(request: HttpRequest) -> HttpResponse:
    found = filtered(request)
    known = found.qs if request.GET.get("name") else found.qs.between_ends(request.user)
    pages = LongPaginator(known.select_related("area"), PER_PAGE, after=request.GET.get("after"))
    page = pages.get_page(request.GET.get("page"))
    shown = list(page.object_list)
    why = reasons(shown, request.GET.get("name", ""), user=request.user)
    return render(request, "organizations/organization_list.html", {
        "filter": found, "page": page, "shelf": shelf_of(request),
        "rows": organization_rows(shown, on=today(), reasons=why), "query": request.GET.urlencode(),
        "imports": keeps_some_register(request.user), "lists": bool(listing_codes(request.user)),
        "exports": request.user.is_officer, "everywhere": everywhere(request),
    })


def organization_export(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, in the ledger's columns and with the standing of each; numbers stay masked."""
    if not request.user.is_officer:
        raise PermissionDenied
    content = ledger(filtered(request).qs, columns=WHOLE)
    return hand_over(content, name=f"社会组织台账-{today():%Y%m%d}.xlsx", content_type=FILE_TYPE)


def organization_print(request: HttpRequest) -> HttpResponse:
    """The same ledger as a page for paper (A4, landscape), as far as a person prints one; numbers stay masked."""
    if not request.user.is_officer:
        raise PermissionDenied
    found = filtered(request)
    many = found.qs.count() > MOST_PRINTED
    lines = [] if many else rows(found.qs)
    return render(request, "organizations/organization_print.html", {
        "header": header(), "rows": lines, "many": many, "most": MOST_PRINTED, "query": request.GET.urlencode(),
        "narrowed": narrowed_in_words(found), "today": today(), "place": "、".join(
            dict.fromkeys(post.name for post in request.user.posts))})


def organization_edit(request: HttpRequest, pk: int) -> HttpResponse:
    organization = _get(request, pk)
    organization_workflow.require("edit", organization, request.user)
    form = OrganizationForm(request.POST or None, instance=organization, user=request.user, today=today())
    if form.is_valid():
        with organization_workflow.performing(
            "edit", organization, by=request.user, seen=form.cleaned_data["version"]
        ):
            form.save()
        messages.success(request, _("Saved."))
        for words in form.doubts():
            messages.warning(request, words)
        return redirect("organizations:organization", pk)
    context = {"form": form, "name": str(Organization.objects.get(pk=pk)),
               "cancel_url": reverse("organizations:organization", args=[pk])}
    return render(request, "organizations/organization_edit.html", context, status=400 if form.errors else 200)


@require_POST
def organization_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    organization = _get(request, pk)
    organization_workflow.perform(
        name, organization, by=request.user, seen=posted_version(request), note=request.POST.get("note", ""))
    messages.success(request, _("Done: %(action)s") % {"action": organization_workflow.actions[name].label})
    return redirect("organizations:organization", pk)


def organization_revoke(request: PersonRequest, pk: int) -> HttpResponse:
    """Nothing stops a revocation; what is still open is told and linked before it, and stays on the desk after it."""
    organization = _get(request, pk)
    organization_workflow.require("revoke", organization, request.user)
    form = RevokeForm(request.POST or None, organization=organization)
    if told(form, lambda: organization_workflow.perform(
            "revoke", organization, by=request.user, seen=form.cleaned_data["version"],
            note=form.cleaned_data["note"])):
        messages.success(request, _("Done: %(action)s") % {"action": organization_workflow.actions["revoke"].label})
        return redirect("organizations:organization", pk)
    return render(request, "organizations/organization_revoke.html", {
        "organization": organization, "form": form, "duties": duties(organization, request.user, cancelling=False),
        "entries": organization.catalogue_entries.exclude(status__in=CatalogueEntry.GONE).select_related("round"),
        "cancel_url": reverse("organizations:organization", args=[pk])}, status=400 if form.errors else 200)


def _get(request: HttpRequest, pk: int) -> Organization:
    return get_object_or_404(Organization.objects.visible_to(request.user).select_related("area__parent"), pk=pk)
