"""Matters (事项): what is the same for every kind, and the kinds."""
