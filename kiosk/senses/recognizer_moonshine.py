"""Speech recognition by Moonshine: English, the growing utterance transcribed over and over."""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from moonshine_voice import ModelArch, MoonshineError
from moonshine_voice.transcriber import Transcriber
from numpy.typing import NDArray

from kiosk.domain.audio import AudioChunk
from kiosk.domain.transcript import Transcript, joined
from kiosk.senses.errors import refuse

PARTIAL_SECONDS = 0.4
BACK_OFF = 3.0
"""Partials are at least this many times as far apart as the last one took."""

SEGMENT_SECONDS = 16.0
"""A longer utterance is cut where it is quietest, for the model was trained on short ones."""

BREATH_SECONDS = 6.0
"""Longer than this, and a pause ends the segment: what was said before it need not be transcribed over again."""

KEPT_SECONDS = 0.1
"""Silence that stays for the next segment."""

CUT_WITHIN_SECONDS = 4.0
CUT_FRAME_SECONDS = 0.1
SPEECH_PADDING_SECONDS = 0.35
LONGEST_SPARE_SECONDS = 1.0
"""Silence beside the speech is given to the model up to this length; more invites invented words."""

LEAD_SECONDS = 0.5
"""Silence that lets the detector of speech forget what it heard last: its state outlives the call."""

SHORTEST_SPEECH_SECONDS = 0.15
FILES = ("encoder_model.ort", "decoder_model_merged.ort", "tokenizer.bin")
HINT = "kiosk models verify"

Floats = NDArray[np.float32]


class MoonshineRecognizer:
    """Two passes share a model folder: a detector of speech, for Moonshine invents words in noise, and the words."""

    def __init__(self, folder: Path, name: str, clock: Callable[[], float] = time.perf_counter) -> None:
        self.name, self.rate_hz = name, 16000
        self._clock = clock
        missing = [file for file in FILES if not (folder / file).is_file()]
        if missing:
            raise refuse("KS0008", folder, f"holds no Moonshine model: {', '.join(missing)} missing", HINT)
        # identify_speakers must stay on: without it version 0.0.49 crashes when the model is freed.
        plain = {"return_audio_data": "false"}
        try:
            self._words = Transcriber(str(folder), ModelArch.TINY, options={**plain, "vad_threshold": "0.0"})
            self._speech = Transcriber(str(folder), ModelArch.TINY, options={**plain, "skip_transcription": "true"})
        except MoonshineError as error:
            raise refuse("KS0008", folder, f"the Moonshine model cannot be loaded: {error}", HINT) from error
        self.reset()

    def reset(self) -> None:
        self._segments: list[Transcript] = []
        self._pieces: list[bytes] = []
        self._seconds, self._next_at, self._told = 0.0, PARTIAL_SECONDS, ""
        self._is_speech = False

    def accept(self, chunk: AudioChunk) -> Transcript | None:
        self._pieces.append(chunk.samples)
        self._seconds += chunk.seconds
        if self._seconds >= SEGMENT_SECONDS:
            self._cut()
        if self._seconds < self._next_at:
            return None
        before = self._clock()
        sound = self._sound()
        self._is_speech = self._is_speech or self._stretch(sound) is not None
        text = self._transcribed(sound) if self._is_speech else ""
        self._next_at = self._seconds + max(PARTIAL_SECONDS, BACK_OFF * (self._clock() - before))
        return self._partial(text)

    def settle(self) -> Transcript | None:
        if self._seconds < BREATH_SECONDS:
            self._next_at = self._seconds + PARTIAL_SECONDS
            return self._whole()
        self._segments.append(Transcript(self._spoken(self._sound()), recognizer=self.name))
        self._keep(b"".join(self._pieces)[-int(KEPT_SECONDS * self.rate_hz) * 2 :])
        self._is_speech = False
        return joined([*self._segments, Transcript("", is_final=True, recognizer=self.name)])

    def finish(self) -> Transcript:
        whole = self._whole()
        self.reset()
        return whole

    def _whole(self) -> Transcript:
        last = Transcript(self._spoken(self._sound()), is_final=True, recognizer=self.name)
        return joined([*self._segments, last])

    def _partial(self, text: str) -> Transcript | None:
        partial = joined([*self._segments, Transcript(text, recognizer=self.name)])
        if partial.text == self._told:
            return None
        self._told = partial.text
        return partial

    def _sound(self) -> Floats:
        return np.frombuffer(b"".join(self._pieces), np.int16).astype(np.float32) * np.float32(1 / 32768)

    def _cut(self) -> None:
        """Moves what lies before the quietest moment of late into the finished segments."""
        sound = self._sound()
        frame = int(CUT_FRAME_SECONDS * self.rate_hz)
        late = sound[-int(CUT_WITHIN_SECONDS * self.rate_hz) :]
        power = (late[: len(late) // frame * frame].reshape(-1, frame) ** 2).mean(axis=1)
        cut = len(sound) - len(late) + int(power.argmin()) * frame + frame // 2
        self._segments.append(Transcript(self._spoken(sound[:cut]), recognizer=self.name))
        self._keep(b"".join(self._pieces)[cut * 2 :])

    def _keep(self, rest: bytes) -> None:
        """Goes on with the rest of the sound as the next segment."""
        self._pieces, self._seconds = [rest], len(rest) / 2 / self.rate_hz
        self._next_at = self._seconds + PARTIAL_SECONDS

    def _spoken(self, sound: Floats) -> str:
        """The words of the part that holds speech; nothing where none does."""
        stretch = self._stretch(sound)
        if stretch is None:
            return ""
        start, end = stretch[0] - SPEECH_PADDING_SECONDS, stretch[1] + SPEECH_PADDING_SECONDS
        seconds = len(sound) / self.rate_hz
        start = start if start > LONGEST_SPARE_SECONDS else 0.0
        end = end if seconds - end > LONGEST_SPARE_SECONDS else seconds
        return self._transcribed(sound[int(start * self.rate_hz) : int(end * self.rate_hz)])

    def _stretch(self, sound: Floats) -> tuple[float, float] | None:
        """From the first to the last speech, in seconds; None where there is none."""
        lead = [0.0] * int(LEAD_SECONDS * self.rate_hz)
        found = self._speech.transcribe_without_streaming(lead + sound.tolist(), self.rate_hz).lines
        lines = [line for line in found if line.duration >= SHORTEST_SPEECH_SECONDS]
        if not lines:
            return None
        return lines[0].start_time - LEAD_SECONDS, lines[-1].start_time + lines[-1].duration - LEAD_SECONDS

    def _transcribed(self, sound: Floats) -> str:
        lines = self._words.transcribe_without_streaming(sound.tolist(), self.rate_hz).lines
        return " ".join(line.text.strip() for line in lines if line.text.strip())
