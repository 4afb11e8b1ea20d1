"""Coverage: how much of what a question is about a line's own questions and answer hold."""

from collections import Counter
from collections.abc import Iterable, Mapping
from math import log

from kiosk.mind.understand.words import content

LONGEST = 15
"""More words that carry meaning make a question no longer."""


class Coverage:
    """The words of each line, each weighed by how few lines ask with it (Robertson and Spärck Jones 1976)."""

    def __init__(self, asks: Mapping[str, Iterable[str]], says: Mapping[str, Iterable[str]], language: str) -> None:
        """`asks` and `says`: the wordings of every line's questions and of its answer, by its id."""
        self._language = language
        asked = {line: self._terms(texts) for line, texts in asks.items()}
        self._terms_of = {line: terms | self._terms(says.get(line, ())) for line, terms in asked.items()}
        self._lines = len(asked)
        self._asked_by = Counter(term for terms in asked.values() for term in terms)

    def _terms(self, texts: Iterable[str]) -> frozenset[str]:
        return frozenset(term for text in texts for term in content(text, self._language))

    def of(self, question: str) -> "Covered":
        return Covered({term: self._weight(term) for term in self._terms((question,))}, self._terms_of)

    def _weight(self, term: str) -> float:
        known = self._asked_by[term]
        return log(1 + (self._lines - known + 0.5) / (known + 0.5))


class Covered:
    """One question's words, weighed."""

    def __init__(self, weights: Mapping[str, float], terms_of: Mapping[str, frozenset[str]]) -> None:
        self._weights, self._terms_of = weights, terms_of
        self._whole = sum(weights.values())
        self.length = min(len(weights), LONGEST)
        """Words that carry meaning."""

    def share(self, line: str) -> float:
        """0 to 1: the weighed share of the question's words that the line holds."""
        held = self._terms_of.get(line, frozenset())
        found = sum(weight for term, weight in self._weights.items() if term in held)
        return found / self._whole if self._whole else 0.0
