"""Confidence: how surely a line is what a visitor means.

Three things tell it beside the evidence: how far it leads before the next line, how much of the question the line's own
words cover, and how long the question is. Without embeddings they tell a good deal: of lines that were found first,
those that were right are told from others with an AUROC of .85 instead of .81 in English, by weights that were learned
from another pack (dialogues of visitors; `python -m kiosk.bench.training.visiting` prints it).
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import cache
from importlib import resources
from math import exp

from kiosk.mind.understand.calibration import Calibration, Situation
from kiosk.mind.understand.coverage import Coverage
from kiosk.mind.understand.matcher import Meaning

SUREST = 0.99
"""Only the very words are certain."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for a line."""

    log_odds: float
    """Of the evidence alone, in a script such as this."""

    lead: float
    """Its evidence less that of the best other line."""

    covered: float
    length: float


@dataclass(frozen=True, slots=True)
class Confidence:
    """Of the lines of one script, asked by visitors."""

    calibration: Calibration
    situation: Situation
    coverage: Coverage
    weights: Sequence[float]
    """Of each sign, and the offset, as `training/visiting.py` found them."""

    def of(self, question: str, lines: Sequence[Meaning]) -> Mapping[str, float]:
        """By its key, how likely each of these lines is the one that is meant."""
        signs = self.signs(question, lines)
        return {one.key: 1.0 if one.is_exact else self._told(sign) for one, sign in zip(lines, signs, strict=True)}

    def signs(self, question: str, lines: Sequence[Meaning]) -> Iterator[Signs]:
        """What speaks for each of the lines."""
        covered = self.coverage.of(question)
        ordered = sorted((one.evidence for one in lines), reverse=True)
        for one in lines:
            # What is not the best is behind it.
            rival = ordered[1 if one.evidence == ordered[0] else 0] if len(ordered) > 1 else one.evidence
            lead = one.evidence - rival
            log_odds = self.calibration.log_odds(one.evidence, self.situation)
            yield Signs(log_odds, lead, covered.share(one.key), float(covered.length))

    def _told(self, signs: Signs) -> float:
        *weights, offset = self.weights
        odds = sum(weight * sign for weight, sign in zip(weights, astuple(signs), strict=True)) + offset
        return min(SUREST, 1 / (1 + exp(-odds)))


@cache
def visitors() -> Mapping[str, Sequence[float]]:
    """Weights of the signs, and the offset: `vectors` and `words`."""
    file = resources.files("kiosk.mind") / "data" / "visitors.toml"
    found: Mapping[str, Sequence[float]] = tomllib.loads(file.read_text("utf-8"))
    return found
