"""The portal page of a person: the organizations they act for, and the matters under way."""

from django.http import HttpResponse
from django.shortcuts import render

from incubator.accounts.requests import PersonRequest
from incubator.workdays import today
from incubator.workflow import why_not
from organizations.matters.kinds import not_open
from organizations.models import Matter
from organizations.models.catalogue import told_mark
from organizations.reports.catalogue import mark_of
from organizations.reports.matters import matter_rows
from organizations.rules.memberships import founds, holds_no_post


def mine(request: PersonRequest) -> HttpResponse:
    memberships = request.user.memberships.filter(ended_at=None).select_related(
        "organization__area").prefetch_related("organization__certificates").annotate(
            told=told_mark(of="organization"))
    matters = Matter.objects.select_related("organization").filter(
        organization__in=[membership.organization_id for membership in memberships],
    )
    under_way = [one for one in matters.under_way() if not one.is_refused or not not_open(one)]
    return render(request, "organizations/mine.html", {
        "memberships": [(one, mark_of(one.told, on=today())) for one in memberships], "today": today(),
        "founds": founds(request.user), "in_office": why_not(holds_no_post(request.user)) if memberships else "",
        "handed_in": {one.organization_id for one in under_way if one.with_the_office or one.awaits_county},
        "matters": matter_rows(under_way, today=today())})
