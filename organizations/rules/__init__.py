"""Who may do what to organizations and their papers: pure questions, one file a noun."""
