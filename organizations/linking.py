"""What a hub organization supports: a link begins, and ends."""

from datetime import date

from incubator.accounts.models import User
from incubator.workflow import told_in_words
from organizations.models import HubLink
from organizations.workflow import hub_workflow, roster_workflow


def link(new: HubLink, *, by: User) -> HubLink:
    """The same form sent twice gives the first one's link. Raises PermissionDenied, WrongStatus, ValidationError."""
    roster_workflow.require("support", new.hub, by)
    with told_in_words():
        return hub_workflow.create(new, by=by)


def end(known: HubLink, *, by: User, seen: int, on: date) -> None:
    with hub_workflow.performing("end", known, by=by, seen=seen, setting={"ended_on": on}):
        pass
