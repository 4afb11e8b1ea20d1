"""Wording: what a question asks for, and whether a sentence's words could be that."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from kiosk.mind.understand.numerals import numbers
from kiosk.mind.understand.words import capitalised, content

ASKING = (
    ("when", re.compile(r"(?i)\b(when|(what|which) (year|date|century|decade|month|day))\b")),
    ("quantity", re.compile(r"(?i)\bhow (many|much|old|long|far|often|large|big|tall|high|deep)\b|\bpercent")),
    ("who", re.compile(r"(?i)\b(who|whom|whose)\b")),
    ("where", re.compile(r"(?i)\b(where|(what|which) (city|country|state|place|region|county|continent))\b")),
    ("why", re.compile(r"(?i)\bwhy\b|\bwhat (caused|reason|purpose)\b")),
)
"""Kinds of question, the first that fits."""

DATE = re.compile(
    r"\b(January|February|March|April|May|June|July|August|September|October|November|December|\d{3,4}s?|centur(y|ies))\b"
)
REASON = re.compile(
    r"(?i)\b(because|due to|since|so that|in order|owing|caused?|therefore|thus|as a result|to [a-z]+)\b"
)


@lru_cache(maxsize=512)
def kind_of(question: str) -> str:
    """Empty where it asks for something else."""
    return next((kind for kind, pattern in ASKING if pattern.search(question)), "")


@dataclass(frozen=True)
class Wording:
    """The words of a question, compared with those of many sentences."""

    question: str
    language: str

    @cached_property
    def terms(self) -> Sequence[str]:
        return content(self.question, self.language)

    @cached_property
    def kind(self) -> str:
        return kind_of(self.question)

    @cached_property
    def _names(self) -> frozenset[str]:
        return capitalised(self.question)

    @cached_property
    def _numbers(self) -> frozenset[str]:
        return numbers(self.question)

    @cached_property
    def _pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset(pairwise(self.terms))

    def names_in(self, terms: frozenset[str]) -> float:
        """Share of the question's names that are there; 1 without any."""
        return _share(self._names, terms)

    def numbers_in(self, text: str) -> float:
        return _share(self._numbers, numbers(text)) if self._numbers else 1.0

    def pairs_in(self, terms: Sequence[str]) -> float:
        """Share of its neighbouring words that are neighbours there."""
        return len(self._pairs & set(pairwise(terms))) / max(1, len(self._pairs))

    def wants(self, sentence: str) -> tuple[float, ...]:
        """For each kind of question: 1 where it is asked and the sentence has such words that are not the question's,
        −1 where it has none, 0 where it is not asked."""
        if not self.kind:
            return (0.0,) * len(ASKING)
        has = 1.0 if self._has(sentence) else -1.0
        return tuple(has if kind == self.kind else 0.0 for kind, _ in ASKING)

    def _has(self, sentence: str) -> bool:
        match self.kind:
            case "when":
                return bool(DATE.search(sentence)) and bool(numbers(sentence) - self._numbers)
            case "quantity":
                return bool(numbers(sentence) - self._numbers)
            case "why":
                return bool(REASON.search(sentence))
            case _:
                return bool(capitalised(sentence) - set(self.terms))


def _share(wanted: frozenset[str], there: frozenset[str]) -> float:
    return len(wanted & there) / len(wanted) if wanted else 1.0
