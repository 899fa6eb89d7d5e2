"""All rows of the access tables."""

from tests.access import backoffice, batches, evaluations, interface, offices, organizations, projects

TABLES = (offices, organizations, projects, evaluations, batches, interface, backoffice)
ROWS = [row for table in TABLES for row in table.ROWS]
