"""A loudspeaker for rehearsals: keeps time by the clock and records all that would be heard into a WAV file."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from kiosk.domain.audio import Speech
from kiosk.sound.levels import together
from kiosk.sound.playing import FADE_SECONDS, gain_of
from kiosk.sound.resampling import Samples, resample
from kiosk.voice.marking import write_wav
from kiosk.voice.speaker import SilentSpeaker


class FileSpeaker:
    """What was said, silences too, from `starts_at` on the kiosk's clock; the file appears whole at `close`."""

    def __init__(self, path: Path, rate_hz: int, clock: Callable[[], float], starts_at: float) -> None:
        self.rate_hz = rate_hz
        self._path = path
        self._clock = clock
        self._starts_at = starts_at
        self._timing = SilentSpeaker(rate_hz, clock)
        self._gain = 1.0
        self._engine = "none"
        self._pieces: list[tuple[int, Samples]] = []
        self._rest: Samples | None = None
        """What is still to be heard of a speech that is held."""

    def start(self, speech: Speech) -> None:
        self.stop()
        self._timing.start(speech)
        self._rest = None
        samples = resample(np.frombuffer(speech.samples, np.int16), speech.rate_hz, self.rate_hz)
        self._pieces.append((self._frame(), np.rint(samples * self._gain).astype(np.int16)))
        self._engine = speech.engine

    def stop(self) -> None:
        if self._timing.is_playing() and self._rest is None:
            self._cut()
        self._timing.stop()
        self._rest = None

    def hold(self) -> None:
        if self._timing.is_playing() and self._rest is None:
            begun, samples = self._pieces[-1]
            self._rest = samples[self._frame() - begun :]
            self._cut()
            self._timing.hold()

    def go_on(self) -> None:
        if self._rest is not None:
            self._timing.go_on()
            self._pieces.append((self._frame(), self._rest))
            self._rest = None

    def _cut(self) -> None:
        """What was begun last is heard until now and fades out."""
        begun, samples = self._pieces[-1]
        fade = np.linspace(1.0, 0.0, round(FADE_SECONDS * self.rate_hz))
        heard = samples[: self._frame() - begun + len(fade)].copy()
        last = min(len(fade), len(heard))
        heard[len(heard) - last :] = np.rint(heard[len(heard) - last :] * fade[len(fade) - last :])
        self._pieces[-1] = (begun, heard)

    def position(self) -> float | None:
        return self._timing.position()

    def is_playing(self) -> bool:
        return self._timing.is_playing()

    def set_volume(self, percent: int) -> None:
        """Takes effect with the next speech."""
        self._gain = gain_of(percent)

    def close(self) -> None:
        self.stop()
        length = max([self._frame(), *(begun + len(samples) for begun, samples in self._pieces)])
        whole = np.zeros(length, np.int16)
        for begun, samples in self._pieces:
            place = slice(begun, begun + len(samples))
            whole[place] = together(whole[place], samples)
        write_wav(self._path, whole.tobytes(), self.rate_hz, self._engine)

    def _frame(self) -> int:
        return max(0, round((self._clock() - self._starts_at) * self.rate_hz))
