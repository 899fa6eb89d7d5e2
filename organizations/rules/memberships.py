"""Who acts for an organization, and who lets people in. Pure questions; nothing here writes."""

from incubator.accounts.models import User
from incubator.accounts.rules import acts_for_street
from organizations.models import Membership, Organization

WRITERS = (Membership.Right.ADMINISTRATOR, Membership.Right.EDITOR)


def right_in(user: User, organization: Organization) -> str | None:
    """What this person may do for the organization, or None; one query a request for all their organizations."""
    if not user.is_authenticated:
        return None
    if "organization_rights" not in user.__dict__:
        mine = user.memberships.filter(ended_at=None).values_list("organization_id", "right")
        user.__dict__["organization_rights"] = dict(mine)
    return user.__dict__["organization_rights"].get(organization.pk)


def forget_rights(user: User) -> None:
    """After a membership came, changed or went: ask again next time."""
    user.__dict__.pop("organization_rights", None)


def is_member(user: User, organization: Organization) -> bool:
    return right_in(user, organization) is not None


def acts_for_some(user: User) -> bool:
    """Acts for at least one organization."""
    return user.memberships.filter(ended_at=None).exists()


def writes_for(user: User, organization: Organization) -> bool:
    """Administrators and editors fill in; readers look."""
    return right_in(user, organization) in WRITERS


def administers(user: User, organization: Organization) -> bool:
    return right_in(user, organization) == Membership.Right.ADMINISTRATOR


def lets_people_in(user: User, organization: Organization) -> bool:
    """The organization's administrator, or the street office once the organization is on record."""
    if administers(user, organization):
        return True
    return organization.status != Organization.Status.DRAFT and acts_for_street(user, organization.area.code)


def holds_a_link(user: User, organization: Organization) -> bool:
    """Whoever has an invitation may use it; organizations.inviting asks for the invitation itself."""
    return user.is_authenticated


def goes_or_sends_away(user: User, organization: Organization) -> bool:
    """Oneself, or whoever lets people in."""
    return is_member(user, organization) or lets_people_in(user, organization)
