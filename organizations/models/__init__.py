"""Who serves: organizations, their people, their filings and certificates."""

from organizations.models.belonging import forget_rights, own_organizations, rights_of
from organizations.models.catalogue import (
    CatalogueEntry,
    CatalogueEntryChange,
    CatalogueRound,
    CatalogueRoundChange,
    joined_words,
    listed_words,
    qualified_organizations,
    with_catalogue,
)
from organizations.models.credit import CreditRecord, CreditRecordChange, credit_kinds, listings, with_credit
from organizations.models.filings import (
    Certificate,
    Filing,
    FilingNumber,
)
from organizations.models.imports import ImportRun, ImportRunChange
from organizations.models.matters import HandedInPaper, Material, Matter, MatterChange, status_words
from organizations.models.memberships import Invitation, Membership
from organizations.models.objections import CatalogueObjection, CatalogueObjectionChange
from organizations.models.organizations import Organization, OrganizationChange, normalized
from organizations.models.people import OfficeHolder, OfficeHolderChange, Pairing, PairingChange

__all__ = [
    "CatalogueEntry",
    "CatalogueEntryChange",
    "CatalogueObjection",
    "CatalogueObjectionChange",
    "CatalogueRound",
    "CatalogueRoundChange",
    "Certificate",
    "CreditRecord",
    "CreditRecordChange",
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
    "OfficeHolder",
    "OfficeHolderChange",
    "Organization",
    "OrganizationChange",
    "Pairing",
    "PairingChange",
    "credit_kinds",
    "forget_rights",
    "joined_words",
    "listed_words",
    "listings",
    "normalized",
    "own_organizations",
    "qualified_organizations",
    "rights_of",
    "status_words",
    "with_catalogue",
    "with_credit",
]
