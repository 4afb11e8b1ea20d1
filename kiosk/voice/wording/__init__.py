"""How a written text is worded for an engine: numbers, dates and names as people say them, and what it guesses."""
