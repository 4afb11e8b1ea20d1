"""An embedder that knows a few synonyms: near in meaning is whatever shares a word after they are replaced."""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kiosk.mind.engines.embedder import Understood
from kiosk.mind.understand.words import content

SYNONYMS = {"dad": "father", "bulb": "lamp", "light": "lamp", "vessel": "ship", "boat": "ship"}
WIDTH = 256


class FakeEmbedder:
    """Counts what it was asked to embed."""

    def __init__(self, languages: frozenset[str] = frozenset({"en"}), name: str = "fake") -> None:
        self.name = name
        self.embedded = 0
        self._languages = languages

    def knows(self, language: str) -> bool:
        return language in self._languages

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.embedded += len(texts)
        return np.array([self._row(text) for text in texts], dtype=np.float32).reshape(len(texts), WIDTH)

    def tokens(self, text: str) -> list[int]:
        return [_number(SYNONYMS.get(word, word)) for word in content(text)]

    def understand(self, text: str) -> Understood:
        """Every word is a token; its state is that of a text with no other word."""
        self.embedded += 1
        words = content(text)
        states = np.array([self._row(word) for word in words], dtype=np.float32).reshape(len(words), WIDTH)
        return Understood(self._row(text), self.tokens(text), states)

    def _row(self, text: str) -> NDArray[np.float32]:
        row = np.full(WIDTH, 0.01, dtype=np.float32)
        for word in content(text):
            word = SYNONYMS.get(word, word)
            row[_number(word)] += 1.0
        return np.asarray(row / np.linalg.norm(row), dtype=np.float32)


def _number(word: str) -> int:
    return int(hashlib.md5(word.encode()).hexdigest(), 16) % WIDTH
