"""The pages of a filing: start, fill in, check, submit, and the street's answer."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from incubator.accounts.reasoning import said
from incubator.accounts.requests import PersonRequest
from incubator.accounts.revealing import may_reveal
from incubator.accounts.views.batches import offered
from incubator.accounts.views.filters import shelf_of
from incubator.documents.serving import hand_over, serve
from incubator.errors import posted_version, reposted
from incubator.workdays import today
from incubator.workflow import Incomplete, Stale
from organizations import filing as acts
from organizations.exports.ledgers import FILE_TYPE
from organizations.exports.matters import filings_workbook
from organizations.filters import FilingFilter, everywhere
from organizations.forms.filings import FORMS, MaterialsForm, StartForm
from organizations.forms.papers import received
from organizations.forms.returns import ReturnForm
from organizations.matters.deciding import open_now
from organizations.matters.remarking import still_remarked
from organizations.models import Filing
from organizations.reports.corrections import corrected
from organizations.reports.filings import answers, current_answers, filing_rows, handed_in_name, tasks, worded
from organizations.reports.names import confusable, confusable_draft
from organizations.reports.outcomes import office_said, refused_before, refused_like_it
from organizations.rules.memberships import founds, is_member, own_matter
from organizations.starting import AlreadyBegun
from organizations.views import batches
from organizations.workflow import filing_workflow

PER_PAGE = 50


def filing_list(request: PersonRequest) -> HttpResponse:
    found = FilingFilter(request.GET, user=request.user)
    page = Paginator(found.qs, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "organizations/filing_list.html", {
        "filter": found, "page": page, "shelf": shelf_of(request), "pile": offered(request, batches.FILINGS),
        "rows": filing_rows(page.object_list, today=today(), office=request.user.is_officer),
        "everywhere": everywhere(request),
    })


@require_safe
def filing_export(request: PersonRequest) -> HttpResponse:
    """The list as it is narrowed, all its pages: the same rows in the same order, for whoever sees them."""
    found = FilingFilter(request.GET, user=request.user).qs.iterator(chunk_size=2000)
    rows = filing_rows(found, today=today(), office=request.user.is_officer)
    return hand_over(filings_workbook(rows), name=_("Filing applications") + ".xlsx", content_type=FILE_TYPE)


def filing_start(request: PersonRequest) -> HttpResponse:
    if not (may := founds(request.user)):
        raise PermissionDenied(may)
    form, already = StartForm(request.POST or None, initial={"token": uuid.uuid4()}), None
    if form.is_valid():
        try:
            return redirect("organizations:filing-detail", acts.start(by=request.user, **form.cleaned_data).pk)
        except AlreadyBegun as found:
            already = found.matter
            form.add_error(None, found)
    return render(request, "organizations/filing_start.html", {"form": form, "already": already},
                  status=400 if form.errors else 200)


def filing_detail(request: PersonRequest, pk: int) -> HttpResponse:
    """The organization sees how far it is; the office sees what was handed in last."""
    filing = _get(request, pk)
    actions = open_now(filing, request.user, today=today())
    names = {action.name for action in actions}
    organization = filing.organization
    mine = is_member(request.user, organization)
    if "edit" in names:
        rows = current_answers(filing, today=today())
    else:
        rows = answers(filing, facts=filing.facts if filing.receipt_no else acts.snapshot(filing),
                       reveals=not mine and may_reveal(request.user, organization))
    changes = list(filing.changes.telling())
    return render(request, "organizations/filing_detail.html", {
        "filing": filing, "actions": worded(filing, actions), "names": names, "mine": mine,
        "steps": [action for action in actions if action.weight != "danger"],
        "refusals": [action for action in actions if action.weight == "danger"],
        "name": organization.name if mine else handed_in_name(filing),
        "own_matter": own_matter(request.user, organization),
        "act_url": reverse("organizations:filing-detail", args=[pk]), "said": office_said(filing),
        "usual": batches.usual_of(filing) if "return" in names else {}, "answers": rows,
        "tasks": tasks(filing, rows) if "edit" in names else [],
        **corrected(filing),
        "confusable": confusable(filing, by=request.user) if {"return", "approve"} & names else None,
        "approve": filing_workflow.actions["approve"],
        "coming_number": acts.coming_number(organization, on=today()) if "approve" in names else "",
        "changes": changes, "refused_before": refused_before(filing, changes),
        "refused_like_it": refused_like_it(filing, user=request.user, on=today()),
        "certificate": getattr(filing, "certificate", None),
    })


def filing_edit(request: PersonRequest, pk: int, step: str) -> HttpResponse:
    filing = _get(request, pk)
    filing_workflow.require("edit", filing, request.user)
    form = FORMS[step](request.POST or None, filing=filing)
    if form.is_valid():
        try:
            acts.fill(filing, form.facts(), by=request.user, seen=form.cleaned_data["version"])
        except Stale as stale:  # the two values to compare stand on the organization
            raise Stale(stale.name, stale.thing.organization) from stale
        return redirect(_onwards(request, filing, step, saved=True))
    return _form_page(request, filing, form, step)


def filing_materials(request: PersonRequest, pk: int) -> HttpResponse:
    filing = _get(request, pk)
    filing_workflow.require("edit", filing, request.user)
    form = MaterialsForm(request.POST or None, request.FILES or None, filing=filing)
    if form.is_valid():
        kept = received(form, form.papers(), by=request.user)
        if kept:
            acts.attach(filing, kept, by=request.user, seen=form.cleaned_data["version"])
        if not form.errors:
            return redirect(_onwards(request, filing, "materials", saved=True))
        form.data = reposted(request, filing.version)  # the good papers are in: a new version
    return _form_page(request, filing, form, "materials")


@require_POST
def filing_material_remove(request: PersonRequest, pk: int, kind: str) -> HttpResponse:
    filing = _get(request, pk)
    acts.detach(filing, kind, by=request.user, seen=posted_version(request))
    return redirect("organizations:filing-materials", pk)


def filing_material(request: PersonRequest, pk: int, kind: str) -> FileResponse:
    """The organization fetches what lies in its draft, the office what was handed in."""
    return serve(get_object_or_404(acts.papers(_get(request, pk), by=request.user), kind=kind).document)


def filing_material_earlier(request: PersonRequest, pk: int, kind: str) -> FileResponse:
    """The paper that a correction replaced."""
    paper = acts.earlier_papers(_get(request, pk)).filter(kind=kind).first()
    if paper is None:
        raise Http404
    return serve(paper.document)


def filing_check(request: PersonRequest, pk: int) -> HttpResponse:
    filing = _get(request, pk)
    filing_workflow.require("submit", filing, request.user)
    return _check_page(request, filing)


@require_POST
def filing_submit(request: PersonRequest, pk: int) -> HttpResponse:
    filing = _get(request, pk)
    try:
        acts.submit(filing, by=request.user, seen=posted_version(request), now=timezone.now())
    except Incomplete:
        return _check_page(request, filing, status=400)
    return redirect("organizations:filing-receipt", pk)


@require_POST
def filing_act(request: PersonRequest, pk: int, name: str) -> HttpResponse:
    filing = _get(request, pk)
    acts.take(
        name, filing, by=request.user, seen=posted_version(request), now=timezone.now(),
        note=said(request.POST.getlist("usual"), request.POST.get("note", "")))
    messages.success(request, _("Done: %(action)s") % {"action": filing_workflow.actions[name].label})
    return redirect("organizations:filing-detail", pk)


def filing_return(request: PersonRequest, pk: int) -> HttpResponse:
    filing = _get(request, pk)
    filing_workflow.require("return", filing, request.user)
    form = ReturnForm(request.POST or None, matter=filing, usual=batches.usual_of(filing).get("return", []))
    if form.is_valid():
        acts.take(
            "return", filing, by=request.user, seen=form.cleaned_data["version"], now=timezone.now(),
            note=form.words(), remarks=form.remarks())
        messages.success(request, _("The filing went back to the organization."))
        return redirect("organizations:filing-detail", pk)
    return render(request, "organizations/filing_return.html", {
        "form": form, "filing": filing,
    }, status=400 if form.errors else 200)


def filing_receipt(request: PersonRequest, pk: int) -> HttpResponse:
    """For the organization's own people; it stays where it is for as long as the filing does."""
    filing = _get(request, pk)
    if not (filing.receipt_no and is_member(request.user, filing.organization)):
        raise Http404
    return render(request, "organizations/filing_receipt.html", {
        "filing": filing, "answers": answers(filing, facts=filing.facts),
        "street": filing.received_in and filing.received_in.street})


