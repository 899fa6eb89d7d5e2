"""How a new organization begins: a draft that nobody but its makers sees, with its administrator."""

import uuid

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from incubator.accounts.models import Area, User
from incubator.workflow import Incomplete
from organizations.models import Matter, Membership, Organization, forget_rights, normalized
from organizations.rules.memberships import founds
from organizations.workflow import organization_workflow


class AlreadyBegun(Incomplete):
    """The person has an application of this name already: `matter`, to be gone on with or taken up again."""

    def __init__(self, matter: Matter) -> None:
        self.matter = matter
        super().__init__({"name": [_(
            "You have applied under this name already, and it was not granted: apply again from there.")
            if matter.is_refused else _(
            "You have an application under this name already. Go on with that one, or choose another name.")]})


def already_begun(by: User, name: str, *, kind: str) -> Matter | None:
    """What the person has under way under this name, written this way or another, for a body that is not on record;
    else the one of this kind that was refused. A refused filing keeps nobody from a registration, and no other way."""
    own = Membership.objects.filter(user=by, right=Membership.Right.ADMINISTRATOR, ended_at=None)
    mine = Matter.objects.filter(
        organization__in=own.values("organization"), organization__status=Organization.Status.DRAFT,
        organization__normalized_name=normalized(name)).select_related("organization")
    return (mine.filter(status__in=Matter.OPEN) | mine.to_be_recorded()).last() or mine.filter(
        kind=kind).refused().last()


def founded(
    *, by: User, name: str, area: Area, category: str, org_type: str, token: uuid.UUID, kind: str
) -> Organization:
    """The draft with the person as its administrator; the same form sent twice (same token) gives the first one's.

    To be called in the transaction that makes the matter of this `kind` that it begins with: until its end the next
    form of the same person waits, and finds what this one began. Raises PermissionDenied, and AlreadyBegun where the
    person has one of this name already.
    """
    if not (may := founds(by)):
        raise PermissionDenied(may)
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # no constraint reaches from the name to the person
    draft = Organization(
        name=name, area=area, category=category, org_type=org_type, token=uuid.uuid5(token, "organization"))

    def first() -> None:
        if found := already_begun(by, name, kind=kind):
            raise AlreadyBegun(found)

    organization = organization_workflow.create(draft, by=by, first=first)
    if organization is draft:
        Membership.objects.create(organization=draft, user=by, right=Membership.Right.ADMINISTRATOR)
        forget_rights(by)
    return organization
