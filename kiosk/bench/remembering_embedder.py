"""An encoder that remembers what it read, so that every method of a bench is given the same vectors once."""

import time
from collections.abc import Sequence

import numpy as np

from kiosk.mind.engines.embedder import Encoder, Understood, Vectors


class Remembered:
    """Keeps the encoder's answers until it is told to forget; counts the time of the first reading."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.name = encoder.name
        self._known: dict[str, Understood] = {}
        self._times: list[float] = []

    @property
    def ms(self) -> float:
        """Median time of one reading."""
        return float(np.median(self._times)) * 1000 if self._times else 0.0

    def knows(self, language: str) -> bool:
        return self._encoder.knows(language)

    def embed(self, texts: Sequence[str]) -> Vectors:
        return np.array([self.understand(text).vector for text in texts], dtype=np.float32)

    def tokens(self, text: str) -> Sequence[int]:
        return self._encoder.tokens(text)

    def understand(self, text: str) -> Understood:
        if text not in self._known:
            began = time.perf_counter()
            self._known[text] = self._encoder.understand(text)
            self._times.append(time.perf_counter() - began)
        return self._known[text]

    def forget(self) -> None:
        self._known.clear()
