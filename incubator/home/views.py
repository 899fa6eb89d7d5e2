"""The front door: officers to their dashboard, members and evaluators to theirs, everybody else to the public page."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from incubator.home import dashboards
from incubator.home.shell import is_officer
from incubator.workdays import today
from organizations.models import CatalogueRound


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        rounds = CatalogueRound.objects.under_publicity(on=today())
        return render(request, "home/landing.html", {"rounds": rounds})
    if is_officer(request.user):
        return redirect("admin:index")
    return render(request, "home/portal.html", dashboards.portal(request.user, today=today()))
