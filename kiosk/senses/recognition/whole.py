"""Speech recognition by models that read a whole stretch of sound: the growing utterance is read over and over."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.audio import AudioChunk
from kiosk.domain.sensing.transcript import Transcript, joined

RATE_HZ = 16000
SEGMENT_SECONDS = 16.0
"""A longer utterance is cut where it is quietest, for the models were trained on short ones."""

REST_SECONDS = 4.0
"""Longer than this, and a pause ends the segment: what was said before it need not be transcribed over again."""

KEPT_SECONDS = 0.2
"""Silence that stays for the next segment."""

CUT_WITHIN_SECONDS = 4.0
CUT_FRAME_SECONDS = 0.1
SHORTEST_SECONDS = 0.2

Floats = NDArray[np.float32]
Reading = Callable[[Floats], Transcript]
"""What is said in samples between −1 and 1 at 16 kHz; never asked about silence or less than SHORTEST_SECONDS."""


class WholeRecognizer:
    """Transcribes what it is given, whole. It invents words in noise: give it what a detector took for speech."""

    is_streaming = False

    def __init__(self, reading: Reading, name: str) -> None:
        self.name, self.rate_hz = name, RATE_HZ
        self._reading = reading
        self.reset()

    def reset(self) -> None:
        self._segments: list[Transcript] = []
        self._pieces: list[bytes] = []
        self._seconds, self._told, self._settled = 0.0, "", Transcript("")

    def accept(self, chunk: AudioChunk) -> Transcript | None:
        self._pieces.append(chunk.samples)
        self._seconds += chunk.seconds
        if self._seconds >= SEGMENT_SECONDS:
            self._cut()
        return None

    def partial(self) -> Transcript | None:
        partial = joined([*self._segments, self._read(self._sound())])
        if partial.text == self._told:
            return None
        self._told = partial.text
        return partial

    def settle(self) -> Transcript:
        return self.finish()

    def rest(self) -> None:
        if self._settled.text and self._seconds >= REST_SECONDS:
            self._segments.append(self._settled)
            self._keep(b"".join(self._pieces)[-int(KEPT_SECONDS * self.rate_hz) * 2 :])

    def finish(self) -> Transcript:
        self._settled = self._read(self._sound())
        return joined([*self._segments, replace(self._settled, is_final=True)])

    def _sound(self) -> Floats:
        return np.frombuffer(b"".join(self._pieces), np.int16).astype(np.float32) * np.float32(1 / 32768)

    def _cut(self) -> None:
        """Moves what lies before the quietest moment of late into the finished segments."""
        sound = self._sound()
        frame = int(CUT_FRAME_SECONDS * self.rate_hz)
        late = sound[-int(CUT_WITHIN_SECONDS * self.rate_hz) :]
        power = (late[: len(late) // frame * frame].reshape(-1, frame) ** 2).mean(axis=1)
        cut = len(sound) - len(late) + int(power.argmin()) * frame + frame // 2
        self._segments.append(self._read(sound[:cut]))
        self._keep(b"".join(self._pieces)[cut * 2 :])

    def _keep(self, rest: bytes) -> None:
        """Goes on with the rest of the sound as the next segment."""
        self._pieces, self._seconds, self._settled = [rest], len(rest) / 2 / self.rate_hz, Transcript("")

    def _read(self, sound: Floats) -> Transcript:
        if len(sound) < SHORTEST_SECONDS * self.rate_hz or not sound.any():
            return Transcript("", recognizer=self.name)
        return replace(self._reading(sound), recognizer=self.name)
