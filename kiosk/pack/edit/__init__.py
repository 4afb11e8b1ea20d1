"""Making and changing a pack: the wizard, the starter, the interview, review, and edits that keep every comment."""
