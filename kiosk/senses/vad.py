"""What a voice activity detector promises, and the noise floor it listens above."""

from collections import deque
from typing import Protocol

import numpy as np

from kiosk.domain.audio import AudioChunk

WINDOW_CHUNKS = 333
"""About 10 s: visitors speak for less, steady noise does not stop."""

FLOOR_SHARE = 0.3
"""The floor is the level that this share of the window stays under."""

QUIET_DB = -60.0
"""What a room is thought to sound like before it has been heard."""

QUIET_CHUNKS = 50
LOWEST_HZ, HIGHEST_HZ = 250.0, 4000.0
"""Where speech has its power and traffic, ventilation and mains hum have little."""


class Vad(Protocol):
    """Says whether a chunk holds voice. Hears every chunk, so that it knows the room. One worker owns it."""

    def is_voiced(self, chunk: AudioChunk) -> bool: ...


class NoiseFloor:
    """The level of what is always there."""

    def __init__(self) -> None:
        self._levels: deque[float] = deque([QUIET_DB] * QUIET_CHUNKS, maxlen=WINDOW_CHUNKS)

    def margin_db(self, chunk: AudioChunk) -> float:
        """How much louder the chunk is than the floor; learns from it too."""
        level = speech_band_db(chunk)
        self._levels.append(level)
        ordered = sorted(self._levels)
        return level - ordered[int(len(ordered) * FLOOR_SHARE)]


def speech_band_db(chunk: AudioChunk) -> float:
    """The level in the band of speech, in dB of full scale."""
    samples = np.frombuffer(chunk.samples, np.int16) / 32768.0
    power = np.abs(np.fft.rfft(samples * np.hanning(len(samples)))) ** 2
    first, last = (round(hz * len(samples) / chunk.rate_hz) for hz in (LOWEST_HZ, HIGHEST_HZ))
    mean = 2 * power[first:last].sum() / (len(samples) ** 2 * 0.375)
    return float(10 * np.log10(mean + 1e-12))
