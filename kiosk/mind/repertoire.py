"""The repertoire: everything that can be said in one language, and what a question means in it."""

import tomllib
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from kiosk.domain.answer import Candidate
from kiosk.domain.pack import Pack
from kiosk.domain.script import Line
from kiosk.mind.embedder import Embedder, Vectors
from kiosk.mind.house import Intent, everyday, house_lines
from kiosk.mind.matcher import Calibration, Example, Kind, Matcher, Meaning
from kiosk.mind.regression import Regression
from kiosk.mind.retrieval import Library
from kiosk.mind.tfidf import WordIndex
from kiosk.mind.vectors import Shelf
from kiosk.mind.vetoes import Vetoes

REMEMBERED = 24
EVERYDAY = 0.65
"""A question this near to one of every day is none for the texts."""

CANDIDATES = 5
OTHER_OVERLAP, HOUSE_OVERLAP = 0.6, 0.85
"""A bundled question this near to one of the pack's own gives way to it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a question may mean."""

    question: str
    vector: Vectors | None
    lines: Sequence[Candidate]
    """All lines of the script, best first, vetoes counted."""

    meant: Intent | None
    """The house line its wording demands."""

    house: Intent | None
    """The house line it resembles most."""

    house_score: float
    nearness: Mapping[str, float]
    """Similarity of each line's nearest question."""

    house_nearness: float
    is_everyday: bool
    """It resembles a question of every day more than any line."""

    exact: frozenset[str]
    """Lines that have this very question."""

    @property
    def best(self) -> Candidate | None:
        return self.lines[0] if self.lines else None

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        return tuple(self.lines[:CANDIDATES])


class Repertoire:
    """One language of a pack, ready to be asked."""

    def __init__(self, pack: Pack, language: str, embedder: Embedder | None, shelf: Shelf) -> None:
        self.language = language
        self.lines: Mapping[str, Line] = {line.id: line for line in pack.lines.get(language, ())}
        intents = [one for one in house_lines(language) if one.safety or pack.policy.house_lines]
        self.intents: Mapping[str, Intent] = {intent.id: intent for intent in intents}
        self._embedder = embedder if embedder is not None and embedder.knows(language) else None
        self._vectors: OrderedDict[str, Vectors] = OrderedDict()
        name = f"{pack.digest[:12] or pack.id}-{language}-"
        self._matcher = self._matched(shelf, name)
        self._calibration = calibrations()["vectors" if self._matcher.uses_vectors else "words"]
        passages = pack.passages.get(language, ())
        texts = [passage.words for passage in passages]
        self.vetoes = Vetoes(tuple(self.lines.values()), texts, pack.figure.name)
        self.library = Library(passages, language, self._embedder, shelf, name)

    def _matched(self, shelf: Shelf, name: str) -> Matcher:
        own = [Example(Kind.LINE, line.id, ask) for line in self.lines.values() for ask in line.asks]
        house = [Example(Kind.HOUSE, one.id, ask) for one in self.intents.values() for ask in one.asks]
        other = [Example(Kind.OTHER, topic, ask) for topic, ask in everyday(self.language)]
        examples = [*own, *house, *other]
        vectors = None
        if self._embedder is not None:
            vectors = shelf.embedded(f"{name}script", [one.text for one in own], self._embedder)
            bundled = shelf.embedded(f"house-{self.language}", [one.text for one in (*house, *other)], self._embedder)
            vectors = np.concatenate([vectors, bundled]) if own else bundled
        kept = _unlike(examples, len(own), vectors)
        examples = [examples[at] for at in kept]
        vectors = vectors[kept] if vectors is not None else None
        model = self._embedder.name if self._embedder else "words"
        key = shelf.key(f"{name}regression", model, *(f"{one.kind}:{one.key}:{one.text}" for one in examples))
        stored = shelf.get(key)
        learned = None
        meanings = len({(one.kind, one.key) for one in examples})
        if stored is not None and stored.shape == (len(examples) + 1, meanings):
            learned = Regression(stored[:-1], stored[-1])
        matcher = Matcher(examples, vectors, learned)
        if learned is None and matcher.regression is not None:
            shelf.put(key, np.vstack([matcher.regression.weights, matcher.regression.bias]))
        return matcher

    def vector(self, text: str) -> Vectors | None:
        """The question's embedding; the last few are kept until the visit ends."""
        if self._embedder is None:
            return None
        if text not in self._vectors:
            self._vectors[text] = self._embedder.embed([text])[0]
            if len(self._vectors) > REMEMBERED:
                self._vectors.popitem(last=False)
        return self._vectors[text]

    def forget(self) -> None:
        self._vectors.clear()

    def read(self, question: str) -> Reading:
        """What the question may mean, with how sure each line is."""
        vector = self.vector(question)
        meanings = self._matcher.meanings(question, vector)
        own = [meaning for meaning in meanings if meaning.kind is Kind.LINE]
        lines = [Candidate(one.key, self._confidence(one) * self._factor(one, question)) for one in own]
        house = next((meaning for meaning in meanings if meaning.kind is Kind.HOUSE), None)
        other = next((meaning for meaning in meanings if meaning.kind is Kind.OTHER), None)
        nearest = max((meaning.nearest for meaning in meanings if meaning.kind is not Kind.OTHER), default=0.0)
        return Reading(
            question=question,
            vector=vector,
            lines=sorted(lines, key=lambda candidate: -candidate.score),
            meant=next((one for one in self.intents.values() if one.is_meant_by(question)), None),
            house=self.intents[house.key] if house else None,
            house_score=self._confidence(house) if house else 0.0,
            nearness={meaning.key: meaning.nearest for meaning in own},
            house_nearness=house.nearest if house else 0.0,
            is_everyday=other is not None and other.nearest > max(nearest, EVERYDAY),
            exact=frozenset(meaning.key for meaning in own if meaning.is_exact),
        )

    def _confidence(self, meaning: Meaning) -> float:
        return 1.0 if meaning.is_exact else min(0.99, self._calibration.confidence(meaning.evidence))

    def _factor(self, meaning: Meaning, question: str) -> float:
        return 1.0 if meaning.is_exact else self.vetoes.factor(meaning.key, question)


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


@cache
def calibrations() -> Mapping[str, Calibration]:
    """`vectors` and `words`, as `training/matching.py` found them."""
    file = resources.files("kiosk.mind") / "data" / "matching.toml"
    return {name: Calibration(**table) for name, table in tomllib.loads(file.read_text("utf-8")).items()}
