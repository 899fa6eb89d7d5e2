"""Who may do what with projects and what hangs on them; pure questions."""
