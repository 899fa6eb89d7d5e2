"""Letting people in: the members of an organization, and the page behind an invitation's link."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from incubator.accounts.models import Role
from incubator.accounts.requests import PersonRequest
from incubator.workflow import why_not
from organizations import inviting
from organizations.certifying import qr_data_uri
from organizations.forms.invitations import InvitationForm
from organizations.models import Invitation, Membership, Organization
from organizations.rules.memberships import administers, holds_a_link, lets_people_in, own_matter

CHANGED = {
    Membership.Right.EDITOR: gettext_lazy("%(who)s is an editor now."),
    Membership.Right.READER: gettext_lazy("%(who)s is a reader now."),
}


def member_list(request: PersonRequest, pk: int) -> HttpResponse:
    organization = _get(request, pk)
    return _members_page(request, organization, InvitationForm(initial={"token": uuid.uuid4()}))


@require_POST
@never_cache
def invitation_create(request: PersonRequest, pk: int) -> HttpResponse:
    """The link is shown on this one page and nowhere else again."""
    organization = _get(request, pk)
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return _members_page(request, organization, form, status=400)
    secret = inviting.invite(organization, by=request.user, now=timezone.now(), **form.cleaned_data)
    link = request.build_absolute_uri(reverse("organizations:invitation", args=[secret]))
    return render(request, "organizations/invitation_made.html", {
        "organization": organization, "link": link, "qr": qr_data_uri(link)})


@require_POST
def invitation_withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    visible = Organization.objects.visible_to(request.user)
    found = get_object_or_404(
        Invitation.objects.filter(organization__in=visible).select_related("organization__area"), pk=pk)
    try:
        inviting.withdraw(found, by=request.user, now=timezone.now())
        messages.success(request, _("The invitation is withdrawn; its link lets nobody in."))
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
    return redirect("organizations:members", found.organization_id)


@login_not_required
@never_cache
def invitation(request: PersonRequest, secret: str) -> HttpResponse:
    """Whoever holds the link reads who invites, and to what; accepting takes an account, to which the page leads."""
    if request.method == "POST" and not request.user.is_authenticated:
        return redirect_to_login(request.path)
    try:
        if request.method == "POST":
            membership = inviting.accept(secret, by=request.user, now=timezone.now())
            messages.success(request, _("You act for «%(name)s» now.") % {"name": membership.organization})
            return redirect("organizations:mine")
        found = inviting.find(secret, now=timezone.now())
    except inviting.NoInvitation:
        return render(request, "organizations/invitation_none.html", status=404)
    return render(request, "organizations/invitation.html", {
        "invitation": found, "refused": why_not(holds_a_link(request.user, found.organization))})


@require_POST
def membership_end(request: PersonRequest, pk: int) -> HttpResponse:
    return _change_membership(request, pk, lambda membership: inviting.end(
        membership, by=request.user, now=timezone.now()), done=_("%(who)s no longer acts for the organization."))


@require_POST
def membership_hand_over(request: PersonRequest, pk: int) -> HttpResponse:
    return _change_membership(
        request, pk, lambda membership: inviting.hand_over(membership, by=request.user),
        done=_("%(who)s is the administrator now."))


@require_POST
def membership_right(request: PersonRequest, pk: int) -> HttpResponse:
    right = request.POST.get("right", "")
    return _change_membership(
        request, pk, lambda membership: inviting.change_right(membership, right=right, by=request.user),
        done=str(CHANGED.get(right, "")))  # type: ignore[call-overload]


def _change_membership(request: PersonRequest, pk: int, act, *, done: str) -> HttpResponse:
    visible = Organization.objects.visible_to(request.user)
    membership = get_object_or_404(
        Membership.objects.filter(organization__in=visible).select_related("organization__area", "user"), pk=pk)
    try:
        act(membership)
        messages.success(request, done % {"who": membership.user})
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
    if Organization.objects.visible_to(request.user).filter(pk=membership.organization_id).exists():
        return redirect("organizations:members", membership.organization_id)
    return redirect("organizations:mine")


def _get(request: PersonRequest, pk: int) -> Organization:
    return get_object_or_404(Organization.objects.visible_to(request.user).select_related("area"), pk=pk)


def _members_page(
    request: PersonRequest, organization: Organization, form: InvitationForm, status: int = 200
) -> HttpResponse:
    manages = lets_people_in(request.user, organization)
    standing = Invitation.objects.standing(now=timezone.now()).filter(organization=organization)
    return render(request, "organizations/member_list.html", {
        "organization": organization, "form": form,
        "invitations": standing.select_related("by").order_by("expires_at", "pk") if manages else [],
        "memberships": organization.memberships.filter(ended_at=None).select_related("user").annotate(
            in_office=Exists(Role.objects.filter(user=OuterRef("user")))).order_by("pk"),
        "administers": administers(request.user, organization), "manages": manages,
        "own_matter": own_matter(request.user, organization),
    }, status=status)
