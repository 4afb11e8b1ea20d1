"""How a written text is worded for a synthesizer that would read it unlike people do.

A number stays in digits where the engines find the right words themselves. No library is used: num2words (LGPL) knows
numbers alone, and those the engines read well.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kiosk.voice.wording import english, german, korean
from kiosk.voice.wording.pronouncing import Pronunciation, pronounced
from kiosk.voice.wording.rules import Rule

_RULES: dict[str, Sequence[Rule]] = {"en": english.RULES, "de": german.RULES, "ko": korean.RULES}


@dataclass(frozen=True, slots=True)
class Sound:
    """A stretch of the worded text whose sound is given."""

    start: int
    end: int
    ipa: str


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as it is given to the synthesizer."""

    text: str
    origins: Sequence[int]
    """For each character, where it comes from in the original."""

    sounds: Sequence[Sound] = ()


@lru_cache(maxsize=64)
def worded(text: str, language: str, pronounce: Sequence[Pronunciation] = ()) -> Wording:
    """The text as people say it, with the pack's pronunciations; languages without rules are left to the engine."""
    made = Wording("".join(sign if sign.isprintable() else " " for sign in text), range(len(text)))
    for pattern, say in _RULES.get(language.partition("-")[0].lower(), ()):
        made = _said(made, pattern, say)
    for entry in sorted(pronounce, key=lambda entry: entry[1].startswith("/")):
        made = _respelled(made, entry)
    return made


def written(wording: Wording, write: Callable[[str, str], str]) -> Wording:
    """The text with each given sound as an engine wants it: `write` takes the word and its sound in the IPA."""
    made, origins, done = "", list[int](), 0
    for sound in sorted(wording.sounds, key=lambda one: one.start):
        made += wording.text[done : sound.start]
        origins.extend(wording.origins[done : sound.start])
        said = write(wording.text[sound.start : sound.end], sound.ipa)
        made += said
        origins.extend([wording.origins[sound.start]] * len(said))
        done = sound.end
    return Wording(made + wording.text[done:], [*origins, *wording.origins[done:]])


def _said(wording: Wording, pattern: re.Pattern[str], say: Callable[[re.Match[str]], str | None]) -> Wording:
    made, origins, done = "", list[int](), 0
    for found in pattern.finditer(wording.text):
        said = say(found)
        if said is None:
            continue
        made += wording.text[done : found.start()]
        origins.extend(wording.origins[done : found.start()])
        made += said
        begin = wording.origins[found.start()] if found.start() < len(wording.text) else 0
        origins.extend([begin] * len(said))
        done = found.end()
    if not done:
        return wording
    return Wording(made + wording.text[done:], [*origins, *wording.origins[done:]])


def _respelled(wording: Wording, entry: Pronunciation) -> Wording:
    """One entry of the pack's dictionary: another spelling at once, a sound, which must come later, as a span."""
    word, said = entry
    pattern = re.compile(rf"(?<!\w){re.escape(word)}(?P<own>['’]s)?(?!\w)")
    if not said.startswith("/"):
        return _said(wording, pattern, lambda found: said + (found["own"] or ""))
    taken = [(one.start, one.end) for one in wording.sounds]
    sounds = [
        Sound(found.start(), found.end(), pronounced(said.strip("/"), found["own"] is not None))
        for found in pattern.finditer(wording.text)
        if not any(start < found.end() and found.start() < end for start, end in taken)
    ]
    return replace(wording, sounds=(*wording.sounds, *sounds))
