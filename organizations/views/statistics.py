"""The register in figures: a page to read and print, and the same rows as a file."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from incubator.accounts.requests import PersonRequest
from incubator.documents.serving import hand_over
from incubator.workdays import today
from organizations.exports.ledgers import FILE_TYPE
from organizations.exports.statistics import statistics_workbook
from organizations.reports.statistics import as_table, statistics


@require_GET
def statistics_page(request: PersonRequest) -> HttpResponse:
    rows, whole = statistics(_officer(request).user)
    return render(request, "organizations/statistics.html", {
        "table": as_table(rows, whole), "whole": whole, "today": today()})


@require_GET
def statistics_file(request: PersonRequest) -> HttpResponse:
    content = statistics_workbook(as_table(*statistics(_officer(request).user)))
    name = _("Statistics of organizations %(day)s.xlsx") % {"day": f"{today():%Y%m%d}"}
    return hand_over(content, name=name, content_type=FILE_TYPE)


def _officer(request: PersonRequest) -> PersonRequest:
    if not request.user.is_officer:
        raise PermissionDenied("statistics")
    return request
