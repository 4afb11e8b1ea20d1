"""Who answers for a pack: signatures, trusted keys, revocations, and whether it may be shown."""