def _get(request: PersonRequest, pk: int) -> Filing:
    return get_object_or_404(
        batches.with_usual(Filing.objects.visible_to(request.user)).select_related(
            "organization__area__parent", "received_in__parent", "certificate",
        ).prefetch_related("materials__document"), pk=pk)


def _onwards(request: PersonRequest, filing: Filing, step: str, *, saved: bool = False) -> str:
    """Straight back to the check page when the person came from there; through a draft page by page; else the list."""
    if saved and filing.status == Filing.Status.DRAFT and request.GET.get("back") != "check":
        if step == "basics":
            return reverse("organizations:filing-edit", args=[filing.pk, "people"])
        if step == "people":
            return reverse("organizations:filing-materials", args=[filing.pk])
    name = "filing-check" if request.GET.get("back") == "check" else "filing-detail"
    return reverse(f"organizations:{name}", args=[filing.pk])


def _form_page(request: PersonRequest, filing: Filing, form, step: str) -> HttpResponse:
    return render(request, "organizations/filing_form.html", {
        "form": form, "filing": filing, "step": step, "said": office_said(filing),
        "papers": filing.materials.select_related("document") if step == "materials" else [],
        "cancel_url": _onwards(request, filing, step),
    }, status=400 if form.errors else 200)


def _check_page(request: PersonRequest, filing: Filing, status: int = 200) -> HttpResponse:
    rows = current_answers(filing, today=today())
    return render(request, "organizations/filing_check.html", {
        "filing": filing, "answers": rows, "faults": [row for row in rows if row.faults],
        "confusable": confusable_draft(filing), "untouched": still_remarked(rows),
    }, status=status)
