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
from organizations.models import Organization
from organizations.reports.statistics import as_table, statistics


@require_GET
def statistics_page(request: PersonRequest) -> HttpResponse:
    tier = _tier(request)
    rows, whole = statistics(_officer(request).user, tier=tier)
    return render(request, "organizations/statistics.html", {
        "table": as_table(rows, whole), "whole": whole, "today": today(),
        "tier": tier, "tiers": Organization.Tier.choices})


@require_GET
def statistics_file(request: PersonRequest) -> HttpResponse:
    content = statistics_workbook(as_table(*statistics(_officer(request).user, tier=_tier(request))))
    name = _("Statistics of organizations %(day)s.xlsx") % {"day": f"{today():%Y%m%d}"}
    return hand_over(content, name=name, content_type=FILE_TYPE)


def _tier(request: PersonRequest) -> str:
    """One tier the address narrows to; anything else narrows nothing."""
    asked = request.GET.get("tier", "")
    return asked if asked in Organization.TIERS else ""


def _officer(request: PersonRequest) -> PersonRequest:
    if not request.user.is_officer:
        raise PermissionDenied("statistics")
    return request
