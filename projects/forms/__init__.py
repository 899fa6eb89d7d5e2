"""What a person may type about projects, contracts, work and reports."""
