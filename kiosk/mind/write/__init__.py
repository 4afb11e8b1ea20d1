"""What a language model words, and the checks that every sentence of it must pass."""
