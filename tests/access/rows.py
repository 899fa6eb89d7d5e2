"""All rows of the access tables."""

from tests.access import (
    annual,
    backoffice,
    batches,
    catalogue,
    evaluations,
    interface,
    offices,
    organizations,
    projects,
)

TABLES = (offices, organizations, annual, catalogue, projects, evaluations, batches, interface, backoffice)
ROWS = [row for table in TABLES for row in table.ROWS] + catalogue.INTERFACE
