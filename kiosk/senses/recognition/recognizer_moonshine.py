"""Speech recognition by Moonshine: English, the growing utterance transcribed over and over."""

import ctypes
from pathlib import Path

import numpy as np
from moonshine_voice import ModelArch, MoonshineError
from moonshine_voice.transcriber import Transcriber
from numpy.typing import NDArray

from kiosk.domain.audio import AudioChunk
from kiosk.domain.sensing.transcript import Transcript, joined
from kiosk.senses.errors import refuse

SEGMENT_SECONDS = 16.0
"""A longer utterance is cut where it is quietest, for the model was trained on short ones."""

REST_SECONDS = 4.0
"""Longer than this, and a pause ends the segment: what was said before it need not be transcribed over again."""

KEPT_SECONDS = 0.2
"""Silence that stays for the next segment."""

CUT_WITHIN_SECONDS = 4.0
CUT_FRAME_SECONDS = 0.1
SHORTEST_SECONDS = 0.2
FILES = ("encoder_model.ort", "decoder_model_merged.ort", "tokenizer.bin")
HINT = "kiosk models verify"

Floats = NDArray[np.float32]

_opened: dict[Path, Transcriber] = {}
"""Without its speaker recognition, which costs a seventh of the time, version 0.0.49 crashes when a model is freed:
so each is loaded once and stays."""


# Its own detector of voice is off: what comes here was already taken for speech.
OPTIONS = {"return_audio_data": "false", "vad_threshold": "0.0", "identify_speakers": "false"}


def _open(folder: Path) -> Transcriber:
    try:
        model = Transcriber(str(folder), ModelArch.TINY, options=OPTIONS)
    except MoonshineError as error:
        raise refuse("KS0008", folder, f"the Moonshine model cannot be loaded: {error}", HINT) from error
    _opened[folder] = model
    # One reference too many, so that the end of the interpreter does not free it either.
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(model))
    return model


class MoonshineRecognizer:
    """Transcribes what it is given, whole. It invents words in noise: give it what a detector took for speech."""

    is_streaming = False

    def __init__(self, folder: Path, name: str) -> None:
        self.name, self.rate_hz = name, 16000
        missing = [file for file in FILES if not (folder / file).is_file()]
        if missing:
            raise refuse("KS0008", folder, f"holds no Moonshine model: {', '.join(missing)} missing", HINT)
        self._model = _opened.get(folder) or _open(folder)
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
        lines = self._model.transcribe_without_streaming(sound.tolist(), self.rate_hz).lines
        return " ".join(line.text.strip() for line in lines if line.text.strip())
