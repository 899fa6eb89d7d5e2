"""What the name that a matter asks for is easily taken for: on record, and asked for by others at the same time."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from incubator.accounts.models import User, within
from organizations.matters.asking import answer
from organizations.matters.likening import Places, Spelt
from organizations.matters.naming import names_like, nearest, places_of
from organizations.models import Matter, Organization, normalized
from organizations.models.matters import MatterQuerySet
from organizations.models.spelling import spelled
from organizations.notices import address_of

Kind = Matter.Kind
NAMING = (Kind.FILING, Kind.REGISTRATION, Kind.CHANGE, Kind.PROMOTION)


@dataclass(frozen=True)
class Asked:
    """A name that another organization asks for, with the matter that does."""

    name: str
    kind: str
    organization: str
    receipt_no: str
    href: str


@dataclass(frozen=True)
class Similar:
    """A name on record; with its community and its page for whoever may open it."""

    name: str
    community: str = ""
    href: str = ""


def similar_rows(names: Sequence[str], *, street: str, by: User) -> tuple[Similar, ...]:
    """Names on record in the street (`names_like`), in their order, as this person may open them."""
    seen: dict[str, list[Similar]] = {}
    if names:
        for one in Organization.objects.visible_to(by).on_record().filter(
                within("street_code", [street]), name__in=names).select_related("area").order_by("pk"):
            seen.setdefault(one.name, []).append(
                Similar(one.name, one.area.name, reverse("organizations:organization", args=[one.pk])))
    return tuple(row for name in names for row in seen.get(name, [Similar(name)]))


@dataclass(frozen=True)
class Confusable:
    """Names on record, and those asked for: for the office with who asks."""

    similar: tuple[Similar, ...] = ()
    asked: tuple[Asked, ...] = ()
    asked_names: tuple[str, ...] = ()  # the same for the applicant, whom the matters of others do not concern

    def __bool__(self) -> bool:
        return bool(self.similar or self.asked_names)


def confusable(matter: Matter, *, by: User) -> Confusable:
    """For the office: beside the name that was handed in; the matters are those that the officer sees."""
    name = matter.facts.get("name") or ""
    if matter.kind == Kind.CHANGE and "was_name" not in matter.facts:
        return Confusable()
    return _confusable(name, matter, Matter.objects.visible_to(by), by=by)


def confusable_draft(matter: Matter) -> Confusable:
    """For the applicant, before the matter is handed in: a warning, nothing that holds it up."""
    own = matter.organization.name
    name = own if matter.kind == Kind.FILING else answer(matter, "name") or ""
    if matter.kind == Kind.CHANGE and name == own:
        return Confusable()
    found = _confusable(name, matter, Matter.objects.all())
    return Confusable(found.similar, asked_names=found.asked_names)


def _confusable(name: str, matter: Matter, matters: MatterQuerySet, *, by: User | None = None) -> Confusable:
    if matter.kind not in NAMING or not name:
        return Confusable()
    street = matter.organization.area.street_code
    known = places_of(street)
    similar = names_like(name, street=street, apart_from=matter.organization_id, known=known)
    asked = _asked(name, matters.exclude(organization=matter.organization_id), street=street, known=known)
    rows = similar_rows(similar, street=street, by=by) if by else tuple(Similar(one) for one in similar)
    return Confusable(rows, tuple(asked), tuple(dict.fromkeys(one.name for one in asked)))


def _asked(name: str, matters: MatterQuerySet, *, street: str, known: Places) -> list[Asked]:
    """Handed in and not settled yet: with the office, back for correction, or an opinion that waits for the county."""
    open_ones = matters.filter(kind__in=NAMING, status__in=[*Matter.WITH_THE_OFFICE, Matter.Status.RETURNED])
    found: dict[str, list[Matter]] = {}
    for one in (open_ones | matters.to_be_recorded()).filter(
            within("received_in__code", [street])).select_related("organization"):
        if asked := one.facts.get("name"):
            found.setdefault(asked, []).append(one)
    like = nearest(name, (Spelt(asked, normalized(asked), spelled(asked)) for asked in found), known=known)
    return [
        Asked(asked, str(one.get_kind_display()), "" if one.kind == Kind.FILING else one.organization.name,
              one.receipt_no, address_of(one))
        for asked in like for one in found[asked]]
