"""What may happen to organizations and their matters: one table a noun, one file a table."""

from organizations.workflow.annual import annual_campaign_workflow, annual_duty_workflow
from organizations.workflow.credit import credit_workflow
from organizations.workflow.growth import growth_workflow, stage_workflow, visit_workflow
from organizations.workflow.holders import holder_workflow, pairing_workflow, roster_workflow
from organizations.workflow.hubs import hub_workflow
from organizations.workflow.ledgers import ledger_workflow
from organizations.workflow.matters import filing_workflow, life_of
from organizations.workflow.organizations import organization_workflow
from organizations.workflow.people import people_workflow
from organizations.workflow.templates import template_workflow

__all__ = [
    "annual_campaign_workflow",
    "annual_duty_workflow",
    "credit_workflow",
    "filing_workflow",
    "growth_workflow",
    "holder_workflow",
    "hub_workflow",
    "ledger_workflow",
    "life_of",
    "organization_workflow",
    "pairing_workflow",
    "people_workflow",
    "roster_workflow",
    "stage_workflow",
    "template_workflow",
    "visit_workflow",
]
