"""Who is let in and out of an organization: recorded in its history, no change of its entry in the register."""

from django.utils.translation import gettext_lazy as _

from incubator.workflow import Action, Workflow
from organizations.models import Organization
from organizations.rules.memberships import goes_or_sends_away, holds_a_link, lets_people_in

LIVING: set[str] = {Organization.Status.DRAFT, Organization.Status.ACTIVE, Organization.Status.SUSPENDED}


people_workflow = Workflow(
    Action("invite", _("Invite"), lets_people_in, LIVING, offered=False),
    Action("withdraw_invitation", _("Withdraw the invitation"), lets_people_in, set(Organization.Status.values),
           offered=False),
    Action("join", _("Accept the invitation"), holds_a_link, LIVING, offered=False),
    Action("leave", _("End a membership"), goes_or_sends_away, set(Organization.Status.values), offered=False),
    Action("make_editor", _("Make editor"), lets_people_in, LIVING, offered=False),
    Action("make_reader", _("Make reader"), lets_people_in, LIVING, offered=False),
    Action("hand_over", _("Make administrator"), lets_people_in, LIVING, offered=False),
    of=Organization,
)
