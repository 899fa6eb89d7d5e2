"""Who serves: organizations, their people, their filings and certificates."""

from organizations.models.belonging import forget_rights, own_organizations, rights_of
from organizations.models.credit import (
    CreditRecord,
    CreditRecordChange,
    credit_kinds,
    kinds_of_credit,
    listings,
    with_credit,
)
from organizations.models.filings import (
    PRINTED,
    Certificate,
    Filing,
    FilingNumber,
)
from organizations.models.growth import (
    CoachingVisit,
    CoachingVisitChange,
    GrowthStage,
    GrowthStageChange,
    with_stage,
)
from organizations.models.imports import ImportRun, ImportRunChange
from organizations.models.matters import HandedInPaper, Material, Matter, MatterChange, status_words
from organizations.models.memberships import Invitation, Membership
from organizations.models.organizations import FOLDED, Organization, OrganizationChange, normalized, unspaced
from organizations.models.people import OfficeHolder, OfficeHolderChange, Pairing, PairingChange

__all__ = [
    "FOLDED",
    "PRINTED",
    "Certificate",
    "CoachingVisit",
    "CoachingVisitChange",
    "CreditRecord",
    "CreditRecordChange",
    "Filing",
    "FilingNumber",
    "GrowthStage",
    "GrowthStageChange",
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
    "kinds_of_credit",
    "listings",
    "normalized",
    "own_organizations",
    "rights_of",
    "status_words",
    "unspaced",
    "with_credit",
    "with_stage",
]
