"""A camera that shows what a test wrote down, and a detector that reads it."""

from collections.abc import Sequence

import numpy as np

from kiosk.domain.sensing.presence import Face
from kiosk.senses.camera import Frame


class ScriptedCamera:
    """Frames at 8 Hz; frame n carries the number n in its first pixel."""

    def __init__(self, frames: int, is_live: bool = False, rate_hz: float = 8.0) -> None:
        self.is_live, self.is_closed = is_live, False
        self._frames, self._rate_hz, self._index = frames, rate_hz, 0

    def read(self) -> Frame | None:
        if self._index >= self._frames:
            return None
        pixels = np.zeros((48, 64, 3), np.uint8)
        pixels[0, 0, 0] = self._index
        self._index += 1
        return Frame((self._index - 1) / self._rate_hz, pixels)

    def close(self) -> None:
        self.is_closed = True


class ScriptedDetector:
    """Finds in frame n one face at the n-th distance, none where it is None."""

    def __init__(self, distances: Sequence[float | None]) -> None:
        self._distances = distances
        self.looked_at: list[int] = []

    def find(self, frame: Frame) -> tuple[Face, ...]:
        index = int(frame.pixels[0, 0, 0])
        self.looked_at.append(index)
        distance = self._distances[min(index, len(self._distances) - 1)]
        return () if distance is None else (Face(28, 20, 8, 8, 1.0, distance),)
