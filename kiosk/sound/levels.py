"""Levels of sound, frame by frame: what stands out of a clean clip is its speech."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.audio import AudioChunk
from kiosk.sound.resampling import Floats, Samples

FRAME_SECONDS = 0.01
SPOKEN_WITHIN_DB = 35.0
"""Speech is at most this much fainter than the loudest frame of a clean clip."""

SILENT_POWER = 1e-12
LOWEST_HZ, HIGHEST_HZ = 250.0, 4000.0
"""Where speech has its power and traffic, ventilation and mains hum have little."""

SMOOTH_FRAMES = 10
"""Of 20 ms: a syllable."""

FAINT_SHARE, LOUD_SHARE, RISE_SHARE, LEAST_RISE_DB = 20, 90, 0.45, 3.0
"""Who stands out is above so much of what lies between the fifth that is faintest and the tenth that is loudest."""

QUIET_DB = 25.0
"""Speech that rises so far above what is between its words was said in a quiet room."""

MARGIN_SECONDS = 0.5
"""Faint first and last sounds of a word are not lost."""


def frame_powers(samples: Samples | Floats, rate_hz: int) -> Floats:
    """The mean square of every whole frame of 10 ms."""
    length = round(rate_hz * FRAME_SECONDS)
    frames = samples[: len(samples) // length * length].reshape(-1, length).astype(np.float64)
    return np.asarray((frames**2).mean(axis=1), np.float64)


def spoken(powers: Floats) -> NDArray[np.bool_]:
    """Which frames of a clean clip hold speech; none of silence."""
    loudest = max(float(powers.max(initial=0.0)), SILENT_POWER)
    return np.asarray(powers >= loudest * 10 ** (-SPOKEN_WITHIN_DB / 10), np.bool_)


def together(one: NDArray[np.int16], other: NDArray[np.int16]) -> NDArray[np.int16]:
    """Both sounds at once, held at full scale: two loud ones would otherwise wrap round into a crack."""
    both = one.astype(np.int32) + other
    return np.asarray(np.clip(both, -32768, 32767), np.int16)


def rms(sound: Floats) -> float:
    """Root of the mean square; 0 where there is none."""
    return float(np.sqrt((sound**2).mean())) if sound.size else 0.0


def speech_band_db(chunk: AudioChunk) -> float:
    """The level in the band of speech, in dB of full scale."""
    samples = np.frombuffer(chunk.samples, np.int16) / 32768.0
    power = np.abs(np.fft.rfft(samples * np.hanning(len(samples)))) ** 2
    first, last = (round(hz * len(samples) / chunk.rate_hz) for hz in (LOWEST_HZ, HIGHEST_HZ))
    # A Hann window has a mean square of 0.375: what it took away is put back. One half of the spectrum stands for both.
    mean = 2 * power[first:last].sum() / (len(samples) ** 2 * 0.375)
    return float(10 * np.log10(mean + 1e-12))


def dynamics_db(sound: Floats | NDArray[np.float32], rate_hz: int) -> float:
    """How far the loud parts of a stretch rise above its faint ones: 30 dB and more in a quiet room, 10 in babble.

    Levels over 100 ms; the tenth loudest and the tenth faintest in a hundred.
    """
    size = rate_hz // 10
    frames = sound[: len(sound) // size * size].reshape(-1, size)
    if not len(frames):
        return 0.0
    levels = 10 * np.log10((frames.astype(np.float64) ** 2).mean(axis=1) + 1e-12)
    return float(np.percentile(levels, 90) - np.percentile(levels, 10))


def is_from_quiet(sound: Floats | NDArray[np.float32], rate_hz: int) -> bool:
    """Whether this was said in a quiet room."""
    return dynamics_db(sound, rate_hz) >= QUIET_DB


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where in a sound somebody stands out of what is always there."""

    begin: int
    end: int
    """In samples; the whole sound where nobody stands out."""

    rise_db: float
    """How far."""


def standing_out(sound: Floats | NDArray[np.float32], rate_hz: int) -> Stretch:
    """From where somebody first stands out to where he last does, with a margin.

    Levels over 200 ms; what is always there is what a fifth of them stay under.
    """
    size = rate_hz // 50
    powers = (sound[: len(sound) // size * size].reshape(-1, size).astype(np.float64) ** 2).mean(axis=1)
    if len(powers) < SMOOTH_FRAMES:
        return Stretch(0, len(sound), 0.0)
    levels = 10 * np.log10(np.convolve(powers, np.ones(SMOOTH_FRAMES) / SMOOTH_FRAMES, "same") + SILENT_POWER)
    faint, loud = np.percentile(levels, [FAINT_SHARE, LOUD_SHARE])
    above = np.flatnonzero(levels >= faint + max(LEAST_RISE_DB, RISE_SHARE * (loud - faint)))
    if not len(above):
        return Stretch(0, len(sound), float(loud - faint))
    margin = round(MARGIN_SECONDS * rate_hz)
    first, last = int(above[0]) * size, (int(above[-1]) + 1) * size
    return Stretch(max(0, first - margin), min(len(sound), last + margin), float(loud - faint))
