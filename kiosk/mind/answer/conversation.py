"""What the mind remembers of one visit, and forgets at its end."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kiosk.domain.answer import Answer
from kiosk.mind.answer.entities import Entities

GRIEF = 3
"""Answers."""

Stretch = tuple[int, int, int]
"""Passage, first and last offset."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """The visit so far."""

    line: str | None = None
    """The last script line that was said."""

    question: str = ""
    """What the last answer answered."""

    answer: Answer | None = None
    """The last answer that told something: a line, a quotation."""

    entities: Entities = Entities()
    """Whom and what was spoken of last."""

    lapsed: bool = False
    """Since that answer something was asked that had none."""

    last: str = ""
    """The words said last, whatever they were; empty where a language model made them."""

    visitor: str = ""
    """The name that the visitor told; used once more at the farewell."""

    grief: int = 0
    """The visitor has told of a loss, an illness, of being alone; after so many answers they have gone on from it."""

    offered: Sequence[str] = ()
    """Lines that were offered with the last words; "yes" accepts the first."""

    stays: str = ""
    """The house line on what the visitor is telling, if that goes on."""

    passage: int | None = None
    """The last passage quoted, if it was after the last line."""

    said: Sequence[tuple[str, int]] = ()
    """Lines and house intents with the number of the variant, in the order in which they were said."""

    quoted: frozenset[Stretch] = field(default_factory=frozenset)

    def times(self, key: str) -> int:
        return sum(said == key for said, _ in self.said)

    def variant(self, key: str, count: int) -> int:
        """The variant said least often, the earliest of those."""
        counts = [self.said.count((key, at)) for at in range(count)]
        return counts.index(min(counts))

    def after(self, key: str, variant: int) -> "Conversation":
        return replace(self, said=(*self.said, (key, variant)), offered=(), stays="")

    def after_line(self, line: str, variant: int, question: str) -> "Conversation":
        return replace(self.after(line, variant), line=line, question=question, passage=None)

    def after_quotation(self, passage: int, stretches: frozenset[Stretch], question: str) -> "Conversation":
        return replace(
            self, passage=passage, quoted=self.quoted | stretches, question=question, offered=(), stays=""
        )  # fmt: skip

    def telling(self, answer: Answer, entities: Entities) -> "Conversation":
        """What "shorter", "why" and "how do you know" now belong to."""
        return replace(self, answer=answer, entities=entities, lapsed=False, grief=max(0, self.grief - 1))

    def grieving(self) -> "Conversation":
        return replace(self, grief=GRIEF)

    def missing(self, entities: Entities) -> "Conversation":
        """What was asked had no answer, but it was spoken of."""
        return replace(self, entities=entities, lapsed=True)

    def offering(self, lines: Sequence[str]) -> "Conversation":
        return replace(self, offered=tuple(lines))

    def staying(self, intent: str) -> "Conversation":
        return replace(self, stays=intent)
