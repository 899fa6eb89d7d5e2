"""What may happen to an organization's office-holders and to its pairings."""

from django.utils.translation import gettext_lazy as _

from incubator.workflow import Action, Workflow
from organizations.models import OfficeHolder, Organization, Pairing
from organizations.rules.hubs import links_hub
from organizations.rules.people import ends_pairing, keeps_holder, keeps_people, pairs

ON_RECORD: set[str] = {Organization.Status.ACTIVE, Organization.Status.SUSPENDED}
LIVING: set[str] = {Organization.Status.DRAFT, *ON_RECORD}

# Asked of the organization before something of it comes into being; they move nothing of the organization itself.
roster_workflow = Workflow(
    Action("add_holder", _("Add an office-holder"), keeps_people, LIVING, offered=False),
    Action("pair", _("Pair with a branch"), pairs, ON_RECORD, offered=False),
    Action("support", _("Add a supported organization"), links_hub, ON_RECORD, offered=False),
    of=Organization,
)

holder_workflow = Workflow(
    Action("edit", _("Edit"), keeps_holder, {OfficeHolder.Status.SERVING}, button=False),
    Action("depart", _("Leave office"), keeps_holder, {OfficeHolder.Status.SERVING}, OfficeHolder.Status.LEFT,
           button=False, weight="danger"),
    of=OfficeHolder,
)

pairing_workflow = Workflow(
    Action("end", _("End the pairing"), ends_pairing, {Pairing.Status.LIVING}, Pairing.Status.ENDED, button=False,
           weight="danger"),
    of=Pairing,
)
