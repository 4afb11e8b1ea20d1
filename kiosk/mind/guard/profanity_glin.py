"""Profane words as the glin-profanity library lists them, for two dozen languages."""

import re

from glin_profanity import Filter
from glin_profanity.data.dictionary import dictionary

from kiosk.mind.answer.house import Vocabulary

HANGUL_WORD = re.compile(r"[가-힣]+")
SHORTEST = 2
"""Syllables a Korean word of the list must have: shorter ones begin too many innocent words."""


class GlinWordList:
    """The library matches whole words; Korean ones, which carry their particles, are matched by how they begin."""

    def __init__(self) -> None:
        self._filters: dict[Vocabulary, Filter] = {}
        self._stems: dict[Vocabulary, tuple[str, ...]] = {}

    def is_foul(self, text: str, words: Vocabulary) -> bool:
        if words not in self._filters:
            self._filters[words] = Filter(
                {
                    "languages": list(words.languages),
                    "custom_words": list(words.more),
                    "ignore_words": list(words.plain),
                }
            )
            listed = [word for word in dictionary.get_words("korean") if HANGUL_WORD.fullmatch(word)]
            self._stems[words] = tuple(w for w in listed if len(w) >= SHORTEST and w not in words.plain)
        if self._filters[words].is_profane(text):
            return True
        return any(word.startswith(self._stems[words]) for word in HANGUL_WORD.findall(text))
