"""Pages of the evaluations storey."""
