"""Who serves: organizations, their people, their filings and certificates."""

from organizations.models.belonging import forget_rights, own_organizations, rights_of
from organizations.models.filings import (
    Certificate,
    Filing,
    FilingChange,
    FilingMaterial,
    FilingNumber,
    HandedInPaper,
)
from organizations.models.imports import ImportRun, ImportRunChange
from organizations.models.memberships import Invitation, Membership
from organizations.models.organizations import Organization, OrganizationChange, normalized

__all__ = [
    "Certificate",
    "Filing",
    "FilingChange",
    "FilingMaterial",
    "FilingNumber",
    "HandedInPaper",
    "ImportRun",
    "ImportRunChange",
    "Invitation",
    "Membership",
    "Organization",
    "OrganizationChange",
    "forget_rights",
    "normalized",
    "own_organizations",
    "rights_of",
]
