"""What may happen to an annual campaign and to what one organization owes it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from incubator.accounts.models import User
from incubator.workflow import Action, Workflow
from organizations.models import AnnualCampaign, AnnualDuty, Organization, OrganizationChange
from organizations.notices import announce_duty
from organizations.rules.annual import by_itself, judges_duty, runs_campaign, telephones

DRAFT, OPEN, CLOSED = AnnualCampaign.Status
OWED, HANDED_IN, RETURNED, DECIDED, EXEMPT = AnnualDuty.Status


def undecided(campaign: AnnualCampaign) -> Iterator[Any]:
    """Every report that came in is decided on first, or closed where its organization left the register."""
    if n := campaign.duties.filter(status=HANDED_IN).count():
        yield ngettext("%(n)s report is not decided on yet.", "%(n)s reports are not decided on yet.", n) % {"n": n}
        left = campaign.duties.filter(status=HANDED_IN).exclude(organization__in=Organization.objects.on_record())
        for name in left.order_by("pk").values_list("organization__name", flat=True):
            yield _("«%(name)s» left the register: close its report without an outcome.") % {"name": name}


# People reach these through organizations.annual, which knows the day and writes the duties.
annual_campaign_workflow = Workflow(
    Action("edit", _("Edit the campaign"), runs_campaign, {DRAFT}, button=False),
    Action("open", _("Open the campaign"), runs_campaign, {DRAFT}, OPEN, weight="primary", warning=_(
        "Every organization of the street that must report is asked now, and told so.")),
    Action("refresh", _("Ask the organizations that came on record since"), runs_campaign, {OPEN}),
    Action("close", _("Close the campaign"), runs_campaign, {OPEN}, CLOSED, missing=undecided, warning=_(
        "Nothing more can be handed in; who has not reported stays on the list as such.")),
    Action("reopen", _("Open it again"), runs_campaign, {CLOSED}, OPEN, reason_required=True),
    of=AnnualCampaign,
)
annual_duty_workflow = Workflow(
    Action("urge", _("Remind the organization"), judges_duty, {OWED, RETURNED}, weight="primary", together=True,
           quiet=True, asks_for=_("Words that go with the reminder")),  # once a day
    Action("telephone", _("Telephoned"), telephones, {OWED, RETURNED, DECIDED}, reason_required=True, together=True,
           asks_for=_("What was said on the telephone (the organization reads it, too)")),  # as often as it takes
    Action("postpone", _("Give a later day"), judges_duty, {OWED, RETURNED}, reason_required=True, button=False),
    Action("exempt", _("Exempt the organization"), judges_duty, {OWED, RETURNED}, EXEMPT, reason_required=True,
           together=True),
    Action("oblige", _("Take the exemption back"), judges_duty, {EXEMPT}, OWED, reason_required=True),
    Action("hand_in", _("Report handed in"), by_itself, {OWED, RETURNED}, HANDED_IN, offered=False),
    Action("return", _("Report returned"), by_itself, {HANDED_IN}, RETURNED, offered=False),
    Action("take_back", _("Report withdrawn"), by_itself, {HANDED_IN, RETURNED}, OWED, offered=False),
    Action("decide", _("Report decided on"), by_itself, {HANDED_IN}, DECIDED, offered=False),
    Action("rectify", _("Rectification"), by_itself, {DECIDED}, offered=False),
    Action("leave", _("Left the register"), by_itself, {OWED, HANDED_IN, RETURNED}, EXEMPT, offered=False),
    of=AnnualDuty,
    announce=announce_duty,
)


def owes_no_report(change: OrganizationChange, organization: Organization) -> None:
    """An organization that leaves the register owes no report any more; one that is in is closed by the office.

    The street's campaigns are kept first, in one order, so that none asks it, opens or takes a report in meanwhile.
    """
    running = AnnualCampaign.objects.exclude(status=CLOSED).filter(
        Q(area__code=organization.area.street_code) | Q(duties__organization=organization))
    for pk in sorted(set(running.order_by().values_list("pk", flat=True))):
        AnnualCampaign.objects.held(pk)
    for duty in AnnualDuty.objects.filter(
            organization=organization, status__in=AnnualDuty.OWING, campaign__status=OPEN).order_by("pk"):
        release(duty, by=change.by, note=change.note)


def release(duty: AnnualDuty, *, by: User | None, note: str = "") -> None:
    with annual_duty_workflow.performing("leave", duty, by=by, note=note, setting={
            "exemption": AnnualDuty.Exemption.LEFT, "correct_by": None}):
        pass
