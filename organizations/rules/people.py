"""Who keeps the list of an organization's people, and who pairs it with a branch. Pure questions."""

from collections.abc import Iterable

from incubator.accounts.models import User
from incubator.workflow import No
from organizations.models import OfficeHolder, Organization, Pairing, normalized
from organizations.rules.memberships import writes_for
from organizations.rules.organizations import keeps_register


def keeps_people(user: User, organization: Organization) -> bool | No:
    """The organization's administrator and editors; once it is on record, the office that keeps the register."""
    if writes_for(user, organization):
        return True
    return organization.status != Organization.Status.DRAFT and keeps_register(user, organization)


def keeps_holder(user: User, holder: OfficeHolder) -> bool | No:
    """Of an organization that is getting ready or on record; one that left the register keeps its last people."""
    organization = holder.organization
    if organization.status != Organization.Status.DRAFT and not organization.stands:
        return False
    return keeps_people(user, organization)


def pairs(user: User, organization: Organization) -> bool | No:
    """The street office; never an officer who belongs to the organization."""
    return keeps_register(user, organization)


def ends_pairing(user: User, pairing: Pairing) -> bool | No:
    return pairs(user, pairing.organization)


def heads_beside_register(organization: Organization, holders: Iterable[OfficeHolder]) -> list[str]:
    """Who is entered as responsible person in office under another name than the register's.

    Nothing before the organization is on record: until then the register says nothing.
    """
    now = normalized(organization.responsible_person)
    return [] if organization.status == Organization.Status.DRAFT else [
        holder.name for holder in holders
        if (holder.role, holder.status) == (OfficeHolder.Role.RESPONSIBLE_PERSON, OfficeHolder.Status.SERVING)
        and normalized(holder.name) != now]
