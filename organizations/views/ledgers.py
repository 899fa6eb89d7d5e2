"""Bringing a ledger in: upload, look at what it would do, confirm; or take it back with its faults marked."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from incubator.documents.serving import hand_over
from incubator.workdays import today
from organizations import importing
from organizations.exports.annotated import annotated
from organizations.exports.ledgers import FILE_TYPE
from organizations.forms.ledgers import ConfirmForm, LedgerForm
from organizations.models import ImportRun
from organizations.reports.organizations import plan_rows, unlisted_rows
from organizations.rules.organizations import keeps_some_register
from organizations.workflow import ledger_workflow

SHOWN_RUNS = 20


def import_list(request: HttpRequest) -> HttpResponse:
    """The upload form, and what this officer brought in before."""
    if not keeps_some_register(request.user):
        raise PermissionDenied
    form = LedgerForm(
        request.POST or None, request.FILES or None, user=request.user, initial={"token": uuid.uuid4()})
    if form.is_valid():
        answers = form.cleaned_data
        run = importing.upload(
            answers["file"], area=answers["area"], by=request.user, today=today(), token=answers["token"])
        return redirect("organizations:import", run.pk)
    runs = ImportRun.objects.visible_to(request.user).select_related("document", "area")[:SHOWN_RUNS]
    return render(
        request, "organizations/import_list.html", {"form": form, "runs": runs}, status=400 if form.errors else 200)


def import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What confirming would do now, or what it did."""
    run = _get(request, pk)
    if run.status == ImportRun.Status.DONE:
        return render(request, "organizations/import_done.html", {
            "run": run, "changes": run.changes.telling(),
            "doubts": [importing.FaultRow(**doubt) for doubt in run.noted]})
    outcome = importing.preview(run, today=today())
    bars = importing.own_matters(outcome, by=request.user)
    return render(request, "organizations/import_detail.html", {
        "run": run, "outcome": outcome, "counts": outcome.counts, "faults": outcome.faults,
        "doubts": outcome.doubts, "gone": outcome.ledger.gone,
        "created": plan_rows(outcome, "created"), "updated": plan_rows(outcome, "updated"),
        "unlisted": unlisted_rows(outcome), "own_matters": bars,
        "may_confirm": not outcome.faults and not bars and ledger_workflow.allows("confirm", run, request.user),
        "confirm": ConfirmForm(initial={"version": run.version, "plan": outcome.fingerprint()}),
    })


@require_POST
def import_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    run = _get(request, pk)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        raise ValidationError(_("The form was incomplete. Please open the page again."))
    seen, plan = form.cleaned_data["version"], form.cleaned_data["plan"]
    importing.confirm(run, by=request.user, seen=seen, plan=plan, today=today())
    messages.success(request, _("The ledger is in the register."))
    return redirect("organizations:import", pk)


def import_annotated(request: HttpRequest, pk: int) -> HttpResponse:
    """The uploaded workbook with its faults marked."""
    run = _get(request, pk)
    outcome = importing.preview(run, today=today())
    content = annotated(importing.content_of(run), outcome.ledger, outcome.faults)
    name = _("%(ledger)s with its faults marked.xlsx") % {"ledger": run.document.name.rpartition(".")[0]}
    return hand_over(content, name=name, content_type=FILE_TYPE)


def _get(request: HttpRequest, pk: int) -> ImportRun:
    return get_object_or_404(
        ImportRun.objects.visible_to(request.user).select_related("document", "area"), pk=pk)
