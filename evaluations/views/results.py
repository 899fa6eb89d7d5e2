"""Pages of the result: ranking for officers, one subject explained, files, and the public page."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from evaluations.exports import results_pdf, results_workbook
from evaluations.models import ReviewDay, Subject
from evaluations.reports.results import explanation, ranking
from evaluations.rules import DECIDED, oversees
from evaluations.workflow import day_workflow
from incubator.documents.serving import hand_over
from incubator.documents.sniffing import TYPES

MARK = "form-token-of-this-visitor"


def day_results(request: HttpRequest, pk: int) -> HttpResponse:
    day = _decided(request, pk)
    return render(request, "evaluations/day_results.html", {
        "day": day, "ranking": ranking(day), "actions": day_workflow.available(day, request.user),
        "rule": day.results["rule"]})


def day_workbook(request: HttpRequest, pk: int) -> HttpResponse:
    day = _decided(request, pk)
    return hand_over(results_workbook(day), name=f"{day.name}.xlsx", content_type=TYPES["xlsx"])


def day_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    day = _decided(request, pk)
    return hand_over(results_pdf(day), name=f"{day.name}.pdf", content_type=TYPES["pdf"])


def subject(request: HttpRequest, pk: int) -> HttpResponse:
    """How the score came about: officers see names, the judged organization sees «专家1»."""
    one = get_object_or_404(
        Subject.objects.explained_to(request.user).select_related("day__area", "organization", "project"), pk=pk)
    named = oversees(request.user, one.day)
    return render(request, "evaluations/subject.html", {
        "subject": one, "day": one.day, "named": named,
        "explained": explanation(one.day.results, one.pk, named=named)})


@login_not_required
def public(request: HttpRequest) -> HttpResponse:
    """Published results, newest first."""
    found = ReviewDay.objects.published().select_related("area").defer("results", "earlier_results", "tree")
    return render(request, "evaluations/public.html", {
        "page": Paginator(found, 50).get_page(request.GET.get("page"))})


@login_not_required
def public_day(request: HttpRequest, pk: int) -> HttpResponse:
    """Ranks, scores and dimensions; no evaluator, no single sheet.

    On publication a whole town looks at once: for visitors of whom nothing is known the page is kept five minutes,
    with a mark where each one's own form token goes.
    """
    state = ReviewDay.objects.published().filter(pk=pk).values_list("token", "version").first()
    if state is None:
        raise Http404
    if request.GET or set(request.COOKIES) - {settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME}:
        return _public_page(request, pk)
    key = f"public-day:{state[0]}:{state[1]}:{get_language()}"
    page = cache.get(key)
    if page is None:
        page = _public_page(request, pk, csrf_token=MARK).content.decode()
        cache.set(key, page, 300)
    return HttpResponse(page.replace(MARK, get_token(request)))


def _public_page(request: HttpRequest, pk: int, **more: str) -> HttpResponse:
    day = get_object_or_404(ReviewDay.objects.published().select_related("area"), pk=pk)
    explained = set(day.subjects.explained_to(request.user).values_list("pk", flat=True)) if not more else set()
    return render(request, "evaluations/public_day.html", {
        "day": day, "ranking": ranking(day), "rule": day.results["rule"], "explained": explained, **more})


def _decided(request: HttpRequest, pk: int) -> ReviewDay:
    day = get_object_or_404(ReviewDay.objects.overseen_by(request.user).select_related("area", "scheme"), pk=pk)
    if day.status not in DECIDED:
        raise Http404(_("There is no result yet."))
    return day
