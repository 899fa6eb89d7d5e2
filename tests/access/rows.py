"""All rows of the access tables."""

from tests.access import annual, backoffice, batches, evaluations, interface, offices, organizations, projects

TABLES = (offices, organizations, annual, projects, evaluations, batches, interface, backoffice)
ROWS = [row for table in TABLES for row in table.ROWS]
