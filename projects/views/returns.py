"""The pages of money that comes back: all returns of a project, the form an officer records one with, striking out."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from incubator.errors import posted_version, told
from incubator.money import yuan
from incubator.workdays import today
from projects import recording
from projects.forms.contracts import ReturnForm
from projects.models import MoneyReturn
from projects.views.projects import loaded, may_return
from projects.workflow import money_return_workflow, project_workflow

PER_PAGE = 50


@require_safe
def returns(request: HttpRequest, pk: int) -> HttpResponse:
    project = loaded(request, pk)
    page = Paginator(project.money_returns.all(), PER_PAGE).get_page(request.GET.get("page"))
    base = f"{reverse('projects:projects')}returns/"
    for one in page.object_list:
        one.project = project  # with its area, which the rules ask
    return render(request, "projects/returns.html", {
        "project": project, "page": page, "may_return": may_return(request, project), "rows": [
            (one, f"{base}{one.pk}/", money_return_workflow.available(one, request.user))
            for one in page.object_list]})


def return_new(request: HttpRequest, pk: int) -> HttpResponse:
    project = loaded(request, pk)
    project_workflow.require("return_money", project, request.user)
    thing = MoneyReturn(project=project, amount_fen=project.unreturned_fen or None, returned_on=today())
    form = ReturnForm(request.POST or None, instance=thing, initial={"token": thing.token})
    if told(form, lambda: recording.record_return(thing, by=request.user, today=today())):
        messages.success(request, _("The returned money is recorded."))
        return redirect("projects:project", pk)
    return render(request, "projects/form.html", {
        "form": form, "title": _("Record returned money"), "project": project,
        "submit_label": _("Record the return"), "facts": [
            (_("paid (yuan)"), yuan(project.paid_fen)), (_("spent (yuan)"), yuan(project.spent_fen)),
            (_("returned (yuan)"), yuan(project.returned_fen)),
            (_("neither spent nor returned (yuan)"), yuan(project.unreturned_fen))],
    }, status=400 if form.is_bound else 200)


@require_POST
def return_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    known = MoneyReturn.objects.visible_to(request.user).select_related("project__area")
    thing = get_object_or_404(known, pk=pk)
    recording.act_on_return(
        name, thing, by=request.user, seen=posted_version(request), note=request.POST.get("note", ""))
    messages.success(request, _("Done: %(action)s") % {"action": money_return_workflow.actions[name].label})
    return redirect("projects:returns", thing.project_id)
