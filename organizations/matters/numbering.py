"""Filing numbers: one counter a street, year and class; given without a gap, never twice."""

from datetime import date

from incubator.accounts.models import DISTRICT, STREET
from organizations.models import FilingNumber, Organization

CLASS_DIGITS = {
    Organization.Category.SERVICE: 1, Organization.Category.CULTURE: 2, Organization.Category.SELF_GOVERNANCE: 3,
    Organization.Category.SAFETY: 4, Organization.Category.OTHER: 5,
}


def take_number(organization: Organization, *, on: date) -> str:
    """The next filing number `区划(6)-街道(3)-年(4)-类(1)-序号(4)`; call it inside the approving transaction.

    The counter's row stays locked until that transaction ends, so a number is given or it is not: no gap, no twin.
    """
    street = organization.area.street_code
    FilingNumber.objects.get_or_create(street_code=street, year=on.year, category=organization.category)
    counter = FilingNumber.objects.select_for_update(no_key=True).get(
        street_code=street, year=on.year, category=organization.category)
    prefix = _prefix(organization, on=on)
    counter.last = _next(prefix, last=counter.last)
    counter.save(update_fields=["last"])
    return f"{prefix}{counter.last:04d}"


def coming_number(organization: Organization, *, on: date) -> str:
    """The number an approval would give now; nothing is taken, so somebody else may be faster."""
    last = FilingNumber.objects.filter(
        street_code=organization.area.street_code, year=on.year, category=organization.category,
    ).values_list("last", flat=True).first() or 0
    prefix = _prefix(organization, on=on)
    return f"{prefix}{_next(prefix, last=last):04d}"


def _prefix(organization: Organization, *, on: date) -> str:
    street, digit = organization.area.street_code, CLASS_DIGITS[Organization.Category(organization.category)]
    return f"{street[:DISTRICT]}-{street[DISTRICT:STREET]}-{on.year}-{digit}-"


def _next(prefix: str, *, last: int) -> int:
    return max(last, _highest_on_record(prefix)) + 1


def _highest_on_record(prefix: str) -> int:
    """Numbers that came with an imported ledger count as given."""
    given = Organization.objects.filter(filing_no__gte=prefix, filing_no__lt=prefix + ":").values_list(
        "filing_no", flat=True)
    return max((int(no[len(prefix):]) for no in given if no[len(prefix):].isdigit()), default=0)
