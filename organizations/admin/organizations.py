"""Organizations in the back office: read, and edited through the table of actions."""
