"""The letters that changes of matters, annual duties and the catalogue call for, written in the same transaction."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from incubator.accounts.models import Role, User, within
from incubator.notices.models import Letter
from incubator.notices.writing import letters, put, take_back, write
from incubator.undoing import UNDO
from organizations.models import (
    AnnualCampaign,
    AnnualDuty,
    CatalogueEntry,
    CatalogueEntryChange,
    CatalogueObjection,
    CatalogueObjectionChange,
    CatalogueRound,
    CatalogueRoundChange,
    Certificate,
    Matter,
    MatterChange,
    Membership,
    Organization,
    OrganizationChange,
)

OFFICERS, MEMBERS = "officers", "members"
LETTERS = {
    "submit": ("submitted", OFFICERS),
    "withdraw": ("withdrawn", OFFICERS),
    "return": ("returned", MEMBERS),
    "refuse": ("refused", MEMBERS),
    "approve": ("approved", MEMBERS),
    "remind": ("reminded", MEMBERS),
    "lapse": ("lapsed", MEMBERS),
    "forward": ("forwarded", MEMBERS),
    "not_registered": ("not-registered", MEMBERS),
}

STANDING_LETTERS = {"suspend": "suspended", "resume": "resumed", "revoke": "revoked", "disband": "disbanded"}
ENTRY_LETTERS = {
    "create": ("nominated", MEMBERS), "agree": ("agreed", OFFICERS), "decline": ("declined", OFFICERS),
    "verify": ("verified", MEMBERS), "publicise": ("publicised", MEMBERS), "list": ("listed", MEMBERS),
    "suspend": ("suspended", MEMBERS), "resume": ("resumed", MEMBERS), "remove": ("removed", MEMBERS),
    "reject": ("removed", MEMBERS),
}


def announce_matter(change: MatterChange, matter: Matter) -> None:
    """One letter a person: to the street's officers what came in, to the organization's people what was decided."""
    if change.action == UNDO:
        _announce_undone(change, matter)
    event, to = LETTERS.get(change.action, ("", ""))
    if not event or (change.action == "withdraw" and change.old not in Matter.WITH_THE_OFFICE):
        return
    if event == "approved" and matter.kind == Matter.Kind.ANNUAL:
        return  # the duty tells the outcome, and what follows from it
    organization = matter.organization
    number = _certified(matter) if event == "approved" and matter.kind != Matter.Kind.FILING else ""
    event = "certified" if number else _own_event(matter, event)
    write(
        street_officers(organization) if to == OFFICERS else people_of(organization),
        key=f"matter:{matter.pk}:{_told_as(change)}",
        template=f"filing-{event}" if matter.kind == Matter.Kind.FILING else f"matter-{event}",
        params={
            "matter": matter.kind, "name": organization.name, "receipt_no": matter.receipt_no, "note": change.note,
            "filing_no": organization.filing_no, "certificate": number,
        },
        url=address_of(matter),
    )


def _own_event(matter: Matter, event: str) -> str:
    """A registration is not granted by the street, and a new body is in no register that could stay as it is."""
    own = {"approved": "favoured", "refused": "not-favoured"} if matter.kind == Matter.Kind.REGISTRATION else {}
    if matter.organization.status == Organization.Status.DRAFT:
        own |= {"not-registered": "not-founded"}
    return own.get(event, event)


def _certified(matter: Matter) -> str:
    """The number on the certificate that was issued with it; empty where none was."""
    return Certificate.objects.filter(matter=matter).values_list("number", flat=True).first() or ""


def _announce_undone(change: MatterChange, matter: Matter) -> None:
    """To those whom the step taken back was told; most steps are told nobody."""
    take_back(
        f"matter:{matter.pk}:{change.version - 1}", now_key=f"matter:{matter.pk}:{change.version}",
        template="matter-taken-back", params={"matter": matter.kind, "name": matter.organization.name},
        url=address_of(matter))


def _told_as(change: MatterChange) -> str:
    """A reminder is told once a day, every other change once."""
    return f"remind-{timezone.localdate(change.at)}" if change.action == "remind" else str(change.version)


def announce_organization(change: OrganizationChange, organization: Organization) -> None:
    """To the organization's people: it is suspended, stands again, was revoked or has broken up, and why."""
    if change.action in STANDING_LETTERS:
        write(
            people_of(organization), key=f"organization:{organization.pk}:{change.version}",
            template=f"organization-{STANDING_LETTERS[change.action]}",
            params={"name": organization.name, "note": change.note},
            url=reverse("organizations:organization", args=[organization.pk]))


