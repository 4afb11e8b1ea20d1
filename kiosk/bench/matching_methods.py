"""The methods that are compared: the product's matcher, and four plain ones beside it."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from kiosk.bench.remembering_embedder import Remembered
from kiosk.bench.training.questions import Rows
from kiosk.mind.answer.deciding import may_offer
from kiosk.mind.answer.house import house_lines
from kiosk.mind.settings import MindSettings
from kiosk.mind.texts.vector_store import VectorStore
from kiosk.mind.understand.calibration import calibrations
from kiosk.mind.understand.confidence import Confidence, visitors
from kiosk.mind.understand.coverage import Coverage
from kiosk.mind.understand.matcher import Example, Kind, Meaning
from kiosk.mind.understand.training import lesson, trained


@dataclass(frozen=True, slots=True)
class Judgement:
    """The intent a method takes a question for, and how sure it is; larger is surer."""

    key: str
    confidence: float
    is_rejected: bool | None = None
    """By the thresholds that the product ships: neither said nor offered in a choice of two; None without any."""


class Method(Protocol):
    """Trained on examples when it is made."""

    name: str

    def answers(self, texts: Sequence[str]) -> tuple[list[Judgement], float]:
        """One judgement for every text, and the milliseconds that one question takes, its embedding included."""
        ...


def methods(examples: Rows, encoder: Remembered | None) -> Iterator[Method]:
    """Every method that can be had: without an encoder those on words, without scikit-learn the product's alone."""
    yield Ours(examples, encoder)
    try:
        from kiosk.bench import baselines_sklearn as plain
    except ImportError:
        return
    yield plain.TfidfNearest(examples)
    yield plain.TfidfMachine(examples)
    if encoder is not None:
        yield plain.VectorNearest(examples, encoder)
        yield plain.VectorRegression(examples, encoder)


class Ours:
    """The product's matcher with its house lines, everyday questions and calibration."""

    name = "ours"

    def __init__(self, examples: Rows, encoder: Remembered | None) -> None:
        own = [Example(Kind.LINE, intent, text) for text, intent in examples]
        found = trained(lesson("en", own, house_lines("en")), encoder, VectorStore(None))
        self._matcher, self._weights, self._encoder = found.matcher, found.weights, encoder
        self._settings = MindSettings()
        asks: dict[str, list[str]] = {}
        for text, intent in examples:
            asks.setdefault(intent, []).append(text)
        calibration, coverage = calibrations()[found.views], Coverage(asks, {}, "en")
        self._confidence = Confidence(calibration, found.situation, coverage, visitors()[found.views])

    def answers(self, texts: Sequence[str]) -> tuple[list[Judgement], float]:
        understood = [self._encoder.understand(text) if self._encoder else None for text in texts]
        judgements = []
        began = time.perf_counter()
        for text, one in zip(texts, understood, strict=True):
            view = self._weights.view(one) if self._weights is not None and one is not None else None
            found = self._matcher.meanings(text, view)
            judgements.append(self._judged(text, [meaning for meaning in found if meaning.kind is Kind.LINE]))
        ms = (time.perf_counter() - began) * 1000 / max(1, len(texts))
        return judgements, ms + (self._encoder.ms if self._encoder else 0.0)

    def _judged(self, text: str, lines: Sequence[Meaning]) -> Judgement:
        told = self._confidence.of(text, lines)
        ordered = sorted(lines, key=lambda one: -told[one.key])
        best, second = ordered[0], ordered[1] if len(ordered) > 1 else None
        sure, confidence = told[best.key], self._confidence
        is_offered = second is not None and may_offer(
            sure,
            told[second.key],
            confidence.calibration.of_either(best.evidence, second.evidence, confidence.situation),
            self._settings,
        )
        return Judgement(best.key, sure, sure < self._settings.accept and not is_offered)


def judged(keys: Sequence[str], confidences: np.ndarray[tuple[int], np.dtype[np.float64]]) -> list[Judgement]:
    """Keys and confidences side by side."""
    return [Judgement(key, float(sure)) for key, sure in zip(keys, confidences, strict=True)]
