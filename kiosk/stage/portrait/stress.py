"""Stressed words, told from the captions: where a speaker's brows go up.

The last word with meaning of a phrase carries its main stress (Chomsky and Halle, The Sound Pattern of English, 1968:
the nuclear stress rule), and brows rise with it (Ekman, About brows: emotional and conversational signals, 1979).
"""

import re
from functools import lru_cache

from kiosk.domain.screen.captions import Caption

PHRASE_END = re.compile(r"[.,;:!?…–—)”’»]+$")
LONGEST_WORD = 24
"""What is longer is a phrase of a script without blanks, in which no word can be told."""

WITHOUT_STRESS = (
    "a an the and or but nor so as if of to in on at by for from with than that this it he she we you they i me "
    "him her us them is are was were be been am do does did have has had not will would can could shall should "
    "may might my your his its our their there then too also"
)
LIGHT = frozenset(WITHOUT_STRESS.split())
"""Words that carry none, in English; in other languages the last word of a phrase is taken as it is."""


def is_stressed(caption: Caption) -> bool:
    """Whether the word being spoken is one that carries a stress."""
    text = " ".join(caption.lines)
    at = min(caption.spoken_characters, len(text)) - 1
    return any(start <= at < end for start, end in stressed(text))


@lru_cache(maxsize=16)
def stressed(text: str) -> tuple[tuple[int, int], ...]:
    """Where the stressed words of a text stand: numbers, and the last word with meaning of every phrase."""
    found: list[tuple[int, int]] = []
    heavy: tuple[int, int] | None = None
    words = [(match.group(), match.span()) for match in re.finditer(r"\S+", text)]
    for word, span in words:
        bare = word.strip(".,;:!?…–—()“”‘’«»\"'").casefold()
        if bare and bare not in LIGHT and len(bare) <= LONGEST_WORD:
            heavy = span
        if any(letter.isdigit() for letter in bare):
            found.append(span)
        if PHRASE_END.search(word) and heavy is not None:
            found.append(heavy)
            heavy = None
    return tuple(dict.fromkeys(found))
