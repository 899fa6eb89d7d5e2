"""What may happen to an organization's entry in the register."""

from django.utils.translation import gettext_lazy as _

from incubator.workflow import Action, Workflow
from organizations.models import Organization, OrganizationChange
from organizations.notices import announce_organization
from organizations.rules.memberships import writes_for
from organizations.rules.organizations import brings_in_ledger, corrects_entry, keeps_register, lists_group
from organizations.workflow.annual import owes_no_report
from organizations.workflow.matters import end_registrations

DRAFT, ACTIVE, SUSPENDED, CANCELLED, REVOKED = Organization.Status
ON_RECORD: set[str] = {ACTIVE, SUSPENDED}


def leave_register(change: OrganizationChange, organization: Organization) -> None:
    """What follows wherever an organization leaves the register."""
    owes_no_report(change, organization)
    end_registrations(change, organization)


organization_workflow = Workflow(
    Action("fill_in", _("Fill in"), writes_for, {DRAFT}, offered=False),
    Action("record", _("Enter in the register"), keeps_register, {DRAFT}, ACTIVE, offered=False),
    Action("import", _("Bring in from the ledger"), brings_in_ledger, ON_RECORD, offered=False),
    Action("change", _("Change"), keeps_register, ON_RECORD, offered=False),  # by a granted matter
    Action("file", _("Enter as filed"), keeps_register, ON_RECORD, offered=False),  # a listed group, by its matter
    Action("reissue", _("Issue the certificate anew"), keeps_register, ON_RECORD, offered=False),  # by its matter
    Action("register", _("Record the registration"), keeps_register, ON_RECORD, offered=False),
    Action("cancel", _("Cancellation"), keeps_register, ON_RECORD, CANCELLED, offered=False,  # by a granted matter
           then=leave_register),
    Action("edit", _("Edit"), corrects_entry, ON_RECORD, button=False),
    Action("resume", _("Resume"), keeps_register, {SUSPENDED}, ACTIVE, reason_required=True),
    Action("suspend", _("Suspend"), keeps_register, {ACTIVE}, SUSPENDED, reason_required=True, weight="danger"),
    Action("revoke", _("Revoke"), keeps_register, ON_RECORD, REVOKED, reason_required=True, weight="danger",
           button=False, then=leave_register),  # the page says first what is still open
    Action("disband", _("Disbanded"), lists_group, ON_RECORD, CANCELLED, reason_required=True, weight="danger",
           then=leave_register, warning=_(
               "For a group that has broken up: it leaves the register for good as of today, and its people are told. "
               "What is still open with the office stays on its page, to be wound up.")),
    of=Organization, announce=announce_organization,
)
