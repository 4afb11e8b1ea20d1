"""Captions: at most two lines of 42 characters, following the spoken words."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kiosk.domain.audio import WordTime

LINE_CHARACTERS = 42
LINES = 2
WIDE_FROM = "\u1100"
"""From here on a character is about as wide as two Latin ones (Hangul, kana, Han)."""

READING_WORDS_PER_SECOND = 170 / 60
"""Caption pace where nothing is heard: the middle of 160 to 180 words a minute."""


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
    """The text cut into blocks at word borders; a new sentence prefers a new block."""
    made: list[CaptionBlock] = []
    lines: list[str] = []
    start = end = 0
    for word, at in _words(text):
        if lines and _breaks_sentence(text[start:end]) and len(lines) == LINES:
            made, lines = [*made, CaptionBlock(tuple(lines), start, end)], []
        if lines and _width(lines[-1]) + 1 + _width(word) <= LINE_CHARACTERS:
            lines[-1] += " " + word
        elif len(lines) == LINES:
            made, lines = [*made, CaptionBlock(tuple(lines), start, end)], [word]
        else:
            lines.append(word)
        start = at if len(lines) == 1 and lines[0] == word else start
        end = at + len(word)
    return (*made, CaptionBlock(tuple(lines), start, end)) if lines else tuple(made)


def caption_at(text: str, words: Sequence[WordTime], position: float) -> Caption:
    """The block that belongs to `position` seconds into the speech of `text`."""
    spoken = max((word.end for word in words if word.at <= position), default=0)
    begun = max((word.start for word in words if word.at <= position), default=0)
    for block in blocks(text):
        if begun < block.end:
            return Caption(block.lines, max(0, min(spoken, block.end) - block.start))
    return Caption()


def reading_times(text: str) -> tuple[tuple[WordTime, ...], float]:
    """Word times and length in seconds for a text that is only read."""
    times: list[WordTime] = []
    at = 0.0
    for word, start in _words(text):
        times.append(WordTime(at, start, start + len(word)))
        at += max(1.0, _width(word) / 6) / READING_WORDS_PER_SECOND
    return tuple(times), at + 1.0


def _words(text: str) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    at = 0
    for word in text.split():
        at = text.index(word, at)
        for begin in range(0, len(word), LINE_CHARACTERS // 2):
            if _width(word) <= LINE_CHARACTERS:
                found.append((word, at))
                break
            found.append((word[begin : begin + LINE_CHARACTERS // 2], at + begin))
        at += len(word)
    return found


def _width(text: str) -> int:
    return sum(2 if character >= WIDE_FROM else 1 for character in text)


def _breaks_sentence(text: str) -> bool:
    return text.rstrip("”\"') ").endswith((".", "!", "?", "。", "？", "！"))
