"""Values and decisions: standard library only, no clock, thread, file, device or randomness."""
