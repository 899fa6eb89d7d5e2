"""The same things for machines."""
