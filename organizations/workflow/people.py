"""Who is let in and out of an organization: recorded in its history, no change of its entry in the register."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from incubator.workflow import Action, Workflow
from organizations.models import Organization
from organizations.rules.memberships import is_member, lets_people_in

LIVING: set[str] = {Organization.Status.DRAFT, Organization.Status.ACTIVE, Organization.Status.SUSPENDED}


def holds_a_link(user: Any, organization: Organization) -> bool:
    """Whoever has an invitation may use it; organizations.inviting asks for the invitation itself."""
    return user.is_authenticated


def goes_or_sends_away(user: Any, organization: Organization) -> bool:
    return is_member(user, organization) or lets_people_in(user, organization)


people_workflow = Workflow(
    Action("invite", _("Invite"), lets_people_in, LIVING, offered=False),
    Action("join", _("Accept the invitation"), holds_a_link, LIVING, offered=False),
    Action("leave", _("End a membership"), goes_or_sends_away, set(Organization.Status.values), offered=False),
    Action("hand_over", _("Make administrator"), lets_people_in, LIVING, offered=False),
)
