"""What may happen between a hub organization and those it supports."""

from django.utils.translation import gettext_lazy as _

from incubator.workflow import Action, Workflow
from organizations.models import HubLink
from organizations.rules.hubs import ends_hub_link

hub_workflow = Workflow(
    Action("end", _("End the support"), ends_hub_link, {HubLink.Status.LIVING}, HubLink.Status.ENDED, button=False,
           weight="danger"),
    of=HubLink,
)
