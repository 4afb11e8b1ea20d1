"""From the synthesizer's phonemes and word marks to a viseme track and word times."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.domain.audio import WordTime
from kiosk.domain.screen.captions import reading_times, units
from kiosk.domain.viseme import Cue, Viseme, VisemeTrack
from kiosk.voice.synthesis.phonemes import visemes_of

SHORTEST_PAUSE_SECONDS = 0.06
"""A shorter gap between sounds does not bring the lips to rest."""


@dataclass(frozen=True, slots=True)
class Phoneme:
    """A sound begins."""

    at: float
    name: str
    """In the International Phonetic Alphabet; empty for a pause."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A word begins."""

    at: float
    offset: int
    """Where it stands in the original text."""


def viseme_track(phonemes: Sequence[Phoneme], spoken: tuple[float, float], seconds: float) -> VisemeTrack:
    """The track of sounds that fill `spoken`, with rest before and after, up to `seconds`."""
    cues = [Cue(0.0, Viseme.SIL)]
    begin, end = spoken
    following = [*(phoneme.at for phoneme in phonemes[1:]), end]
    pause_since: float | None = None
    for phoneme, until in zip(phonemes, following, strict=True):
        shown = visemes_of(phoneme.name)
        if not shown and until > phoneme.at:
            pause_since = phoneme.at if pause_since is None else pause_since
        # A sound without length is not seen.
        if not shown or until <= phoneme.at:
            continue
        if pause_since is not None and phoneme.at - pause_since >= SHORTEST_PAUSE_SECONDS:
            _add(cues, pause_since, Viseme.SIL)
        pause_since = None
        for place, viseme in enumerate(shown):
            _add(cues, max(begin, phoneme.at) + (until - phoneme.at) * place / len(shown), viseme)
    _add(cues, end if pause_since is None else pause_since, Viseme.SIL)
    return VisemeTrack(tuple(cues), seconds)


def word_times(text: str, marks: Sequence[Mark], spoken: tuple[float, float]) -> tuple[WordTime, ...]:
    """When each word of the text begins; a word without a mark of its own lies between its neighbours'."""
    cuts = tuple(units(text))
    heard = [min((mark.at for mark in marks if start <= mark.offset < end), default=None) for start, end in cuts]
    anchors = [(0, spoken[0])]
    for (start, _), at in zip(cuts, heard, strict=True):
        # A mark that goes back in time would let words pass backwards.
        if at is not None and at >= anchors[-1][1]:
            anchors.append((start, at))
    anchors.append((len(text), max(spoken[1], anchors[-1][1])))
    return tuple(WordTime(_between(anchors, start), start, end) for start, end in cuts)


def even_times(text: str, seconds: float) -> tuple[WordTime, ...]:
    """Word times in proportion to the length of the words, for want of anything better."""
    words, natural = reading_times(text)
    return tuple(WordTime(word.at * seconds / natural, word.start, word.end) for word in words)


def _add(cues: list[Cue], at: float, viseme: Viseme) -> None:
    if cues[-1].viseme == viseme:
        return
    # Of two at one moment the later one is seen.
    if at <= cues[-1].at:
        cues.pop()
    if not cues or cues[-1].viseme != viseme:
        cues.append(Cue(at, viseme))


def _between(anchors: Sequence[tuple[int, float]], offset: int) -> float:
    place = max(index for index, (start, _) in enumerate(anchors) if start <= offset)
    if place + 1 == len(anchors) or anchors[place][0] == offset:
        return anchors[place][1]
    (start, at), (end, until) = anchors[place], anchors[place + 1]
    return at + (until - at) * (offset - start) / (end - start)
