"""Looking for a person to seat on a panel, by name or telephone; numbers stay masked."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from evaluations.models import Panelist, ReviewDay
from incubator.accounts.models import User
from incubator.sealed import keyed_hashes
from organizations.models import Organization

SHOWN = 20
ON_RECORD = (Organization.Status.ACTIVE, Organization.Status.SUSPENDED)


@dataclass(frozen=True)
class Person:
    pk: int
    name: str
    phone: str  # masked
    organizations: str
    organization: str  # the first one on record they belong to: offered for a peer
    seated: bool


def find_people(query: str, *, day: ReviewDay) -> list[Person]:
    """At most 20 people whose name holds the words, or whose whole telephone number or its last four match."""
    query = query.strip()
    if len(query) < 2:
        return []
    condition = Q(full_name__icontains=query) | Q(username__iexact=query)
    if query.isdigit():
        condition |= Q(phone_hash__in=keyed_hashes(query)) | (Q(phone_tail=query) if len(query) == 4 else Q())
    found = list(User.objects.filter(condition, is_active=True).order_by("full_name", "pk")[:SHOWN])
    seated = set(day.panelists.values_list("user", flat=True))
    belongs: dict[int, list[tuple[str, bool]]] = {}
    rows = User.objects.filter(pk__in=[person.pk for person in found], memberships__ended_at=None).values_list(
        "pk", "memberships__organization__name", "memberships__organization__status")
    for user, name, status in rows:
        if name:
            belongs.setdefault(user, []).append((name, status in ON_RECORD))
    return [
        Person(
            person.pk, str(person), str(person.phone or ""),
            "、".join(name for name, _on_record in belongs.get(person.pk, [])),
            next((name for name, on_record in belongs.get(person.pk, []) if on_record), ""), person.pk in seated)
        for person in found]


@dataclass(frozen=True)
class Regular:
    """Somebody who sat on a panel of the area lately, and the seat that would be theirs again."""

    user: int
    name: str
    group: int
    label: Any
    organization: int | None
    speaks_for: str


def regulars(day: ReviewDay) -> list[Regular]:
    """Who sat on the area's other days, the latest first, once each, and can sit in the same group of this one."""
    groups = {group.kind: group for group in day.groups.all()}
    seats = Panelist.objects.filter(
        day__area=day.area_id, group__kind__in=groups, user__is_active=True,
    ).exclude(day=day).exclude(user__in=day.panelists.values("user")).order_by("-day__date", "-day", "pk").values_list(
        "user", "user__full_name", "user__username", "group__kind", "organization", "organization__name")
    found: dict[int, Regular] = {}
    for user, full_name, username, kind, organization, speaks_for in seats[:10 * SHOWN]:
        found.setdefault(user, Regular(
            user, full_name or username, groups[kind].pk, groups[kind].get_kind_display(), organization,
            speaks_for or ""))
    return list(found.values())[:SHOWN]
