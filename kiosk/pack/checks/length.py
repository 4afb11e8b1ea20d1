"""Length: how long an answer takes to hear, by its words, where nobody has spoken it yet."""

from collections.abc import Mapping

WORDS_PER_MINUTE = 160
"""The pace at which the voice reads English unless a pack says otherwise."""

ENGLISH_WORDS = 228
WORDS: Mapping[str, int] = {
    "ar": 138,
    "de": 179,
    "es": 218,
    "fi": 161,
    "fr": 195,
    "he": 187,
    "it": 188,
    "nl": 202,
    "pl": 166,
    "pt": 181,
    "ru": 184,
    "sl": 180,
    "sv": 199,
    "tr": 166,
}
"""Words a minute that people read aloud of the same texts, 228 in English: their ratio tells how long the words of a
language are. Trauzettel-Klosinski and Dietz, Standardized Assessment of Reading Performance, IOVS 53 (2012)."""

CHARACTERS_PER_WORD = 6
"""Blank included; syllable blocks and Han characters count as two (as in captions)."""


def seconds_to_hear(text: str, language: str, rate_wpm: int = WORDS_PER_MINUTE) -> float:
    """About how long a voice takes that reads `rate_wpm` English words a minute.

    Languages without a figure of their own are counted by letters, as English ones of the same number would be.
    """
    width = sum(2 if character >= "\u1100" else 1 for character in text)
    words = len(text.split()) * ENGLISH_WORDS / WORDS.get(language.split("-", maxsplit=1)[0], ENGLISH_WORDS)
    return max(words, width / CHARACTERS_PER_WORD) / rate_wpm * 60
