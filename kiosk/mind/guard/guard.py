"""The guard: finds what must be answered with care, and words that are not said in company, whoever says them."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import nextafter
from typing import Protocol

import numpy as np

from kiosk.domain.content.script import Line
from kiosk.mind.answer.house import (
    GUARDED_LANGUAGES,
    Intent,
    Vocabulary,
    asides,
    everyday,
    guarded,
    mishearings,
    quotes,
    selves,
    vocabulary,
    wordings,
)
from kiosk.mind.engines.embedder import Embedder, Vectors
from kiosk.mind.guard.misheard import Misheard
from kiosk.mind.understand.tfidf import WordIndex
from kiosk.mind.understand.words import closed_up, spoken_form

LIKELY = 0.6
"""From this probability a question is of a topic though no pattern says so."""

NEAR, VERY_NEAR = 0.75, 0.92
"""A question of another kind this near to it comes first; before somebody in need, only the second."""

ALIKE = 0.62
"""Without embeddings: from this share of words and letters two sentences say the same."""

INSULT = "insult"
ORDINARY = "ordinary"
REALITY = "are_you_real"
"""Urgent, but nobody's need."""


class WordList(Protocol):
    """Knows profane words of many languages, also where letters are masked or spread."""

    def is_foul(self, text: str, words: Vocabulary) -> bool: ...


@dataclass(frozen=True, slots=True)
class Likeness:
    """Which topic an embedding resembles, as `training/guarding.py` learned it from the wordings."""

    topics: Sequence[str]
    weights: Vectors
    """Width of the embedding × topics."""

    bias: Vectors
    centre: Vectors
    """What all the wordings have in common: many models put every sentence into one corner of their space."""

    def topic(self, vector: Vectors, urgent: Collection[str] = ()) -> str:
        """The topic that it surely resembles, else ordinary; of the urgent ones it need not be sure which."""
        logits = apart(vector, self.centre) @ self.weights + self.bias
        shares = np.exp(logits - logits.max())
        shares /= shares.sum()
        best = int(np.argmax(shares))
        if shares[best] >= LIKELY:
            return self.topics[best]
        in_need = np.array([topic in urgent for topic in self.topics])
        return self.topics[int(np.argmax(shares * in_need))] if shares[in_need].sum() >= LIKELY else ORDINARY


def apart(vectors: Vectors, centre: Vectors) -> Vectors:
    """One or several without what they have in common, of length one."""
    rest = vectors - centre
    return np.asarray(rest / np.maximum(np.linalg.norm(rest, axis=-1, keepdims=True), 1e-9), dtype=np.float32)


def family(embedder: str) -> str:
    """The name of an embedding model without the mark of its file."""
    return embedder.rpartition("-")[0]


@cache
def likeness(language: str, embedder: str) -> Likeness | None:
    """None where it was not learned for this language or embedding model."""
    file = resources.files("kiosk.mind") / "data" / f"guard-{language.split('-', maxsplit=1)[0]}.npz"
    if not file.is_file():
        return None
    with file.open("rb") as stream, np.load(stream, allow_pickle=False) as kept:
        # Weights that were learned among one model's vectors mean nothing among another's.
        if str(kept["embedder"]) != family(embedder):
            return None
        return Likeness([str(one) for one in kept["topics"]], kept["weights"], kept["bias"], kept["centre"])


@cache
def _alike(language: str) -> tuple[Sequence[str], WordIndex]:
    """For want of embeddings: the wordings by topic, and what words and letters they share with a question."""
    known = [*wordings(language), *((ORDINARY, question) for _, question in everyday(language))]
    return [topic for topic, _ in known], WordIndex([text for _, text in known])


@dataclass(frozen=True, slots=True)
class Care:
    """What of a question is to be answered with care, or not to be shown: looked at once for both."""

    worded: Intent | None
    """The topic that its words demand; a profane one is an insult."""

    resembled: Intent | None
    """The topic that it resembles."""

    until: float
    """A question of another kind that is nearer than this comes first."""

    is_foul: bool

    def topic(self, nearest: float = 0.0) -> Intent | None:
        """`nearest`: similarity of a question of another kind."""
        return self.worded or (self.resembled if nearest <= self.until else None)

    @property
    def hides_heard(self) -> bool:
        """Whether these words are not to stand on the screen: dictated, profane, or too private."""
        topic = self.topic()
        return self.is_foul or (topic is not None and topic.hides_heard)


_ADDRESSED = re.compile(
    r"^\s*(?:임금님|전하|세종 ?대왕님?|대왕님?|상감마마|폐하)"
    r"(?:[,!.~]\s*|\s+(?=(?:저|제|우리|저희|나|내)[가-힣]*\s))(?=\S)"
)
"""Whoever speaks to a king, and goes on about themselves, does not ask about the king."""


def _forms(question: str) -> tuple[str, ...]:
    """As it was written, without commas, and without the blanks that recognizers set into Korean."""
    question = _ADDRESSED.sub("", question)
    return tuple(dict.fromkeys((question, spoken_form(question), closed_up(question))))


