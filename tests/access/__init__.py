"""Who may open what, and what nobody may see: the tables, the walk and the world they are walked in."""
