"""Who may bring a ledger in."""

from incubator.accounts.models import User
from incubator.accounts.rules import acts_for_street
from organizations.models import ImportRun


def brings_in(user: User, run: ImportRun) -> bool:
    """The street officer who uploaded it, as long as the register is theirs."""
    return run.by_id == user.pk and acts_for_street(user, run.area.code)
