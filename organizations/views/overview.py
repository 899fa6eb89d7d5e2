"""One organization at a glance, and behind it everything that happened and every paper the office holds of it."""

import uuid

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from incubator.accounts.requests import PersonRequest
from incubator.accounts.revealing import may_reveal
from incubator.documents.serving import serve
from incubator.workdays import today
from organizations.matters.kinds import askable
from organizations.models import Organization, with_hubs, with_stage
from organizations.models.catalogue import told_mark
from organizations.reports.catalogue import mark_of
from organizations.reports.credit import credit_rows
from organizations.reports.hubs import hub_side
from organizations.reports.organizations import facts, people
from organizations.reports.overview import next_clock, overview, standing_marks, with_counts
from organizations.reports.papers import Papers, handed_in_to
from organizations.reports.timeline import Timeline
from organizations.rules.credit import records_credit
from organizations.rules.memberships import lets_people_in, own_matter, writes_for
from organizations.workflow import growth_workflow, organization_workflow

PER_PAGE = 30


@require_safe
def organization_detail(request: PersonRequest, pk: int) -> HttpResponse:
    known = with_hubs(with_counts(with_stage(Organization.objects.visible_to(request.user)))).annotate(
        catalogue_mark=told_mark())
    organization = get_object_or_404(known.select_related("area__parent"), pk=pk)
    actions = organization_workflow.available(organization, request.user)
    credit = credit_rows(organization, user=request.user, on=today())
    seen = overview(organization, user=request.user, today=today(), credit=credit)
    writes = writes_for(request.user, organization)
    return render(request, "organizations/organization_detail.html", {
        "organization": organization, "actions": actions, "names": {action.name for action in actions},
        "act_url": reverse("organizations:organization", args=[pk]), "tab": "overview",
        "facts": facts(organization, reveals=may_reveal(request.user, organization)),
        "seen": seen, "next": next_clock(seen.clocks), "marks": standing_marks(credit, on=today()),
        "credit": credit, "records_credit": records_credit(request.user, organization),
        "catalogue": mark_of(organization.catalogue_mark, on=today()),
        "hub": hub_side(organization, user=request.user),
        "people": people(organization), "lets_people_in": lets_people_in(request.user, organization),
        "own_matter": own_matter(request.user, organization),
        "coaches": growth_workflow.allows("coach", organization, request.user),
        "askable": askable(organization, listed_only=True) if writes else [],
        "grows": organization.is_listed and organization.stands and not writes,
        "token": uuid.uuid4(),
    })


@require_safe
def timeline(request: PersonRequest, pk: int) -> HttpResponse:
    """Every change of the organization and its things, narrowed to one kind of thing where the address says so."""
    organization = seen_organization(request, pk)
    group = request.GET.get("group", "")
    whole = Timeline(organization, request.user, group=group)
    page = Paginator(whole, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "organizations/timeline.html", {
        "organization": organization, "tab": "timeline", "page": page, "events": page.object_list, "group": group,
        "groups": whole.groups.items()})


@require_safe
def papers(request: PersonRequest, pk: int) -> HttpResponse:
    organization = seen_organization(request, pk)
    page = Paginator(Papers(organization, request.user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "organizations/papers.html", {
        "organization": organization, "tab": "papers", "page": page, "papers": page.object_list})


@require_safe
def paper(request: PersonRequest, pk: int) -> FileResponse:
    """A paper as it was handed in, for the office and for the organization that gave it."""
    return serve(get_object_or_404(handed_in_to(request.user).select_related("document"), pk=pk).document)


def seen_organization(request: PersonRequest, pk: int) -> Organization:
    return get_object_or_404(Organization.objects.visible_to(request.user).select_related("area__parent"), pk=pk)
