"""How a new organization begins: a draft that nobody but its makers sees, with its administrator."""

import uuid

from django.core.exceptions import PermissionDenied

from incubator.accounts.models import Area, User
from organizations.models import Membership, Organization, forget_rights
from organizations.rules.memberships import founds
from organizations.workflow import organization_workflow


def founded(*, by: User, name: str, area: Area, category: str, org_type: str, token: uuid.UUID) -> Organization:
    """The draft with the person as its administrator; the same form sent twice (same token) gives the first one's.

    To be called in the transaction that makes the matter it begins with. Raises PermissionDenied.
    """
    if not (may := founds(by)):
        raise PermissionDenied(may)
    draft = Organization(
        name=name, area=area, category=category, org_type=org_type, token=uuid.uuid5(token, "organization"))
    organization = organization_workflow.create(draft, by=by)
    if organization is draft:
        Membership.objects.create(organization=draft, user=by, right=Membership.Right.ADMINISTRATOR)
        forget_rights(by)
    return organization
