"""Matching: which line, house line or everyday topic a question means, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from kiosk.mind.embedder import Vectors
from kiosk.mind.regression import Regression, trained
from kiosk.mind.tfidf import WordIndex
from kiosk.mind.words import spoken_form

TRAINABLE = 3000
"""With more examples than this the nearest neighbour decides alone."""

WORDS_SHARE = 0.5
"""Weight of word features beside embeddings, as in MIND's recipe."""


class Kind(StrEnum):
    """What an example stands for."""

    LINE = "line"
    HOUSE = "house"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Example:
    """One wording of one meaning."""

    kind: Kind
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a question may mean."""

    kind: Kind
    key: str
    evidence: float
    """Grows with how well it fits; `Calibration` makes a confidence of it."""

    nearest: float
    """Similarity of the nearest wording."""

    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class Calibration:
    """From evidence to the share of cases in which the meaning is right."""

    slope: float
    offset: float

    def confidence(self, evidence: float) -> float:
        return float(1 / (1 + np.exp(-(self.slope * evidence + self.offset))))


class Matcher:
    """All examples of one language. `vectors`: their embeddings; None: words alone decide."""

    def __init__(self, examples: Sequence[Example], vectors: Vectors | None, learned: Regression | None = None) -> None:
        self._examples = examples
        self._keys = sorted({(example.kind, example.key) for example in examples})
        index = {key: at for at, key in enumerate(self._keys)}
        self._labels = np.array([index[example.kind, example.key] for example in examples], dtype=np.intp)
        self._words = WordIndex([example.text for example in examples])
        self._vectors = vectors
        self._centre = vectors.mean(axis=0) if vectors is not None and len(vectors) else None
        self._centred = _unit(vectors - self._centre) if vectors is not None and self._centre is not None else None
        self._exact: dict[str, list[int]] = {}
        for example in examples:
            known = self._exact.setdefault(spoken_form(example.text), [])
            known.append(index[example.kind, example.key])
        self.regression = learned if learned is not None else self._train()

    @property
    def uses_vectors(self) -> bool:
        return self._vectors is not None

    @property
    def shape(self) -> tuple[int, int]:
        """Examples and meanings: what a kept regression must fit."""
        return len(self._examples), len(self._keys)

    def _train(self) -> Regression | None:
        if not len(self._keys) >= 2 or len(self._examples) > TRAINABLE:
            return None
        gram = self._words.gram()
        if self._centred is not None:
            gram = np.asarray(self._centred @ self._centred.T + WORDS_SHARE**2 * gram, dtype=np.float32)
        return trained(gram, self._labels, len(self._keys))

    def meanings(self, text: str, vector: Vectors | None) -> list[Meaning]:
        """Everything the question may mean, best first."""
        if not self._examples:
            return []
        words = self._words.similarities(text)
        near, features = words, words
        if self._vectors is not None and self._centred is not None and vector is not None and self._centre is not None:
            near = self._vectors @ vector
            features = self._centred @ _unit(vector - self._centre) + WORDS_SHARE**2 * words
        best, mean = self._per_meaning(near)
        logs = np.zeros(len(self._keys), dtype=np.float32)
        if self.regression is not None:
            logs = self.regression.log_probabilities(np.asarray(features, dtype=np.float32))
        evidence = 0.4 * np.maximum(logs, -8.0) + 0.6 * best + 0.4 * mean
        exact = self._exact.get(spoken_form(text), ())
        found = [
            Meaning(kind, key, float(evidence[at]), float(best[at]), at in exact)
            for at, (kind, key) in enumerate(self._keys)
        ]
        return sorted(found, key=lambda meaning: (not meaning.is_exact, -meaning.evidence, meaning.kind != Kind.LINE))

    def _per_meaning(self, near: Vectors) -> tuple[Vectors, Vectors]:
        """The best and the mean similarity of every meaning's examples."""
        best = np.full(len(self._keys), -1.0, dtype=np.float32)
        np.maximum.at(best, self._labels, near)
        counts = np.bincount(self._labels, minlength=len(self._keys))
        sums = np.bincount(self._labels, weights=near, minlength=len(self._keys))
        return best, np.asarray(sums / counts, dtype=np.float32)


def _unit(rows: NDArray[np.float32]) -> Vectors:
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-9), dtype=np.float32)
