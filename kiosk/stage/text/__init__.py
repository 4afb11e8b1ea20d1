"""Letters on the screen: fonts, scripts, directions, and texts rendered once."""
