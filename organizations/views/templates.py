"""Templates of papers: given out to whoever fills in a form, and kept by the street office."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from incubator.accounts.models import STREET, Area, within
from incubator.accounts.requests import PersonRequest
from incubator.documents import sniffing
from incubator.documents.receiving import receive
from incubator.documents.serving import hand_over, serve
from incubator.errors import posted_version
from organizations import templating
from organizations.exports.templates import file_name, paper
from organizations.forms.templates import TemplateForm
from organizations.models import Material, PaperTemplate
from organizations.reports.templates import template_rows
from organizations.rules.templates import keeps_templates


@require_safe
def template_list(request: PersonRequest) -> HttpResponse:
    if not request.user.is_officer:
        raise PermissionDenied("templates")
    around = [post.code[:STREET] for post in request.user.posts]  # a community worker's street is above the post
    streets = Area.objects.filter(
        Q(code__in=around) | within("code", request.user.reading_codes), level=Area.Level.STREET)
    return render(request, "organizations/template_list.html", {
        "streets": template_rows(streets, keeps=set(request.user.street_codes))})


@require_safe
def template_file(request: PersonRequest, kind: str) -> HttpResponseBase:
    """The street's own, else the house's."""
    own = templating.given_out(_known(kind), street=request.GET.get("street", ""))
    return serve(own.document) if own else _made(kind, filled=False)


@require_safe
def template_example(request: PersonRequest, kind: str) -> HttpResponse:
    return _made(_known(kind), filled=True)


def template_own(request: PersonRequest, code: str, kind: str) -> HttpResponse:
    """Put a file of the street's own in place; what was given out before stays below."""
    street = get_object_or_404(Area.objects.visible_to(request.user), code=code, level=Area.Level.STREET)
    if not keeps_templates(request.user, PaperTemplate(area=street, kind=_known(kind))):
        raise PermissionDenied("template")
    used = templating.current(street, kind)
    form = TemplateForm(request.POST or None, request.FILES or None, initial={
        "token": uuid.uuid4(), "seen": used.pk if used else 0})
    if form.is_valid():
        document = receive(form.cleaned_data["file"], kind="template", by=request.user)
        templating.put_in_place(
            street, kind, document, by=request.user, seen=form.cleaned_data["seen"],
            token=form.cleaned_data["token"])
        messages.success(request, _("Saved."))
        return redirect("organizations:templates")
    return render(request, "organizations/template_form.html", {
        "form": form, "street": street, "label": Material.Kind(kind).label, "used": used, "kind": kind,
        "earlier": PaperTemplate.objects.visible_to(request.user).filter(
            area=street, kind=kind, status=PaperTemplate.Status.REPLACED).select_related("document"),
        "cancel_url": reverse("organizations:templates"),
    }, status=400 if form.errors else 200)


@require_safe
def template_version(request: PersonRequest, pk: int) -> HttpResponseBase:
    """One file as it was given out, for the office."""
    return serve(_get(request, pk).document)


@require_POST
def template_withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    template = _get(request, pk)
    templating.withdraw(template, by=request.user, seen=posted_version(request))
    messages.success(request, _("The house's template is given out again."))
    return redirect("organizations:templates")


def _get(request: PersonRequest, pk: int) -> PaperTemplate:
    return get_object_or_404(PaperTemplate.objects.visible_to(request.user).select_related("area", "document"), pk=pk)


def _known(kind: str) -> str:
    if kind not in Material.Kind.values:
        raise Http404
    return kind


def _made(kind: str, *, filled: bool) -> HttpResponse:
    return hand_over(
        paper(kind, filled=filled), name=file_name(kind, filled=filled), content_type=sniffing.TYPES["docx"])
