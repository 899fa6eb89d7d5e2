"""The pages of the projects storey."""
