"""Looking for a person to seat on a panel, by name or telephone; numbers stay masked."""

from dataclasses import dataclass

from django.db.models import Q

from evaluations.models import ReviewDay
from incubator.accounts.models import User
from incubator.sealed import keyed_hashes

SHOWN = 20


@dataclass(frozen=True)
class Person:
    pk: int
    name: str
    phone: str  # masked
    organizations: str
    organization: int | None  # the first one they belong to: offered for a peer
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
    belongs: dict[int, list[tuple[int, str]]] = {}
    rows = User.objects.filter(pk__in=[person.pk for person in found], memberships__ended_at=None).values_list(
        "pk", "memberships__organization", "memberships__organization__name")
    for user, organization, name in rows:
        if organization:
            belongs.setdefault(user, []).append((organization, name))
    return [
        Person(
            person.pk, str(person), str(person.phone or ""),
            "、".join(name for _pk, name in belongs.get(person.pk, [])),
            belongs[person.pk][0][0] if person.pk in belongs else None, person.pk in seated)
        for person in found]
