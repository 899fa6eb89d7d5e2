"""Every paper the office holds of one organization, the latest first: one query a page, whoever keeps them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, DateTimeField, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.accounts.models import User
from organizations.models import Certificate, HandedInPaper, Material, Matter, Organization
from organizations.reports.sections import PAPER_COLUMNS, STOREYS, Rows, Shelf


@dataclass(frozen=True)
class PaperRow:
    """A paper, what it belongs to, the day it came in, and where it is fetched or read."""

    kind: str
    name: str
    about: str
    came_on: date | None
    current: bool  # False: replaced by a later one, or withdrawn
    href: str
    is_file: bool

    @property
    def standing(self) -> str:
        return "" if self.current else _("no longer current")


def handed_in_to(user: User) -> QuerySet[HandedInPaper]:
    """The papers of matters this person sees, as they were handed in; the office and the organization read the same."""
    return HandedInPaper.objects.filter(matter__in=Matter.objects.visible_to(user).values("pk"))


def shelves(organization: Organization, user: User) -> list[Shelf]:
    matters = dict(Matter.Kind.choices)
    kinds = dict(Material.Kind.choices)
    found = [
        Shelf(_handed_in(organization, user), lambda code: kinds.get(code, code),
              lambda pk, current: reverse("organizations:paper", args=[pk]), lambda code: matters.get(code, code)),
        Shelf(_certificates(organization), lambda code: gettext_lazy("Filing certificate"),
              lambda matter, current: reverse("organizations:filing-certificate", args=[matter])
              if current and organization.stands else ""),
    ]
    return found + [shelf for storey in STOREYS for shelf in storey.shelves(organization, user)]


class Papers(Rows):
    """The papers of one organization that this person may see."""

    def __init__(self, organization: Organization, user: User) -> None:
        self.shelves = shelves(organization, user)
        parts = [
            shelf.papers.order_by().annotate(shelf=Value(place, IntegerField())).values_list(*PAPER_COLUMNS)
            for place, shelf in enumerate(self.shelves)]
        self.rows = parts[0].union(*parts[1:], all=True).order_by("-came_at", "shelf", "-row")

    def line(  # type: ignore[override]  # the columns by their names
        self, place: int, row: int, kind: str, name: str, about: str, came_at: datetime | None, current: bool
    ) -> PaperRow:
        shelf, stands = self.shelves[place], bool(current)
        return PaperRow(
            str(shelf.kind(kind)), name, str(shelf.about(about)), localdate(came_at) if came_at else None, stands,
            shelf.page(row, stands), shelf.is_file)


def _handed_in(organization: Organization, user: User) -> QuerySet[Any]:
    """Each paper once: what was handed in again unchanged stands with the last time. Of a replaced one the day it was
    received is told, of the others the day its matter was handed in."""
    again = HandedInPaper.objects.filter(
        matter=OuterRef("matter"), kind=OuterRef("kind"), document=OuterRef("document"),
        hand_in__gt=OuterRef("hand_in"))
    last = Q(hand_in=F("matter__hand_ins"))
    return handed_in_to(user).filter(~Exists(again), matter__organization=organization).annotate(
        row=F("pk"), paper_kind=F("kind"), paper_name=F("document__name"), belongs_to=F("matter__kind"),
        came_at=Case(When(last, then=F("matter__submitted_at")), default=F("document__at")),
        current=Case(When(last, then=Value(1)), default=Value(0), output_field=IntegerField()))


def _certificates(organization: Organization) -> QuerySet[Any]:
    return Certificate.objects.filter(organization=organization).annotate(
        row=F("matter_id"), paper_kind=Value(""), paper_name=F("number"), belongs_to=Value(""),
        came_at=Coalesce("matter__decided_at", Cast("issued_on", DateTimeField())),
        current=Case(When(withdrawn_on=None, then=Value(1)), default=Value(0), output_field=IntegerField()))
