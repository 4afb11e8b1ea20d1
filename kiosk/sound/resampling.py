"""Sound at another rate."""

from dataclasses import replace
from math import ceil, gcd

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.audio import Speech

Samples = NDArray[np.int16]


def resampled(speech: Speech, rate_hz: int) -> Speech:
    """The same speech at `rate_hz`."""
    if speech.rate_hz == rate_hz:
        return speech
    samples = resample(np.frombuffer(speech.samples, np.int16), speech.rate_hz, rate_hz)
    return replace(speech, samples=samples.tobytes(), rate_hz=rate_hz)


def resample(samples: Samples, from_hz: int, to_hz: int) -> Samples:
    """Band-limited resampling over the whole length: the spectrum is cut or padded."""
    common = gcd(from_hz, to_hz)
    down, up = from_hz // common, to_hz // common
    wanted = ceil(len(samples) * up / down)
    # A margin of silence keeps the end from ringing into the beginning, which the transform takes for neighbours.
    blocks = _smooth(ceil((len(samples) + from_hz // 50) / down))
    spectrum = np.fft.rfft(samples.astype(np.float32), blocks * down)
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
