"""What every speech synthesizer promises."""

from typing import Protocol

from kiosk.domain.audio import BYTES_PER_SAMPLE, Speech
from kiosk.domain.captions import reading_times
from kiosk.domain.figure import Voice
from kiosk.domain.viseme import Cue, Viseme, VisemeTrack
from kiosk.voice.alignment import even_times

LONGEST_TEXT = 5000
"""Characters; about five minutes of speech."""

SILENT_RATE_HZ = 8000


class Synthesizer(Protocol):
    """Turns text into speech with its visemes and word times. Not thread-safe: one thread owns it.

    A text without anything to say gives a short silence. Raises VoiceError where it cannot speak.
    """

    def speak(self, text: str, language: str, voice: Voice) -> Speech: ...


def silence(text: str, seconds: float, engine: str = "none") -> Speech:
    """A speech of nothing, in which the words of the text pass evenly."""
    samples = bytes(round(seconds * SILENT_RATE_HZ) * BYTES_PER_SAMPLE)
    track = VisemeTrack((Cue(0.0, Viseme.SIL),), seconds)
    return Speech(text, samples, SILENT_RATE_HZ, track, even_times(text, seconds), engine, "")


def unspoken(text: str) -> Speech:
    """A text that can only be read, as long as reading it takes."""
    return silence(text, reading_times(text)[1])
