"""The pages of a matter of an organization on record: start, fill in, check, submit, and the street's answer."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from incubator.accounts.reasoning import said
from incubator.accounts.requests import PersonRequest
from incubator.accounts.views.batches import offered
from incubator.accounts.views.filters import shelf_of
from incubator.documents.serving import hand_over, serve
from incubator.errors import posted_token, posted_version, reposted
from incubator.paging import BoundedPaginator
from incubator.workdays import today
from incubator.workflow import Incomplete, Stale
from organizations.catalogue.entries import round_of_matter
from organizations.exports.ledgers import FILE_TYPE
from organizations.exports.matters import matters_workbook
from organizations.filters import MatterFilter, everywhere
from organizations.forms.matters import MatterForm
from organizations.forms.papers import received
from organizations.forms.returns import ReturnForm
from organizations.matters import acts, changing, papers
from organizations.matters.kinds import KINDS, kind_of
from organizations.matters.remarking import still_remarked
from organizations.models import Matter, Organization
from organizations.reports.annual_matters import answered
from organizations.reports.catalogue import asked_conditions, asked_findings, condition_rows, verdict_of
from organizations.reports.corrections import corrected
from organizations.reports.matters import current, handed_in, matter_rows
from organizations.reports.names import confusable, confusable_draft
from organizations.reports.outcomes import office_said, outcome_mark, refused_before, refused_like_it
from organizations.rules.catalogue import correct_by
from organizations.rules.duties import Duty, duties
from organizations.rules.memberships import is_member, own_matter
from organizations.views import batches
from organizations.workflow import life_of

PER_PAGE = 50


def matter_list(request: PersonRequest) -> HttpResponse:
    """Officers: what waits for them first; organizations: all of theirs."""
    found = MatterFilter(request.GET, user=request.user)
    page = BoundedPaginator(found.qs, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "organizations/matter_list.html", {
        "filter": found, "page": page, "rows": matter_rows(page.object_list, today=today()),
        "shelf": shelf_of(request), "pile": offered(request, batches.MATTERS), "everywhere": everywhere(request),
    })


@require_safe
def matter_export(request: PersonRequest) -> HttpResponse:
    """The list as it is narrowed, all its pages: the same rows in the same order, for whoever sees them."""
    found = MatterFilter(request.GET, user=request.user).qs.iterator(chunk_size=2000)
    return hand_over(matters_workbook(matter_rows(found, today=today())), name=_("Matters") + ".xlsx",
                     content_type=FILE_TYPE)


@require_POST
def matter_start(request: PersonRequest, pk: int, kind: str) -> HttpResponse:
    """From the organization's page; what is open already of this kind is gone on with."""
    organization = get_object_or_404(Organization.objects.visible_to(request.user).select_related("area"), pk=pk)
    if kind not in KINDS:
        raise Http404
    year = request.POST.get("year", "")
    matter = acts.start(kind, organization, by=request.user, token=posted_token(request),
                        year=int(year) if year.isdecimal() and len(year) == 4 else 0)
    return redirect("organizations:matter-edit" if matter.status == Matter.Status.DRAFT else "organizations:matter",
                    matter.pk)


def matter_detail(request: PersonRequest, pk: int) -> HttpResponse:
    """The organization sees how far it is; the office sees what was handed in last."""
    return _detail_page(request, _get(request, pk))


