"""The pages about organizations, one file a noun."""
