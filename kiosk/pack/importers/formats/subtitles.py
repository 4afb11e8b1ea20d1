"""Subtitles: SRT and VTT files as texts whose paragraphs are cited by their time."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kiosk.pack.importers.formats.book import Block, Book

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_CUE = re.compile(rf"^\s*{_TIME}\s*-->\s*{_TIME}[^\n]*$")
_TAG = re.compile(r"<[^>\n]{0,200}>|\{\\[^}\n]{0,80}\}")
_NOISE = re.compile(r"\[[^\]]{0,200}\]|\([^)a-z]{2,60}\)|♪[^♪]*♪?|^\s*-\s+")
_SPEAKER = re.compile(r"^(?:>>\s*)?[A-ZÄÖÜ][A-ZÄÖÜ .'-]{1,30}:\s+")
PAUSE_SECONDS = 2.5
LONGEST = 700
"""Characters after which a paragraph ends at the next sentence."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One subtitle; seconds from the beginning."""

    begins: float
    ends: float
    text: str


def read_subtitles(text: str) -> Book:
    """Cues put together to paragraphs at pauses and ends of sentences."""
    blocks = tuple(Block(text, place=clock(begins)) for begins, text in stretches(list(_unrolled(list(_cues(text))))))
    return Book(blocks=blocks, is_timed=True)


def clock(seconds: float) -> str:
    """1:02:03, or 2:03 where there is no hour."""
    whole = int(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def stretches(cues: Sequence[Cue]) -> Iterator[tuple[float, str]]:
    """When a paragraph begins, and its words."""
    begins, ends, words = 0.0, 0.0, ""
    for cue in cues:
        is_full = (len(words) > LONGEST / 2 and words[-1:] in '.!?…"”。！？') or len(words) > LONGEST
        if words and (cue.begins - ends > PAUSE_SECONDS or is_full):
            yield begins, words
            words = ""
        if not words:
            begins = cue.begins
        words = f"{words} {cue.text}".strip()
        ends = cue.ends
    if words:
        yield begins, words


def _cues(text: str) -> Iterator[Cue]:
    times: tuple[float, float] | None = None
    gathered: list[str] = []
    for line in [*text.split("\n"), ""]:
        if found := _CUE.match(line):
            if times and gathered:
                # The number of the next cue, where no empty line stands before it.
                gathered = gathered[:-1] if gathered[-1].isdigit() else gathered
                yield from _cue(times, gathered)
            times, gathered = (_seconds(found.groups()[:4]), _seconds(found.groups()[4:])), []
        elif not line.strip():
            if times:
                yield from _cue(times, gathered)
            times, gathered = None, []
        elif times:
            gathered.append(line)


def _cue(times: tuple[float, float], lines: Sequence[str]) -> Iterator[Cue]:
    words = (_SPEAKER.sub("", _NOISE.sub(" ", _TAG.sub("", line)).strip()) for line in lines)
    text = " ".join(" ".join(words).replace("&nbsp;", " ").replace("&amp;", "&").split())
    if text:
        yield Cue(*times, text)


def _unrolled(cues: Sequence[Cue]) -> Iterator[Cue]:
    """Captions that roll up repeat the line before: what was said already is left out."""
    before = ""
    for cue in cues:
        text = cue.text
        if before and text == before:
            continue
        if before and text.startswith(before + " "):
            text = text[len(before) + 1 :]
        before = cue.text
        yield Cue(cue.begins, cue.ends, text)


def _seconds(parts: Sequence[str | None]) -> float:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}")
