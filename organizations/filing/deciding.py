"""What the street does with a filing handed in: return it with words, refuse it, or give it its number."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from incubator.accounts.models import User
from incubator.workflow import Incomplete
from organizations.filing.facts import FACTS, STEPS
from organizations.matters import deciding
from organizations.matters.naming import name_is_taken, taken_name
from organizations.models import Certificate, Filing, FilingNumber, Organization
from organizations.workflow import filing_workflow, organization_workflow

CLASS_DIGITS = {
    Organization.Category.SERVICE: 1, Organization.Category.CULTURE: 2, Organization.Category.SELF_GOVERNANCE: 3,
    Organization.Category.SAFETY: 4, Organization.Category.OTHER: 5,
}


def send_back(
    filing: Filing, *, by: User, seen: int, note: str, remarks: Mapping[str, str], now: datetime
) -> None:
    """Return the filing for correction, with words beside the facts and papers concerned and an overall reason."""
    deciding.send_back(
        filing, by=by, seen=seen, note=note, remarks=remarks, asked={*FACTS, *STEPS["materials"]}, now=now)


def approve(filing: Filing, *, by: User, seen: int, now: datetime, note: str = "") -> Certificate:
    """File the organization: number, entry in the register and certificate, all at once or not at all."""
    filing_workflow.require("approve", filing, by)
    organization = filing.organization
    if taken_name(organization.name, apart_from=organization.pk):
        raise Incomplete({"name": [name_is_taken()]})
    today = timezone.localdate(now)
    try:
        with transaction.atomic(), deciding.granting(filing, by=by, seen=seen, note=note, now=now):
            number = take_number(organization, on=today)
            with organization_workflow.performing("record", organization, by=by, note=note):
                organization.org_type, organization.filing_no = Organization.Type.FILED, number
                organization.founded_on = organization.founded_on or today
                organization.save(update_fields=["org_type", "filing_no", "founded_on"])
            return Certificate.objects.issue(organization, matter=filing, number=number, on=today)
    except IntegrityError as error:  # another of the same name was filed in this very moment
        if taken_name(organization.name, apart_from=organization.pk):
            raise Incomplete({"name": [name_is_taken()]}) from error
        raise


def take_number(organization: Organization, *, on: date) -> str:
    """The next filing number `区划(6)-街道(3)-年(4)-类(1)-序号(4)`; call it inside the approving transaction.

    The counter's row stays locked until that transaction ends, so a number is given or it is not: no gap, no twin.
    """
    street = organization.area.street_code
    FilingNumber.objects.get_or_create(street_code=street, year=on.year, category=organization.category)
    counter = FilingNumber.objects.select_for_update().get(
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
    street = organization.area.street_code
    return f"{street[:6]}-{street[6:9]}-{on.year}-{CLASS_DIGITS[Organization.Category(organization.category)]}-"


def _next(prefix: str, *, last: int) -> int:
    return max(last, _highest_on_record(prefix)) + 1


def _highest_on_record(prefix: str) -> int:
    """Numbers that came with an imported ledger count as given."""
    given = Organization.objects.filter(filing_no__gte=prefix, filing_no__lt=prefix + ":").values_list(
        "filing_no", flat=True)
    return max((int(no[len(prefix):]) for no in given if no[len(prefix):].isdigit()), default=0)
