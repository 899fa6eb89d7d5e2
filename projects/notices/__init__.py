"""The letters that changes in the projects storey call for."""
