"""What may happen to projects, contracts, work records and progress reports: one table each."""
