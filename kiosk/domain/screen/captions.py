"""Captions: at most two lines of 42 characters, following the spoken words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import east_asian_width

from kiosk.domain.audio import WordTime

LINE_CHARACTERS = 42
LINES = 2

READING_WORDS_PER_SECOND = 170 / 60
"""Caption pace where nothing is heard: the middle of 160 to 180 words a minute."""

_UNSPACED = "\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Kana and Han, which are written without blanks: a line may break after each of them."""

_UNIT = re.compile(rf"[「『（《【“‘]*[{_UNSPACED}][、。，．！？：；）」』】》”’…]*|[^{_UNSPACED}\s]+")
_HAS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_SENTENCE_END = re.compile(r"[.!?。？！…]\W*$")


@dataclass(frozen=True, slots=True)
class CaptionBlock:
    """What stands on the screen at one time."""

    lines: Sequence[str]
    start: int
    """Offset in the text of its first character."""

    end: int


@dataclass(frozen=True, slots=True)
class Caption:
    """A block and how far it has been spoken."""

    lines: Sequence[str] = ()
    spoken_characters: int = 0
    """Counted over the lines joined by one blank each."""


@lru_cache(maxsize=64)
def blocks(text: str) -> tuple[CaptionBlock, ...]:
    """The text cut into blocks at word borders; a sentence that would begin after a full line gets a new block."""
    made: list[CaptionBlock] = []
    lines: list[str] = []
    start = end = 0
    for at, after in units(text):
        unit = text[at:after]
        gap = " " if at > end else ""
        is_new_sentence = len(lines) == LINES and bool(_SENTENCE_END.search(text[start:end]))
        if lines and not is_new_sentence and _width(lines[-1] + gap + unit) <= LINE_CHARACTERS:
            lines[-1] += gap + unit
        elif lines and len(lines) < LINES:
            lines.append(unit)
        else:
            if lines:
                made.append(CaptionBlock(tuple(lines), start, end))
            lines, start = [unit], at
        end = after
    return (*made, CaptionBlock(tuple(lines), start, end)) if lines else ()


def caption_at(text: str, words: Sequence[WordTime], position: float) -> Caption:
    """The block that belongs to `position` seconds into the speech of `text`."""
    spoken = max((word.end for word in words if word.at <= position), default=0)
    begun = max((word.start for word in words if word.at <= position), default=0)
    for block in blocks(text):
        if begun < block.end:
            solid = sum(not character.isspace() for character in text[block.start : min(spoken, block.end)])
            return Caption(block.lines, _length_of(" ".join(block.lines), solid))
    return Caption()


def reading_times(text: str) -> tuple[tuple[WordTime, ...], float]:
    """Word times and length in seconds for a text that is only read."""
    times: list[WordTime] = []
    at = 0.0
    for start, end in units(text):
        times.append(WordTime(at, start, end))
        width = _width(text[start:end])
        share = width / 6 if _HAS_UNSPACED.search(text, start, end) else max(1.0, width / 6)
        at += share / READING_WORDS_PER_SECOND
    return tuple(times), at + 1.0


def units(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of everything that a line keeps together: words, and single characters of unspaced scripts."""
    for found in _UNIT.finditer(text):
        start = found.start()
        while _width(text[start : found.end()]) > LINE_CHARACTERS:
            yield start, start + LINE_CHARACTERS // 2
            start += LINE_CHARACTERS // 2
        yield start, found.end()


def _length_of(joined: str, solid: int) -> int:
    """How many characters of `joined` hold its first `solid` ones that are not blank."""
    if solid == 0:
        return 0
    places = [place for place, character in enumerate(joined, start=1) if character != " "]
    return places[min(solid, len(places)) - 1]


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
