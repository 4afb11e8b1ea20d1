"""Samples on their way to a device: a speech or silence, asked for block by block on the device's own thread."""

from collections.abc import Callable
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from kiosk.sound.levels import together

FADE_SECONDS = 0.015
"""Every change of loudness takes so long, the stop too: short enough to obey, long enough not to click."""

STALL_SECONDS = 0.08
"""A block that comes later than this was heard late too: the device ran dry."""

TRUST = 0.05
"""How far one block's time moves the estimate of when the speech was first heard."""

Samples = NDArray[np.int16]
NOTHING: Samples = np.zeros(0, np.int16)


def gain_of(percent: int) -> float:
    """Loudness as people turn it: half way is a quarter of the amplitude."""
    return (max(0, min(100, percent)) / 100) ** 2


class Feed:
    """What plays, and when it is heard. The device's thread calls `take`, the owner everything else."""

    def __init__(self, rate_hz: int, latency_seconds: float, clock: Callable[[], float]) -> None:
        self.rate_hz = rate_hz
        self.asked_at = clock()
        """When the device last asked for samples, on the clock."""

        self.stalls = 0
        self._latency_seconds = latency_seconds
        self._clock = clock
        # The device's thread waits for it, so nothing slow is done while it is held.
        self._lock = Lock()
        self._samples = NOTHING
        self._taken = 0
        self._heard_from: float | None = None
        self._held_at: float | None = None
        self._is_held = False
        self._tail = NOTHING
        self._gain = self._wanted_gain = 1.0

    def begin(self, samples: Samples) -> None:
        """Plays these samples from the next block on."""
        with self._lock:
            self._fade_out()
            self._samples = samples
            self._gain = self._wanted_gain

    def cut(self) -> None:
        """Fades out what plays; for its owner it is over at once."""
        with self._lock:
            self._fade_out()

    def hold(self) -> None:
        """What is on its way is still heard; then the speech stands still."""
        with self._lock:
            if len(self._samples) and not self._is_held:
                self._is_held = True
                self._tail = self._faded()
                self._held_at = self._taken / self.rate_hz

    def go_on(self) -> None:
        """Fades in again where the speech was held."""
        with self._lock:
            if self._is_held:
                # Silence was played meanwhile: when the rest is heard has to be estimated anew.
                self._is_held, self._heard_from, self._gain = False, None, 0.0

    def set_volume(self, percent: int) -> None:
        with self._lock:
            self._wanted_gain = gain_of(percent)

    def take(self, frames: int) -> bytes:
        """The next block for the device."""
        with self._lock:
            self.asked_at = self._clock()
            block = np.zeros(frames, np.int16)
            piece = NOTHING if self._is_held else self._samples[self._taken : self._taken + frames]
            if len(piece):
                self._note_heard()
                block[: len(piece)] = np.rint(piece * self._ramp(len(piece)))
                self._taken += len(piece)
            fading = self._tail[:frames]
            block[: len(fading)] = together(block[: len(fading)], fading)
            self._tail = self._tail[frames:]
            return block.tobytes()

    def position(self) -> float | None:
        """Seconds of what is heard now; None before its first and after its last sample."""
        with self._lock:
            position = self._reached()
            return position if position is not None and 0.0 <= position < self._seconds else None

    def is_playing(self) -> bool:
        with self._lock:
            position = self._reached()
            # Begun and not asked for yet: it is about to be heard.
            return len(self._samples) > 0 if position is None else position < self._seconds

    @property
    def _seconds(self) -> float:
        return len(self._samples) / self.rate_hz

    def _reached(self) -> float | None:
        """What is heard now: while the speech is held never more than was handed over, and afterwards never less."""
        running = None if self._heard_from is None else self._clock() - self._heard_from
        if self._held_at is None:
            return running
        if running is None:
            return self._held_at
        return min(running, self._held_at) if self._is_held else max(running, self._held_at)

    def _fade_out(self) -> None:
        """Nothing plays any more but a short tail of what did."""
        self._tail = NOTHING if self._is_held else self._faded()
        self._samples, self._taken, self._heard_from = NOTHING, 0, None
        self._held_at, self._is_held = None, False

    def _faded(self) -> Samples:
        # Of what was never heard there is nothing to fade.
        cut = self._samples[self._taken :][: round(FADE_SECONDS * self.rate_hz)] if self._taken else NOTHING
        return np.rint(cut * np.linspace(self._gain, 0.0, len(cut))).astype(np.int16)

    def _note_heard(self) -> None:
        estimate = self.asked_at + self._latency_seconds - self._taken / self.rate_hz
        if self._heard_from is None:
            self._heard_from = estimate
        elif estimate - self._heard_from > STALL_SECONDS:
            self._heard_from = estimate
            self.stalls += 1
        else:
            self._heard_from += TRUST * (estimate - self._heard_from)

    def _ramp(self, frames: int) -> NDArray[np.float64]:
        """The gain of each sample, on its way from the present one to the wanted one."""
        furthest = np.arange(1, frames + 1) / (FADE_SECONDS * self.rate_hz)
        distance = self._wanted_gain - self._gain
        ramp: NDArray[np.float64] = self._gain + np.clip(furthest, 0.0, abs(distance)) * np.sign(distance)
        self._gain = float(ramp[-1])
        return ramp
