"""A synthesizer that hums: a fixed time per character, and a note of what it was asked."""

from array import array

from kiosk.domain.audio import Speech
from kiosk.domain.content.figure import Voice
from kiosk.domain.problem import Problem
from kiosk.domain.viseme import Cue, Viseme, VisemeTrack
from kiosk.voice.errors import VoiceError
from kiosk.voice.synthesis.alignment import even_times

SECONDS_PER_CHARACTER = 0.05
RATE_HZ = 8000


class FakeSynthesizer:
    """Fails while `fails` is set."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.fails = False

    def speak(self, text: str, language: str, voice: Voice) -> Speech:
        self.asked.append(text)
        if self.fails:
            raise VoiceError(Problem("KV0002", "fake", "has lost its voice"))
        seconds = len(text) * SECONDS_PER_CHARACTER
        samples = array("h", [1000, -1000] * round(seconds * RATE_HZ / 2)).tobytes()
        track = VisemeTrack((Cue(0.0, Viseme.SIL), Cue(0.01, Viseme.AA), Cue(seconds - 0.01, Viseme.SIL)), seconds)
        return Speech(text, samples, RATE_HZ, track, even_times(text, seconds), "fake", voice.voice)
