"""What recordings of a pack promise."""

from typing import Protocol

from kiosk.domain.audio import Speech
from kiosk.domain.problem import Problem
from kiosk.voice.errors import VoiceError


class Recordings(Protocol):
    """Recorded speech by its name in the pack. Raises VoiceError where a file cannot be played."""

    def load(self, media: str, text: str, language: str) -> Speech: ...


class NoRecordings:
    """A pack, or a trial, without recordings: every text is synthesized."""

    def load(self, media: str, text: str, language: str) -> Speech:
        raise no_recording(media, "this voice has no recordings")


def no_recording(media: str, what: str) -> VoiceError:
    """The error of a recording that cannot be played."""
    return VoiceError(Problem("KV0005", media, what, "use WAV, FLAC, OGG, MP3 or a film inside the pack's folder"))
