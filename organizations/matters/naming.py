"""Names against the register: taken, written this way or another, and easily taken for one another."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from incubator.accounts.models import DISTRICT, Area, within
from organizations.matters.likening import Places, Spelt, alike, places
from organizations.models import Organization, normalized
from organizations.models.spelling import spelled

SHOWN_ALIKE = 5


def taken_name(name: str, *, street: str, registered: bool = False, apart_from: int | None = None) -> bool:
    """True when an organization on record keeps one of that street from this name, written this way or another.

    `registered`: it is or will be a registered one, whose name is borne once in the district.
    """
    return Organization.objects.bearing(name, street=street, registered=registered).exclude(pk=apart_from).exists()


def name_taken_from(organization: Organization, name: str, *, registered: bool | None = None) -> bool:
    """The same for an organization as it lies, with the tier it has or will have."""
    return taken_name(
        name, street=organization.area.street_code, apart_from=organization.pk,
        registered=organization.is_registered if registered is None else registered)


def name_is_taken() -> str:
    return _(
        "An organization of this name is on record already. Choose another name; if it is yours, ask its "
        "administrator or the street office for an invitation."
    )


def code_taken_from(organization: Organization, code: str) -> bool:
    """True when another organization, on record or not, has this unified social credit code."""
    return Organization.objects.filter(uscc=code).exclude(pk=organization.pk).exists()


@dataclass(frozen=True)
class NameCheck:
    """What the register says to a name: who bears it, whether in the same spelling, and whose is easily confused."""

    bearer: str = ""
    same_spelling: bool = False
    similar: tuple[str, ...] = ()


def check_name(name: str, *, street: str, apart_from: int | None = None) -> NameCheck:
    """For a listed group; `street` is the code within which names are borne once, and alike or not."""
    bearer = Organization.objects.bearing(
        name, street=street).exclude(pk=apart_from).values_list("name", flat=True).first()
    if bearer:
        return NameCheck(bearer, bearer == name)
    return NameCheck(similar=tuple(names_like(name, street=street, apart_from=apart_from)))


def names_like(
    name: str, *, street: str, apart_from: int | None = None, known: Places | None = None
) -> list[str]:
    """Names on record in the street that are easily taken for this one, the nearest first."""
    others = Organization.objects.on_record().filter(
        within("street_code", [street])).exclude(pk=apart_from).values_list("name", "normalized_name", "pinyin")
    return nearest(name, (Spelt(*row) for row in others.iterator()),
                   known=places_of(street) if known is None else known)


def nearest(name: str, others: Iterable[Spelt], *, known: Places) -> list[str]:
    """Those of the other names that are easily taken for this one; `known` are the places of the street."""
    if not (plain := normalized(name)):
        return []
    return alike(Spelt(name, plain, spelled(name)), others, known)[:SHOWN_ALIKE]


def places_of(street: str) -> Places:
    """What the names of the street begin with: its communities, itself, and the district it lies in."""
    areas = Area.objects.filter(Q(code__in=[street[:DISTRICT], street]) | within("code", [street]) & Q(
        level__in=[Area.Level.STREET, Area.Level.COMMUNITY])).values_list("name", "level")
    return places((normalized(name), level == Area.Level.COMMUNITY) for name, level in areas)
