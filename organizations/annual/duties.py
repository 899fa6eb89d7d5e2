"""What the office does with one duty: exempt, take that back, give a later day, remind, note that it telephoned."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from incubator.accounts.models import User
from incubator.workdays import next_workday
from incubator.workflow import Action, Incomplete, Stale
from organizations.models import AnnualCampaign, AnnualDuty
from organizations.urging import refuse_in_vain, reminded
from organizations.workflow import annual_duty_workflow


@transaction.atomic
def postpone(duty: AnnualDuty, *, by: User, seen: int, note: str, due_on: date, today: date) -> None:
    """Give this organization a later day, with the reason; a rest day moves to the next working day.

    Raises ValidationError by field.
    """
    annual_duty_workflow.require("postpone", duty, by)
    if seen != duty.version:  # the day may have been moved since
        raise Stale("postpone", duty)
    _refuse_closed(duty)
    if due_on <= duty.day:
        raise ValidationError({"due_on": [_("The new day is later than the one before.")]})
    if due_on < today:
        raise ValidationError({"due_on": [_("This day is over already.")]})
    due_on = next_workday(due_on)
    with annual_duty_workflow.performing(
            "postpone", duty, by=by, seen=seen, note=note,
            setting={"correct_by" if duty.status == AnnualDuty.Status.RETURNED else "due_on": due_on}):
        pass


@transaction.atomic
def act(name: str, duty: AnnualDuty, *, by: User, seen: int, note: str, today: date) -> None:
    """One action of the table, for the buttons and the batch; a later day has a form of its own."""
    action = annual_duty_workflow.actions.get(name)
    if action is None or not (action.offered and action.button):
        raise PermissionDenied(name)
    annual_duty_workflow.require(name, duty, by)
    _refuse_closed(duty)
    if name == "urge":
        refuse_in_vain(duty, "urge", today=today)
    setting: dict[str, dict] = {
        "exempt": {"exemption": AnnualDuty.Exemption.OFFICER, "handed_in_on": None},
        "oblige": {"exemption": ""},
    }
    with annual_duty_workflow.performing(name, duty, by=by, seen=seen, note=note, setting=setting.get(name)):
        pass


def open_now(duty: AnnualDuty, user: User, *, today: date) -> list[Action]:
    """The actions this person may take now; who was reminded today is reminded again tomorrow."""
    return [action for action in annual_duty_workflow.available(duty, user)
            if action.name != "urge" or not reminded(duty, "urge", today=today)]


def runs(duty: AnnualDuty) -> bool:
    """Whether the office may still act on it: a rectification is owed whether or not its campaign runs."""
    return duty.status == AnnualDuty.Status.DECIDED or duty.campaign.status == AnnualCampaign.Status.OPEN


def _refuse_closed(duty: AnnualDuty) -> None:
    """The campaign is kept by this transaction, so that it stays open."""
    duty.campaign = AnnualCampaign.objects.held(duty.campaign_id)
    if not runs(duty):
        raise Incomplete(_("The campaign is closed: open it again first."))
