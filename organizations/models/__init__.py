"""Who serves: organizations, their people, their filings and certificates."""

from organizations.models.annual import (
    AnnualCampaign,
    AnnualCampaignChange,
    AnnualDuty,
    AnnualDutyChange,
    AnnualFault,
    annual_fault,
    barred_by_report,
    with_annual,
)
from organizations.models.belonging import forget_rights, own_organizations, rights_of
from organizations.models.catalogue import (
    CatalogueEntry,
    CatalogueEntryChange,
    CatalogueRound,
    CatalogueRoundChange,
    qualified_organizations,
    with_catalogue,
)
from organizations.models.credit import (
    CreditRecord,
    CreditRecordChange,
    credit_kinds,
    kinds_of_credit,
    listings,
    with_credit,
)
from organizations.models.filings import (
    CERTIFIED,
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
from organizations.models.hubs import HubLink, HubLinkChange, with_hubs
from organizations.models.imports import ImportRun, ImportRunChange
from organizations.models.matters import Matter, MatterChange, status_words
from organizations.models.memberships import Invitation, Membership
from organizations.models.objections import CatalogueObjection, CatalogueObjectionChange
from organizations.models.organizations import (
    FOLDED,
    NUMBERS,
    Organization,
    OrganizationChange,
    grouped,
    hyphened,
    normalized,
    unspaced,
)
from organizations.models.papers import HandedInPaper, Material
from organizations.models.people import OfficeHolder, OfficeHolderChange, Pairing, PairingChange
from organizations.models.templates import PaperTemplate, PaperTemplateChange
from organizations.models.wordlists import joined_words, listed_words

__all__ = [
    "CERTIFIED",
    "FOLDED",
    "NUMBERS",
    "PRINTED",
    "AnnualCampaign",
    "AnnualCampaignChange",
    "AnnualDuty",
    "AnnualDutyChange",
    "AnnualFault",
    "CatalogueEntry",
    "CatalogueEntryChange",
    "CatalogueObjection",
    "CatalogueObjectionChange",
    "CatalogueRound",
    "CatalogueRoundChange",
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
    "HubLink",
    "HubLinkChange",
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
    "PaperTemplate",
    "PaperTemplateChange",
    "annual_fault",
    "barred_by_report",
    "credit_kinds",
    "forget_rights",
    "grouped",
    "hyphened",
    "joined_words",
    "kinds_of_credit",
    "listed_words",
    "listings",
    "normalized",
    "own_organizations",
    "qualified_organizations",
    "rights_of",
    "status_words",
    "unspaced",
    "with_annual",
    "with_catalogue",
    "with_credit",
    "with_hubs",
    "with_stage",
]
