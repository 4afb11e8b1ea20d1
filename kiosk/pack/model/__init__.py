"""A folder read into a pack: its tables, scripts and texts, each with the place of everything in it."""
