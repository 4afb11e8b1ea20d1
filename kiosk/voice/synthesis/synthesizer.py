"""What every speech synthesizer promises."""

from typing import Protocol

from kiosk.domain.audio import BYTES_PER_SAMPLE, Speech
from kiosk.domain.content.figure import Voice
from kiosk.domain.problem import Problem
from kiosk.domain.screen.captions import reading_times
from kiosk.domain.viseme import Cue, Viseme, VisemeTrack
from kiosk.voice.errors import VoiceError
from kiosk.voice.synthesis.alignment import even_times

LONGEST_TEXT = 5000
"""Characters; about five minutes of speech."""

SILENT_RATE_HZ = 8000
LEAD_SECONDS = 0.04
TAIL_SECONDS = 0.08
"""Rest around the sound: the mouth opens before the first sound and closes after the last."""


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


def check_length(text: str) -> None:
    """Raises VoiceError for a text that no visitor would stand through."""
    if len(text) > LONGEST_TEXT:
        what = f"has {len(text)} characters, more than {LONGEST_TEXT}"
        raise VoiceError(Problem("KV0004", "text", what, "split it into several lines"))
