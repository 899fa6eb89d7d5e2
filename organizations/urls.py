"""The addresses of organizations, their ledgers and their papers."""

from django.urls import path  # noqa: F401

app_name = "organizations"

organization_urls: list = []
ledger_urls: list = []
filing_urls: list = []

urlpatterns = [*organization_urls, *ledger_urls, *filing_urls]
