"""Who serves: organizations, their people, their filings and certificates."""

from organizations.models.belonging import forget_rights, own_organizations, rights_of
from organizations.models.filings import (
    Certificate,
    Filing,
    FilingNumber,
)
from organizations.models.imports import ImportRun, ImportRunChange
from organizations.models.matters import HandedInPaper, Material, Matter, MatterChange, status_words
from organizations.models.memberships import Invitation, Membership
from organizations.models.organizations import Organization, OrganizationChange, normalized

__all__ = [
    "Certificate",
    "Filing",
    "FilingNumber",
    "HandedInPaper",
    "ImportRun",
    "ImportRunChange",
    "Invitation",
    "Material",
    "Matter",
    "MatterChange",
    "Membership",
    "Organization",
    "OrganizationChange",
    "forget_rights",
    "normalized",
    "own_organizations",
    "rights_of",
    "status_words",
]
