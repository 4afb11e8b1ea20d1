"""Sounds: how words sound, as far as recognizers confuse them, and which name of the pack a strange word may be."""

import re
from collections.abc import Iterable, Mapping, Sequence

from kiosk.mind.understand.words import FUNCTION_WORDS, TOKEN, stem

SHORTEST = 5
"""Letters; shorter words sound like too many others."""

JOINED, WIDEST = 5, 3
"""Letters of several words that may be one name, and how many words those are."""

LENGTHY = 8
"""Fewer letters must sound exactly like the name."""

SMALL = FUNCTION_WORDS["en"] - {"by"}

LONGER = 2
"""Letters that a word may have more or fewer than the name it was meant for, whatever the sound."""

# In this order: "sch" before the "ch" that it holds.
_SPELLINGS = (
    ("ph", "f"), ("gh", "k"), ("ck", "k"), ("qu", "kw"), ("x", "ks"), ("th", "t"), ("wh", "w"), ("sch", "s"),
    ("sh", "s"), ("ch", "s"), ("ce", "se"), ("ci", "si"), ("cy", "sy"),
)  # fmt: skip
_LETTERS = str.maketrans("bdgvzcqjmyeiouw", "ptkfskksnaaaaaa")


def sound(word: str) -> str:
    """Voiced and unvoiced consonants are one, all vowels are one: "cabbage" and "babbage" differ in one letter."""
    spelled = re.sub(r"\W", "", word.lower())
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
        """The question with strange words that sound like one name replaced by it; None where there are none.

        A name may have been heard as two or three words: "burn newly" is Bernoulli.
        """
        words = [found.span() for found in TOKEN.finditer(question)]
        pieces, at, told = list[str](), 0, 0
        while at < len(words):
            size, name = self._begun([question[start:end] for start, end in words[at : at + WIDEST]])
            pieces += [question[told : words[at][0]], name]
            told = words[at + size - 1][1]
            at += size
        heard = "".join([*pieces, question[told:]])
        return heard if heard != question else None

    def _begun(self, words: Sequence[str]) -> tuple[int, str]:
        """How many of these words are one name, and that; one word as it was heard where they are none."""
        for size in range(len(words), 1, -1):
            together = words[:size]
            # A name among them that was heard rightly needs no other words, and small words alone are no name.
            if any(stem(word.lower()) in self._known and word[:1].isupper() for word in together):
                continue
            if _is_small(together[0]) or _is_small(together[-1]):
                continue
            joined = "".join(together)
            if len(joined) >= JOINED and (name := self._sounding(joined, is_joined=True)):
                return size, name
        return 1, self._meant(words[0])

    def _meant(self, word: str) -> str:
        plain = word.removesuffix("'s").removesuffix("’s")
        if len(plain) < SHORTEST or stem(plain.lower()) in self._known or plain.lower() in FUNCTION_WORDS["en"]:
            return word
        name = self._sounding(plain)
        return name + word[len(plain) :] if name else word

    def _sounding(self, heard: str, is_joined: bool = False) -> str:
        """The one name that sounds so; empty where there is none, or more than one: then nobody can choose."""
        own = sound(heard)
        close = [name for name in self._sounds if abs(len(name) - len(heard)) <= LONGER]
        near = [name for name in close if _is_near(own, self._sounds[name])]
        if is_joined:
            # Ordinary words side by side come close to many names: the first sound and the length must be right too.
            begun = [name for name in near if self._sounds[name][:2] == own[:2] and name.lower() not in heard.lower()]
            near = [name for name in begun if len(heard) >= LENGTHY or self._sounds[name] == own]
        return near[0] if len(near) == 1 else ""


def _is_small(word: str) -> bool:
    """A small word, also as "whats" and "hes" are typed."""
    plain = word.lower().replace("’", "'").removesuffix("'s")
    return plain in SMALL or plain.removesuffix("s") in SMALL


def _is_near(first: str, second: str) -> bool:
    """At most one letter changed, lost or added."""
    if abs(len(first) - len(second)) > 1:
        return False
    at = next((at for at, pair in enumerate(zip(first, second, strict=False)) if pair[0] != pair[1]), None)
    if at is None:
        return True
    rests = {(first[at + 1 :], second[at + 1 :]), (first[at:], second[at + 1 :]), (first[at + 1 :], second[at:])}
    return any(one == other for one, other in rests)
