"""The register as files: the ledger in clean form, and an uploaded ledger with its faults marked."""