def _detail_page(request: PersonRequest, matter: Matter, *, refused: Incomplete | None = None) -> HttpResponse:
    """With what speaks against the grant in its place; a grant that was refused comes back with what was typed."""
    workflow = life_of(matter)
    actions = acts.open_now(matter, request.user, today=today())
    names = {action.name for action in actions}
    rows = current(matter, today=today())[0] if "edit" in names else handed_in(matter, by=request.user)
    changes = list(matter.changes.telling())
    found, left = asked_findings(matter, on=today()), _duties(request, matter)
    verdict = verdict_of(found)
    blocked = [*acts.not_open(matter), *(duty.words for duty in left),
               *(f"{one.label}：{one.words}" for one in verdict.bars)] if "return" in names else []
    faults = getattr(refused, "message_dict", {}) if hasattr(refused, "error_dict") else {}
    return render(request, "organizations/matter_detail.html", {
        "matter": matter, "kind": kind_of(matter), "outcome": outcome_mark(matter.outcome),
        "brings": [*kind_of(matter).brings, *kind_of(matter).foretold(matter, on=today())],
        "faults": faults, "typed": {
            "note": request.POST.get("note", ""), "outcome": request.POST.get("outcome", ""),
            "met": request.POST.getlist("met")} if refused else {},
        "said": office_said(matter),
        "answered": answered(matter, user=request.user),
        "actions": actions, "names": names, "answers": rows,
        "steps": [action for action in actions if action.weight != "danger"],
        "refusals": [action for action in actions if action.weight == "danger"],
        "act_url": reverse("organizations:matter", args=[matter.pk]),
        "usual": batches.usual_of(matter) if "return" in names else {},
        "mine": is_member(request.user, matter.organization),
        "own_matter": own_matter(request.user, matter.organization), **corrected(matter),
        "duties": left, "verdict": verdict, "blocked": blocked, "refused": refused.messages if refused else [],
        "approve": workflow.actions["approve"], "changes": changes,
        "refused_before": refused_before(matter, changes),
        "refused_like_it": refused_like_it(matter, user=request.user, on=today()),
        "confusable": confusable(matter, by=request.user) if "return" in names else None,
        "conditions": condition_rows(found, matter.organization), "still_legal": changing.still_legal(matter),
        "correct_by": correct_by(matter, round_of_matter(matter)),
        "certificate": getattr(matter, "certificate", None), "records": _records(request, matter),
        "begins_again": acts.begins_again(matter, by=request.user), "token": uuid.uuid4(),
    }, status=400 if refused else 200)


def matter_edit(request: PersonRequest, pk: int) -> HttpResponse:
    """All questions and papers on one page; complete or not. One fault costs nothing else: the rest is kept."""
    matter = _get(request, pk)
    life_of(matter).require("edit", matter, request.user)
    form = MatterForm(request.POST or None, request.FILES or None, matter=matter, today=today())
    form.full_clean()
    if form.is_bound and "version" in form.cleaned_data:
        documents = acts.take_again(matter, form.again(), on=today()) | received(form, form.uploads(), by=request.user)
        try:
            acts.fill(matter, form.answers(), papers=documents, by=request.user, seen=form.cleaned_data["version"])
        except Stale:
            return _overtaken(request, pk, form)
        if not form.errors:
            return redirect("organizations:matter-check", pk)
        form.data = reposted(request, matter.version)  # what is right is kept: a new version
    return _form_page(request, matter, form, status=400 if form.errors else 200)


@require_POST
def matter_paper_remove(request: PersonRequest, pk: int, kind: str) -> HttpResponse:
    acts.detach(_get(request, pk), kind, by=request.user, seen=posted_version(request))
    return redirect("organizations:matter-edit", pk)


def matter_paper(request: PersonRequest, pk: int, kind: str) -> FileResponse:
    """The organization fetches what lies in its draft, the office what was handed in."""
    return serve(get_object_or_404(papers.papers(_get(request, pk), by=request.user), kind=kind).document)


def matter_check(request: PersonRequest, pk: int) -> HttpResponse:
    matter = _get(request, pk)
    life_of(matter).require("submit", matter, request.user)
    return _check_page(request, matter)


@require_POST
def matter_submit(request: PersonRequest, pk: int) -> HttpResponse:
    matter = _get(request, pk)
    try:
        acts.submit(matter, by=request.user, seen=posted_version(request), now=timezone.now())
    except Incomplete:
        return _check_page(request, matter, status=400)
    return redirect("organizations:matter-receipt", pk)


def matter_receipt(request: PersonRequest, pk: int) -> HttpResponse:
    """For the organization's own people; it stays where it is for as long as the matter does."""
    matter = _get(request, pk)
    if not (matter.receipt_no and is_member(request.user, matter.organization)):
        raise Http404
    return render(request, "organizations/matter_receipt.html", {
        "matter": matter, "kind": kind_of(matter), "answers": handed_in(matter, by=request.user),
        "street": matter.received_in and matter.received_in.street})


