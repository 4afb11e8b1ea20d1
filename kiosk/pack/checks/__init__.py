"""What can be wrong with a pack beyond its form, and the report that says so."""
