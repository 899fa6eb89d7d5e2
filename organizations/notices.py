"""The letters that changes of matters and memberships call for, written in the change's own transaction."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from incubator.accounts.models import Role, User
from incubator.notices.writing import write
from organizations.models import Matter, MatterChange, Organization

OFFICERS, MEMBERS = "officers", "members"
LETTERS = {
    "submit": ("submitted", OFFICERS),
    "withdraw": ("withdrawn", OFFICERS),
    "return": ("returned", MEMBERS),
    "refuse": ("refused", MEMBERS),
    "approve": ("approved", MEMBERS),
    "remind": ("reminded", MEMBERS),
}


def announce_matter(change: MatterChange, matter: Matter) -> None:
    """One letter a person: to the street's officers what came in, to the organization's people what was decided."""
    event, to = LETTERS.get(change.action, ("", ""))
    if not event or (change.action == "withdraw" and change.old not in Matter.WITH_THE_OFFICE):
        return
    organization = matter.organization
    write(
        street_officers(organization) if to == OFFICERS else people_of(organization),
        key=f"matter:{matter.pk}:{_told_as(change)}",
        template=f"filing-{event}" if matter.kind == Matter.Kind.FILING else f"matter-{event}",
        params={
            "matter": matter.kind, "name": organization.name, "receipt_no": matter.receipt_no, "note": change.note,
            "filing_no": organization.filing_no,
        },
        url=address_of(matter),
    )


def _told_as(change: MatterChange) -> str:
    """A reminder is told once a day, every other change once."""
    return f"remind-{timezone.localdate(change.at)}" if change.action == "remind" else str(change.version)


def announce_registered(matter: Matter) -> None:
    """To the organization's people: it goes on as a registered one, its filing certificate falls."""
    organization = matter.organization
    write(
        people_of(organization), key=f"matter:{matter.pk}:registered", template="matter-registered",
        params={"name": organization.name, "uscc": organization.uscc},
        url=reverse("organizations:organization", args=[organization.pk]))


def address_of(matter: Matter) -> str:
    """The page of the matter."""
    page = "filing-detail" if matter.kind == Matter.Kind.FILING else "matter"
    return reverse(f"organizations:{page}", args=[matter.pk])


def street_officers(organization: Organization) -> QuerySet[User]:
    """The officers of the street the organization lies in."""
    return User.objects.filter(
        is_active=True, roles__kind=Role.Kind.STREET_OFFICER, roles__area__code=organization.area.street_code
    ).distinct()


def people_of(organization: Organization) -> QuerySet[User]:
    """Everyone who acts for the organization now."""
    return User.objects.filter(
        is_active=True, memberships__organization=organization, memberships__ended_at=None
    ).distinct()
