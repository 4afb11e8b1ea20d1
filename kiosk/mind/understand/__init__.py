"""What a question means: its words, names, numbers and sounds, and which line it is nearest to."""
