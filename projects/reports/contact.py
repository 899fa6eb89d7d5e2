"""Whom an officer telephones about a report that is overdue."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from incubator.accounts.revealing import may_reveal
from projects.models import ProgressReport
from projects.workflow.reports import report_workflow


@dataclass(frozen=True)
class Contact:
    organization: str
    person: str
    phone: str  # masked
    reveal_href: str = ""


def contact(report: ProgressReport, user: Any, *, today: date) -> Contact | None:
    """The contractor's contact, for whoever may ask for the report, while it is overdue."""
    if report.due_on >= today or not report_workflow.allows("remind", report, user):
        return None
    organization = report.project.contractor
    reveals = organization.phone and may_reveal(user, organization)
    return Contact(
        organization.name, organization.responsible_person, str(organization.phone or ""),
        reverse("accounts:reveal", args=["organizations.organization", organization.pk, "phone"]) if reveals else "")
