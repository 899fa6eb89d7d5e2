"""Keeping the filter of a list under a name, and deleting it again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from incubator.accounts import saving
from incubator.accounts.forms import FilterNameForm
from incubator.accounts.models import SavedFilter
from incubator.accounts.requests import PersonRequest
from incubator.accounts.saving import Shelf
from incubator.errors import page_before


def shelf_of(request: HttpRequest) -> Shelf | None:
    """For the list this request opens: the officer's own filters; nothing for anybody else."""
    if not request.user.is_officer or request.resolver_match is None:
        return None
    return saving.shelf(request.user, request.resolver_match.view_name, request.GET.urlencode())


@require_POST
def filter_save(request: PersonRequest) -> HttpResponse:
    """Keep a list's filter; where the name says something else already, ask before it is replaced."""
    if not request.user.is_officer:
        raise PermissionDenied("filter")
    form = FilterNameForm(request.POST)
    if not form.is_valid():
        return render(request, "accounts/filter_save.html", {"form": form, "back": page_before(request)}, status=400)
    given, replacing = form.cleaned_data, "replace" in request.POST
    try:
        kept = saving.save(request.user, given["page"], given["name"], given["query"], replacing=replacing)
    except saving.NameTaken as taken:
        context = {"form": form, "taken": str(taken), "back": f"{reverse(given['page'])}?{given['query']}"}
        return render(request, "accounts/filter_save.html", context, status=409)
    messages.success(request, _("The filter «%(name)s» is kept above this list.") % {"name": kept.name})
    return redirect(f"{reverse(kept.page)}?{kept.query}")


@require_POST
def filter_delete(request: PersonRequest, pk: int) -> HttpResponse:
    kept = get_object_or_404(SavedFilter.objects.visible_to(request.user), pk=pk)
    kept.delete()
    messages.success(request, _("The filter «%(name)s» is deleted.") % {"name": kept.name})
    return redirect(page_before(request))
