"""All rows of the access tables."""

from tests.access import backoffice, catalogue, evaluations, interface, offices, organizations, projects

TABLES = (offices, organizations, catalogue, projects, evaluations, interface, backoffice)
ROWS = [row for table in TABLES for row in table.ROWS] + catalogue.INTERFACE
