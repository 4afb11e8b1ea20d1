"""A microphone whose chunks a test queues, at a time of audio that is also the clock's."""

from collections import deque

import numpy as np

from kiosk.domain.audio import AudioChunk
from kiosk.senses.errors import refuse

CHUNK_SECONDS = 0.03


class QueuedMicrophone:
    """Loud chunks are speech to `fakes.vad`; the clock starts with the audio."""

    rate_hz = 16000

    def __init__(self, began: float = 100.0) -> None:
        self.is_closed = False
        self.is_lost = False
        """Unplugged: reading raises."""

        self._began = began
        self._at = 0.0
        self._chunks: deque[AudioChunk] = deque()

    @property
    def is_over(self) -> bool:
        return not self._chunks

    def queue(self, seconds: float, is_loud: bool, peak: int = 8000) -> None:
        """More sound: loud, a tone in the band of speech, or silent."""
        tone = np.sin(np.arange(round(CHUNK_SECONDS * self.rate_hz)) * 2 * np.pi * 1000 / self.rate_hz)
        for _ in range(round(seconds / CHUNK_SECONDS)):
            samples = (tone * (peak if is_loud else 0)).astype(np.int16)
            self._chunks.append(AudioChunk(self._at, samples.tobytes(), self.rate_hz))
            self._at += CHUNK_SECONDS

    def read(self, timeout: float) -> AudioChunk | None:
        if self.is_lost:
            raise refuse("KS0006", "microphone", "is gone")
        return self._chunks.popleft() if self._chunks else None

    def clock_of(self, audio_seconds: float) -> float:
        return self._began + audio_seconds

    def close(self) -> None:
        self.is_closed = True
