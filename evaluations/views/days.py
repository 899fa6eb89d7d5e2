"""Officers' pages of a review day: set it up, watch it live, lock it, confirm and publish its result."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from evaluations import deciding, preparing
from evaluations.forms import DayForm, SeatForm, SubjectsForm
from evaluations.models import ReviewDay, Subject
from evaluations.reports.board import board, day_rows
from evaluations.reports.choosing import choices
from evaluations.reports.people import find_people, regulars
from evaluations.rules import acting_areas, bars, runs_day
from evaluations.workflow import day_workflow
from evaluations.workflow.days import below_quorum, not_prepared
from incubator.errors import posted_version, told
from incubator.workdays import today
from incubator.workflow import why_not
from projects.reports.choosing import number


def days(request: HttpRequest) -> HttpResponse:
    found = ReviewDay.objects.overseen_by(request.user).select_related("area", "scheme").defer(
        "results", "earlier_results", "tree")
    if one := number(request.GET.get("organization", "")):
        found = found.filter(pk__in=Subject.objects.filter(organization=one).values("day"))
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    return render(request, "evaluations/days.html", {
        "page": page, "rows": day_rows(list(page)), "may_make": acting_areas(request.user).exists()})


def day_new(request: HttpRequest) -> HttpResponse:
    area = acting_areas(request.user).first()
    if area is None:
        raise PermissionDenied("day-new")
    start = preparing.defaults(area, today=today())
    initial = {"area": area, "token": uuid4(), "min_raters": start["min_raters"], "trim_from": start["trim_from"]}
    form = DayForm(request.POST or None, user=request.user, weights=start["weights"], initial=initial)
    if form.is_bound and form.is_valid():
        day = form.save(commit=False)
        day.token = form.cleaned_data["token"] or day.token
        made = preparing.new_day(day, weights=form.weights(), by=request.user)
        messages.success(request, _("Saved. Next come the subjects and the panel."))
        return redirect("evaluations:day-detail", made.pk)
    return render(request, "evaluations/day_form.html", {"form": form}, status=400 if form.is_bound else 200)


def day_edit(request: HttpRequest, pk: int) -> HttpResponse:
    day = _get(request, pk)
    day_workflow.require("edit", day, request.user)
    weights = dict(day.groups.values_list("kind", "weight"))
    form = DayForm(
        request.POST or None, instance=day, user=request.user, weights=weights, initial={"version": day.version})
    if told(form, lambda: preparing.edit_day(
            form.instance, weights=form.weights(), by=request.user, seen=posted_version(request))):
        messages.success(request, _("Saved."))
        return redirect("evaluations:day-detail", pk)
    return render(
        request, "evaluations/day_form.html", {"form": form, "day": day}, status=400 if form.is_bound else 200)


def day_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The day at a glance: while it is set up, what is still missing; from then on its board or its result."""
    day = _get(request, pk)
    planned = day.status == ReviewDay.Status.PLANNED
    return render(request, "evaluations/day.html", {
        "day": day, "actions": day_workflow.available(day, request.user), "planned": planned,
        "missing": not_prepared(day, today=today()) if planned else [],
        "hindrance": why_not(runs_day(request.user, day)),
        "may_edit": day_workflow.allows("edit", day, request.user),
        "may_open": day_workflow.allows("open", day, request.user),
        "may_lock": day_workflow.allows("lock", day, request.user), "groups": day.groups.all(),
        "subjects": day.subjects.select_related("organization", "project"),
        "panel": day.panelists.select_related("user", "group", "organization"), "changes": day.changes.telling(),
    })


def day_subjects(request: HttpRequest, pk: int) -> HttpResponse:
    """Search and tick. A search is a GET that carries the ticks along, so that nothing chosen is lost before saving."""
    day = _get(request, pk)
    day_workflow.require("choose", day, request.user)
    form = SubjectsForm(request.POST or None, day=day, initial={"version": request.GET.get("version", day.version)})
    if form.is_bound and form.is_valid():
        preparing.choose(
            day, chosen=list(form.cleaned_data["chosen"]), by=request.user, seen=form.cleaned_data["version"])
        messages.success(request, _("Saved."))
        return redirect("evaluations:day-detail", pk)
    by_project = day.scheme.target == day.scheme.Target.PROJECT
    typed = request.POST if form.is_bound else request.GET
    chosen = (
        {number(key) for key in typed.getlist("chosen")} if form.is_bound or "look" in typed
        else set(day.subjects.values_list("project" if by_project else "organization", flat=True)))
    words = typed.get("q", "")
    return render(request, "evaluations/day_subjects.html", {
        "form": form, "day": day, "words": words, "found": choices(day, words=words, chosen=chosen, on=today()),
    }, status=400 if form.is_bound else 200)


