"""The letters that changes of filings and memberships call for, written in the change's own transaction."""

from django.db.models import QuerySet
from django.urls import reverse

from incubator.accounts.models import Role, User
from incubator.notices.writing import write
from organizations.models import Filing, FilingChange, Organization

OFFICERS, MEMBERS = "officers", "members"
LETTERS = {
    "submit": ("filing-submitted", OFFICERS),
    "withdraw": ("filing-withdrawn", OFFICERS),
    "return": ("filing-returned", MEMBERS),
    "refuse": ("filing-refused", MEMBERS),
    "approve": ("filing-approved", MEMBERS),
}


def announce_filing(change: FilingChange, filing: Filing) -> None:
    """One letter a person: to the street's officers what came in, to the organization's people what was decided."""
    template, to = LETTERS.get(change.action, ("", ""))
    if not template or (change.action == "withdraw" and change.old != Filing.Status.SUBMITTED):
        return
    organization = filing.organization
    write(
        street_officers(organization) if to == OFFICERS else people_of(organization),
        key=f"filing:{filing.pk}:{change.version}",
        template=template,
        params={
            "name": organization.name, "receipt_no": filing.receipt_no, "note": change.note,
            "filing_no": organization.filing_no,
        },
        url=reverse("organizations:filing-detail", args=[filing.pk]),
    )


def street_officers(organization: Organization) -> QuerySet[User]:
    """The officers of the street the organization lies in."""
    return User.objects.filter(
        is_active=True, roles__kind=Role.Kind.STREET_OFFICER, roles__area__code=organization.area.street_code
    ).distinct()


def people_of(organization: Organization) -> QuerySet[User]:
    """Everyone who acts for the organization now."""
    return User.objects.filter(
        is_active=True, memberships__organization=organization, memberships__ended_at=None
    ).distinct()
