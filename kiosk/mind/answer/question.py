"""A question as it reaches the mind, and what came of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kiosk.domain.answer import Answer, Route
from kiosk.domain.sensing.transcript import Spoken
from kiosk.mind.answer.conversation import Conversation


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be answered now."""

    text: str
    language: str
    spoken: Spoken | None
    """How it was heard; None where it was typed."""

    allowed: frozenset[Route]

    @property
    def others(self) -> Sequence[str]:
        """What else may have been said, likeliest first."""
        return self.spoken.others if self.spoken is not None else ()

    def is_clear(self, least: float) -> bool:
        """Whether the recognizer is so sure of it, or has no way to say."""
        return self.spoken is None or self.spoken.confidence is None or self.spoken.confidence >= least

    def part(self, text: str) -> "Question":
        """One of several questions that were said at once, or what else may have been said."""
        return replace(self, text=text, spoken=self.spoken and Spoken(self.spoken.confidence))


@dataclass(frozen=True, slots=True)
class Response:
    """What is answered, and what the conversation is then."""

    answers: Sequence[Answer]
    """In the order in which they are said; empty where sentences are composed."""

    now: Conversation
    composed: Iterator[Answer] | None = None
    """Sentence by sentence, as the language model writes them."""
