"""A duty follows the matter that answers it: the report, and the rectification after a poor outcome."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from incubator.accounts.models import User
from incubator.workflow import Incomplete
from organizations.models import AnnualCampaign, AnnualDuty, Matter, Organization
from organizations.rules.annual import correct_by, rectify_by
from organizations.workflow import annual_duty_workflow

Status = AnnualDuty.Status


def years_owed(organization: Organization) -> list[int]:
    """The years about which this organization may hand in a report now, the latest first."""
    return list(AnnualDuty.objects.filter(
        organization=organization, status__in=AnnualDuty.OWING, campaign__status=AnnualCampaign.Status.OPEN,
    ).order_by("-campaign__year").values_list("campaign__year", flat=True))


def years_to_rectify(organization: Organization) -> list[int]:
    """The years about which it may hand in a rectification report now, the latest first."""
    return list(AnnualDuty.objects.filter(organization=organization).to_rectify().order_by(
        "-campaign__year").values_list("campaign__year", flat=True))


def hand_in(matter: Matter, *, by: User, on: date) -> None:
    """The first hand-in counts: a report that comes back corrected was still handed in on that day."""
    for campaign in AnnualDuty.objects.filter(
            organization=matter.organization_id, campaign__year=matter.year).order_by("campaign").values_list(
                "campaign", flat=True):
        AnnualCampaign.objects.held(campaign)  # not while it is closed
    duty = _held(matter, status__in=AnnualDuty.OWING, campaign__status=AnnualCampaign.Status.OPEN)
    if duty is None:
        raise Incomplete(not_asked_for())
    _move("hand_in", duty, by, matter, handed_in_on=duty.handed_in_on or on)


def give_back(matter: Matter, *, by: User, on: date) -> None:
    if duty := _held(matter, status=Status.HANDED_IN):
        _move("return", duty, by, matter, correct_by=correct_by(duty, on=on))


def take_back(matter: Matter, *, by: User) -> None:
    """Withdrawn: nothing was handed in."""
    if duty := _held(matter, status__in=(Status.HANDED_IN, Status.RETURNED)):
        _move("take_back", duty, by, matter, handed_in_on=None, correct_by=None)


def let_go(matter: Matter, *, by: User) -> None:
    """Closed without an outcome: the organization left the register with its report in the office's hands."""
    if duty := _held(matter, status=Status.HANDED_IN):
        _move("leave", duty, by, matter, exemption=AnnualDuty.Exemption.LEFT)


def decide(matter: Matter, *, by: User, note: str, on: date) -> None:
    """The outcome of the matter; all but «qualified» starts the clock of the rectification (C3 art. 7)."""
    duty = _held(matter, status=Status.HANDED_IN)
    if duty is None:  # the duty was handed in with the matter and moves with it alone
        raise Incomplete(not_asked_for())
    until = rectify_by(on, area=duty.area.code) if matter.outcome in AnnualDuty.RECTIFIED_OUTCOMES else None
    setting = {"outcome": matter.outcome, "rectify_by": until, "correct_by": None}
    with annual_duty_workflow.performing("decide", duty, by=by, note=note, setting=setting):
        pass


def hand_in_rectification(matter: Matter, *, by: User, on: date) -> None:
    duty = _held(matter, rectify_by__isnull=False, rectify_handed_in_on=None)
    if duty is None:
        raise Incomplete(not_asked_for())
    _move("rectify", duty, by, matter, rectify_handed_in_on=on)


def give_back_rectification(matter: Matter, *, by: User, on: date) -> None:
    """Returned: it is owed again, by a day that leaves time for the correction."""
    if duty := _held(matter, rectify_handed_in_on__isnull=False, rectified_on=None):
        _move("rectify", duty, by, matter, rectify_handed_in_on=None, correct_by=correct_by(duty, on=on))


def take_back_rectification(matter: Matter, *, by: User) -> None:
    """Withdrawn or refused: it is owed again, by the same day."""
    given = Q(rectify_handed_in_on__isnull=False) | Q(correct_by__isnull=False)
    if duty := _held(matter, given, rectify_by__isnull=False, rectified_on=None):
        _move("rectify", duty, by, matter, rectify_handed_in_on=None, correct_by=None)


def rectified(matter: Matter, *, by: User, on: date) -> None:
    duty = _held(matter, rectify_handed_in_on__isnull=False, rectified_on=None)
    if duty is None:
        raise Incomplete(not_asked_for())
    _move("rectify", duty, by, matter, rectified_on=on)


def not_asked_for() -> str:
    return _("This report is not asked for any more: the campaign is closed, or the organization is exempt.")


def _held(matter: Matter, *of: Q, **state: Any) -> AnnualDuty | None:
    """The duty of the matter's organization and year in that state, kept by this transaction."""
    duties: QuerySet[AnnualDuty] = AnnualDuty.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "campaign__area", "organization__area")
    return duties.filter(
        *of, organization=matter.organization_id, campaign__year=matter.year, **state).order_by("-pk").first()


def _move(name: str, duty: AnnualDuty, by: User, matter: Matter, **setting: Any) -> None:
    with annual_duty_workflow.performing(name, duty, by=by, note=matter.receipt_no, setting=setting):
        pass
