"""The pages of the work: activities and spendings, recorded, looked at, corrected, struck out; their files."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from incubator.documents.serving import serve
from incubator.errors import posted_version, told
from incubator.workdays import today
from projects import recording
from projects.forms.work import ActivityForm, SpendingForm, WorkForm
from projects.models import Activity, ActivityPhoto, Spending
from projects.reports.projects import over_budget
from projects.rules.work import number_again
from projects.views.projects import loaded, may_record
from projects.workflow import activity_workflow, project_workflow, spending_workflow

PER_PAGE = 50
RELATED = ("project__area", "project__contractor", "project__host")


@require_safe
def activities(request: HttpRequest, pk: int) -> HttpResponse:
    project = loaded(request, pk)
    page = Paginator(project.activities.all(), PER_PAGE).get_page(request.GET.get("page"))
    return work_page(request, project, page, "projects/activities.html")


@require_safe
def spendings(request: HttpRequest, pk: int) -> HttpResponse:
    project = loaded(request, pk)
    rows = project.spendings.select_related("line").annotate(
        number_again=Exists(Spending.objects.sharing_number().filter(pk=OuterRef("pk"))))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return work_page(request, project, page, "projects/spendings.html")


def work_page(request: HttpRequest, project: Any, page: Any, template: str) -> HttpResponse:
    return render(request, template, {"project": project, "page": page, "may_record": may_record(request, project)})


def activity_new(request: HttpRequest, pk: int) -> HttpResponse:
    project = loaded(request, pk)
    thing = Activity(project=project, date=today())
    return new(request, thing, ActivityForm, "projects:activity", _("Record an activity"),
               lambda form: recording.record_activity(thing, photos=form.documents, by=request.user, today=today()))


def spending_new(request: HttpRequest, pk: int) -> HttpResponse:
    project = loaded(request, pk)
    thing = Spending(project=project, date=today())
    return new(request, thing, SpendingForm, "projects:spending", _("Record a spending"),
               lambda form: recording.record_spending(thing, by=request.user, today=today()))


def new(
    request: HttpRequest, thing: Any, form_class: type[WorkForm], address: str, title: str,
    record: Callable[[WorkForm], Any],
) -> HttpResponse:
    project_workflow.require("record", thing.project, request.user)
    form = form_class(request.POST or None, request.FILES or None, instance=thing, user=request.user, today=today())
    made: list[Any] = []

    if told(form, lambda: made.append(record(form))):
        messages.success(request, _("Saved."))
        warn(request, made[0])
        return redirect(address, made[0].pk)
    return form_page(request, form, title, cancel=reverse("projects:project", args=[thing.project_id]))


def warn(request: HttpRequest, thing: Activity | Spending) -> None:
    """A payment that puts its line far over its budget or bears a known voucher number is saved, and said aloud."""
    if isinstance(thing, Spending):
        for words in filter(None, (over_budget(thing.line, on=today()), number_again(thing))):
            messages.warning(request, words)


def form_page(request: HttpRequest, form: WorkForm, title: str, *, cancel: str) -> HttpResponse:
    return render(request, "projects/work_form.html", {
        "form": form, "title": title, "project": form.instance.project, "cancel_url": cancel,
        "submit_label": _("Save the record"), "is_new": form.instance.pk is None,
    }, status=400 if form.is_bound else 200)


def found(request: HttpRequest, model: Any, pk: int) -> Any:
    return get_object_or_404(model.objects.visible_to(request.user).select_related(*RELATED), pk=pk)


@require_safe
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    thing = found(request, Activity, pk)
    return render(request, "projects/activity.html", {
        "activity": thing, "project": thing.project, "photos": thing.photos.select_related("document"),
        "changes": thing.changes.telling(), "actions": open_actions(request, activity_workflow, thing)})


@require_safe
def spending(request: HttpRequest, pk: int) -> HttpResponse:
    thing = found(request, Spending, pk)
    return render(request, "projects/spending.html", {
        "spending": thing, "project": thing.project, "number_again": number_again(thing),
        "changes": thing.changes.telling(), "actions": open_actions(request, spending_workflow, thing)})


def open_actions(request: HttpRequest, workflow: Any, thing: Any) -> list[Any]:
    """The buttons, while the project still takes records and no report handed in has told this one."""
    if thing.status != "recorded" or not recording.is_open(thing):
        return []
    return workflow.available(thing, request.user)


def activity_edit(request: HttpRequest, pk: int) -> HttpResponse:
    thing = found(request, Activity, pk)
    activity_workflow.require("edit", thing, request.user)
    form = ActivityForm(request.POST or None, request.FILES or None, instance=thing, user=request.user, today=today())
    if told(form, lambda: recording.edit_activity(
        thing, photos=form.documents, by=request.user, seen=posted_version(request), today=today(),
    )):
        messages.success(request, _("Saved."))
        return redirect("projects:activity", pk)
    return form_page(request, form, _("Edit the activity"), cancel=reverse("projects:activity", args=[pk]))


def spending_edit(request: HttpRequest, pk: int) -> HttpResponse:
    thing = found(request, Spending, pk)
    spending_workflow.require("edit", thing, request.user)
    form = SpendingForm(request.POST or None, request.FILES or None, instance=thing, user=request.user, today=today())
    if told(form, lambda: recording.edit_spending(
        thing, by=request.user, seen=posted_version(request), today=today(),
    )):
        messages.success(request, _("Saved."))
        warn(request, thing)
        return redirect("projects:spending", pk)
    return form_page(request, form, _("Edit the spending"), cancel=reverse("projects:spending", args=[pk]))


@require_POST
def activity_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    recording.act(name, found(request, Activity, pk), by=request.user, seen=posted_version(request),
                  note=request.POST.get("note", ""))
    messages.success(request, _("Done: %(action)s") % {"action": activity_workflow.actions[name].label})
    return redirect("projects:activity", pk)


@require_POST
def spending_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    recording.act(name, found(request, Spending, pk), by=request.user, seen=posted_version(request),
                  note=request.POST.get("note", ""))
    messages.success(request, _("Done: %(action)s") % {"action": spending_workflow.actions[name].label})
    return redirect("projects:spending", pk)


@require_safe
def activity_photo(request: HttpRequest, pk: int, photo: int) -> FileResponse:
    thing = found(request, Activity, pk)
    picture = get_object_or_404(ActivityPhoto.objects.select_related("document"), activity=thing, pk=photo)
    return serve(picture.document, inline=True)


@require_safe
def spending_voucher(request: HttpRequest, pk: int) -> FileResponse:
    thing = found(request, Spending, pk)
    if thing.voucher is None:
        raise Http404(_("No voucher was added."))
    return serve(thing.voucher)
