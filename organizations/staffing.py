"""Keeping the list of an organization's people: somebody takes an office, is put right, leaves it."""

from datetime import date

from incubator.accounts.models import User
from incubator.workflow import told_in_words
from organizations.models import OfficeHolder
from organizations.workflow import holder_workflow, roster_workflow


def add(holder: OfficeHolder, *, by: User) -> OfficeHolder:
    """Enter somebody in an office. The same form sent twice gives the first one's entry."""
    roster_workflow.require("add_holder", holder.organization, by)
    with told_in_words():
        return holder_workflow.create(holder, by=by)


def edit(holder: OfficeHolder, *, by: User, seen: int) -> None:
    with told_in_words(), holder_workflow.performing("edit", holder, by=by, seen=seen):
        holder.save()


def leave(holder: OfficeHolder, *, by: User, seen: int, on: date) -> None:
    with holder_workflow.performing("depart", holder, by=by, seen=seen, setting={"left_on": on}):
        pass
