"""The catalogue for residents: who is in it today, who is under publicity, and how to object. Nobody signs in."""

from typing import Any

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from incubator.documents.serving import hand_over
from incubator.workdays import today
from organizations.catalogue import objecting
from organizations.exports.catalogue import public_workbook
from organizations.exports.ledgers import FILE_TYPE
from organizations.forms.catalogue import AnswerForm, ObjectionForm
from organizations.models import CatalogueEntry, CatalogueObjection, CatalogueRound
from organizations.reports.catalogue import fields_in_force, in_force, public_rows

PER_PAGE = 50


@login_not_required
def catalogue(request: HttpRequest) -> HttpResponse:
    """The catalogue in force, narrowed by name and field, and the rounds one may object to now."""
    asked = _asked(request)
    page = Paginator(in_force(on=today(), **asked), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "organizations/public_qualified.html", {
        "page": page, "rows": public_rows(page.object_list), "today": today(), **asked,
        "rounds": CatalogueRound.objects.under_publicity(on=today()),
        "fields": fields_in_force(on=today()), "query": request.GET.urlencode()})


@login_not_required
def catalogue_file(request: HttpRequest) -> HttpResponse:
    """The same rows in the same order."""
    content = public_workbook(public_rows(in_force(on=today(), **_asked(request))))
    return hand_over(content, name=f"社会组织指导目录-{today():%Y%m%d}.xlsx", content_type=FILE_TYPE)


@login_not_required
def round_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The entries under publicity, or the list of a published round."""
    round = get_object_or_404(CatalogueRound.objects.public().select_related("area"), pk=pk)
    entries = CatalogueEntry.objects.public().filter(round=round).select_related(
        "organization__area", "round__area").order_by("number", "pk")
    if round.status == CatalogueRound.Status.LISTED:
        entries = entries.filter(status=CatalogueEntry.Status.LISTED)
    page = Paginator(entries, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "organizations/public_qualified_round.html", {
        "round": round, "page": page, "rows": public_rows(page.object_list),
        "takes_objections": round.takes_objections(on=today())})


@login_not_required
def entry_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One organization: its fields, since when, until when, and whether it counts today."""
    entry = _entry(pk)
    in_force_today = CatalogueEntry.objects.qualified(on=today()).filter(pk=pk).exists()
    return render(request, "organizations/public_qualified_entry.html", {
        "entry": entry, "row": public_rows([entry])[0], "in_force": in_force_today,
        "takes_objections": _takes_objections(entry)})


@login_not_required
@never_cache
def object_to(request: HttpRequest, pk: int) -> HttpResponse:
    """Anybody may object to one entry while it is under publicity; a double submit is one objection."""
    entry = _entry(pk)
    if not _takes_objections(entry):
        return render(request, "organizations/public_qualified_over.html", {"entry": entry}, status=409)
    form = ObjectionForm(
        request.POST or None, request.FILES or None, instance=CatalogueObjection(entry=entry),
        anonymous=objecting.may_be_anonymous(entry.round, on=today()))
    if form.is_valid():
        if kept := CatalogueObjection.objects.filter(token=form.cleaned_data["token"], entry=entry).first():
            return _receipt(kept)
        if not ratelimit.consume(request, action="objection"):
            form.add_error(None, _("Too many objections came from here. Please try again in an hour."))
            return _objection_page(request, form, entry, status=429)
        try:
            return _receipt(objecting.object_to(form.objection(by=None), by=None, today=today()))
        except ValidationError as fault:
            form.add_error(None, fault)
    return _objection_page(request, form, entry, status=400 if form.errors else 200)


@login_not_required
@never_cache
def answer_search(request: HttpRequest) -> HttpResponse:
    """The code of an objection leads to its answer."""
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        if not ratelimit.consume(request, action="objection-answer"):
            form.add_error(None, _("Too many questions came from here. Please try again in an hour."))
            return render(request, "organizations/public_qualified_answer_search.html", {"form": form}, status=429)
        kept = CatalogueObjection.objects.filter(code=form.cleaned_data["code"]).first()
        if kept is not None:
            return _receipt(kept)
        form.add_error("code", _("No objection has this code. Compare it with your receipt."))
    return render(request, "organizations/public_qualified_answer_search.html", {"form": form},
                  status=400 if form.errors else 200)


@login_not_required
@never_cache
def objection_page(request: HttpRequest, code: str) -> HttpResponse:
    """For whoever has the code: that it came in, and the answer; neither the words nor the name again."""
    objection = get_object_or_404(
        CatalogueObjection.objects.select_related("entry__round__area", "entry__organization"), code=code)
    return render(request, "organizations/public_qualified_objection.html", {"objection": objection})


def _asked(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "").strip()[:100] for name in ("named", "field")}


def _entry(pk: int) -> CatalogueEntry:
    return get_object_or_404(
        CatalogueEntry.objects.public().select_related("organization__area", "round__area"), pk=pk)


def _takes_objections(entry: CatalogueEntry) -> bool:
    return entry.round.takes_objections(on=today()) and entry.status == CatalogueEntry.Status.PUBLICISED


def _receipt(objection: CatalogueObjection) -> HttpResponse:
    return redirect("organizations:public-qualified-objection", objection.code)


def _objection_page(request: HttpRequest, form: Any, entry: CatalogueEntry, *, status: int) -> HttpResponse:
    return render(request, "organizations/public_qualified_object.html", {
        "form": form, "entry": entry, "cancel_url": reverse("organizations:public-qualified-entry", args=[entry.pk]),
    }, status=status)
