"""What the pages of projects show: one query in, frozen rows out."""
