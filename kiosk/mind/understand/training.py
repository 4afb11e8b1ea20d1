"""Schooling: what a pack learns from its questions, taken from the store where it was learned before."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kiosk.mind.answer.house import Intent, everyday
from kiosk.mind.engines.embedder import Encoder, Vectors
from kiosk.mind.texts.vector_store import Arrays, VectorStore
from kiosk.mind.understand.calibration import Situation, situation
from kiosk.mind.understand.matcher import Example, Kind, Matcher
from kiosk.mind.understand.question_views import TokenWeights, token_weights
from kiosk.mind.understand.regression import Regression
from kiosk.mind.understand.tfidf import WordIndex

log = logging.getLogger(__name__)

RECIPE = "4"
"""Changes whenever the same questions would be learned otherwise."""

OTHER_OVERLAP, HOUSE_OVERLAP = 0.6, 0.85
"""A bundled question this near to one of the pack's own gives way to it."""

Progress = Callable[[int, int], None]
"""Told how many of how many questions have been read."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """Everything that is to be told apart in one language."""

    language: str
    own: Sequence[Example]
    """The pack's lines."""

    bundled: Sequence[Example]
    """House lines and questions of every day."""

    name: str = ""
    """Begins the names of the files in which it is kept."""

    @property
    def examples(self) -> list[Example]:
        return [*self.own, *self.bundled]


@dataclass(frozen=True, slots=True)
class Trained:
    """A matcher, and how its questions are to be seen."""

    matcher: Matcher
    weights: TokenWeights | None
    """None: words alone."""

    situation: Situation

    @property
    def views(self) -> str:
        """What it looks at, as the fitted weights are named: `vectors` or `words`."""
        return "vectors" if self.matcher.uses_vectors else "words"


def lesson(language: str, own: Sequence[Example], house: Sequence[Intent], name: str = "") -> Lesson:
    """The pack's own questions with those that come with the product."""
    asked = [Example(Kind.HOUSE, one.id, ask) for one in house for ask in one.asks]
    other = [Example(Kind.OTHER, topic, ask) for topic, ask in everyday(language)]
    return Lesson(language, own, [*asked, *other], name)


def trained(given: Lesson, embedder: Encoder | None, store: VectorStore, progress: Progress | None = None) -> Trained:
    """Learns it, or takes it from the store where all that it is made from is the same."""
    model = embedder.name if embedder else "words"
    parts = (f"{one.kind}:{one.key}:{one.text}" for one in given.examples)
    # The number tells where the pack's own questions end: the same texts divided otherwise are learned otherwise.
    key = store.key(f"{given.name}matcher", RECIPE, model, str(len(given.own)), *parts)
    kept = store.arrays(key)
    if kept is not None and (found := _unpacked(kept, given.examples, embedder is not None)) is not None:
        return found
    fresh = _learned(given, embedder, store, progress)
    store.put_arrays(key, fresh)
    found = _unpacked(fresh, given.examples, embedder is not None)
    assert found is not None
    return found


def _learned(
    given: Lesson, embedder: Encoder | None, store: VectorStore, progress: Progress | None
) -> dict[str, NDArray[Any]]:
    examples = given.examples
    views, weights = None, None
    if embedder is not None and examples:
        bundled = store.understood(f"house-{given.language}", [one.text for one in given.bundled], embedder)
        weights = token_weights([embedder.tokens(one.text) for one in given.own]).centred(bundled)
        own = _views(given.own, embedder, weights, progress)
        views = np.concatenate([rows for rows in (own, weights.views(bundled)) if len(rows)])
    kept = _unlike(examples, len(given.own), views)
    views = views[kept] if views is not None else None
    regression = Matcher([examples[at] for at in kept], views).regression
    where = situation([examples[at] for at in kept], views)
    found: dict[str, NDArray[Any]] = {
        "kept": np.array(kept, dtype=np.int64),
        "situation": np.array([where.shots, where.lines, where.crowding], dtype=np.float64),
    }
    if views is not None and weights is not None:
        found["views"] = views
        found["tokens"] = np.array(list(weights.known), dtype=np.int64)
        found["token_weights"] = np.array([*weights.known.values(), weights.unseen], dtype=np.float32)
        found["centre"] = weights.centre if weights.centre is not None else np.zeros(0, dtype=np.float32)
    if regression is not None:
        found |= {"weights": regression.weights, "bias": regression.bias}
    return found


def _views(examples: Sequence[Example], embedder: Encoder, weights: TokenWeights, progress: Progress | None) -> Vectors:
    rows = []
    for at, one in enumerate(examples):
        rows.append(weights.view(embedder.understand(one.text)))
        if progress is not None:
            progress(at + 1, len(examples))
    return np.array(rows, dtype=np.float32)


def _unpacked(kept: Arrays, examples: Sequence[Example], wants_views: bool) -> Trained | None:
    """None where the arrays do not fit one another or the examples."""
    try:
        chosen = [examples[int(at)] for at in kept["kept"]]
        views, weights = None, None
        if wants_views and examples:
            views, told = kept["views"], kept["token_weights"]
            known = dict(zip(kept["tokens"].tolist(), told[:-1].tolist(), strict=True))
            centre = kept["centre"] if len(kept["centre"]) else None
            weights = TokenWeights(known, float(told[-1]), centre)
            if views.ndim != 2 or len(views) != len(chosen) or (centre is not None and centre.shape != views.shape[1:]):
                return None
        learned = Regression(kept["weights"], kept["bias"]) if "weights" in kept else None
        meanings = (len({(one.kind, one.key) for one in chosen}),)
        if learned is not None and not (learned.weights.shape[1:] == learned.bias.shape == meanings):
            return None
        shots, lines, crowding = (float(value) for value in kept["situation"])
        return Trained(Matcher(chosen, views, learned), weights, Situation(shots, int(lines), crowding))
    except (KeyError, IndexError, ValueError):
        log.warning("a kept matcher does not fit its questions and is made again")
        return None


def _unlike(examples: Sequence[Example], own: int, vectors: Vectors | None) -> list[int]:
    """Which examples stay: the pack's own, and of the bundled ones those that it does not ask itself."""
    if own == 0:
        return list(range(len(examples)))
    index = None if vectors is not None else WordIndex([example.text for example in examples[:own]])
    kept = list(range(own))
    for at, example in enumerate(examples[own:], start=own):
        near = vectors[:own] @ vectors[at] if vectors is not None else None
        if near is None and index is not None:
            near = index.similarities(example.text)
        limit = OTHER_OVERLAP if example.kind is Kind.OTHER else HOUSE_OVERLAP
        if near is None or float(near.max()) < limit:
            kept.append(at)
    return kept
