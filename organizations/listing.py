"""A loose group put on the register directly: the community knows it, nothing is filed (domain.md §2.2, third tier)."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError

from incubator.accounts.models import User
from incubator.workflow import No
from organizations.matters.naming import name_is_taken
from organizations.models import Organization
from organizations.rules.organizations import lists_group
from organizations.workflow import organization_workflow


def enlist(group: Organization, *, by: User) -> Organization:
    """On record at once. The same form (token) sent twice gives the first one's group.

    Raises PermissionDenied, and ValidationError when somebody took the name in this very moment.
    """
    if not (may := lists_group(by, group)):
        raise PermissionDenied(may if isinstance(may, No) else "enlist")
    try:
        return organization_workflow.create(group, by=by)
    except IntegrityError as error:
        raise ValidationError({"name": [name_is_taken()]}) from error


def blank() -> Organization:
    """A group that stands on record once it is saved; its type and its class are for whoever enters it to choose."""
    return Organization(status=Organization.Status.ACTIVE, org_type="", category="")
