"""From sound to words: recognizers behind one contract, which of them hears a language, and what waits for them."""
