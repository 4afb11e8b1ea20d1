"""Guessing: the words of a text whose sound a voice does not know but works out, or cannot say at all."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Protocol

from kiosk.domain.content.figure import Voice
from kiosk.voice.errors import VoiceError
from kiosk.voice.synthesis.choose import NATURAL_LANGUAGE
from kiosk.voice.synthesis.synthesizer_hibari import HibariSynthesizer

HAN, LATIN = "CJK", "LATIN"
WRITTEN_TOGETHER = {"HIRAGANA": HAN, "KATAKANA": HAN}
"""Scripts of one language."""

LETTERS = re.compile(r"[^\W\d_]+")


class Guesser(Protocol):
    """Dictionaries that tell which words a voice must guess."""

    def guessed(self, text: str, language: str, voice: Voice) -> Sequence[str]: ...


def guesser_of(language: str) -> Guesser | None:
    """Those of the natural voice, for its language, even where another voice speaks; None where there are none."""
    if language.lower().partition("-")[0] != NATURAL_LANGUAGE:
        return None
    try:
        return HibariSynthesizer()
    except VoiceError:
        return None


def words_of(text: str) -> list[str]:
    """Stretches of letters."""
    return LETTERS.findall(text)


def foreign(texts: Iterable[str]) -> list[str]:
    """Words in another script than most letters of the texts, in their order: a voice spells them or is silent.

    Latin letters are read by every voice.
    """
    words = [word for text in texts for word in words_of(text)]
    scripts = [Counter(map(_script, word)) for word in words]
    known = {LATIN, *(script for script, _ in sum(scripts, Counter[str]()).most_common(1))}
    return [word for word, found in zip(words, scripts, strict=True) if not found.keys() <= known]


def _script(sign: str) -> str:
    """By its name in Unicode; letters that modify others count as Latin ones."""
    plain = unicodedata.normalize("NFKC", sign)[0]
    if unicodedata.category(plain) == "Lm":
        return LATIN
    name = unicodedata.name(plain, LATIN).partition(" ")[0]
    return WRITTEN_TOGETHER.get(name, name)
