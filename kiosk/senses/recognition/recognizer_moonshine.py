"""Speech recognition by Moonshine: English, the growing utterance transcribed over and over."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.audio import AudioChunk
from kiosk.domain.sensing.plausibility import MOST_A_SECOND
from kiosk.domain.sensing.transcript import Transcript, joined
from kiosk.domain.word_error import written_words
from kiosk.senses.recognition.moonshine_onnx import RATE_HZ, MoonshineModel

SEGMENT_SECONDS = 16.0
"""A longer utterance is cut where it is quietest, for the model was trained on short ones."""

REST_SECONDS = 4.0
"""Longer than this, and a pause ends the segment: what was said before it need not be transcribed over again."""

KEPT_SECONDS = 0.2
"""Silence that stays for the next segment."""

CUT_WITHIN_SECONDS = 4.0
CUT_FRAME_SECONDS = 0.1
SHORTEST_SECONDS = 0.2
AROUND_SECONDS = 0.5
"""Of silence before and after what is said, at least."""

Floats = NDArray[np.float32]


class MoonshineRecognizer:
    """Transcribes what it is given, whole. It invents words in noise: give it what a detector took for speech."""

    is_streaming = False

    def __init__(self, folder: Path, name: str) -> None:
        self.name, self.rate_hz = name, RATE_HZ
        self._model = MoonshineModel(folder)
        self.reset()

    def reset(self) -> None:
        self._segments: list[Transcript] = []
        self._pieces: list[bytes] = []
        self._seconds, self._told, self._settled = 0.0, "", ""

    def accept(self, chunk: AudioChunk) -> Transcript | None:
        self._pieces.append(chunk.samples)
        self._seconds += chunk.seconds
        if self._seconds >= SEGMENT_SECONDS:
            self._cut()
        return None

    def partial(self) -> Transcript | None:
        partial = joined([*self._segments, Transcript(self._transcribed(self._sound()), recognizer=self.name)])
        if partial.text == self._told:
            return None
        self._told = partial.text
        return partial

    def settle(self) -> Transcript:
        return self.finish()

    def rest(self) -> None:
        if self._settled and self._seconds >= REST_SECONDS:
            self._segments.append(Transcript(self._settled, recognizer=self.name))
            self._keep(b"".join(self._pieces)[-int(KEPT_SECONDS * self.rate_hz) * 2 :])

    def finish(self) -> Transcript:
        self._settled = self._transcribed(self._sound())
        return joined([*self._segments, Transcript(self._settled, is_final=True, recognizer=self.name)])

    def _sound(self) -> Floats:
        return np.frombuffer(b"".join(self._pieces), np.int16).astype(np.float32) * np.float32(1 / 32768)

    def _cut(self) -> None:
        """Moves what lies before the quietest moment of late into the finished segments."""
        sound = self._sound()
        frame = int(CUT_FRAME_SECONDS * self.rate_hz)
        late = sound[-int(CUT_WITHIN_SECONDS * self.rate_hz) :]
        power = (late[: len(late) // frame * frame].reshape(-1, frame) ** 2).mean(axis=1)
        cut = len(sound) - len(late) + int(power.argmin()) * frame + frame // 2
        self._segments.append(Transcript(self._transcribed(sound[:cut]), recognizer=self.name))
        self._keep(b"".join(self._pieces)[cut * 2 :])

    def _keep(self, rest: bytes) -> None:
        """Goes on with the rest of the sound as the next segment."""
        self._pieces, self._seconds, self._settled = [rest], len(rest) / 2 / self.rate_hz, ""

    def _transcribed(self, sound: Floats) -> str:
        if len(sound) < SHORTEST_SECONDS * self.rate_hz or not sound.any():
            return ""
        return unrepeated(self._model.transcribed(sound), len(sound) / self.rate_hz)


def unrepeated(text: str, seconds: float) -> str:
    """Once what the model says twice though there was no time for it: it does so with short sound."""
    words = text.split()
    half = len(words) // 2
    is_twice = half > 1 and written_words(" ".join(words[:half])) == written_words(" ".join(words[half:]))
    spoken = max(seconds - AROUND_SECONDS, SHORTEST_SECONDS)
    return " ".join(words[:half]) if is_twice and len(words) / spoken > MOST_A_SECOND else text
