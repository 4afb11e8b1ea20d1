"""Sounds: how words sound, as far as recognizers confuse them, and which name of the pack a strange word may be."""

import re
from collections.abc import Iterable, Mapping

from kiosk.mind.understand.words import FUNCTION_WORDS, TOKEN, stem

SHORTEST = 5
"""Letters; shorter words sound like too many others."""

LONGER = 2
"""Letters that a word may have more or fewer than the name it was meant for, whatever the sound."""

# In this order: "sch" before the "ch" that it holds.
_SPELLINGS = (
    ("ph", "f"), ("gh", "k"), ("ck", "k"), ("qu", "kw"), ("x", "ks"), ("th", "t"), ("wh", "w"), ("sch", "s"),
    ("sh", "s"), ("ch", "s"), ("ce", "se"), ("ci", "si"), ("cy", "sy"),
)  # fmt: skip
_LETTERS = str.maketrans("bdgvzcqjmyeiou", "ptkfskksnaaaaa")


def sound(word: str) -> str:
    """Voiced and unvoiced consonants are one, all vowels are one: "cabbage" and "babbage" differ in one letter."""
    spelled = word.lower()
    for written, spoken in _SPELLINGS:
        spelled = spelled.replace(written, spoken)
    return re.sub(r"(.)\1+", r"\1", spelled.translate(_LETTERS))


class Names:
    """The names of a pack, by their sound."""

    def __init__(self, spelled: Mapping[str, str], known: Iterable[str]) -> None:
        """`spelled`: names by their stems; `known`: stems of all words that the pack uses."""
        long = {word for word in spelled.values() if len(word) >= SHORTEST and word.isascii()}
        self._sounds = {word: sound(word) for word in sorted(long)}
        self._known = frozenset(known) | spelled.keys()

    def meant(self, question: str) -> str | None:
        """The question with each strange word that sounds like one name replaced by it; None where there is none."""
        heard = TOKEN.sub(lambda found: self._meant(found.group()), question)
        return heard if heard != question else None

    def _meant(self, word: str) -> str:
        plain = word.removesuffix("'s").removesuffix("’s")
        if len(plain) < SHORTEST or stem(plain.lower()) in self._known or plain.lower() in FUNCTION_WORDS["en"]:
            return word
        own = sound(plain)
        close = {name: spoken for name, spoken in self._sounds.items() if abs(len(name) - len(plain)) <= LONGER}
        near = [name for name, spoken in close.items() if _is_near(own, spoken)]
        # Between two names that sound so nobody can choose.
        return near[0] + word[len(plain) :] if len(near) == 1 else word


def _is_near(first: str, second: str) -> bool:
    """At most one letter changed, lost or added."""
    if abs(len(first) - len(second)) > 1:
        return False
    at = next((at for at, pair in enumerate(zip(first, second, strict=False)) if pair[0] != pair[1]), None)
    if at is None:
        return True
    rests = {(first[at + 1 :], second[at + 1 :]), (first[at:], second[at + 1 :]), (first[at + 1 :], second[at:])}
    return any(one == other for one, other in rests)
