"""BM25 over a fixed list of texts, as a share of what the question could reach at most.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with its usual constants.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

SATURATION = 1.2
LENGTH = 0.75

Arrays = Mapping[str, NDArray[Any]]


class Bm25:
    """Postings of the texts' terms: all rows and weights in two arrays, which may lie on disk."""

    def __init__(self, vocabulary: Mapping[str, int], arrays: Arrays, count: int) -> None:
        """`vocabulary`: places of the terms; `arrays`: as `arrays` gives them; `count`: how many texts there are."""
        self.vocabulary = vocabulary
        self.arrays = arrays
        self._starts, self._rows, self._weights = arrays["starts"], arrays["rows"], arrays["weights"]
        self._count = count

    @classmethod
    def of(cls, documents: Iterable[Sequence[str]]) -> "Bm25":
        """Made from the terms of each text."""
        vocabulary: dict[str, int] = {}
        lengths, places, rows, counts = list[int](), list[int](), list[int](), list[int]()
        for row, document in enumerate(documents):
            lengths.append(len(document))
            for term, count in Counter(document).items():
                places.append(vocabulary.setdefault(term, len(vocabulary)))
                rows.append(row)
                counts.append(count)
        order = np.argsort(np.array(places, dtype=np.int64), kind="stable")
        held = np.bincount(np.array(places, dtype=np.int64), minlength=len(vocabulary))
        found = np.array(rows, dtype=np.int32)[order]
        often = np.array(counts, dtype=np.float32)[order]
        long = np.array(lengths, dtype=np.float32)
        relative = long / max(1.0, float(long.mean())) if lengths else long
        room = SATURATION * (1 - LENGTH + LENGTH * relative[found])
        arrays: dict[str, NDArray[Any]] = {
            "starts": np.concatenate([[0], np.cumsum(held)]).astype(np.int64),
            "rows": found,
            "weights": (often * (SATURATION + 1) / (often + room)).astype(np.float32),
        }
        return cls(vocabulary, arrays, len(lengths))

    def __contains__(self, term: str) -> bool:
        return term in self.vocabulary

    def rarity(self, term: str) -> float:
        """Inverse document frequency; highest for a term that no text has."""
        start, end = self._stretch(term)
        # The one added keeps it above zero even for a term that most texts have.
        return float(np.log(1 + (self._count - (end - start) + 0.5) / (end - start + 0.5)))

    def scores(self, terms: Sequence[str]) -> NDArray[np.float32]:
        """Between 0 and 1 for every text."""
        scores = np.zeros(self._count, dtype=np.float32)
        most = 0.0
        for term in set(terms):
            rarity = self.rarity(term)
            most += rarity * (SATURATION + 1)
            start, end = self._stretch(term)
            scores[self._rows[start:end]] += rarity * self._weights[start:end]
        return scores / most if most else scores

    def _stretch(self, term: str) -> tuple[int, int]:
        place = self.vocabulary.get(term)
        return (0, 0) if place is None else (int(self._starts[place]), int(self._starts[place + 1]))
