"""The acts on annual campaigns and duties, and how a duty follows the matter that answers it."""