class Guard:
    """The careful topics of one language."""

    def __init__(
        self, topics: Sequence[Intent], language: str, embedder: Embedder | None, words: WordList | None
    ) -> None:
        self.topics: Mapping[str, Intent] = {one.id: one for one in topics}
        self._urgent = frozenset(one.id for one in topics if one.urgent) - {REALITY}
        own = language.split("-", maxsplit=1)[0]
        others = [other for other in GUARDED_LANGUAGES if other != own]
        # Whoever despairs may do so in another language than the visit's.
        self._elsewhere = [one for other in others for one in guarded(other) if one.urgent and one.id in self.topics]
        self._asides, self._selves = asides(language), selves(language)
        self._vocabulary = vocabulary(language)
        self._misheard = Misheard(*mishearings(language))
        self._quotes = quotes(language)
        self._words = words
        self._language = language
        self._likeness = likeness(language, embedder.name) if embedder is not None else None
        self._worded = {spoken_form(closed_up(text)): topic for topic, text in wordings(language) if topic != ORDINARY}

    def topic(self, question: str, vector: Vectors | None = None, nearest: float = 0.0) -> Intent | None:
        """The topic of a question; a profane one is an insult. `nearest`: similarity of a question of another kind."""
        return self.care(question, vector).topic(nearest)

    def care(self, question: str, vector: Vectors | None = None) -> Care:
        """All that the guard knows of a question."""
        is_foul = self.is_foul(question)
        # Before foul words are asked about: despair that curses is despair, and no insult.
        found = self._demanded(question)
        if found is None and is_foul and not self._is_quoted(question):
            found = self.topics.get(INSULT)
        if found is None:
            found = self.topics.get(self._worded.get(spoken_form(closed_up(question)), ORDINARY))
        resembled, until = self._resembled(question, vector) if found is None else (None, 0.0)
        return Care(found, resembled, until, is_foul)

    def _demanded(self, question: str) -> Intent | None:
        """The topic whose patterns decide, be it in another language, or in what was likely said."""
        forms = _forms(question)
        found = next((one for one in self.topics.values() if one.is_meant_by(*forms)), None)
        if found is None:
            found = next((self.topics[one.id] for one in self._elsewhere if one.is_meant_by(*forms)), None)
        for heard in self._misheard.readings(question) if found is None else ():
            found = found or next((one for one in self.topics.values() if one.urgent and one.is_meant_by(heard)), None)
        return found

    def _is_quoted(self, question: str) -> bool:
        """Whether a hard word is asked about, not said to the figure."""
        return any(one.search(question.lower()) for one in self._quotes)

    def _resembled(self, question: str, vector: Vectors | None) -> tuple[Intent | None, float]:
        """A topic, and how near a question of another kind may be without coming first."""
        if self._likeness is not None and vector is not None:
            topic = self._likeness.topic(vector, self._urgent)
            # Just below: a question exactly as near as that comes first already.
            until = nextafter(VERY_NEAR if topic in self._urgent else NEAR, 0.0)
        else:
            topics, words = _alike(self._language)
            shares = words.similarities(question)
            best = int(np.argmax(shares))
            topic, until = topics[best] if shares[best] >= ALIKE else ORDINARY, float(shares[best])
        found = self.topics.get(topic)
        return (found, until) if found is not None and self.may_resemble(topic, question) else (None, 0.0)

    def may_resemble(self, topic: str, question: str) -> bool:
        """Whether a question can be of a topic that none of its words demands; of what is no careful topic, always."""
        found = self.topics.get(topic)
        if found is None or topic == INSULT:
            return True
        spoken = question.lower().replace("’", "'")
        is_aside = any(one.search(spoken) for one in self._asides)
        is_own = not found.personal or self.is_of_oneself(question)
        return is_own and not is_aside and not found.is_barred_from(question)

    def is_of_oneself(self, question: str) -> bool:
        """Whether the visitor may speak of themselves in it: in a language that leaves that out, always."""
        spoken = question.lower().replace("’", "'")
        return not self._selves or any(one.search(spoken) for one in self._selves)

    def is_foul(self, text: str) -> bool:
        """Whether it holds a word that is not said in company; without a word list it is never known."""
        return self._words is not None and self._words.is_foul(text, self._vocabulary)

    def stand_ins(self, lines: Sequence[Line]) -> dict[str, Line]:
        """Locked lines of the pack, half of whose questions are of a topic: they speak for it."""
        found: dict[str, Line] = {}
        for line in lines:
            # A line that may not be said can stand in for nothing.
            if not line.locked or line.is_withheld:
                continue
            topics = [topic.id for ask in line.asks if (topic := self.topic(ask)) is not None]
            for topic_id in topics:
                if topics.count(topic_id) * 2 >= len(line.asks) and self.topics[topic_id].permits(line.says):
                    found.setdefault(topic_id, line)
        return found

    def is_untrue(self, line: Line, ask: str) -> bool:
        """Whether the line would give this question an answer that nobody may give it, such as "Yes, I am real"."""
        bound = [one for one in self.topics.values() if one.must_say]
        return any(one.is_meant_by(ask) and not one.permits(line.says) for one in bound)
