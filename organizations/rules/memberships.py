"""Who acts for an organization, and who lets people in. Pure questions; nothing here writes."""

from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import User
from incubator.accounts.rules import acts, acts_for_street
from incubator.workflow import No
from organizations.models import Membership, Organization, rights_of

OWN_MATTER = _(
    "You belong to this organization yourself: its filing, its entry in the register and who is let in are for a "
    "colleague to decide.")
IN_OFFICE = _(
    "You hold an officer's post: whoever works in the office never acts for an organization. That is for somebody else "
    "of the organization to do.")


def right_in(user: User, organization: Organization) -> str | None:
    """What this person may do for the organization, or None."""
    return rights_of(user).get(organization.pk)


def is_member(user: User, organization: Organization) -> bool:
    return right_in(user, organization) is not None


def decides_on(user: User, organization: Organization) -> bool | No:
    """The street office: filing, register entry, invitations. Never an officer who belongs to the organization."""
    return acts_for_street(user, organization.area.code) and unbiased(user, organization)


def unbiased(user: User, organization: Organization) -> bool | No:
    """An officer's «yes» about an organization of others; about the own one a «no» that says why."""
    return No(OWN_MATTER) if is_member(user, organization) else True


def own_matter(user: User, organization: Organization) -> str:
    """Why an officer of the place does not decide here: they belong to the organization. Nothing for anybody else."""
    return str(OWN_MATTER) if acts(user, organization.area.code) and is_member(user, organization) else ""


def acts_for_some(user: User) -> bool:
    """Acts for at least one organization."""
    return bool(rights_of(user))


def holds_no_post(user: User) -> bool | No:
    """An officer never acts for an organization, whatever membership stands from before the post."""
    return No(IN_OFFICE) if user.is_officer else True


def founds(user: User) -> bool | No:
    """Whoever is signed in may file a new organization, and is its administrator then."""
    return user.is_authenticated and holds_no_post(user)


def writes_for(user: User, organization: Organization) -> bool | No:
    """Administrators and editors fill in; readers look."""
    return writes_in(user, organization.pk)


def writes_in(user: User, organization: int | None) -> bool | No:
    """As above, by the organization's key; None is no organization."""
    return rights_of(user).get(organization or 0) in Membership.WRITING and holds_no_post(user)


def written_organizations(user: User) -> list[int]:
    """The keys of the organizations this person writes for, for look-ups: says of all what `writes_in` says of one."""
    return [pk for pk in rights_of(user) if writes_in(user, pk)]


def administers(user: User, organization: Organization) -> bool | No:
    return right_in(user, organization) == Membership.Right.ADMINISTRATOR and holds_no_post(user)


def lets_people_in(user: User, organization: Organization) -> bool | No:
    """The organization's administrator, or the street office once the organization is on record."""
    if administers(user, organization):
        return True
    return organization.status != Organization.Status.DRAFT and decides_on(user, organization)


def holds_a_link(user: User, organization: Organization) -> bool | No:
    """Whoever has an invitation may use it, an officer apart; organizations.inviting asks for the invitation itself."""
    return user.is_authenticated and holds_no_post(user)


def goes_or_sends_away(user: User, organization: Organization) -> bool | No:
    """Oneself, or whoever lets people in."""
    return is_member(user, organization) or lets_people_in(user, organization)
