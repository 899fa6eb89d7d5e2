"""What may happen to organizations and their matters: one table a noun, one file a table."""

from organizations.workflow.ledgers import ledger_workflow
from organizations.workflow.matters import filing_workflow, life_of
from organizations.workflow.organizations import organization_workflow
from organizations.workflow.people import people_workflow

__all__ = ["filing_workflow", "ledger_workflow", "life_of", "organization_workflow", "people_workflow"]
