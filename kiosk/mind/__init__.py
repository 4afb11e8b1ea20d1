"""The mind: finds the curators' line, the passage to quote, or an honest way to decline."""
