"""The back office of organizations, one file a noun."""

from organizations.admin import (  # noqa: F401
    annual,
    catalogue,
    credit,
    filings,
    growth,
    hubs,
    organizations,
    people,
    templates,
)
