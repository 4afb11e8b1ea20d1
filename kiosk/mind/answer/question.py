"""A question as it reaches the mind, and what came of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kiosk.domain.answer import Answer, Route
from kiosk.mind.answer.conversation import Conversation


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be answered now."""

    text: str
    language: str
    confidence: float | None
    is_typed: bool
    allowed: frozenset[Route]

    def part(self, text: str) -> "Question":
        """One of several questions that were said at once."""
        return replace(self, text=text)


@dataclass(frozen=True, slots=True)
class Response:
    """What is answered, and what the conversation is then."""

    answers: Sequence[Answer]
    """In the order in which they are said; empty where sentences are composed."""

    now: Conversation
    composed: Iterator[Answer] | None = None
    """Sentence by sentence, as the language model writes them."""
