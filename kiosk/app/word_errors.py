"""Word errors: what was said against what was understood."""

import re
from collections.abc import Sequence

WORD = re.compile(r"[\w']+")


def spoken_words(text: str) -> list[str]:
    """The words as they are compared: small letters, no marks, no hyphens; numbers stay as they are written."""
    return [word.strip("'") for word in WORD.findall(text.casefold().replace("’", "'")) if word.strip("'")]


def word_errors(said: Sequence[str], heard: Sequence[str]) -> int:
    """Insertions, deletions and substitutions (Levenshtein)."""
    return _row(said, heard)[-1]


def lost_at_start(said: Sequence[str], heard: Sequence[str]) -> int:
    """How many words at the beginning have to be left out for the rest to fit what was heard best.

    A first word that was merely misheard is not lost: leaving it out must save an error.
    """
    costs = [word_errors(said[count:], heard) for count in range(min(len(said), 6) + 1)]
    best = min(range(len(costs)), key=lambda count: (costs[count], count))
    return best if costs[best] < costs[0] and said[:1] != heard[:1] else 0


def _row(said: Sequence[str], heard: Sequence[str]) -> list[int]:
    row = list(range(len(heard) + 1))
    for count, word in enumerate(said, 1):
        before, row[0] = row[:], count
        for at, other in enumerate(heard, 1):
            row[at] = min(before[at] + 1, row[at - 1] + 1, before[at - 1] + (word != other))
    return row
