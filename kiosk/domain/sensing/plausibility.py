"""Whether words can have been said: judged by their number, how long they took and what was understood before.

For recognizers that do not say how sure they are. Those invent words in noise.
"""

from collections.abc import Sequence

FEWEST_A_SECOND, MOST_A_SECOND = 0.5, 6.0
"""Words. Readers of English say two to four in a second (Tauroza and Allison, Applied Linguistics 11, 1990)."""

LEAST_SECONDS = 1.0
"""Shorter sound proves nothing: "Why?" is a question."""

GHOST_WORDS = 2


def is_plausible(text: str, seconds: float, partials: Sequence[str]) -> bool:
    """Whether this may be what was said in so many seconds, pauses within included.

    `partials`: what was understood while it was being said, the newest last; empty texts count.
    """
    words = text.casefold().split()
    if not words or seconds < LEAST_SECONDS:
        return True
    if not FEWEST_A_SECOND <= len(words) / seconds <= MOST_A_SECOND:
        return False
    return len(words) > GHOST_WORDS or not partials or _agrees(words, partials[-1])


def _agrees(words: Sequence[str], partial: str) -> bool:
    """Whether any word was understood before."""
    before = {word.strip(".,?!") for word in partial.casefold().split()}
    return any(word.strip(".,?!") in before for word in words)
