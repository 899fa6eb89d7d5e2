"""The acts of the catalogue of qualified organizations: its rounds, its entries, the objections to them."""
