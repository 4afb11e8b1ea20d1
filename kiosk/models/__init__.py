"""Models: the catalog of what may be installed, and the store that fetches, checks and keeps it."""
