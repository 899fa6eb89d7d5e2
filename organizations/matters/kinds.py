"""The kinds of matters an organization on record may bring: what differs between them, as data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import User
from organizations.matters import cancelling, cataloguing, changing, registering
from organizations.matters.asking import Question
from organizations.models import Matter, Organization

Type = Organization.Type


class Granting(Protocol):
    def __call__(self, matter: Matter, *, by: User, note: str, now: datetime) -> None: ...


class Looking(Protocol):
    def __call__(self, matter: Matter, *, on: date) -> Any: ...


@dataclass(frozen=True)
class Kind:
    """`papers` and `faults` look at the answers so far; `grant` brings about what was asked, inside the decision."""

    code: str
    questions: tuple[Question, ...]
    papers: Looking
    faults: Looking
    before: Callable[[Matter], dict[str, Any]]
    grant: Granting
    brings: tuple[Any, ...]  # what a grant brings about, in words
    open_to: frozenset[str] = frozenset(Type.values)
    narrowed: Callable[[Matter, Mapping[str, Any]], Mapping[str, Any]] = lambda matter, answers: answers
    choices: Callable[[Matter], Mapping[str, tuple]] = lambda matter: {}  # of questions whose choices are a rule
    years: Callable[[Organization], list[int]] = lambda organization: [0]  # it may be begun for; 0: about no year

    @property
    def label(self) -> Any:
        return Matter.Kind(self.code).label


KINDS: dict[str, Kind] = {kind.code: kind for kind in (
    Kind(
        Matter.Kind.CHANGE, changing.QUESTIONS, changing.papers, changing.faults, changing.before, changing.grant,
        (_("The register says the new facts from now on; the old ones stay in the history."),
         _("If the certificate prints one of them, it is issued anew under the same number; the old one falls.")),
        narrowed=changing.narrowed),
    Kind(
        Matter.Kind.CANCELLATION, cancelling.QUESTIONS, cancelling.papers, cancelling.faults, cancelling.before,
        cancelling.grant,
        (_("The organization stands in the register as cancelled."),
         _("Its certificate falls, and the public page of the certificate says so."))),
    Kind(
        Matter.Kind.REGISTRATION, registering.QUESTIONS, registering.papers, registering.faults, registering.before,
        registering.grant,
        (_("The street's opinion is favourable; forward the papers to civil affairs of the district."),
         _("Once it is registered, record the unified social credit code here.")),
        frozenset({Type.FILED, Type.RESIDENT_GROUP, Type.COURTYARD_GROUP})),
    Kind(
        Matter.Kind.CATALOGUE, cataloguing.QUESTIONS, cataloguing.papers, cataloguing.faults, cataloguing.before,
        cataloguing.grant,
        (_("The organization is verified for this year's round of the catalogue, with the conditions as found today."),
         _("It goes under publicity with all the others; anybody may object then.")),
        choices=cataloguing.choices, years=cataloguing.years),
)}


def kind_of(matter: Matter) -> Kind:
    return KINDS[matter.kind]


def open_kinds(organization: Organization) -> list[Kind]:
    """What an organization of this standing and type may bring."""
    if not organization.stands:
        return []
    return [kind for kind in KINDS.values() if organization.org_type in kind.open_to]


@dataclass(frozen=True)
class Askable:
    """A kind that the organization may begin now, and the year it would be about (0: none)."""

    kind: Kind
    year: int

    @property
    def label(self) -> str:
        return f"{self.kind.label} {self.year}" if self.year else str(self.kind.label)


def askable(organization: Organization) -> list[Askable]:
    return [Askable(kind, year) for kind in open_kinds(organization) for year in kind.years(organization)]
