"""Organizations for machines, one file a noun."""
