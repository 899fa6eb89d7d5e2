"""Progress reports: their periods, their figures, how they are made and how they are judged."""
