"""Pages of schemes: list, one with its tree, new, edit, copy."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from evaluations import preparing
from evaluations.forms import LineFormSet, NewSchemeForm, SchemeForm
from evaluations.models import Scheme
from evaluations.rules import acting_areas
from evaluations.workflow import scheme_workflow
from evaluations.workflow.schemes import faults, level_faults
from incubator.errors import posted_token, posted_version
from incubator.workdays import today


def schemes(request: HttpRequest) -> HttpResponse:
    found = Scheme.objects.visible_to(request.user).select_related("area")
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    return render(request, "evaluations/schemes.html", {
        "page": page, "may_make": acting_areas(request.user).exists()})


def scheme_detail(request: HttpRequest, pk: int) -> HttpResponse:
    scheme = _get(request, pk)
    tree = scheme.tree()
    levels = level_faults(scheme.name, tree)
    return render(request, "evaluations/scheme.html", {
        "scheme": scheme, "level": levels.get(""),
        "lines": [(line, levels.get(line.outline)) for line in preparing.outline(tree)],
        "actions": scheme_workflow.available(scheme, request.user), "changes": scheme.changes.telling(),
        "may_copy": acting_areas(request.user).filter(pk=scheme.area_id).exists(), "token": uuid4(),
    })


def scheme_new(request: HttpRequest) -> HttpResponse:
    if not acting_areas(request.user).exists():
        raise PermissionDenied("scheme-new")
    form = NewSchemeForm(request.POST or None, user=request.user, initial={"token": uuid4()})
    if request.method == "POST" and form.is_valid():
        scheme = form.save(commit=False)
        scheme.token = form.cleaned_data["token"]
        lines = [] if form.cleaned_data["start"] == "blank" else preparing.template_lines(
            scheme.target, area=scheme.area.code, today=today())
        made = preparing.new_scheme(scheme, lines=lines, by=request.user)
        return redirect("evaluations:scheme-edit", made.pk)
    return render(request, "evaluations/scheme_new.html", {"form": form}, status=400 if form.is_bound else 200)


def scheme_edit(request: HttpRequest, pk: int) -> HttpResponse:
    scheme = _get(request, pk)
    scheme_workflow.require("edit", scheme, request.user)
    tree = scheme.tree()
    levels = level_faults(scheme.name, tree)
    lines = [vars(line) | {"level": levels.get(line.outline)} for line in preparing.outline(tree)]
    posted = request.POST or None
    form = SchemeForm(posted, instance=scheme, initial={"version": scheme.version})
    formset = LineFormSet(posted, initial=lines, prefix="lines")
    if posted and all([form.is_valid(), formset.is_valid()]):
        preparing.draw(form.instance, lines=formset.lines(), by=request.user, seen=form.cleaned_data["version"])
        messages.success(request, _("Saved."))
        for words in faults(form.instance):
            messages.warning(request, words)
        return redirect("evaluations:scheme", pk)
    return render(request, "evaluations/scheme_edit.html", {
        "form": form, "formset": formset, "forms": [form, formset], "scheme": scheme,
        "level": levels.get("")}, status=400 if posted else 200)


@require_POST
def scheme_copy(request: HttpRequest, pk: int) -> HttpResponse:
    scheme = _get(request, pk)
    made = preparing.copy_of(
        scheme, name=_("%(name)s (copy)") % {"name": scheme.name[:90]}, token=posted_token(request), by=request.user)
    return redirect("evaluations:scheme-edit", made.pk)


@require_POST
def scheme_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    scheme = _get(request, pk)
    scheme_workflow.perform(
        name, scheme, by=request.user, seen=posted_version(request), note=request.POST.get("note", ""))
    messages.success(request, _("Done: %(action)s") % {"action": scheme_workflow.actions[name].label})
    return redirect("evaluations:scheme", pk)


def _get(request: HttpRequest, pk: int) -> Scheme:
    return get_object_or_404(Scheme.objects.visible_to(request.user).select_related("area"), pk=pk)
