"""What may happen to an organization's entry in the register."""

from django.utils.translation import gettext_lazy as _

from incubator.workflow import Action, Workflow
from organizations.models import Organization
from organizations.rules.memberships import writes_for
from organizations.rules.organizations import brings_in_ledger, corrects_entry, keeps_register

DRAFT, ACTIVE, SUSPENDED = Organization.Status.DRAFT, Organization.Status.ACTIVE, Organization.Status.SUSPENDED
ON_RECORD: set[str] = {ACTIVE, SUSPENDED}

organization_workflow = Workflow(
    Action("fill_in", _("Fill in"), writes_for, {DRAFT}, offered=False),
    Action("record", _("Enter in the register"), keeps_register, {DRAFT}, ACTIVE, offered=False),
    Action("import", _("Bring in from the ledger"), brings_in_ledger, ON_RECORD, offered=False),
    Action("edit", _("Edit"), corrects_entry, ON_RECORD, button=False),
    Action("suspend", _("Suspend"), keeps_register, {ACTIVE}, SUSPENDED, reason_required=True, weight="danger"),
    Action("resume", _("Resume"), keeps_register, {SUSPENDED}, ACTIVE, reason_required=True),
)
