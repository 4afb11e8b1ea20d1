"""Retrieval: the sentences of a pack's texts that may answer a question, with what speaks for each."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.passage import Passage
from kiosk.mind.bm25 import Bm25
from kiosk.mind.embedder import Embedder, Vectors
from kiosk.mind.numerals import numbers
from kiosk.mind.sentences import spans
from kiosk.mind.vectors import Shelf
from kiosk.mind.words import content, tokens

CANDIDATES = 12
FEATURES = (
    "sentence_nearness", "passage_nearness", "sentence_terms", "passage_terms", "sentence_covered", "passage_covered",
    "rarest_covered", "unknown", "lead", "asks_number", "asks_name", "length", "terms",
    "next_covered",
)  # fmt: skip
QUANTITY = ("when", "how many", "how much", "how old", "how long", "how far", "what year", "which year", "what date")
PERSON = ("who", "whom", "whose")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a passage."""

    passage: int
    number: int
    """Its place in the passage."""

    start: int
    """Offsets in the passage's words."""

    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence that may answer, and the features its case rests on, in the order of `FEATURES`."""

    sentence: Sentence
    fused: float
    features: NDArray[np.float64]


class Library:
    """All passages of one language. Without an embedder words alone are compared."""

    def __init__(
        self, passages: Sequence[Passage], language: str, embedder: Embedder | None, shelf: Shelf, name: str = ""
    ) -> None:
        self.passages = passages
        self.language = language
        self.sentences: list[Sentence] = []
        for at, passage in enumerate(passages):
            for number, (start, end) in enumerate(spans(passage.words)):
                self.sentences.append(Sentence(at, number, start, end, passage.words[start:end]))
        heads = [f"{passage.text.title} {passage.where}" for passage in passages]
        whole = [content(passage.words, language) for passage in passages]
        self._sentence_terms = [content(sentence.text, language) for sentence in self.sentences]
        self._passage_terms = [
            frozenset(terms) | set(content(head, language)) for terms, head in zip(whole, heads, strict=True)
        ]
        self._sentence_words = Bm25(self._sentence_terms)
        self._passage_words = Bm25(whole)
        self._home = np.array([sentence.passage for sentence in self.sentences], dtype=np.intp)
        self._sentence_vectors: Vectors | None = None
        self._passage_vectors: Vectors | None = None
        if embedder is not None and self.sentences:
            texts = [sentence.text for sentence in self.sentences]
            self._sentence_vectors = shelf.embedded(f"{name}sentences", texts, embedder)
            self._passage_vectors = shelf.embedded(f"{name}passages", [one.words for one in passages], embedder)

    def find(self, question: str, vector: Vectors | None) -> list[Found]:
        """The likeliest sentences, best first."""
        if not self.sentences:
            return []
        terms = content(question, self.language)
        signals = [
            (0.6, sentence_words := self._sentence_words.scores(terms)),
            (0.3, (passage_words := self._passage_words.scores(terms))[self._home]),
        ]
        sentence_near = passage_near = None
        if vector is not None and self._sentence_vectors is not None and self._passage_vectors is not None:
            sentence_near = self._sentence_vectors @ vector
            passage_near = (self._passage_vectors @ vector)[self._home]
            signals += [(1.0, sentence_near), (0.4, passage_near)]
        fused = np.sum([weight * _standing(signal) for weight, signal in signals], axis=0)
        best = np.argsort(-fused, kind="stable")[: CANDIDATES + 1]
        zeros = np.zeros(len(fused))
        measured = np.stack([
            zeros if sentence_near is None else sentence_near, zeros if passage_near is None else passage_near,
            sentence_words, passage_words[self._home], fused,
        ])  # fmt: skip
        return [self._found(int(at), question, terms, measured) for at in best[:CANDIDATES]]

    def _found(self, at: int, question: str, terms: Sequence[str], measured: NDArray[np.float64]) -> Found:
        sentence = self.sentences[at]
        near, passage_near, words, passage_words, fused = (float(value) for value in measured[:, at])
        own = set(self._sentence_terms[at])
        home = self._passage_terms[sentence.passage]
        following = self._sentence_terms[at + 1] if at + 1 < len(self.sentences) else ()
        rarity = {term: self._passage_words.rarity(term) for term in set(terms)}
        total = sum(rarity.values()) or 1.0
        rarest = max(rarity, key=lambda term: rarity[term], default="")
        covered = sum(value for term, value in rarity.items() if term in own) / total
        passage_covered = sum(value for term, value in rarity.items() if term in home) / total
        lower = question.lower()
        others = np.sort(measured[4])[::-1]
        asks_number = any(word in lower for word in QUANTITY)
        asks_name = any(word in tokens(question) for word in PERSON)
        features = [
            near, passage_near, words, passage_words, covered, passage_covered, float(rarest in home),
            sum(value for term, value in rarity.items() if not self._knows(term)) / total,
            (fused - float(others[min(5, len(others) - 1)])) / 5,
            _wanted(asks_number, bool(numbers(sentence.text))),
            _wanted(asks_name, _has_new_name(sentence.text, terms)),
            min(len(sentence.text), 400) / 400, min(len(rarity), 10) / 10,
            sum(value for term, value in rarity.items() if term in own or term in following) / total,
        ]  # fmt: skip
        return Found(sentence, fused, np.array(features))

    def _knows(self, term: str) -> bool:
        return any(term in terms for terms in self._passage_terms)

    def neighbours(self, sentence: Sentence) -> list[Sentence]:
        """All sentences of the same passage, in order."""
        return [other for other in self.sentences if other.passage == sentence.passage]


def _standing(signal: NDArray[np.float32]) -> NDArray[np.float64]:
    """How far above the others, in standard deviations."""
    spread = float(signal.std())
    return np.asarray((signal - signal.mean()) / spread if spread > 1e-9 else np.zeros(len(signal)), dtype=np.float64)


def _wanted(is_asked: bool, is_there: bool) -> float:
    return 0.0 if not is_asked else 1.0 if is_there else -1.0


def _has_new_name(sentence: str, terms: Sequence[str]) -> bool:
    """Whether it names somebody whom the question does not name."""
    words = sentence.split()[1:]
    return any(word[:1].isupper() and not set(content(word)) & set(terms) for word in words)
