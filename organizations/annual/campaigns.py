"""A campaign from its draft to its end: opening it asks every organization of the street, in one transaction."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from incubator.accounts.models import Area, User, within
from incubator.workdays import next_workday
from incubator.workflow import Incomplete, Stale
from organizations.models import AnnualCampaign, AnnualDuty, Organization
from organizations.notices import announce_asked
from organizations.rules.annual import (
    exemption_of,
    faults_of_campaign,
    founded_by,
    latecomers_day,
    runs_campaign,
    types_asked,
)
from organizations.workflow import annual_campaign_workflow, annual_duty_workflow
from organizations.workflow.annual import release


def begin(campaign: AnnualCampaign, *, by: User, today: date) -> AnnualCampaign:
    """Write the draft down; the same form sent twice gives the first one's. Raises ValidationError by field."""
    if not runs_campaign(by, campaign):
        raise PermissionDenied("create")
    return annual_campaign_workflow.create(campaign, by=by, first=lambda: _refuse(campaign, today=today))


def edit(campaign: AnnualCampaign, *, by: User, seen: int, today: date) -> None:
    """Put the draft right. Raises ValidationError with every fault by field."""
    annual_campaign_workflow.require("edit", campaign, by)
    _refuse(campaign, today=today)
    try:
        with annual_campaign_workflow.performing("edit", campaign, by=by, seen=seen):
            campaign.save()
    except IntegrityError:
        _refuse(campaign, today=today)
        raise


def act(name: str, campaign: AnnualCampaign, *, by: User, seen: int, note: str, today: date) -> None:
    """One action of the table, for the buttons; editing has a form of its own."""
    action = annual_campaign_workflow.actions.get(name)
    if action is None or not action.button:
        raise PermissionDenied(name)
    if seen != campaign.version:  # before what is missing is told of a page that is out of date
        annual_campaign_workflow.require(name, campaign, by)
        raise Stale(name, campaign)
    if name == "open" and campaign.due_on < today and runs_campaign(by, campaign):
        raise Incomplete(_("The day by which the reports are due is over: give a later one first."))
    with transaction.atomic():
        AnnualCampaign.objects.held(campaign.pk)  # not while a report comes in
        with annual_campaign_workflow.performing(name, campaign, by=by, seen=seen, note=note):
            if name == "open":
                _ask(campaign, by=by, due_on=campaign.due_on, today=today)
            elif name in ("refresh", "reopen"):
                _refresh(campaign, by=by, today=today)


def refresh_all(*, today: date) -> int:
    """Bring every open campaign up to date: who came on record is asked, who left it is let go. Returns how many.

    It may run twice, at once or after a kill: each campaign is held while it is looked through.
    """
    changed = 0
    for pk in AnnualCampaign.objects.filter(status=AnnualCampaign.Status.OPEN).order_by("pk").values_list(
            "pk", flat=True):
        with transaction.atomic():
            campaign = AnnualCampaign.objects.held(pk)
            if campaign.status == AnnualCampaign.Status.OPEN:
                changed += _refresh(campaign, by=None, today=today)
    return changed


def _refresh(campaign: AnnualCampaign, *, by: User | None, today: date) -> int:
    due_on = max(campaign.due_on, latecomers_day(on=today))
    asked = _ask(campaign, by=by, due_on=due_on, today=today)
    gone = campaign.duties.filter(status__in=AnnualDuty.OWING).exclude(
        organization__in=Organization.objects.on_record()).select_related("organization__area")
    for duty in (left := list(gone)):
        release(duty, by=by)
    return asked + len(left)


def _ask(campaign: AnnualCampaign, *, by: User | None, due_on: date, today: date) -> int:
    """A row for every organization on record that falls under it and has none yet. Returns how many are new."""
    street = campaign.area.code
    types = types_asked(area=street, on=today)
    cut_off = founded_by(campaign.year, area=street, on=today)
    known = Organization.objects.on_record().filter(
        within("area__code", [street]), org_type__in=types,
    ).exclude(pk__in=campaign.duties.values("organization")).only("name", "org_type", "founded_on").order_by("pk")
    duties = []
    for organization in known:
        why = exemption_of(organization, where=types[organization.org_type], cut_off=cut_off)
        duties.append(AnnualDuty(
            campaign=campaign, organization=organization, due_on=due_on, exemption=why,
            status=AnnualDuty.Status.EXEMPT if why else AnnualDuty.Status.OWED))
    annual_duty_workflow.create_many(duties, by=by)
    announce_asked(campaign, [duty for duty in duties if not duty.exemption])
    return len(duties)


def _refuse(campaign: AnnualCampaign, *, today: date) -> None:
    """All that speaks against the campaign; what the table holds against the year is told at the year.

    A last day that is a rest day moves to the next working day.
    """
    faults = faults_of_campaign(campaign, today=today)
    if campaign.due_on:
        campaign.due_on = next_workday(campaign.due_on)
    if campaign.area.level != Area.Level.STREET:
        faults["area"] = [_("A campaign is a street's.")]
    try:
        campaign.full_clean(exclude=["area", "token", *faults], validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        faults = error.message_dict | faults
    if not faults:
        try:
            campaign.validate_constraints(exclude={"token"})
        except ValidationError as error:
            faults = {"year": error.messages}
    if faults:
        raise ValidationError(faults)
