"""The kinds of matters an organization on record may bring: what differs between them, as data."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import User
from organizations.annual import moving
from organizations.matters import annual, cancelling, cataloguing, changing, promoting, registering, reissuing
from organizations.matters.asking import Question
from organizations.models import Matter, Organization

Type = Organization.Type


class Granting(Protocol):
    def __call__(self, matter: Matter, *, by: User, note: str, now: datetime) -> None: ...


class Judging(Protocol):
    def __call__(
        self, matter: Matter, *, by: User, note: str, now: datetime, met: Collection[str] = ()
    ) -> None: ...


class Moving(Protocol):
    def __call__(self, name: str, matter: Matter, *, by: User, now: datetime) -> None: ...


def stays(name: str, matter: Matter, *, by: User, now: datetime) -> None:
    """Most kinds bring about nothing before they are granted."""


def nothing_before(matter: Matter) -> dict[str, Any]:
    """Most kinds keep no values of the register beside the answers."""
    return {}


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
    grant: Granting | Judging
    brings: tuple[Any, ...]  # what a grant brings about, in words
    open_to: frozenset[str] = frozenset(Type.values)
    begins: Callable[[Organization], dict[str, Any]] = lambda organization: {}  # the answers a draft begins with
    all_papers: Looking | None = None  # where papers follow from the answers: each that may be asked for -> when
    narrowed: Callable[[Matter, Mapping[str, Any]], Mapping[str, Any]] = lambda matter, answers: answers
    choices: Callable[[Matter], Mapping[str, tuple]] = lambda matter: {}  # of questions whose choices are a rule
    years: Callable[[Organization], list[int]] = lambda organization: [0]  # it may be begun for; 0: about no year
    unasked: Callable[[Matter], Collection[str]] = lambda matter: ()  # questions that do not concern its organization
    known: Callable[[Matter], Mapping[str, int]] = lambda matter: {}  # question -> what the platform counted itself
    outcomes: tuple[tuple[str, Any], ...] = ()  # of a grant, code and word; most kinds have none
    judges: bool = False  # the grant takes what the officer found met (`met`), where that is for the office to judge
    reasoned: frozenset[str] = frozenset()  # the outcomes that need an opinion in words
    foretold: Looking = lambda matter, on: []  # what a grant of today brings about beside, in words with their day
    takes_back: Callable[[Matter], None] = lambda matter: None  # raises Incomplete: its last step stands for good
    waits: Callable[[Matter], list[str]] = lambda matter: []  # why it cannot go on for now, though its kind is open
    founds: bool = False  # a new body may begin with it, as a draft that is not on record yet
    settled: bool = True  # by its grant; False: another authority decides after it and needs the answers
    listed: bool = True  # begun from the organization's page; False: from a page of its own, which has the day
    demanded: Looking = lambda matter, on: set()  # questions that a rule asks for, beside the required ones
    moved: Moving = stays  # what handing in, returning, withdrawing or refusing it brings about elsewhere

    @property
    def label(self) -> Any:
        return Matter.Kind(self.code).label

    def asked(self, matter: Matter) -> tuple[Question, ...]:
        """The questions of a matter of this kind, without those that do not concern its organization."""
        left_out = self.unasked(matter)
        return tuple(question for question in self.questions if question.name not in left_out)

    def outcome_label(self, code: str) -> Any:
        """The word of an outcome; empty where a matter has none."""
        return dict(self.outcomes).get(code, "")


KINDS: dict[str, Kind] = {kind.code: kind for kind in (
    Kind(
        Matter.Kind.CHANGE, changing.QUESTIONS, changing.papers, changing.faults, changing.before, changing.grant,
        (_("The register says the new facts from now on; the old ones stay in the history."),
         _("A new responsible person takes the office in the list of people, and the former one leaves it."),
         _("If the certificate prints one of them, it is issued anew under the same number; the old one falls.")),
        all_papers=changing.all_papers, narrowed=changing.narrowed),
    Kind(
        Matter.Kind.CANCELLATION, cancelling.QUESTIONS, cancelling.papers, cancelling.faults, nothing_before,
        cancelling.grant,
        (_("The organization stands in the register as cancelled."),
         _("Its certificate falls, and the public page of the certificate says so."))),
    Kind(
        Matter.Kind.REGISTRATION, registering.QUESTIONS, registering.papers, registering.faults, registering.before,
        registering.grant,
        (_("The street's opinion is favourable; forward the papers to civil affairs of the district."),
         _("Once it is registered, record the unified social credit code here.")),
        frozenset({Type.FILED, *Organization.LISTED_TYPES}), begins=registering.begins, years=registering.years,
        waits=registering.waits, founds=True, settled=False, unasked=registering.unasked),
    Kind(
        Matter.Kind.PROMOTION, promoting.QUESTIONS, promoting.papers, promoting.faults, promoting.before,
        promoting.grant,
        (_("The group stands in the register as filed, with its number; its history goes on."),
         _("Its filing certificate is issued.")),
        frozenset(Organization.LISTED_TYPES), begins=promoting.begins, demanded=promoting.demanded),
    Kind(
        Matter.Kind.REISSUE, reissuing.QUESTIONS, reissuing.papers, reissuing.faults, nothing_before, reissuing.grant,
        (_("A certificate is issued with what the register says today; its number stays, or it gets the next one."),
         _("An earlier one falls, and its public page says so.")),
        frozenset({Type.FILED}), all_papers=reissuing.all_papers),
    Kind(
        Matter.Kind.ANNUAL, annual.QUESTIONS, annual.papers, annual.faults, annual.known, annual.grant,
        (_("The outcome stands on the list of the campaign and beside the organization's name."),),
        years=moving.years_owed, known=annual.known, outcomes=annual.OUTCOMES, moved=annual.moved,
        reasoned=annual.REASONED, foretold=annual.foretold, listed=False),
    Kind(
        Matter.Kind.RECTIFICATION, annual.RECTIFICATION_QUESTIONS, annual.rectification_papers,
        annual.rectification_faults, nothing_before, annual.rectification_granted,
        (_("The rectification is done, and the list of the campaign says so."),),
        years=moving.years_to_rectify, moved=annual.rectification_moved, listed=False),
    Kind(
        Matter.Kind.CATALOGUE, cataloguing.QUESTIONS, cataloguing.papers, cataloguing.faults, nothing_before,
        cataloguing.grant,
        (_("The organization is verified for this year's round of the catalogue, with the conditions as found today."),
         _("It goes under publicity with all the others; anybody may object then.")),
        choices=cataloguing.choices, years=cataloguing.years, waits=cataloguing.waits, judges=True,
        takes_back=cataloguing.takes_back),
)}


def kind_of(matter: Matter) -> Kind:
    return KINDS[matter.kind]


def open_kinds(organization: Organization) -> list[Kind]:
    """What an organization of this standing and type may bring.

    A draft that is to be registered brings the matter it begins with; one that is to be filed has its filing.
    """
    if organization.status == Organization.Status.DRAFT and organization.is_registered:
        return [kind for kind in KINDS.values() if kind.founds]
    if not organization.stands:
        return []
    return [kind for kind in KINDS.values() if organization.org_type in kind.open_to]


def not_open(matter: Matter) -> list[str]:
    """Why the organization cannot ask for this any more, or not now: it may have left the register since the matter
    began. A draft keeps its filing."""
    if matter.kind == Matter.Kind.FILING:
        return []
    if kind_of(matter) not in open_kinds(matter.organization):
        return [str(_("An organization of this kind and standing cannot ask for this."))]
    return kind_of(matter).waits(matter)


@dataclass(frozen=True)
class Askable:
    """A kind that the organization may begin now, and the year it would be about (0: none)."""

    kind: Kind
    year: int

    @property
    def label(self) -> str:
        return f"{self.kind.label} {self.year}" if self.year else str(self.kind.label)


def askable(organization: Organization, *, listed_only: bool = False) -> list[Askable]:
    """All that it may begin now, or what its page offers."""
    kinds = [kind for kind in open_kinds(organization) if kind.listed or not listed_only]
    return [Askable(kind, year) for kind in kinds for year in kind.years(organization)]
