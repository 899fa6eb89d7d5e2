"""Many duties of a campaign worked on at once: remind all that did not hand in, exempt several for one reason."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from incubator.accounts.batching import Pile
from incubator.accounts.models import User
from incubator.accounts.requests import PersonRequest
from incubator.workdays import today
from organizations.annual import duties
from organizations.models import AnnualCampaign, AnnualDuty
from organizations.reports.annual import narrowed, telephoned_on, with_calls
from organizations.rules.organizations import keeps_some_register
from organizations.urging import with_reach
from organizations.views.batches import REASONS, in_vain_of
from organizations.workflow import annual_duty_workflow


def take(name: str, duty: AnnualDuty, *, by: User, seen: int, note: str, now: datetime) -> None:
    duties.act(name, duty, by=by, seen=seen, note=note, today=timezone.localdate(now))


def tell(duty: AnnualDuty) -> tuple[str, str, str]:
    about = _("Annual report %(year)s, by %(day)s") % {"year": duty.campaign.year, "day": duty.day}
    if telephoned_on(duty) == today():
        about = " · ".join((about, _("telephoned today already")))
    return duty.organization.name, about, reverse("organizations:annual-duty", args=[duty.pk])


def _seen(user: User) -> Any:
    return with_calls(with_reach(AnnualDuty.objects.visible_to(user), "urge", today=today())).select_related(
        "campaign__area", "organization__area")


def _of_the_list(user: User, given: Any) -> Any:
    """The duties of the campaign that the address names, narrowed as its page is; of none where it names none."""
    campaign = given.get("campaign", "")
    found = _seen(user).filter(campaign=int(campaign)) if campaign.isdecimal() and len(campaign) < 10 else (
        AnnualDuty.objects.none())
    return narrowed(found, state=given.get("state", ""), name=given.get("name", ""), on=today())


DUTIES = Pile(
    page="organizations:annual-duties", table=annual_duty_workflow,
    workflow_of=lambda duty: annual_duty_workflow, seen=_seen, narrowed=_of_the_list, tell=tell,
    statuses=lambda duty: dict(AnnualDuty.Status.choices), take=take, worker=keeps_some_register, reasons=REASONS,
    hindered=in_vain_of("urge"))


def in_the_campaign(pile: dict[str, Any] | None, campaign: AnnualCampaign) -> dict[str, Any] | None:
    """What the campaign's page offers: its address tells the batch which campaign it is of."""
    return pile and pile | {"query": f"campaign={campaign.pk}&{pile['query']}".rstrip("&")}


@require_safe
def annual_duties(request: PersonRequest) -> HttpResponse:
    """The way back from a batch: to its campaign, narrowed as it was."""
    if not request.user.is_officer:
        raise PermissionDenied("annual")
    given = request.GET.copy()
    campaign = given.pop("campaign", [""])[-1]
    if not (campaign.isdecimal() and len(campaign) < 10):
        return redirect("organizations:annual-campaigns")
    address = reverse("organizations:annual", args=[int(campaign)])
    return redirect(f"{address}?{given.urlencode()}" if given else address)