@require_POST
def matter_act(request: PersonRequest, pk: int, name: str) -> HttpResponse:
    matter = _get(request, pk)
    try:
        acts.take(name, matter, by=request.user, seen=posted_version(request), now=timezone.now(),
                  note=said(request.POST.getlist("usual"), request.POST.get("note", "")),
                  outcome=request.POST.get("outcome", ""), met=request.POST.getlist("met"))
    except Incomplete as refused:
        if name != "approve":
            raise
        return _detail_page(request, _get(request, pk), refused=refused)
    messages.success(request, _("Done: %(action)s") % {"action": life_of(matter).actions[name].label})
    return redirect("organizations:matter", pk)


def matter_return(request: PersonRequest, pk: int) -> HttpResponse:
    matter = _get(request, pk)
    life_of(matter).require("return", matter, request.user)
    form = ReturnForm(request.POST or None, matter=matter, usual=batches.usual_of(matter).get("return", []))
    if form.is_valid():
        acts.take("return", matter, by=request.user, seen=form.cleaned_data["version"], now=timezone.now(),
                  note=form.words(), remarks=form.remarks())
        messages.success(request, _("The matter went back to the organization."))
        return redirect("organizations:matter", pk)
    return render(request, "organizations/matter_return.html", {
        "form": form, "matter": matter, "kind": kind_of(matter)}, status=400 if form.errors else 200)


def _overtaken(request: PersonRequest, pk: int, form: MatterForm) -> HttpResponse:
    """Somebody else saved in between: what was typed stays, beside what is kept by now; saving again keeps this one."""
    matter = _get(request, pk)
    life_of(matter).require("edit", matter, request.user)
    form.add_error(None, _(
        "Somebody else saved this matter in between. What you typed is still here; saving keeps it."))
    form.data = reposted(request, matter.version)
    return _form_page(request, matter, form, status=409, theirs=current(matter, today=today())[0])


def _form_page(
    request: PersonRequest, matter: Matter, form: MatterForm, *, status: int, theirs: Any = ()
) -> HttpResponse:
    return render(request, "organizations/matter_form.html", {
        "form": form, "matter": matter, "kind": kind_of(matter), "theirs": theirs, "said": office_said(matter),
        "papers": matter.materials.select_related("document"), "duties": _duties(request, matter),
        "answered": answered(matter, user=request.user),
        "cancel_url": reverse("organizations:matter", args=[matter.pk]),
    }, status=status)


def _duties(request: PersonRequest, matter: Matter) -> list[Duty]:
    """What a cancellation that is not granted yet waits for, told before anything is written or uploaded."""
    cancelling = matter.kind == Matter.Kind.CANCELLATION and matter.status != Matter.Status.APPROVED
    return duties(matter.organization, request.user) if cancelling else []


def _records(request: PersonRequest, matter: Matter) -> bool:
    """The opinion was favourable and the county's answer is not on record: its officer waits for it."""
    return matter.kind == Matter.Kind.REGISTRATION and life_of(matter).allows("record", matter, request.user)


def _get(request: PersonRequest, pk: int) -> Matter:
    return get_object_or_404(
        batches.with_usual(Matter.objects.visible_to(request.user).filter(kind__in=KINDS)).select_related(
            "organization__area__parent", "received_in__parent", "certificate"), pk=pk)


def _check_page(request: PersonRequest, matter: Matter, status: int = 200) -> HttpResponse:
    rows, lacking = current(matter, today=today())
    asked = {row.name for row in rows}
    return render(request, "organizations/matter_check.html", {
        "matter": matter, "kind": kind_of(matter), "answers": rows, "faults": [row for row in rows if row.faults],
        "others": [words for name, found in lacking.items() if name not in asked for words in found],
        "duties": duties(matter.organization, request.user) if "duties" in lacking else [],
        "conditions": asked_conditions(matter, on=today()), "confusable": confusable_draft(matter),
        "untouched": still_remarked(rows),
    }, status=status)
