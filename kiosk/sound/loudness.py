"""Loudness after ITU-R BS.1770-5 and EBU R 128: every voice and recording is equally loud.

Mono only; gated as the standard says: blocks of 400 ms, one every 100 ms, below −70 LUFS left out, and then those 10 LU
below the mean of the rest. The K-weighting is that of the standard's two filters, made for any rate as libebur128 does.
"""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.audio import Speech

TARGET_LUFS = -20.0
"""Where speech is brought to: 3 LU above broadcast's −23, for loudspeakers in a hall, with room for its peaks."""

HIGHEST_PEAK = 10 ** (-1.0 / 20)
"""−1 dB of full scale; a louder peak is bent, never cut off."""

KNEE = 0.7
"""Share of the highest peak above which samples are bent."""

MOST_GAIN_DB = 20.0
"""A fainter recording holds noise for the most part."""

HOP_SECONDS = 0.1
ABSOLUTE_GATE, RELATIVE_GATE = -70.0, -10.0
# Takes back what the weighting adds at 997 Hz, as the standard has it.
OFFSET = -0.691

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Filter:
    """One of the two filters of the K-weighting."""

    gain_db: float
    quality: float
    hz: float


_SHELF = _Filter(3.999843853973347, 0.7071752369554196, 1681.974450955533)
_HIGH_PASS = _Filter(0.0, 0.5003270373238773, 38.13547087602444)


def evened(speech: Speech) -> Speech:
    """The speech at the target loudness, without a sample above the highest peak."""
    samples = np.frombuffer(speech.samples, np.int16)
    loudness = loudness_of(samples, speech.rate_hz)
    if loudness is None:
        return speech
    gain = 10 ** (min(MOST_GAIN_DB, TARGET_LUFS - loudness) / 20)
    return replace(speech, samples=_bent(samples / 32768.0 * gain).tobytes())


def loudness_of(samples: NDArray[np.int16], rate_hz: int) -> float | None:
    """Integrated loudness in LUFS; None where nothing is louder than the absolute gate."""
    powers = _blocks(samples, rate_hz)
    powers = powers[powers > _power(ABSOLUTE_GATE)]
    if not len(powers):
        return None
    powers = powers[powers > powers.mean() * 10 ** (RELATIVE_GATE / 10)]
    return float(OFFSET + 10 * np.log10(powers.mean()))


def _power(lufs: float) -> float:
    return float(10 ** ((lufs - OFFSET) / 10))


def _blocks(samples: NDArray[np.int16], rate_hz: int) -> Floats:
    """Mean square of each block of the weighted sound, from the spectra of its four quarters; at least one block."""
    size = round(HOP_SECONDS * rate_hz)
    quarters = max(4, len(samples) // size)
    sound = np.zeros(quarters * size, np.float32)
    kept = min(len(samples), len(sound))
    sound[:kept] = samples[:kept] / np.float32(32768)
    power = np.square(np.abs(np.fft.rfft(sound.reshape(quarters, size), axis=1))) @ _weights(rate_hz, size)
    return np.asarray(np.convolve(power, np.ones(4) / 4, "valid"), np.float64)


@cache
def _weights(rate_hz: int, size: int) -> Floats:
    """What each line of a spectrum of `size` samples adds to their mean square after both filters."""
    turn = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
    weights = np.abs(_response(_shelf(rate_hz), turn) * _response(_high_pass(rate_hz), turn)) ** 2
    # A line stands for its mirror image too, but for the first and, of an even length, the last.
    weights[1 : (size + 1) // 2] *= 2.0
    return np.asarray(weights / size**2, np.float64)


def _response(
    coefficients: tuple[tuple[float, ...], tuple[float, ...]], turn: NDArray[np.complex128]
) -> NDArray[np.complex128]:
    above, below = coefficients
    return np.asarray(np.polyval(above[::-1], turn) / np.polyval(below[::-1], turn), np.complex128)


def _shelf(rate_hz: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    tangent = np.tan(np.pi * _SHELF.hz / rate_hz)
    high = 10 ** (_SHELF.gain_db / 20)
    # libebur128's exponent, not quite a square root.
    band = high**0.4996667741545416
    first = 1 + tangent / _SHELF.quality + tangent**2
    above = (
        (high + band * tangent / _SHELF.quality + tangent**2) / first,
        2 * (tangent**2 - high) / first,
        (high - band * tangent / _SHELF.quality + tangent**2) / first,
    )
    return above, (1.0, 2 * (tangent**2 - 1) / first, (1 - tangent / _SHELF.quality + tangent**2) / first)


def _high_pass(rate_hz: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    tangent = np.tan(np.pi * _HIGH_PASS.hz / rate_hz)
    first = 1 + tangent / _HIGH_PASS.quality + tangent**2
    below = (1.0, 2 * (tangent**2 - 1) / first, (1 - tangent / _HIGH_PASS.quality + tangent**2) / first)
    return (1.0, -2.0, 1.0), below


def _bent(sound: Floats) -> NDArray[np.int16]:
    """Samples above the knee approach the highest peak and never pass it."""
    knee = KNEE * HIGHEST_PEAK
    room = HIGHEST_PEAK - knee
    beyond = np.maximum(np.abs(sound) - knee, 0.0)
    size = np.where(beyond > 0, knee + room * np.tanh(beyond / room), np.abs(sound))
    return np.asarray(np.rint(np.sign(sound) * size * 32767), np.int16)
