"""Who keeps the credit records of an organization, and what is wrong with one. Pure questions; nothing here writes."""

from datetime import date

from django.utils.translation import gettext as _

from incubator.accounts.models import User
from incubator.workdays import add_months
from incubator.workflow import No
from organizations.models import CreditRecord, Organization
from organizations.rules.organizations import keeps_register


def keeps_credit(user: User, record: CreditRecord) -> bool | No:
    """The street office that keeps the register; never an officer who belongs to the organization."""
    return records_credit(user, record.organization)


def records_credit(user: User, organization: Organization) -> bool | No:
    """As above, before there is a record: of every organization that is or was on record."""
    return organization.status != Organization.Status.DRAFT and keeps_register(user, organization)


def blacklist_due_on(abnormal_since: date, *, years: int) -> date:
    """The day on which so many full years on the list of abnormal activity are over (民政部令第60号)."""
    return add_months(abnormal_since, 12 * years)


def faults_of_credit(record: CreditRecord, *, today: date) -> dict[str, list[str]]:
    """Field name -> what is wrong, as far as the record is filled in."""
    faults: dict[str, list[str]] = {}
    if record.started_on and record.started_on > today:
        faults["started_on"] = [_("This day has not come yet.")]
    if record.ends_on and record.is_listing:
        faults["ends_on"] = [_("An entry of a list has no last day: it stands until it is taken off.")]
    elif record.ends_on and record.started_on and record.ends_on < record.started_on:
        faults["ends_on"] = [_("A record ends after it starts.")]
    return faults
