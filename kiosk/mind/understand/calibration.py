"""Calibration: from evidence to the share of cases in which a line is right, for the script it was found in."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from kiosk.mind.engines.embedder import Vectors
from kiosk.mind.understand.matcher import Example, Kind
from kiosk.mind.understand.tfidf import WordIndex

SAMPLED = 1500
"""So many questions of a script are compared with all others."""

SHOTS, LINES, CROWDING = (1.0, 8.0), (10.0, 80.0), (0.35, 0.65)
"""The situations that were fitted; others are taken for the nearest of these."""


VISITORS = {"vectors": 1.0, "words": 2.0}
"""What visitors say is worded further from a script than the questions of an intent set, and a line is right at much
less evidence: so much is added to the log-odds (dialogues of visitors, `kiosk bench conversation`)."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What makes the same evidence worth more in one script than in another."""

    shots: float
    """Phrasings a line, on average."""

    lines: int
    crowding: float
    """Similarity of a question with the nearest question of another line, on average."""

    @property
    def features(self) -> tuple[float, float, float]:
        shots = float(np.clip(self.shots, *SHOTS))
        lines = float(np.clip(self.lines, *LINES))
        return float(np.log(shots)), float(np.log(lines)), float(np.clip(self.crowding, *CROWDING))


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logistic regressions over evidence and situation, as `training/matching.py` found them."""

    single: Sequence[float]
    """Weights of the evidence and of the situation's features, and the offset: the first line is right."""

    either: Sequence[float]
    """The same with the second line's evidence after the first's: one of the two is right."""

    def confidence(self, evidence: float, situation: Situation) -> float:
        return _logistic(self.log_odds(evidence, situation))

    def log_odds(self, evidence: float, situation: Situation) -> float:
        """The same on the scale that adds up."""
        return _weighed(self.single, (evidence, *situation.features))

    def of_either(self, first: float, second: float, situation: Situation) -> float:
        return _logistic(_weighed(self.either, (first, second, *situation.features)))


def _weighed(weights: Sequence[float], features: Sequence[float]) -> float:
    return float(np.dot(weights[:-1], features) + weights[-1])


def _logistic(log_odds: float) -> float:
    return float(1 / (1 + np.exp(-log_odds)))


def situation(examples: Sequence[Example], views: Vectors | None) -> Situation:
    """Of the lines among the examples; others do not count. `views`: a row for every example."""
    own = [at for at, example in enumerate(examples) if example.kind is Kind.LINE]
    keys = np.array([examples[at].key for at in own])
    lines = len(set(keys.tolist()))
    if lines < 2:
        # Nothing to compare with: taken for crowded, where the same evidence is worth least.
        return Situation(len(own) / max(1, lines), lines, CROWDING[1])
    chosen = np.linspace(0, len(own) - 1, min(SAMPLED, len(own))).astype(int)
    texts = [examples[at].text for at in own]
    if views is not None:
        rows = views[own]
        near = rows[chosen] @ rows.T
    else:
        index = WordIndex(texts)
        near = np.array([index.similarities(texts[at]) for at in chosen])
    strangers = keys[chosen][:, None] != keys[None, :]
    return Situation(len(own) / lines, lines, float(np.where(strangers, near, -1.0).max(axis=1).mean()))


@cache
def calibrations() -> Mapping[str, Calibration]:
    """`vectors` and `words`."""
    file = resources.files("kiosk.mind") / "data" / "matching.toml"
    fitted: Mapping[str, Mapping[str, list[float]]] = tomllib.loads(file.read_text("utf-8"))
    return {name: _lifted(Calibration(**table), VISITORS[name]) for name, table in fitted.items()}


def _lifted(fitted: Calibration, by: float) -> Calibration:
    single, either = ((*weights[:-1], weights[-1] + by) for weights in (fitted.single, fitted.either))
    return Calibration(single, either)
