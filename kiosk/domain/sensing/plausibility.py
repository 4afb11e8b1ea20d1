"""Whether words can have been said: judged by their number, how long they took and what was understood before.

For recognizers that do not say how sure they are. Those invent words in noise.
"""

import re
from collections.abc import Sequence

FEWEST_A_SECOND, MOST_A_SECOND = 0.5, 6.0
"""Words. Readers of English say two to four in a second (Tauroza and Allison, Applied Linguistics 11, 1990)."""

MOST_SIGNS_A_SECOND = 14.0
"""Of Chinese and Japanese, which have no blanks. Readers of Japanese say seven to eight syllables in a second, of
Chinese five (Pellegrino and others, Language 87, 2011); no syllable is written with more than two signs."""

LEAST_SECONDS = 1.0
"""Shorter sound proves nothing: "Why?" is a question."""

GHOST_WORDS = 2
_UNBROKEN = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")


def is_plausible(text: str, seconds: float, partials: Sequence[str]) -> bool:
    """Whether this may be what was said in so many seconds, pauses within included.

    `partials`: what was understood while it was being said, the newest last; empty texts count.
    """
    is_unbroken = _UNBROKEN.search(text) is not None
    words = _words(text, is_unbroken)
    if not words or seconds < LEAST_SECONDS:
        return True
    if not FEWEST_A_SECOND <= len(words) / seconds <= (MOST_SIGNS_A_SECOND if is_unbroken else MOST_A_SECOND):
        return False
    return len(words) > GHOST_WORDS or not partials or bool(set(words) & set(_words(partials[-1], is_unbroken)))


def _words(text: str, is_unbroken: bool) -> Sequence[str]:
    """Words, or signs where there are no blanks between words; without marks."""
    if is_unbroken:
        return re.findall(r"\w", text.casefold())
    return [word.strip(".,?!") for word in text.casefold().split()]
