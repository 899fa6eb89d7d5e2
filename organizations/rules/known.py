"""What the platform knows of an organization's year; the storeys above say what they have counted."""

from collections.abc import Callable
from datetime import date

from incubator.workdays import start_of
from organizations.models import Matter, OfficeHolder, Organization

# What the storeys above have counted: question of the annual report -> whole number (fen for money).
KNOWN_OF_YEAR: list[Callable[[Organization, int], dict[str, int]]] = []


def known_of_year(organization: Organization, year: int) -> dict[str, int]:
    """Question of the annual report -> what the register and the storeys above have counted; some may lack.

    Members and party members are the register's of today: it keeps no count of past days.
    """
    last = date(year, 12, 31)
    holders = OfficeHolder.objects.filter(organization=organization).exclude(role=OfficeHolder.Role.MEMBER)
    in_office = holders.exclude(left_on__lte=last).exclude(term_starts_on__gt=last)
    changes = Matter.objects.filter(
        organization=organization, kind=Matter.Kind.CHANGE, status=Matter.Status.APPROVED,
        decided_at__gte=start_of(date(year, 1, 1)), decided_at__lt=start_of(date(year + 1, 1, 1)))
    found = {
        "party_member_count": organization.party_member_count, "holder_count": in_office.count(),
        "change_count": changes.count()}
    if organization.member_count is not None:
        found["member_count"] = organization.member_count
    for ask in KNOWN_OF_YEAR:
        found |= ask(organization, year)
    return found
