"""What is set, where it came from, and which pack is meant."""
