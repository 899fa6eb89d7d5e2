"""Pages about people, and what every list of officers has: kept filters, and many things done at once."""
