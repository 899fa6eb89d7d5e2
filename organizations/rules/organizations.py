"""Who may do what to an organization. Pure questions; nothing here writes."""

from incubator.accounts.models import User
from incubator.accounts.rules import acts
from incubator.workflow import No
from organizations.models import Organization
from organizations.rules.memberships import decides_on, unbiased


def keeps_register(user: User, organization: Organization) -> bool | No:
    """The street office keeps the register of its street."""
    return decides_on(user, organization)


def corrects_entry(user: User, organization: Organization) -> bool | No:
    """What the register says is put right by whoever knows it: a community worker in the own community too.

    Never by an officer who belongs to the organization.
    """
    return acts(user, organization.area.code) and unbiased(user, organization)


def lists_group(user: User, group: Organization) -> bool | No:
    """Who puts a loose group on the register, and takes it off when it has broken up: as with its entry, the community
    it is listed in, and the street.

    The residents' committee guides these groups (domain.md §2.2), so the community worker knows them first.
    """
    return group.is_listed and corrects_entry(user, group)


def listing_codes(user: User) -> list[str]:
    """The codes of the areas in whose communities this person lists groups."""
    return user.acting_codes if user.is_officer else []


def corrected_codes(user: User) -> list[str]:
    """The codes of the areas whose entries this person may put right."""
    return [post.code for post in user.posts if acts(user, post.code)] if user.is_authenticated else []


def keeps_some_register(user: User) -> bool:
    """True for whoever keeps a street's register at all: the ledger pages are theirs."""
    return bool(register_codes(user))


def register_codes(user: User) -> list[str]:
    """The codes of the streets whose registers this person keeps."""
    return user.street_codes if user.is_authenticated else []


def brings_in_ledger(user: User | None, organization: Organization) -> bool | No:
    """A street officer, or the command line (nobody), which asked for the right by having the machine."""
    return user is None or keeps_register(user, organization)

