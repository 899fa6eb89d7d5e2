"""What people may type about organizations, one file a noun."""
