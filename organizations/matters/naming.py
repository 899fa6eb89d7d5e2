"""Names against the register: taken, written this way or another, and easily taken for one another."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from incubator.accounts.models import within
from organizations.models import Organization, normalized

ALIKE = 0.8  # share of equal characters from which two names are worth a second look
SHOWN_ALIKE = 5


def taken_name(name: str, *, apart_from: int | None = None) -> bool:
    """True when an organization on record bears this name, written this way or another."""
    return Organization.objects.on_record().filter(normalized_name=normalized(name)).exclude(pk=apart_from).exists()


def name_is_taken() -> str:
    return _(
        "An organization of this name is on record already. Choose another name; if it is yours, ask its "
        "administrator or the street office for an invitation."
    )


@dataclass(frozen=True)
class NameCheck:
    """What the register says to a name: who bears it, whether in the same spelling, and whose is easily confused."""

    bearer: str = ""
    same_spelling: bool = False
    similar: tuple[str, ...] = ()


def check_name(name: str, *, street: str, apart_from: int | None = None) -> NameCheck:
    """`street` is the code within which names are alike or not; borne is a name once in the whole register."""
    bearer = Organization.objects.on_record().filter(
        normalized_name=normalized(name)).exclude(pk=apart_from).values_list("name", flat=True).first()
    if bearer:
        return NameCheck(bearer, bearer == name)
    return NameCheck(similar=tuple(names_like(name, street=street, apart_from=apart_from)))


def similar_names(organization: Organization) -> list[str]:
    """Names on record in the same street that are easily taken for this one, the nearest first."""
    return names_like(organization.name, street=organization.area.street_code, apart_from=organization.pk)


def names_like(name: str, *, street: str, apart_from: int | None = None) -> list[str]:
    """Names on record in the street that are easily taken for this one, the nearest first."""
    if not (own := normalized(name)):
        return []
    others = Organization.objects.on_record().filter(
        within("area__code", [street])).exclude(pk=apart_from).values_list("name", "normalized_name")
    scored = [(_likeness(own, other), name) for name, other in others]
    return [name for likeness, name in sorted(scored, reverse=True) if likeness >= ALIKE][:SHOWN_ALIKE]


def _likeness(one: str, other: str) -> float:
    if min(len(one), len(other)) > 3 and (one in other or other in one):
        return 1.0
    matcher = SequenceMatcher(None, one, other)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE else 0.0
