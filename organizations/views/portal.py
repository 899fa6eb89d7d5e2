"""The portal page of a person: the organizations they act for, and the matters under way."""

from django.http import HttpResponse
from django.shortcuts import render

from incubator.accounts.requests import PersonRequest
from incubator.workdays import today
from organizations.models import Matter
from organizations.models.catalogue import told_mark
from organizations.reports.catalogue import mark_of
from organizations.reports.matters import matter_rows


def mine(request: PersonRequest) -> HttpResponse:
    memberships = request.user.memberships.filter(ended_at=None).select_related(
        "organization__area").prefetch_related("organization__certificates").annotate(
            told=told_mark(of="organization"))
    matters = Matter.objects.select_related("organization").filter(
        organization__in=[membership.organization_id for membership in memberships],
    ).exclude(status=Matter.Status.APPROVED)
    return render(request, "organizations/mine.html", {
        "memberships": [(one, mark_of(one.told, on=today())) for one in memberships], "today": today(),
        "matters": matter_rows(matters, today=today())})
