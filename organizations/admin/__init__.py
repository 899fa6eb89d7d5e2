"""The back office of organizations, one file a noun."""

from organizations.admin import annual, credit, filings, growth, organizations, people  # noqa: F401
