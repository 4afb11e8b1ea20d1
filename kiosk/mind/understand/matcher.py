"""Matching: which line, house line or everyday topic a question means, and how sure that is."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from kiosk.mind.engines.embedder import Vectors
from kiosk.mind.understand.question_views import unit_halves
from kiosk.mind.understand.regression import Regression, trained, trained_on_rows
from kiosk.mind.understand.tfidf import WordIndex
from kiosk.mind.understand.words import spoken_form

COMPARED = 6000
"""Up to so many examples the regression learns from their likeness with one another, words and letters included."""

TRAINABLE = 15_000
"""Up to so many it learns from their vectors; with more the nearest neighbour decides alone."""

WORDS_SHARE = 0.5
"""Weight of word features beside embeddings."""

LIKELIEST = 60
"""So many meanings are looked at further."""

OF_EACH = 8
"""… and so many of every kind."""

LEAST_LOG = -8.0

SHARPNESS = 12.0
"""How much more likely a nearer meaning is, where similarity alone decides."""

# Sorts behind every key.
LAST = "\U0010ffff"


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


class Matcher:
    """All examples of one language. `views`: their rows of `views.TokenWeights`; None: words alone decide.

    Which meaning: the regression and the likeness of its examples; how sure: these and how much the regression
    wavers. Evidence = 0.2 · (ln p − entropy) + 0.6 · the nearest example's cosine + 0.4 · the mean of all.
    """

    def __init__(self, examples: Sequence[Example], views: Vectors | None, learned: Regression | None = None) -> None:
        self._examples = examples
        self._keys = sorted({(example.kind, example.key) for example in examples})
        index = {key: at for at, key in enumerate(self._keys)}
        self._labels = np.array([index[example.kind, example.key] for example in examples], dtype=np.intp)
        self._order = np.argsort(self._labels, kind="stable")
        self._starts = np.searchsorted(self._labels[self._order], np.arange(len(self._keys)))
        self._counts = np.bincount(self._labels, minlength=len(self._keys))
        self._words = WordIndex([example.text for example in examples])
        self._views = views
        self._centre = views.mean(axis=0) if views is not None and len(views) else None
        self._centred = unit_halves(views - self._centre) if views is not None and self._centre is not None else None
        self._exact: dict[str, list[int]] = {}
        for example in examples:
            known = self._exact.setdefault(spoken_form(example.text), [])
            known.append(index[example.kind, example.key])
        self.regression = learned if learned is not None else self._train()

    @property
    def uses_vectors(self) -> bool:
        return self._views is not None

    @property
    def _is_compared(self) -> bool:
        return len(self._examples) <= COMPARED

    def _train(self) -> Regression | None:
        if len(self._keys) < 2 or len(self._examples) > TRAINABLE:
            return None
        if self._is_compared:
            gram = self._words.gram()
            if self._centred is not None:
                # Squared, as in `_inputs`: products of features that weigh so much weigh its square.
                gram = np.asarray(self._centred @ self._centred.T + WORDS_SHARE**2 * gram, dtype=np.float32)
            return trained(gram, self._labels, len(self._keys))
        return trained_on_rows(self._centred, self._labels, len(self._keys)) if self._centred is not None else None

    def meanings(self, text: str, view: Vectors | None) -> list[Meaning]:
        """What the question most likely means, best first: at least the best of every kind."""
        if not self._examples:
            return []
        words = self._words.similarities(text)
        near, logs = words, np.zeros(len(self._keys), dtype=np.float32)
        centred = None
        if self._views is not None and view is not None and self._centre is not None:
            near = self._views @ view
            centred = unit_halves(view - self._centre)
        best, mean = self._per_meaning(near)
        if self.regression is not None:
            logs = self.regression.log_probabilities(self._inputs(words, centred))
        else:
            # Without a regression the nearest examples alone tell one meaning from another.
            logs = SHARPNESS * best - np.log(np.exp(SHARPNESS * best).sum())
        entropy = -float(np.exp(logs) @ logs)
        evidence = 0.2 * (np.maximum(logs, LEAST_LOG) - entropy) + 0.6 * best + 0.4 * mean
        exact = self._exact.get(spoken_form(text), ())
        found = [
            Meaning(*self._keys[at], float(evidence[at]), float(best[at]), at in exact)
            for at in self._likeliest(evidence, exact)
        ]
        return sorted(found, key=lambda meaning: (not meaning.is_exact, -meaning.evidence, meaning.kind != Kind.LINE))

    def _inputs(self, words: Vectors, centred: Vectors | None) -> Vectors:
        """What the regression was trained on: likeness with every example, or the vector itself."""
        if self._centred is None or centred is None:
            return words
        if not self._is_compared:
            return centred
        return np.asarray(self._centred @ centred + WORDS_SHARE**2 * words, dtype=np.float32)

    def _likeliest(self, evidence: Vectors, exact: Sequence[int]) -> set[int]:
        if len(evidence) <= LIKELIEST:
            return set(range(len(evidence)))
        chosen = {int(at) for at in np.argpartition(-evidence, LIKELIEST)[:LIKELIEST]} | set(exact)
        for kind in Kind:
            own = range(*self._range(kind))
            if own:
                best = np.argsort(-evidence[own.start : own.stop])[:OF_EACH]
                chosen |= {own.start + int(at) for at in best}
        return chosen

    def _range(self, kind: Kind) -> tuple[int, int]:
        """Where the meanings of a kind lie in the sorted keys."""
        start = bisect_left(self._keys, (kind, ""))
        return start, bisect_left(self._keys, (kind, LAST))

    def _per_meaning(self, near: Vectors) -> tuple[Vectors, Vectors]:
        """The best and the mean similarity of every meaning's examples."""
        sorted_near = near[self._order]
        # No meaning is without an example: reduceat would give it the next one's.
        best = np.maximum.reduceat(sorted_near, self._starts)
        mean = np.add.reduceat(sorted_near, self._starts) / self._counts
        return best, np.asarray(mean, dtype=np.float32)
