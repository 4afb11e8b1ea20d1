"""What a rehearsal asks of the workers beyond a visit's commands, and what they tell it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Pretend:
    """So many faces stand near from now on."""

    faces: int


@dataclass(frozen=True, slots=True)
class LookAt:
    """The camera sees this picture or film."""

    file: Path


@dataclass(frozen=True, slots=True)
class HearFile:
    """Somebody says what this recording holds."""

    file: Path


@dataclass(frozen=True, slots=True)
class HearSound:
    """Somebody says this: signed 16-bit little-endian mono."""

    samples: bytes
    rate_hz: int


@dataclass(frozen=True, slots=True)
class Surround:
    """The room sounds like this from now on, over and over."""

    file: Path


@dataclass(frozen=True, slots=True)
class ClipHeard:
    """A recording is being spoken into the room."""

    starts: float
    """Seconds on the kiosk's clock of its first sample."""

    ends: float
    """The same of its last voiced sample, measured on the recording, not by our own detector."""

    samples: bytes
    rate_hz: int


@dataclass(frozen=True, slots=True)
class VoiceRecorded:
    """The figure's sound is recorded from this moment on the kiosk's clock."""

    starts: float


Order = Pretend | LookAt | HearFile | HearSound | Surround
