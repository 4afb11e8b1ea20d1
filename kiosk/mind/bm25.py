"""BM25 over a fixed list of texts, as a share of what the question could reach at most."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

SATURATION = 1.2
LENGTH = 0.75


class Bm25:
    """Postings of the texts' terms."""

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        self._count = len(documents)
        lengths = np.array([len(document) for document in documents], dtype=np.float32)
        relative = lengths / max(1.0, float(lengths.mean())) if self._count else lengths
        postings: dict[str, list[tuple[int, int]]] = {}
        for row, document in enumerate(documents):
            for term, count in Counter(document).items():
                postings.setdefault(term, []).append((row, count))
        self._rows: dict[str, NDArray[np.intp]] = {}
        self._weights: dict[str, NDArray[np.float32]] = {}
        for term, found in postings.items():
            rows = np.array([row for row, _ in found], dtype=np.intp)
            counts = np.array([count for _, count in found], dtype=np.float32)
            room = SATURATION * (1 - LENGTH + LENGTH * relative[rows])
            self._rows[term] = rows
            self._weights[term] = (counts * (SATURATION + 1) / (counts + room)).astype(np.float32)

    def rarity(self, term: str) -> float:
        """Inverse document frequency; highest for a term that no text has."""
        holding = len(self._rows.get(term, ()))
        return float(np.log(1 + (self._count - holding + 0.5) / (holding + 0.5)))

    def scores(self, terms: Sequence[str]) -> NDArray[np.float32]:
        """Between 0 and 1 for every text."""
        scores = np.zeros(self._count, dtype=np.float32)
        most = 0.0
        for term in set(terms):
            rarity = self.rarity(term)
            most += rarity * (SATURATION + 1)
            if term in self._rows:
                scores[self._rows[term]] += rarity * self._weights[term]
        return scores / most if most else scores
