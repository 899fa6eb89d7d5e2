"""The letters that changes of matters and of the catalogue call for, written in the change's own transaction."""

from django.db.models import QuerySet
from django.urls import reverse

from incubator.accounts.models import Role, User, within
from incubator.notices.writing import write
from organizations.models import (
    CatalogueEntry,
    CatalogueEntryChange,
    CatalogueObjection,
    CatalogueObjectionChange,
    CatalogueRound,
    CatalogueRoundChange,
    Matter,
    MatterChange,
    Organization,
)

OFFICERS, MEMBERS = "officers", "members"
LETTERS = {
    "submit": ("submitted", OFFICERS),
    "withdraw": ("withdrawn", OFFICERS),
    "return": ("returned", MEMBERS),
    "refuse": ("refused", MEMBERS),
    "approve": ("approved", MEMBERS),
}

ENTRY_LETTERS = {
    "create": ("nominated", MEMBERS), "agree": ("agreed", OFFICERS), "decline": ("declined", OFFICERS),
    "verify": ("verified", MEMBERS), "publicise": ("publicised", MEMBERS), "list": ("listed", MEMBERS),
    "suspend": ("suspended", MEMBERS), "resume": ("resumed", MEMBERS), "remove": ("removed", MEMBERS),
    "reject": ("removed", MEMBERS),
}


def announce_matter(change: MatterChange, matter: Matter) -> None:
    """One letter a person: to the street's officers what came in, to the organization's people what was decided."""
    event, to = LETTERS.get(change.action, ("", ""))
    if not event or (change.action == "withdraw" and change.old not in Matter.WITH_THE_OFFICE):
        return
    organization = matter.organization
    write(
        street_officers(organization) if to == OFFICERS else people_of(organization),
        key=f"matter:{matter.pk}:{change.version}",
        template=f"filing-{event}" if matter.kind == Matter.Kind.FILING else f"matter-{event}",
        params={
            "matter": matter.kind, "name": organization.name, "receipt_no": matter.receipt_no, "note": change.note,
            "filing_no": organization.filing_no,
        },
        url=address_of(matter),
    )


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


def announce_round(change: CatalogueRoundChange, round: CatalogueRound) -> None:
    """The call, to everybody who acts for an organization of the street."""
    if change.action == "open":
        people = User.objects.filter(
            within("memberships__organization__area__code", [round.area.code]), is_active=True,
            memberships__ended_at=None, memberships__organization__in=Organization.objects.on_record()).distinct()
        write(
            people, key=f"catalogue-round:{round.pk}:open", template="catalogue-opened",
            params={"year": round.year, "street": round.area.name, "from": round.applies_from.isoformat(),
                    "until": round.applies_until.isoformat()},
            url=reverse("organizations:qualified-round", args=[round.pk]))


def announce_entry(change: CatalogueEntryChange, entry: CatalogueEntry) -> None:
    """What became of the entry, to the organization's people; its own answer, to the street's officers."""
    event, to = ENTRY_LETTERS.get(change.action, ("", ""))
    if not event or (change.action == "create" and entry.status != CatalogueEntry.Status.NOMINATED):
        return
    organization = entry.organization
    write(
        street_officers(organization) if to == OFFICERS else people_of(organization),
        key=f"catalogue-entry:{entry.pk}:{change.version}", template=f"catalogue-{event}",
        params={"name": organization.name, "year": entry.round.year, "note": change.note},
        url=reverse("organizations:qualified-entry", args=[entry.pk]))


def announce_objection(change: CatalogueObjectionChange, objection: CatalogueObjection) -> None:
    """That one came in, to the officers who may read it; its words stay on its page."""
    if change.action == "create":
        organization = objection.entry.organization
        write(
            street_officers(organization).exclude(memberships__in=organization.memberships.filter(ended_at=None)),
            key=f"catalogue-objection:{objection.pk}", template="catalogue-objected",
            params={"name": organization.name, "year": objection.entry.round.year},
            url=reverse("organizations:qualified-entry", args=[objection.entry_id]))
