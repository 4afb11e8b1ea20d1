"""What a voice activity detector promises, the noise floor it listens above, and the plainest detector: loudness."""

from collections import deque
from typing import Protocol

from kiosk.domain.audio import AudioChunk
from kiosk.senses.settings import VadSettings
from kiosk.sound.levels import speech_band_db

WINDOW_SECONDS = 10.0
"""Visitors speak for less, steady noise does not stop."""

# Low, for visitors fill most of the window: up to seven tenths of voice leave the floor with the noise.
FLOOR_SHARE = 0.3
"""The floor is the level that this share of the window stays under."""

QUIET_DB = -60.0
"""What a room is thought to sound like before it has been heard."""

# With the share above the guess holds for the first 3.5 s of sound: whoever speaks at once is not taken for the noise.
QUIET_SECONDS = 1.5


class Vad(Protocol):
    """Says whether a chunk holds voice. Hears every chunk, so that it knows the room. One worker owns it."""

    def is_voiced(self, chunk: AudioChunk) -> bool: ...


class NoiseFloor:
    """The level of what is always there; `known`: thought to be a quiet room until it was heard."""

    def __init__(self, chunk_seconds: float = 0.032, known: bool = True) -> None:
        most = round(WINDOW_SECONDS / chunk_seconds)
        quiet = [QUIET_DB] * round(QUIET_SECONDS / chunk_seconds) if known else []
        self._levels: deque[float] = deque(quiet, maxlen=most)

    @property
    def level_db(self) -> float:
        """In dB of full scale."""
        ordered = sorted(self._levels)
        return ordered[int(len(ordered) * FLOOR_SHARE)]

    def margin_db(self, chunk: AudioChunk) -> float:
        """How much louder the chunk is than the floor; learns from it too."""
        level = speech_band_db(chunk)
        self._levels.append(level)
        return level - self.level_db


class EnergyVad:
    """Voiced is what stands out of the room's steady noise: what any machine can do, and the measure of the others."""

    def __init__(self, settings: VadSettings) -> None:
        self._floor = NoiseFloor()
        self._margin_db = settings.energy_margin_db

    def is_voiced(self, chunk: AudioChunk) -> bool:
        return self._floor.margin_db(chunk) >= self._margin_db
