"""Sound at another rate: whole sounds by their spectrum, a stream by a polyphase windowed sinc.

Whatever is there as a whole is cut or padded in its spectrum: flat to 98 % of the band, nothing folds back, and seven
times as fast as the filter. A microphone's stream is never whole: its filter waits for sixteen samples of the lower
rate, and pays with the top of the band (−4 dB at 90 % of it).
"""

from dataclasses import replace
from math import ceil, gcd

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.audio import Speech

Samples = NDArray[np.int16]
Floats = NDArray[np.float64]

MARGIN_SECONDS = 0.02
"""Of silence after a sound, which keeps its end from ringing into its beginning: the transform takes them for
neighbours."""

ZERO_CROSSINGS = 16
"""On each side of the sinc; its delay is this many samples of the lower rate."""

ROLL_OFF = 0.92
"""The pass band ends here, as a share of the lower rate's half."""

KAISER_BETA = 8.0
"""About 80 dB of stop band (Kaiser's rule: beta = 0.1102 (A − 8.7))."""


def resampled(speech: Speech, rate_hz: int) -> Speech:
    """The same speech at `rate_hz`."""
    if speech.rate_hz == rate_hz:
        return speech
    samples = resample(np.frombuffer(speech.samples, np.int16), speech.rate_hz, rate_hz)
    return replace(speech, samples=samples.tobytes(), rate_hz=rate_hz)


def resample(samples: Samples, from_hz: int, to_hz: int) -> Samples:
    """A whole sound; as many samples as last as long, the last one begun counted."""
    if from_hz == to_hz:
        return samples
    shared = gcd(from_hz, to_hz)
    down, up = from_hz // shared, to_hz // shared
    wanted = ceil(len(samples) * up / down)
    blocks = _smooth(ceil((len(samples) + MARGIN_SECONDS * from_hz) / down))
    spectrum = np.fft.rfft(samples.astype(np.float32), blocks * down)
    # The inverse divides by its own length, which is not the one that was transformed.
    sound = np.fft.irfft(spectrum[: blocks * up // 2 + 1], blocks * up)[:wanted] * (up / down)
    return np.clip(np.rint(sound), -32768, 32767).astype(np.int16)


def _smooth(least: int) -> int:
    """The next number without prime factors over five: quick to transform."""
    number = least
    while True:
        rest = number
        for prime in (2, 3, 5):
            while rest % prime == 0:
                rest //= prime
        if rest == 1:
            return number
        number += 1


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


def _filter(up: int, down: int) -> Floats:
    """One row of taps per phase; row p gives the sample p / up after the window's middle."""
    ratio = min(1.0, up / down)
    half = int(np.ceil(ZERO_CROSSINGS / ratio))
    offsets = np.arange(-half + 1, half + 1)[None, :] - np.arange(up)[:, None] / up
    cutoff = ratio * ROLL_OFF
    window = np.i0(KAISER_BETA * np.sqrt(np.clip(1 - (offsets / half) ** 2, 0, 1))) / np.i0(KAISER_BETA)
    taps = cutoff * np.sinc(cutoff * offsets) * window
    # Every phase passes a constant unchanged, or the level would waver from sample to sample.
    return np.asarray(taps / taps.sum(axis=1, keepdims=True), np.float64)
