"""What the product is measured against, from scikit-learn: nearest neighbours, a linear SVM, logistic regression."""

import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from kiosk.bench.matching_methods import Judgement, judged
from kiosk.bench.remembering_embedder import Remembered
from kiosk.bench.training.questions import Rows

STRENGTH = 20.0
"""C of the regression, the best of those tried in the study that the product started from."""

Answers = tuple[list[Judgement], float]


class TfidfNearest:
    """Cosine of TF-IDF over words and pairs of words with every example."""

    name = "tfidf nearest neighbour"

    def __init__(self, examples: Rows) -> None:
        self._vectorizer = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
        self._rows = self._vectorizer.fit_transform([text for text, _ in examples])
        self._intents = np.array([intent for _, intent in examples])

    def answers(self, texts: Sequence[str]) -> Answers:
        def one(text: str) -> tuple[str, float]:
            near = (self._rows @ self._vectorizer.transform([text]).T).toarray()[:, 0]
            return str(self._intents[near.argmax()]), float(near.max())

        return _timed(one, texts)


class TfidfMachine:
    """A linear support vector machine over the same features; its margin is the confidence."""

    name = "tfidf linear svm"

    def __init__(self, examples: Rows) -> None:
        self._vectorizer = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
        rows = self._vectorizer.fit_transform([text for text, _ in examples])
        self._machine = LinearSVC().fit(rows, [intent for _, intent in examples])

    def answers(self, texts: Sequence[str]) -> Answers:
        def one(text: str) -> tuple[str, float]:
            margins = self._machine.decision_function(self._vectorizer.transform([text]))[0]
            return str(self._machine.classes_[margins.argmax()]), float(margins.max())

        return _timed(one, texts)


class VectorNearest:
    """Cosine of sentence embeddings with every example."""

    name = "embeddings, nearest neighbour"

    def __init__(self, examples: Rows, encoder: Remembered) -> None:
        self._encoder = encoder
        self._rows = encoder.embed([text for text, _ in examples])
        self._intents = [intent for _, intent in examples]

    def answers(self, texts: Sequence[str]) -> Answers:
        vectors = self._encoder.embed(texts)
        began = time.perf_counter()
        near = vectors @ self._rows.T
        best = near.argmax(axis=1)
        ms = (time.perf_counter() - began) * 1000 / max(1, len(texts))
        return judged([self._intents[at] for at in best], near.max(axis=1)), ms + self._encoder.ms


class VectorRegression:
    """Logistic regression over sentence embeddings; the greatest probability is the confidence."""

    name = "embeddings, logistic regression"

    def __init__(self, examples: Rows, encoder: Remembered) -> None:
        self._encoder = encoder
        rows: NDArray[np.float64] = encoder.embed([text for text, _ in examples]).astype(np.float64)
        self._regression = LogisticRegression(C=STRENGTH, max_iter=300).fit(rows, [intent for _, intent in examples])

    def answers(self, texts: Sequence[str]) -> Answers:
        vectors = self._encoder.embed(texts).astype(np.float64)
        began = time.perf_counter()
        shares: NDArray[Any] = self._regression.predict_proba(vectors)
        best = [str(self._regression.classes_[at]) for at in shares.argmax(axis=1)]
        ms = (time.perf_counter() - began) * 1000 / max(1, len(texts))
        return judged(best, shares.max(axis=1)), ms + self._encoder.ms


def _timed(one: Callable[[str], tuple[str, float]], texts: Sequence[str]) -> Answers:
    began = time.perf_counter()
    found = [Judgement(*one(text)) for text in texts]
    return found, (time.perf_counter() - began) * 1000 / max(1, len(texts))
