"""An organization's people as rows: who holds which office, until when, and the branches it is paired with."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incubator.rulebook.models import rule
from organizations.models import OfficeHolder, Organization, Pairing
from organizations.rules.people import heads_beside_register

ROLES = OfficeHolder.Role.values
WARNING = "term-warning-days"


@dataclass(frozen=True)
class Term:
    words: str
    tone: str = ""  # the colour beside the words


@dataclass(frozen=True)
class HolderRow:
    name: str
    role: str
    phone: str
    is_party_member: bool
    since: str
    term: Term
    left_on: str
    edit_href: str
    leave_href: str
    reveal_href: str = ""


def warning_days(organization: Organization, *, today: date) -> int:
    """So many days before its end a term is said to run out."""
    return int(rule(WARNING, area=organization.area.code, on=today))


def term_of(ends_on: date | None, *, today: date, days: int) -> Term:
    """Until when, and in words whether that is over or near."""
    if ends_on is None:
        return Term(_("No term set"))
    if ends_on < today:
        return Term(_("Term over (until %(day)s)") % {"day": ends_on}, "bad")
    left = (ends_on - today).days
    if left <= days:
        return Term(ngettext(
            "Until %(day)s, %(n)s day left", "Until %(day)s, %(n)s days left", left) % {"day": ends_on, "n": left},
            "warn")
    return Term(_("Until %(day)s") % {"day": ends_on})


def holder_rows(
    holders: Iterable[OfficeHolder], *, today: date, days: int, reveals: bool = False
) -> list[HolderRow]:
    """In the order of the offices, the longest known first; phones masked, with the way to see them whole."""
    words = dict(OfficeHolder.Role.choices)
    return [
        HolderRow(
            name=h.name, role=str(words[h.role]), phone=str(h.phone or ""), is_party_member=h.is_party_member,
            since=_day(h.term_starts_on), term=term_of(h.term_ends_on, today=today, days=days),
            left_on=_day(h.left_on), edit_href=reverse("organizations:holder-edit", args=[h.pk]),
            leave_href=reverse("organizations:holder-leave", args=[h.pk]),
            reveal_href=reverse("accounts:reveal", args=["organizations.officeholder", h.pk, "phone"])
            if reveals and h.phone else "")
        for h in sorted(holders, key=lambda h: (ROLES.index(h.role), h.pk))
    ]


@dataclass(frozen=True)
class People:
    serving: list[HolderRow]
    left: list[HolderRow]
    party_members: int
    heads: str = ""  # who is named responsible person here and not in the register


def people_of(organization: Organization, *, today: date, reveals: bool = False) -> People:
    """Those in office, those who left, and how many of the former are members of the Party."""
    days, found = warning_days(organization, today=today), list(organization.holders.all())
    serving = holder_rows(
        [h for h in found if h.status == OfficeHolder.Status.SERVING], today=today, days=days, reveals=reveals)
    left = holder_rows([h for h in found if h.status == OfficeHolder.Status.LEFT], today=today, days=days)
    return People(serving, left, sum(row.is_party_member for row in serving),
                  "、".join(heads_beside_register(organization, found)))


@dataclass(frozen=True)
class PairingRow:
    branch: str
    community: str
    since: str
    ended_on: str
    note: str
    status: str
    status_label: str
    end_href: str

    def get_status_display(self) -> str:
        return self.status_label


def pairing_rows(pairings: QuerySet[Pairing]) -> list[PairingRow]:
    """The living first."""
    words = dict(Pairing.Status.choices)
    return [
        PairingRow(
            branch=p.branch_name, community=p.area.name, since=_day(p.since), ended_on=_day(p.ended_on), note=p.note,
            status=p.status, status_label=str(words[p.status]),
            end_href=reverse("organizations:pairing-end", args=[p.pk]) if p.status == Pairing.Status.LIVING else "")
        for p in sorted(pairings.select_related("area"), key=lambda p: (p.status != Pairing.Status.LIVING, p.pk))
    ]


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
