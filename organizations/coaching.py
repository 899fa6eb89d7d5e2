"""Keeping the growth file: a visit is written down or put right, a stage is set."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.translation import gettext as _

from incubator.accounts.models import User
from organizations.models import CoachingVisit, GrowthStage
from organizations.workflow import growth_workflow, stage_workflow, visit_workflow


def record(visit: CoachingVisit, *, by: User) -> CoachingVisit:
    """Write a visit down for the office of the organization's street. Sent twice it gives the first one's entry."""
    growth_workflow.require("coach", visit.organization, by)
    visit.office = visit.organization.area.street or visit.organization.area
    return visit_workflow.create(visit, by=by)


def edit(visit: CoachingVisit, *, by: User, seen: int) -> None:
    with visit_workflow.performing("edit", visit, by=by, seen=seen):
        visit.save()


def set_stage(stage: GrowthStage, *, by: User) -> GrowthStage:
    """From a day on the organization is in that stage. Sent twice it gives the first one's entry.

    Raises ValidationError when another officer was quicker with the same day.
    """
    growth_workflow.require("set_stage", stage.organization, by)
    try:
        return stage_workflow.create(stage, by=by)
    except IntegrityError as error:
        raise ValidationError(_("Somebody else entered the same just now. Open the list and look.")) from error
