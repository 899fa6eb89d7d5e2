"""Who keeps what a hub organization supports. Pure questions."""

from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import User
from incubator.workflow import No
from organizations.models import HubLink, Organization
from organizations.rules.organizations import keeps_register

NO_HUB = _("Only a hub organization supports others. Mark it as one in its entry first.")


def links_hub(user: User, organization: Organization) -> bool | No:
    """The street office of the hub; never an officer who belongs to it."""
    may = keeps_register(user, organization)
    if not may:
        return may
    return True if organization.is_hub else No(NO_HUB)


def ends_hub_link(user: User, link: HubLink) -> bool | No:
    """Also of one that is no hub any more."""
    return keeps_register(user, link.hub)
