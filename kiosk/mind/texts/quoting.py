"""The decision between quoting and declining: three small regressions fitted on questions with known answers."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.problem import Problem
from kiosk.mind.errors import MindError
from kiosk.mind.texts.retrieval import FEATURES, Found
from kiosk.mind.understand.token_alignment import NAMES, UNKNOWN

Array = NDArray[np.float64]


LEARNED = "en"
"""The language of the questions it was fitted on; in others a quotation must have most of the question's words too."""

READ = 3
"""So many of the likeliest sentences are read word for word."""

Meant = Callable[[str], tuple[float, float, float]]
"""How well a sentence understands the words of the question: `understanding.NAMES`."""


def unread(sentence: str) -> tuple[float, float, float]:
    """Without an encoder nothing is read."""
    return UNKNOWN


@dataclass(frozen=True, slots=True)
class Judge:
    """Coefficients for one kind of retrieval: with vectors, or with words alone."""

    rank: Array
    """Which of the found sentences is worth reading; the offset last."""

    read: Array
    """Which of those that were read answers; what reading gave comes after the features."""

    decide: Array
    """Whether the best of them answers at all; its first features are the scores of the read ones."""

    def ranked(self, found: Sequence[Found], meant: Meant = unread) -> list[tuple[Found, float]]:
        """The same sentences by how likely each answers."""
        first = sorted(found, key=lambda one: -logit(self.rank, one.features))
        read = [replace(one, understood=meant(one.sentence.text)) for one in first[:READ]]
        best = sorted(((one, logit(self.read, one.evidence)) for one in read), key=lambda pair: -pair[1])
        least = best[-1][1] if best else 0.0
        # Scores of those that were not read are of another scale: they may not pass those that were.
        return [*best, *((one, min(least, logit(self.rank, one.features))) for one in first[READ:])]

    def confidence(self, ranked: Sequence[tuple[Found, float]]) -> float:
        """How sure it is that the first one answers the question."""
        if not ranked:
            return 0.0
        return float(1 / (1 + np.exp(-np.clip(logit(self.decide, evidence(ranked)), -30, 30))))


def evidence(ranked: Sequence[tuple[Found, float]]) -> Array:
    """What the decision looks at: the best sentence's score, its lead, the mean of the best, and its own evidence."""
    best, score = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else score - 1
    top = [value for _, value in ranked[:READ]]
    return np.concatenate([[score, score - second, float(np.mean(top))], best.evidence])


def logit(coefficients: Array, features: Array) -> float:
    return float(features @ coefficients[:-1] + coefficients[-1])


@cache
def judges() -> Mapping[str, Judge]:
    """`vectors` and `words`."""
    file = resources.files("kiosk.mind") / "data" / "quoting.toml"
    try:
        tables: Mapping[str, Any] = tomllib.loads(file.read_text("utf-8"))
        if tuple(tables["features"]) != (*FEATURES, *NAMES):
            raise ValueError("it was made for other features")
        return {
            name: Judge(*(np.array(tables[name][part]) for part in ("rank", "read", "decide")))
            for name in ("vectors", "words")
        }
    except (OSError, tomllib.TOMLDecodeError, KeyError, ValueError) as error:
        problem = Problem(
            "KN0003", "kiosk/mind/data/quoting.toml", f"cannot be used: {error}", "run kiosk.bench.training.quoting"
        )
        raise MindError(problem) from error
