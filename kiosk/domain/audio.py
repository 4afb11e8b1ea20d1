"""Sound as it crosses rooms: 16-bit mono samples with their rate and their time."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.domain.viseme import VisemeTrack

BYTES_PER_SAMPLE = 2


@dataclass(frozen=True, slots=True)
class AudioChunk:
    """A stretch of microphone sound."""

    at: float
    """Seconds of audio since the microphone was opened, of the first sample."""

    samples: bytes
    """Signed 16-bit little-endian mono."""

    rate_hz: int

    @property
    def seconds(self) -> float:
        return len(self.samples) / BYTES_PER_SAMPLE / self.rate_hz


@dataclass(frozen=True, slots=True)
class WordTime:
    """When one word of the spoken text begins."""

    at: float
    """Seconds into the speech."""

    start: int
    """Offset of its first character in the text."""

    end: int


@dataclass(frozen=True, slots=True)
class Speech:
    """A text spoken: its sound, and what lips and captions need to follow it."""

    text: str
    samples: bytes
    """Signed 16-bit little-endian mono."""

    rate_hz: int
    track: VisemeTrack
    words: Sequence[WordTime]
    engine: str
    voice: str

    @property
    def seconds(self) -> float:
        return len(self.samples) / BYTES_PER_SAMPLE / self.rate_hz
