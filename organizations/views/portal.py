"""The portal page of a person: the organizations they act for, and the filings under way."""

from django.http import HttpResponse
from django.shortcuts import render

from incubator.accounts.requests import PersonRequest
from incubator.workdays import today
from organizations.models import Filing
from organizations.reports.filings import filing_rows


def mine(request: PersonRequest) -> HttpResponse:
    memberships = request.user.memberships.filter(ended_at=None).select_related(
        "organization__area").prefetch_related("organization__certificates")
    filings = Filing.objects.select_related("organization__area").filter(
        organization__in=[membership.organization_id for membership in memberships],
    ).exclude(status=Filing.Status.APPROVED)
    return render(request, "organizations/mine.html", {
        "memberships": memberships, "filings": filing_rows(filings, today=today())})
