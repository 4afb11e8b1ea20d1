"""TF-IDF over words and letter groups, held as postings so that a question touches only what it shares."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from kiosk.mind.engines.embedder import Vectors
from kiosk.mind.understand.words import letter_features, word_features

Features = Callable[[str], Iterable[str]]


class Block:
    """One kind of features over a fixed list of texts."""

    def __init__(self, texts: Sequence[str], features: Features) -> None:
        self._features = features
        counted = [Counter(features(text)) for text in texts]
        self._ids: dict[str, int] = {}
        for counts in counted:
            for feature in counts:
                self._ids.setdefault(feature, len(self._ids))
        frequency = np.zeros(len(self._ids), dtype=np.float32)
        for counts in counted:
            frequency[[self._ids[feature] for feature in counts]] += 1
        self._idf: Vectors = np.log((1 + len(texts)) / (1 + frequency)).astype(np.float32) + 1
        rows: list[NDArray[np.intp]] = []
        columns: list[NDArray[np.intp]] = []
        weights: list[Vectors] = []
        for row, counts in enumerate(counted):
            ids, values = self._weighted(counts)
            rows.append(np.full(len(ids), row, dtype=np.intp))
            columns.append(ids)
            weights.append(values)
        column = np.concatenate(columns) if columns else np.zeros(0, dtype=np.intp)
        order = np.argsort(column, kind="stable")
        self._rows = (np.concatenate(rows) if rows else column)[order]
        self._weights = (np.concatenate(weights) if weights else np.zeros(0, dtype=np.float32))[order]
        self._starts = np.searchsorted(column[order], np.arange(len(self._ids) + 1))
        self._count = len(texts)

    def _weighted(self, counts: Counter[str]) -> tuple[NDArray[np.intp], Vectors]:
        """Known features with their weights; what is unknown still makes the text longer."""
        known = [(self._ids[feature], count) for feature, count in counts.items() if feature in self._ids]
        ids = np.array([feature for feature, _ in known], dtype=np.intp)
        values = (1 + np.log(np.array([count for _, count in known], dtype=np.float32))) * self._idf[ids]
        rarest = float(self._idf.max(initial=1.0))
        unknown = (len(counts) - len(known)) * rarest**2
        length = float(np.sqrt(np.sum(values**2) + unknown))
        return ids, (values / length if length else values).astype(np.float32)

    def similarities(self, text: str) -> Vectors:
        """Cosine with every text of the list."""
        ids, values = self._weighted(Counter(self._features(text)))
        if not len(ids):
            return np.zeros(self._count, dtype=np.float32)
        spans = [slice(self._starts[feature], self._starts[feature + 1]) for feature in ids]
        rows = np.concatenate([self._rows[span] for span in spans])
        products = np.concatenate([self._weights[span] * value for span, value in zip(spans, values, strict=True)])
        return np.bincount(rows, weights=products, minlength=self._count).astype(np.float32)

    def gram(self) -> Vectors:
        """Cosine of every text with every other."""
        dense = np.zeros((self._count, len(self._ids)), dtype=np.float32)
        columns = np.repeat(np.arange(len(self._ids)), np.diff(self._starts))
        dense[self._rows, columns] = self._weights
        return np.asarray(dense @ dense.T, dtype=np.float32)


class WordIndex:
    """Words and letters together, half and half."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._words = Block(texts, word_features)
        self._letters = Block(texts, letter_features)

    def similarities(self, text: str) -> Vectors:
        both = self._words.similarities(text) + self._letters.similarities(text)
        return np.asarray(both / 2, dtype=np.float32)

    def gram(self) -> Vectors:
        return np.asarray((self._words.gram() + self._letters.gram()) / 2, dtype=np.float32)
