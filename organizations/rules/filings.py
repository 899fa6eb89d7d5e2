"""Who may do what with a filing. Pure questions; nothing here writes."""

from incubator.accounts.models import User
from incubator.workflow import No
from organizations.models import Filing
from organizations.rules.memberships import decides_on, writes_for


def fills_in_filing(user: User, filing: Filing) -> bool:
    """The organization's administrator and editors."""
    return writes_for(user, filing.organization)


def decides_on_filing(user: User, filing: Filing) -> bool | No:
    """A street officer; never one who belongs to the organization. Community workers and the district only read."""
    return decides_on(user, filing.organization)
