"""The back office of organizations, one file a noun."""

from organizations.admin import credit, filings, growth, organizations, people  # noqa: F401
