"""The decision between quoting and declining: two small regressions fitted on questions with known answers."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.problem import Problem
from kiosk.mind.errors import MindError
from kiosk.mind.retrieval import FEATURES, Found

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judge:
    """Coefficients for one kind of retrieval: with vectors, or with words alone."""

    rank: Array
    """Which of the found sentences answers; the offset last."""

    decide: Array
    """Whether the best of them answers at all; its first feature is the rank's own score."""

    def ranked(self, found: Sequence[Found]) -> list[tuple[Found, float]]:
        """The same sentences by how likely each answers."""
        scored = [(one, logit(self.rank, one.features)) for one in found]
        return sorted(scored, key=lambda pair: -pair[1])

    def confidence(self, ranked: Sequence[tuple[Found, float]]) -> float:
        """How sure it is that the first one answers the question."""
        if not ranked:
            return 0.0
        return float(1 / (1 + np.exp(-np.clip(logit(self.decide, evidence(ranked)), -30, 30))))


def evidence(ranked: Sequence[tuple[Found, float]]) -> Array:
    """What the decision looks at: the best sentence's rank, its lead, and its features."""
    best, score = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else score - 1
    top = [value for _, value in ranked[:3]]
    return np.concatenate([[score, score - second, float(np.mean(top))], best.features])


def logit(coefficients: Array, features: Array) -> float:
    return float(features @ coefficients[:-1] + coefficients[-1])


@cache
def judges() -> Mapping[str, Judge]:
    """`vectors` and `words`."""
    file = resources.files("kiosk.mind") / "data" / "quoting.toml"
    try:
        tables: Mapping[str, Any] = tomllib.loads(file.read_text("utf-8"))
        if tuple(tables["features"]) != FEATURES:
            raise ValueError("it was made for other features")
        return {
            name: Judge(np.array(tables[name]["rank"]), np.array(tables[name]["decide"]))
            for name in ("vectors", "words")
        }
    except (OSError, tomllib.TOMLDecodeError, KeyError, ValueError) as error:
        problem = Problem(
            "KN0003", "kiosk/mind/data/quoting.toml", f"cannot be used: {error}", "run kiosk.mind.training.quoting"
        )
        raise MindError(problem) from error
