"""The room around the microphone: how loud it is, how far away visitors stand, how loud the figure's voice is in it.

A microphone of unknown sensitivity tells no distance by itself. One sentence spoken right before it and one from where
visitors stand do: in the open the level falls by 6 dB with each doubling of the distance (inverse-square law). In a
room it falls less far off, so a large distance is told too small rather than too large.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kiosk.domain.audio import AudioChunk
from kiosk.sound.levels import speech_band_db

NEAR_METRES = 0.3
"""From the mouth to the microphone for the sentence that is spoken near it."""

FLOOR_SHARE, SPOKEN_SHARE = 20, 80
"""In hundredths of a stretch: what a room stays under, and what speech with its pauses rises above."""

LEAST_RISE_DB = 3.0
"""Below it nobody was heard."""

FULL_SCALE = 32_700
SILENT_DB = -90.0
"""Of a microphone that gives nothing: fainter than the last of sixteen bits no level is told."""


@dataclass(frozen=True, slots=True)
class Room:
    """Levels in dB of full scale, in the band of speech."""

    floor_db: float
    near_db: float | None
    """Of speech at NEAR_METRES; None where nothing rose above the room."""

    visitor_db: float | None
    """Of the same voice from where visitors stand."""

    figure_db: float | None
    """Of the figure's own voice in the microphone."""

    clipped: float
    """The share of samples of all speech that are cut off at full scale."""

    @property
    def rise_db(self) -> float | None:
        """How far a visitor rises above the room."""
        return None if self.visitor_db is None else self.visitor_db - self.floor_db

    @property
    def metres(self) -> float | None:
        """From visitors to the microphone."""
        if self.near_db is None or self.visitor_db is None:
            return None
        return float(NEAR_METRES * 10 ** ((self.near_db - self.visitor_db) / 20))


def measured(
    silence: Sequence[AudioChunk],
    near: Sequence[AudioChunk],
    visitor: Sequence[AudioChunk],
    figure: Sequence[AudioChunk],
) -> Room:
    """What four recordings tell: of nobody, of a sentence near the microphone, of the same from afar, of the figure."""
    floor = _level(silence, FLOOR_SHARE)
    clipped = max(_clipped(part) for part in (near, visitor, figure))
    return Room(floor, _risen(near, floor), _risen(visitor, floor), _risen(figure, floor), clipped)


def _risen(chunks: Sequence[AudioChunk], floor_db: float) -> float | None:
    """The level of speech without the room's share of it."""
    level = _level(chunks, SPOKEN_SHARE)
    if level - floor_db < LEAST_RISE_DB:
        return None
    return float(10 * np.log10(10 ** (level / 10) - 10 ** (floor_db / 10)))


def _level(chunks: Sequence[AudioChunk], share: int) -> float:
    found = np.percentile([speech_band_db(chunk) for chunk in chunks], share) if chunks else SILENT_DB
    return max(float(found), SILENT_DB)


def _clipped(chunks: Sequence[AudioChunk]) -> float:
    samples = np.frombuffer(b"".join(chunk.samples for chunk in chunks), np.int16)
    return float((np.abs(samples.astype(np.int32)) >= FULL_SCALE).mean()) if len(samples) else 0.0
