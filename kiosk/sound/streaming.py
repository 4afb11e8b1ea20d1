"""Resampling: a stream of samples from one rate to another by a polyphase windowed sinc."""

from math import gcd

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

ZERO_CROSSINGS = 16
"""On each side of the sinc; its delay is this many samples of the lower rate."""

ROLL_OFF = 0.92
"""The pass band ends here, as a share of the lower rate's half."""

KAISER_BETA = 8.0
"""About 80 dB of stop band (Kaiser's rule: beta = 0.1102 (A − 8.7))."""


class Resampler:
    """One stream; feeds may be of any length and the seams cannot be heard."""

    def __init__(self, from_hz: int, to_hz: int) -> None:
        shared = gcd(from_hz, to_hz)
        self._up, self._down = to_hz // shared, from_hz // shared
        self._phases = _filter(self._up, self._down)
        self._taps = self._phases.shape[1]
        # Starting in the middle of the filter cancels its delay.
        self._kept: Floats = np.zeros(self._taps // 2 - 1)
        self._position = 0

    def feed(self, samples: Floats) -> Floats:
        """The samples that can be computed by now."""
        if self._up == self._down:
            return samples
        self._kept = np.concatenate([self._kept, samples])
        available = len(self._kept) - self._taps + 1
        if available <= 0:
            return np.zeros(0)
        count = (available * self._up - 1 - self._position) // self._down + 1
        if count <= 0:
            return np.zeros(0)
        places = self._position + self._down * np.arange(count)
        starts, phases = places // self._up, places % self._up
        windows = np.lib.stride_tricks.sliding_window_view(self._kept, self._taps)[starts]
        result: Floats = np.einsum("ij,ij->i", windows, self._phases[phases])
        following = self._position + self._down * count
        used = min(following // self._up, len(self._kept))
        self._position = following - used * self._up
        self._kept = self._kept[used:]
        return result

    def finish(self) -> Floats:
        """The last samples, as if silence followed."""
        return self.feed(np.zeros(self._taps // 2)) if self._up != self._down else np.zeros(0)


def _filter(up: int, down: int) -> Floats:
    """One row of taps per phase; row p gives the sample p / up after the window's middle."""
    ratio = min(1.0, up / down)
    half = int(np.ceil(ZERO_CROSSINGS / ratio))
    offsets = np.arange(-half + 1, half + 1)[None, :] - np.arange(up)[:, None] / up
    cutoff = ratio * ROLL_OFF
    window = np.i0(KAISER_BETA * np.sqrt(np.clip(1 - (offsets / half) ** 2, 0, 1))) / np.i0(KAISER_BETA)
    taps = cutoff * np.sinc(cutoff * offsets) * window
    return np.asarray(taps / taps.sum(axis=1, keepdims=True), np.float64)


def resampled(samples: Floats, from_hz: int, to_hz: int) -> Floats:
    """A whole recording at another rate."""
    resampler = Resampler(from_hz, to_hz)
    whole = np.concatenate([resampler.feed(samples), resampler.finish()])
    return whole[: round(len(samples) * to_hz / from_hz)]
