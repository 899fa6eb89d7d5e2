"""The pages of the catalogue for the office and for organizations: rounds, entries, nominations, objections."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from incubator.accounts.requests import PersonRequest
from incubator.accounts.rules import acts_for_street, reads
from incubator.documents.serving import hand_over, serve
from incubator.errors import posted_version, told
from incubator.workdays import today
from incubator.workflow import Incomplete
from organizations.catalogue import entries, objecting, rounds
from organizations.exports.catalogue import round_workbook
from organizations.exports.ledgers import FILE_TYPE
from organizations.forms.catalogue import NominationForm, ObjectionForm, RoundForm, UpholdForm
from organizations.models import CatalogueEntry, CatalogueObjection, CatalogueRound, Matter, Organization
from organizations.models.organizations import OrganizationQuerySet
from organizations.reports.catalogue import (
    condition_rows,
    entries_of,
    entry_rows,
    kept_rows,
    own_of_street,
    round_row,
    rounds_with_counts,
    state_of,
    verdict_of,
    way_of,
)
from organizations.reports.falling import against
from organizations.reports.objections import first_answer_by, objection_rows, with_first_objection
from organizations.rules.catalogue import correct_by, covers_round, decides_entry, works_in_round
from organizations.rules.conditions import UNMET, conditions
from organizations.rules.memberships import is_member, own_matter, writes_for
from organizations.workflow import entry_workflow, objection_workflow, round_workflow

PER_PAGE = 50


def round_list(request: PersonRequest) -> HttpResponse:
    """The office sees its rounds with their counts, organizations those of their streets."""
    known = rounds_with_counts(CatalogueRound.objects.visible_to(request.user), user=request.user)
    page = Paginator(known.order_by("-year", "area__code"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "organizations/qualified_rounds.html", {
        "page": page, "rows": [round_row(round, user=request.user, on=today()) for round in page.object_list],
        "office": request.user.is_officer, "may_make": _makes(request)})


def round_new(request: PersonRequest) -> HttpResponse:
    if not _makes(request):
        raise PermissionDenied("create")
    round = rounds.proposed(_streets(request), on=today())
    form = RoundForm(request.POST or None, instance=round, user=request.user)
    if told(form, lambda: rounds.make(form.instance, by=request.user)):
        made = CatalogueRound.objects.get(token=round.token)
        messages.success(request, _("Saved."))
        return redirect("organizations:qualified-round", made.pk)
    return render(request, "organizations/qualified_form.html", {
        "form": form, "title": _("New round of the catalogue"), "cancel_url": reverse("organizations:qualified-rounds"),
    }, status=400 if form.errors else 200)


def round_edit(request: PersonRequest, pk: int) -> HttpResponse:
    round = _round(request, pk)
    round_workflow.require("edit", round, request.user)
    form = RoundForm(request.POST or None, instance=round, user=request.user)
    if told(form, lambda: rounds.edit(
            round, by=request.user, seen=form.cleaned_data["version"], today=today())):
        messages.success(request, _("Saved."))
        return redirect("organizations:qualified-round", pk)
    return render(request, "organizations/qualified_form.html", {
        "form": form, "title": _("Edit the round"), "name": str(round),
        "cancel_url": reverse("organizations:qualified-round", args=[pk])}, status=400 if form.errors else 200)


def round_detail(request: PersonRequest, pk: int) -> HttpResponse:
    """The office: counts, entries, history. Organizations: the call, their conditions, their application and entry."""
    known = rounds_with_counts(CatalogueRound.objects.visible_to(request.user), user=request.user)
    round = get_object_or_404(with_first_objection(known, user=request.user), pk=pk)
    offered = round_workflow.available(round, request.user)
    not_now = {action.name: rounds.why_not_now(action.name, round, on=today()) for action in offered}
    office, covers = works_in_round(request.user, round), covers_round(request.user, round)
    seen = entries_of(round, user=request.user) if office else CatalogueEntry.objects.none()
    page = Paginator(seen, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "organizations/qualified_round.html", {
        "round": round, "state": state_of(round, on=today()), "office": office, "covers": covers,
        "actions": [action for action in offered if not not_now[action.name]],
        "not_now": [words for words in not_now.values() if words], "names": set(not_now),
        "act_url": reverse("organizations:qualified-round", args=[pk]),
        "publicity": rounds.publicity(round, on=round.publicised_on or today()), "page": page,
        "rows": entry_rows(page.object_list, round),
        "undecided": rounds.undecided(round, on=today()) if covers else None, "today": today(),
        "answer_by": first_answer_by(round),
        "changes": list(round.changes.telling()[:50]) if covers else [], **_own(request, round)})


def _own(request: PersonRequest, round: CatalogueRound) -> dict[str, Any]:
    """What a member reads about one of the own organizations of the street: the first, or the one asked for."""
    if round.status == CatalogueRound.Status.DRAFT or not (mine := own_of_street(request.user, round)):
        return {"mine": []}
    asked = request.GET.get("organization", "")
    chosen = next((one for one in mine if str(one.pk) == asked), mine[0])
    matter = Matter.objects.filter(
        organization=chosen, kind=Matter.Kind.CATALOGUE, year=round.year).order_by("-pk").first()
    entry = round.entries.filter(organization=chosen).order_by("-pk").first()
    found = conditions(chosen, on=today(), answers=matter.answers if matter else {})
    again = matter is None or matter.status not in (*Matter.OPEN, Matter.Status.APPROVED)
    return {
        "mine": mine, "chosen": chosen, "matter": matter, "entry": entry, "token": uuid.uuid4(),
        "correct_by": correct_by(matter, round) if matter else None,
        "conditions": condition_rows(found, chosen), "bars": [one for one in found if one.bars],
        "may_apply": again and round.takes_applications(on=today()) and writes_for(request.user, chosen)}


@require_POST
def round_act(request: PersonRequest, pk: int, name: str) -> HttpResponse:
    round = _round(request, pk)
    rounds.act(name, round, by=request.user, seen=posted_version(request), today=today())
    messages.success(request, _("Done: %(action)s") % {"action": round_workflow.actions[name].label})
    return redirect("organizations:qualified-round", pk)


def round_export(request: PersonRequest, pk: int) -> HttpResponse:
    """All entries this officer sees, in the order of the page."""
    round = _round(request, pk)
    if not works_in_round(request.user, round):
        raise PermissionDenied
    content = round_workbook(str(round), entry_rows(entries_of(round, user=request.user), round))
    return hand_over(content, name=f"社会组织指导目录-{round}.xlsx", content_type=FILE_TYPE)


def nominate(request: PersonRequest, pk: int) -> HttpResponse:
    """Proposed by the street; the organization says yes or no in its portal."""
    round = _round(request, pk)
    round_workflow.require("nominate", round, request.user)
    form = NominationForm(request.POST or None, round=round, known=_nominable(request, round), today=today(),
                          initial={"token": uuid.uuid4()})
    if told(form, lambda: entries.nominate(
        round, form.cleaned_data["organization"], form.cleaned_data["fields_of_service"], by=request.user,
        token=form.cleaned_data["token"],
    ), named={"fields": "fields_of_service"}):
        messages.success(request, _("The organization is asked by letter whether it agrees."))
        return redirect("organizations:qualified-round", pk)
    return render(request, "organizations/qualified_form.html", {
        "form": form, "title": _("Nominate an organization"), "name": str(round), "submit_label": _("Nominate"),
        "cancel_url": reverse("organizations:qualified-round", args=[pk])}, status=400 if form.errors else 200)


def _nominable(request: PersonRequest, round: CatalogueRound) -> OrganizationQuerySet:
    """Legal persons on record in the street."""
    return Organization.objects.visible_to(request.user).on_record().filter(
        area__code__startswith=round.area.code, org_type__in=Organization.REGISTERED_TYPES,
    ).select_related("area").order_by("pinyin", "pk")


def entry_detail(request: PersonRequest, pk: int) -> HttpResponse:
    """The facts as kept (or as they stand, before it is verified), the objections for the office, the history."""
    return _entry_page(request, _entry(request, pk))


def _entry_page(request: PersonRequest, entry: CatalogueEntry, *, refused: Incomplete | None = None) -> HttpResponse:
    """A verifying that was refused comes back with what was typed."""
    actions = entry_workflow.available(entry, request.user)
    names = {action.name for action in actions}
    office = reads(request.user, entry.organization.area.code)
    before = not entry.facts and entry.status in (CatalogueEntry.Status.NOMINATED, CatalogueEntry.Status.APPLIED)
    seen = CatalogueObjection.objects.visible_to(request.user).filter(entry=entry)
    stands = office and entry.status in (CatalogueEntry.Status.LISTED, CatalogueEntry.Status.SUSPENDED)
    found = entries.findings(entry, on=today()) if before or stands else []
    return render(request, "organizations/qualified_entry.html", {
        "entry": entry, "round": entry.round, "round_state": state_of(entry.round, on=today()), "way": way_of(entry),
        "actions": actions, "names": names, "act_url": reverse("organizations:qualified-entry", args=[entry.pk]),
        "conditions": condition_rows(found, entry.organization) if before else kept_rows(entry), "before": before,
        "against": condition_rows([one for one in found if one.state == UNMET], entry.organization) if stands else [],
        "coming_against": against(
            entry, on=today()) if office and entry.status == CatalogueEntry.Status.PUBLICISED else "",
        "verdict": verdict_of(found), "refused": refused.messages if refused else [], "typed": {
            "note": request.POST.get("note", ""), "met": request.POST.getlist("met")} if refused else {},
        "office": office, "mine": is_member(request.user, entry.organization),
        "own_matter": own_matter(request.user, entry.organization),
        "objections": objection_rows(seen, entry, user=request.user, today=today()) if office else [],
        "takes_objections": entry.round.takes_objections(on=today()) and bool(decides_entry(request.user, entry))
        and entry.status == CatalogueEntry.Status.PUBLICISED,
        "in_force": CatalogueEntry.objects.qualified(on=today()).filter(pk=entry.pk).exists(),
        "changes": list(entry.changes.telling())}, status=400 if refused else 200)


@require_POST
def entry_act(request: PersonRequest, pk: int, name: str) -> HttpResponse:
    entry = _entry(request, pk)
    try:
        entries.act(name, entry, by=request.user, seen=posted_version(request), note=request.POST.get("note", ""),
                    today=today(), met=request.POST.getlist("met"))
    except Incomplete as refused:
        if name != "verify":
            raise
        return _entry_page(request, _entry(request, pk), refused=refused)
    messages.success(request, _("Done: %(action)s") % {"action": entry_workflow.actions[name].label})
    return redirect("organizations:qualified-entry", pk)


def object_at_the_counter(request: PersonRequest, pk: int) -> HttpResponse:
    """An officer writes down what somebody brought to the counter."""
    entry = _entry(request, pk)
    if not decides_entry(request.user, entry):
        raise PermissionDenied(own_matter(request.user, entry.organization) or "object")
    form = ObjectionForm(
        request.POST or None, request.FILES or None, instance=CatalogueObjection(entry=entry),
        anonymous=objecting.may_be_anonymous(entry.round, on=today()))
    if told(form, lambda: objecting.take_at_the_counter(
            form.objection(by=request.user), by=request.user, today=today())):
        kept = CatalogueObjection.objects.get(token=form.instance.token)
        messages.success(request, _("The objection is kept under the code %(code)s. Give the code to who objected.") % {
            "code": kept.code})
        return redirect("organizations:qualified-entry", pk)
    return render(request, "organizations/qualified_form.html", {
        "form": form, "title": _("Write down an objection"), "name": entry.organization.name,
        "cancel_url": reverse("organizations:qualified-entry", args=[pk])}, status=400 if form.errors else 200)


@require_POST
def objection_act(request: PersonRequest, pk: int, name: str) -> HttpResponse:
    objection = _objection(request, pk)
    objecting.act(name, objection, by=request.user, seen=posted_version(request), note=request.POST.get("note", ""),
                  today=today())
    messages.success(request, _("Done: %(action)s") % {"action": objection_workflow.actions[name].label})
    return redirect("organizations:qualified-entry", objection.entry_id)


def objection_uphold(request: PersonRequest, pk: int) -> HttpResponse:
    """The answer for who objected and, apart from it, the reason for the organization whose entry leaves the round."""
    objection = _objection(request, pk)
    action = objection_workflow.require("uphold", objection, request.user)
    form = UpholdForm(request.POST or None, objection=objection)
    if told(form, lambda: objecting.act(
            "uphold", objection, by=request.user, seen=form.cleaned_data["version"], note=form.cleaned_data["answer"],
            reason=form.cleaned_data["reason"], today=today())):
        messages.success(request, _("Done: %(action)s") % {"action": action.label})
        return redirect("organizations:qualified-entry", objection.entry_id)
    return render(request, "organizations/qualified_form.html", {
        "form": form, "title": action.label, "name": objection.entry.organization.name, "intro": action.warning,
        "quoted": objection.text, "submit_label": action.label,
        "cancel_url": reverse("organizations:qualified-entry", args=[objection.entry_id]),
    }, status=400 if form.errors else 200)


def objection_paper(request: PersonRequest, pk: int) -> FileResponse:
    objection = _objection(request, pk)
    if objection.paper is None:
        raise Http404
    return serve(objection.paper)


def _makes(request: PersonRequest) -> bool:
    """Whether this person keeps the rounds of some street."""
    return bool(_streets(request))


def _streets(request: PersonRequest) -> list[str]:
    """The codes of the streets whose rounds this person keeps."""
    return sorted(code for code in request.user.street_codes if len(code) == 9 and acts_for_street(request.user, code))


def _round(request: PersonRequest, pk: int) -> CatalogueRound:
    return get_object_or_404(CatalogueRound.objects.visible_to(request.user).select_related("area"), pk=pk)


def _entry(request: PersonRequest, pk: int) -> CatalogueEntry:
    return get_object_or_404(CatalogueEntry.objects.visible_to(request.user).select_related(
        "round__area", "organization__area__parent", "matter"), pk=pk)


def _objection(request: PersonRequest, pk: int) -> CatalogueObjection:
    return get_object_or_404(CatalogueObjection.objects.visible_to(request.user).select_related(
        "entry__round__area", "entry__organization__area", "paper"), pk=pk)
