"""The back office of organizations, one file a noun."""

from organizations.admin import organizations  # noqa: F401
