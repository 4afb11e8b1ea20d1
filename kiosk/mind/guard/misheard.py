"""Misheard words of distress: what a recognizer wrote, read once more as what was likely said."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from kiosk.mind.understand.phonetics import sound
from kiosk.mind.understand.words import tokens

LONGEST = 5
"""Words into which a recognizer may have torn one."""

SURE, SHORTEST = 9, 6
"""Sounds: from the first on a word may differ in one of them; below the second it is like too many others."""

LIKE = 0.5
"""All vowels sound alike here: so much of the letters must agree as well."""

SILENT = re.compile("r(?!a)|(?<=n)p|(?<=a)k(?=a)")
"""Sounds that come and go: r before a consonant, the b of "numb", h and w between vowels."""


class Misheard:
    """The other readings of one language."""

    def __init__(self, words: Mapping[str, Sequence[str]], by_sound: Sequence[str]) -> None:
        """`words`: what is written for a word, by that word; `by_sound`: long words that are known by their sound."""
        self._written = {written: word for word, many in words.items() for written in many}
        either = "|".join(re.escape(one) for one in sorted(self._written, key=len, reverse=True))
        self._pattern = re.compile(rf"(?<!\w)({either})(?!\w)") if either else None
        self._sounds: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for word in by_sound:
            spoken = _sound(word.split())
            self._sounds[spoken[:1]].append((spoken, word))

    def readings(self, question: str) -> list[str]:
        """The question with words of distress where others stand that sound so; none where nothing does."""
        words = tokens(question)
        found = [self._rewritten(" ".join(words)), self._resounded(words)]
        return [one for one in found if one and one != " ".join(words)]

    def _rewritten(self, spoken: str) -> str:
        return self._pattern.sub(lambda one: self._written[one[1]], spoken) if self._pattern is not None else spoken

    def _resounded(self, words: Sequence[str]) -> str:
        """Longest first: a part of a torn word may itself be one."""
        rest, said = list(words), []
        while rest:
            size, word = self._heard(rest)
            said.append(word or rest[0])
            rest = rest[size:]
        return " ".join(said)

    def _heard(self, words: Sequence[str]) -> tuple[int, str]:
        for size in range(min(LONGEST, len(words)), 0, -1):
            spoken = _sound(words[:size])
            if len(spoken) < SHORTEST:
                break
            for known, word in self._sounds[spoken[:1]]:
                is_near = known == spoken or (len(known) >= SURE and _is_near(known, spoken))
                if is_near and SequenceMatcher(None, word, "".join(words[:size])).ratio() >= LIKE:
                    return size, word
        return 1, ""


def _sound(words: Sequence[str]) -> str:
    """How they sound without the gaps between them."""
    return re.sub(r"(.)\1+", r"\1", SILENT.sub("", sound("".join(words).replace("'", ""))))


def _is_near(first: str, second: str) -> bool:
    """At most one sound changed, lost or added."""
    if abs(len(first) - len(second)) > 1:
        return False
    at = next((at for at, pair in enumerate(zip(first, second, strict=False)) if pair[0] != pair[1]), None)
    if at is None:
        return True
    return first[at + 1 :] == second[at + 1 :] or first[at:] == second[at + 1 :] or first[at + 1 :] == second[at:]