def day_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """The panel: find a person by name or phone, seat them in a group, or take them off."""
    day = _get(request, pk)
    day_workflow.require("seat", day, request.user)
    form = SeatForm(request.POST or None, day=day, initial={"version": day.version})
    if told(form, lambda: preparing.seat(
            day, user=form.cleaned_data["user"], group=form.cleaned_data["group"], by=request.user,
            organization=form.cleaned_data["organization"], seen=form.cleaned_data["version"])):
        messages.success(request, _("Saved."))
        return redirect("evaluations:day-panel", pk)
    query = request.POST.get("q", request.GET.get("q", ""))
    groups = list(day.groups.all())
    return render(request, "evaluations/day_panel.html", {
        "day": day, "form": form, "query": query, "people": find_people(query, day=day), "regulars": regulars(day),
        "panel": day.panelists.select_related("user", "group", "organization"),
        "groups": groups,
        "peers": any(group.kind == group.Kind.PEER for group in groups),
        "organizations": form.fields["organization"].queryset.values_list("name", flat=True),
    }, status=400 if form.is_bound else 200)


@require_POST
def day_unseat(request: HttpRequest, pk: int, panelist: int) -> HttpResponse:
    day = _get(request, pk)
    day_workflow.require("seat", day, request.user)
    person = get_object_or_404(day.panelists.select_related("user"), pk=panelist)
    preparing.unseat(day, panelist=person, by=request.user, seen=posted_version(request))
    messages.success(request, _("Saved."))
    return redirect("evaluations:day-panel", pk)


def day_board(request: HttpRequest, pk: int) -> HttpResponse:
    """The live board; htmx asks for its inner part every few seconds."""
    day = _get(request, pk)
    template = "evaluations/_board.html" if request.htmx else "evaluations/day_board.html"
    may_lock = day_workflow.allows("lock", day, request.user)
    return render(request, template, {
        "day": day, "board": board(day, linked=may_lock), "may_lock": may_lock,
        "scoring": day.status == ReviewDay.Status.SCORING, "at": timezone.localtime().strftime("%H:%M:%S"),
        "may_exclude": may_lock})


def day_lock(request: HttpRequest, pk: int) -> HttpResponse:
    """Before the lock: who has not signed, what is below quorum. The POST names the sheets it leaves out."""
    day = _get(request, pk)
    if request.method == "POST":
        excluding = {number(sheet) for sheet in request.POST.get("excluding", "").split(",")} - {0}
        deciding.lock(
            day, excluding=excluding if request.POST.get("confirmed") else set(), by=request.user,
            seen=posted_version(request), now=timezone.now(), today=today())
        messages.success(request, _("The scores are locked and the result is computed."))
        return redirect("evaluations:day-results", pk)
    day_workflow.require("lock", day, request.user)
    unsigned = list(deciding.unsigned(day))
    return render(request, "evaluations/day_lock.html", {
        "day": day, "unsigned": unsigned, "excluding": ",".join(str(sheet.pk) for sheet in unsigned),
        "below": below_quorum(day)})


def day_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Before scoring starts: how many sheets will be written, and what is still missing."""
    day = _get(request, pk)
    day_workflow.require("open", day, request.user)
    subjects, people = day.subjects.count(), day.panelists.count()
    return render(request, "evaluations/day_open.html", {
        "day": day, "subjects": subjects, "people": people, "sheets": subjects * people,
        "barred": len(bars(day, today=today())), "missing": not_prepared(day, today=today()),
        "early": today() < day.date})


@require_POST
def day_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    day, seen, note = _get(request, pk), posted_version(request), request.POST.get("note", "")
    preparing.act(name, day, by=request.user, seen=seen, note=note, today=today())
    messages.success(request, _("Done: %(action)s") % {"action": day_workflow.actions[name].label})
    return redirect("evaluations:day-board" if name in ("open", "unlock") else "evaluations:day-detail", pk)


def _get(request: HttpRequest, pk: int) -> ReviewDay:
    return get_object_or_404(
        ReviewDay.objects.overseen_by(request.user).select_related("area", "scheme__area"), pk=pk)
