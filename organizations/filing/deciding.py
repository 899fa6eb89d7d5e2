"""What the street does with a filing handed in: return it with words, refuse it, or give it its number."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from incubator.accounts.models import User
from incubator.workflow import Incomplete
from organizations import staffing
from organizations.filing.facts import FACTS, STEPS
from organizations.matters import deciding
from organizations.matters.naming import name_is_taken, name_taken_from
from organizations.matters.numbering import take_number
from organizations.models import Certificate, Filing, Organization
from organizations.workflow import filing_workflow, organization_workflow


def send_back(
    filing: Filing, *, by: User, seen: int, note: str, remarks: Mapping[str, str], now: datetime
) -> None:
    """Return the filing for correction, with words beside the facts and papers concerned and an overall reason."""
    deciding.send_back(
        filing, by=by, seen=seen, note=note, remarks=remarks, asked={*FACTS, *STEPS["materials"]}, now=now)


def approve(filing: Filing, *, by: User, seen: int, now: datetime, note: str = "") -> Certificate:
    """File the organization: number, entry in the register, its head among its people, certificate; all or nothing."""
    filing_workflow.require("approve", filing, by)
    organization = filing.organization
    if name_taken_from(organization, organization.name):
        raise Incomplete({"name": [name_is_taken()]})
    today = timezone.localdate(now)
    try:
        with transaction.atomic(), deciding.granting(filing, by=by, seen=seen, note=note, now=now):
            number = take_number(organization, on=today)
            with organization_workflow.performing("record", organization, by=by, note=note):
                organization.org_type, organization.filing_no = Organization.Type.FILED, number
                organization.founded_on = organization.founded_on or today
                organization.save(update_fields=["org_type", "filing_no", "founded_on"])
            staffing.succeed(organization, before="", by=by, on=today, note=filing.receipt_no)
            return Certificate.objects.issue(organization, matter=filing, number=number, on=today)
    except IntegrityError as error:  # another of the same name was filed in this very moment
        if name_taken_from(organization, organization.name):
            raise Incomplete({"name": [name_is_taken()]}) from error
        raise
