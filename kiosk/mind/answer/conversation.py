"""What the mind remembers of one visit, and forgets at its end."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

Stretch = tuple[int, int, int]
"""Passage, first and last offset."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """The visit so far."""

    line: str | None = None
    """The last script line that was said."""

    question: str = ""
    """What the last answer answered."""

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
        return replace(self, said=(*self.said, (key, variant)))

    def after_line(self, line: str, variant: int, question: str) -> "Conversation":
        return replace(self.after(line, variant), line=line, question=question, passage=None)

    def after_quotation(self, passage: int, stretches: frozenset[Stretch], question: str) -> "Conversation":
        return replace(self, passage=passage, quoted=self.quoted | stretches, question=question)
