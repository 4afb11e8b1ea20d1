"""Microphones without a device: a recording, and a quiet room into which clips are spoken."""

import time
from collections.abc import Callable

import numpy as np

from kiosk.domain.audio import AudioChunk
from kiosk.senses.settings import MicrophoneSettings
from kiosk.sound.levels import FRAME_SECONDS, frame_powers, spoken
from kiosk.sound.recording import Recording, to_int16
from kiosk.sound.resampling import Samples

VOICED_WITHIN_DB = 30.0
"""Speech is at most this much fainter than the loudest moments of a recording."""

VOICED_ABOVE_DB = 12.0
"""And at least this much louder than its faintest."""

FAINT_PERCENT, LOUD_PERCENT = 10, 99
FAINTEST_POWER = 1e-3
VOICED_RUN = 6
"""Frames in a row of which one may be faint: a click is shorter."""

ROOM_LEVEL_DB = -66.0
"""Of full scale: a quiet room through a desk microphone."""


class FileMicrophone:
    """A recording in chunks, at its own pace or as fast as they are read."""

    def __init__(
        self,
        recording: Recording,
        settings: MicrophoneSettings,
        is_paced: bool = False,
        clock: Callable[[], float] = time.monotonic,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._recording = recording.at_rate(settings.rate_hz)
        self._chunk = settings.chunk_samples
        self._is_paced, self._clock, self._pause = is_paced, clock, pause
        self._position = 0
        self._began: float | None = None

    @property
    def rate_hz(self) -> int:
        return self._recording.rate_hz

    @property
    def is_over(self) -> bool:
        return self._position >= len(self._recording.samples)

    def read(self, timeout: float) -> AudioChunk | None:
        if self.is_over:
            return None
        self._began = self._clock() if self._began is None else self._began
        end = min(self._position + self._chunk, len(self._recording.samples))
        if self._is_paced and not _waited(self.clock_of(end / self.rate_hz), timeout, self._clock, self._pause):
            return None
        samples = self._recording.samples[self._position : end]
        at, self._position = self._position / self.rate_hz, end
        samples = np.pad(samples, (0, self._chunk - len(samples)))
        return AudioChunk(at, samples.tobytes(), self.rate_hz)

    def clock_of(self, audio_seconds: float) -> float:
        return (self._clock() if self._began is None else self._began) + audio_seconds

    def close(self) -> None:
        self._position = len(self._recording.samples)


class RoomMicrophone:
    """A room without end, quiet if not told otherwise, for rehearsals: clips are heard in it at real-time pace."""

    is_over = False

    def __init__(
        self,
        settings: MicrophoneSettings,
        clock: Callable[[], float] = time.monotonic,
        pause: Callable[[float], None] = time.sleep,
        seed: int = 1,
    ) -> None:
        self.rate_hz = settings.rate_hz
        self._chunk = settings.chunk_samples
        self._clock, self._pause = clock, pause
        self._noise = np.random.default_rng(seed)
        self._position = 0
        self._pending: list[tuple[int, Samples]] = []
        self._hall: Samples | None = None
        self._began = clock()

    def hear(self, recording: Recording) -> float:
        """Speaks a clip after those still waiting; gives the kiosk clock of its last voiced sample."""
        clip = recording.at_rate(self.rate_hz).samples
        now = round((self._clock() - self._began) * self.rate_hz)
        # Not before now, though nobody may have fetched sound for a while: a clip is not spoken in the past.
        start = max([self._position, now, *(at + len(samples) for at, samples in self._pending)])
        self._pending.append((start, clip))
        return self.clock_of(start / self.rate_hz + last_voiced(clip, self.rate_hz))

    def surround(self, recording: Recording) -> None:
        """The room sounds like this from now on, over and over, at its own level."""
        self._hall = recording.at_rate(self.rate_hz).samples

    def read(self, timeout: float) -> AudioChunk | None:
        end = self._position + self._chunk
        if not _waited(self.clock_of(end / self.rate_hz), timeout, self._clock, self._pause):
            return None
        sound = self._noise.normal(0.0, 10 ** (ROOM_LEVEL_DB / 20), self._chunk)
        if self._hall is not None and len(self._hall):
            sound += np.take(self._hall, np.arange(self._position, end), mode="wrap") / 32768.0
        for start, clip in self._pending:
            first, last = max(start, self._position), min(start + len(clip), end)
            if first < last:
                sound[first - self._position : last - self._position] += clip[first - start : last - start] / 32768.0
        self._pending = [(start, clip) for start, clip in self._pending if start + len(clip) > end]
        at, self._position = self._position / self.rate_hz, end
        return AudioChunk(at, to_int16(sound).tobytes(), self.rate_hz)

    def clock_of(self, audio_seconds: float) -> float:
        return self._began + audio_seconds

    def close(self) -> None:
        self._pending = []


def last_voiced(samples: Samples, rate_hz: int) -> float:
    """The end in seconds of the last run of frames that stand out of the recording's own noise; 0 for silence.

    So neither hiss nor a click at the end passes for speech. A recording of hardly any range is sound throughout.
    """
    powers = frame_powers(samples, rate_hz)
    if len(powers) < VOICED_RUN or not powers.any():
        return 0.0
    level = 10 * np.log10(powers + FAINTEST_POWER)
    faint, loud = np.percentile(level, (FAINT_PERCENT, LOUD_PERCENT))
    has_range = loud - faint >= VOICED_ABOVE_DB
    above = faint + min(VOICED_ABOVE_DB, (loud - faint) / 2) if has_range else loud - VOICED_ABOVE_DB
    voiced = level >= max(loud - VOICED_WITHIN_DB, above)
    in_run = np.convolve(voiced, np.ones(VOICED_RUN), "valid") >= VOICED_RUN - 1
    if not in_run.any():
        return 0.0
    last = int(np.flatnonzero(in_run)[-1])
    return float(last + np.flatnonzero(voiced[last : last + VOICED_RUN])[-1] + 1) * FRAME_SECONDS


def spoken_end(samples: Samples, rate_hz: int) -> float:
    """The end in seconds of the last frame of 10 ms within 35 dB of the loudest, for clean clips; 0 for silence."""
    frames = np.flatnonzero(spoken(frame_powers(samples, rate_hz)))
    return float(frames[-1] + 1) * FRAME_SECONDS if len(frames) else 0.0


def _waited(until: float, timeout: float, clock: Callable[[], float], pause: Callable[[float], None]) -> bool:
    """Waits for a moment, `timeout` at most; false where it has not come."""
    left = until - clock()
    if left > 0:
        pause(min(left, timeout))
    return left <= timeout
