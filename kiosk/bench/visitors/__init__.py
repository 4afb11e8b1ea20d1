"""What visitors say, and how a pack meets it."""
