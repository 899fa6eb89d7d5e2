"""Keeping the growth file: a visit is written down or put right, a stage is set."""

from incubator.accounts.models import User
from incubator.masking import mask_text
from incubator.workflow import told_in_words
from organizations.models import CoachingVisit, GrowthStage
from organizations.workflow import growth_workflow, stage_workflow, visit_workflow


def record(visit: CoachingVisit, *, by: User) -> CoachingVisit:
    """Write a visit down for the office of the organization's street. Sent twice it gives the first one's entry."""
    growth_workflow.require("coach", visit.organization, by)
    _mask(visit, "subject", "visitors", "findings", "agreed")
    visit.office = visit.organization.area.street or visit.organization.area
    return visit_workflow.create(visit, by=by)


def edit(visit: CoachingVisit, *, by: User, seen: int) -> None:
    _mask(visit, "subject", "visitors", "findings", "agreed")
    with visit_workflow.performing("edit", visit, by=by, seen=seen):
        visit.save()


def set_stage(stage: GrowthStage, *, by: User) -> GrowthStage:
    """From a day on the organization is in that stage. Sent twice it gives the first one's entry.

    Raises ValidationError when another officer was quicker with the same day.
    """
    growth_workflow.require("set_stage", stage.organization, by)
    _mask(stage, "reason")
    with told_in_words():
        return stage_workflow.create(stage, by=by)


def _mask(thing: CoachingVisit | GrowthStage, *names: str) -> None:
    """A personal number written into free words is masked before it is kept, and so in the history too."""
    for name in names:
        setattr(thing, name, mask_text(getattr(thing, name)))