def announce_right(change: OrganizationChange, membership: Membership, right: str) -> None:
    """To the person who holds this right from now on."""
    organization = membership.organization
    write(
        [membership.user], key=f"organization:{organization.pk}:{right}-{change.pk}", template=f"{right}-made",
        params={"name": organization.name, "by": change.by_name},
        url=reverse("organizations:members", args=[organization.pk]))


def announce_registered(matter: Matter, *, founded: bool) -> None:
    """To the organization's people: it stands in the register as a registered one. One that was in no register before
    (`founded`) had no filing certificate that could fall."""
    organization = matter.organization
    write(
        people_of(organization), key=f"matter:{matter.pk}:registered",
        template="matter-founded" if founded else "matter-registered",
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
    return people_in([organization.pk])


def people_in(organizations: Iterable[int | None] | QuerySet) -> QuerySet[User]:
    """Everyone who acts for one of the organizations (their keys) now."""
    return User.objects.filter(pk__in=Membership.objects.acting().filter(
        organization__in=organizations).values("user"))


def heard(organization: str) -> Exists:
    """Beside rows whose organization stands at this path: whether anybody writes for it now, so that a reminder is
    answered.
    """
    return Exists(Membership.objects.writing().filter(organization=OuterRef(organization)))


def writers_of(organizations: Iterable[int] | QuerySet) -> dict[int, list[User]]:
    """Organization -> those who may write its reports now."""
    found = defaultdict(list)
    for membership in Membership.objects.writing().filter(organization__in=organizations).select_related(
            "user").order_by("pk"):
        found[membership.organization_id].append(membership.user)
    return found


def officers_of(street_codes: Iterable[str]) -> dict[str, list[User]]:
    """Street code -> its officers."""
    found = defaultdict(list)
    for role in Role.objects.filter(
        kind=Role.Kind.STREET_OFFICER, area__code__in=street_codes, user__is_active=True,
    ).select_related("user", "area").order_by("pk"):
        found[role.area.code].append(role.user)
    return found


ANNUAL_LETTERS = {
    "urge": "annual-urged", "postpone": "annual-postponed", "exempt": "annual-exempt", "oblige": "annual-asked",
    "decide": "annual-decided",
}


def announce_duty(change: Any, duty: AnnualDuty) -> None:
    """To the organization's people, what the office did about its annual report."""
    if template := ANNUAL_LETTERS.get(change.action):
        if template == "annual-decided" and duty.rectify_by:
            template = "annual-to-rectify"
        write(
            people_of(duty.organization), key=f"annual:{duty.pk}:{change.action}-{change.version}", template=template,
            params=annual_params(duty, note=change.note), url=address_of_year(duty))


def announce_asked(campaign: AnnualCampaign, duties: Sequence[AnnualDuty]) -> None:
    """Tell the writers of every organization that it owes a report: one query for them, however many."""
    if not duties:
        return
    writers = writers_of(campaign.duties.filter(status=AnnualDuty.Status.OWED).values("organization"))
    rows: list[Letter] = []
    for duty in duties:
        rows += letters(
            writers.get(duty.organization_id, []), key=f"annual:{duty.pk}:asked", template="annual-asked",
            params=annual_params(duty, note=campaign.note), url=address_of_year(duty))
    put(rows)


def annual_params(duty: AnnualDuty, **more: Any) -> dict[str, Any]:
    return {
        "name": duty.organization.name, "year": duty.campaign.year, "due_on": duty.day.isoformat(),
        "outcome": duty.outcome, "rectify_by": duty.rectify_day.isoformat() if duty.rectify_day else "", **more}


def address_of_year(duty: AnnualDuty) -> str:
    """The organization's page of its annual reports."""
    return reverse("organizations:annual-years", args=[duty.organization_id])


def announce_round(change: CatalogueRoundChange, round: CatalogueRound) -> None:
    """The call, to everybody who acts for an organization of the street."""
    if change.action == "open":
        called = Organization.objects.on_record().filter(within("area__code", [round.area.code]))
        write(
            people_in(called.values("pk")), key=f"catalogue-round:{round.pk}:open", template="catalogue-opened",
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
