"""Known words fitted to unknown sound: the same text, spoken by an engine with exact times, is laid over a recording.

Both sounds become mel-frequency cepstra (Davis and Mermelstein 1980); dynamic time warping (Sakoe and Chiba 1978) finds
which moment of one is which of the other, and the engine's cues and words move along, as the aligner aeneas does it.
"""

from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.audio import Speech, WordTime
from kiosk.domain.viseme import Cue, VisemeTrack
from kiosk.sound.resampling import resample

RATE_HZ, HOP, WINDOW, SPECTRUM = 16000, 160, 400, 512
BANDS, CEPSTRA = 26, 13
HOP_SECONDS = HOP / RATE_HZ
LONGEST_SECONDS = 45.0
"""The work grows with the square of the length."""

Floats = NDArray[np.float32]
Samples = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Fit:
    """Which moment of the known speech is which of the recording."""

    known: NDArray[np.float64]
    """Seconds, never falling."""

    found: NDArray[np.float64]

    def at(self, seconds: float) -> float:
        return float(np.interp(seconds, self.known, self.found))


def fitted(known: Speech, samples: Samples, rate_hz: int) -> Speech:
    """The recording as speech, with the lips and the words of the known speech at their own times."""
    fit = fit_of(np.frombuffer(known.samples, np.int16), known.rate_hz, samples, rate_hz)
    seconds = len(samples) / rate_hz
    moved = [Cue(min(fit.at(cue.at), seconds), cue.viseme) for cue in known.track.cues]
    cues = [moved[0], *(after for before, after in pairwise(moved) if after.at > before.at)]
    words = tuple(WordTime(fit.at(word.at), word.start, word.end) for word in known.words)
    track = VisemeTrack((replace(cues[0], at=0.0), *cues[1:]), seconds)
    return replace(known, samples=samples.tobytes(), rate_hz=rate_hz, track=track, words=words)


def fit_of(known: Samples, known_hz: int, found: Samples, found_hz: int) -> Fit:
    """The cheapest monotone path between the two sounds."""
    one, other = _features(resample(known, known_hz, RATE_HZ)), _features(resample(found, found_hz, RATE_HZ))
    rows, columns = _path(one, other)
    places, first = np.unique(rows, return_index=True)
    last = np.append(first[1:], len(rows)) - 1
    middle = (columns[first] + columns[last]) / 2
    known_at, found_at = (np.asarray((at + 0.5) * HOP_SECONDS, np.float64) for at in (places, middle))
    return Fit(known_at, found_at)


def _features(samples: Samples) -> Floats:
    """Cepstra and how they change, each coefficient with mean 0 and deviation 1: one row every 10 ms."""
    sound = np.pad(samples.astype(np.float32) / 32768, (WINDOW // 2, WINDOW))
    # Pre-emphasis, as usual with cepstra: voice grows fainter towards the top.
    sound[1:] -= 0.97 * sound[:-1]
    frames = np.lib.stride_tricks.sliding_window_view(sound, WINDOW)[::HOP] * np.hanning(WINDOW).astype(np.float32)
    power = np.square(np.abs(np.fft.rfft(frames, SPECTRUM, axis=1)))
    level = np.log(power @ _filters().T + 1e-6)
    loudest = np.percentile(level.mean(axis=1), 95)
    # In nepers of power, 39 dB: the hiss of a recording and the engine's perfect silence must look alike.
    level = np.maximum(level, loudest - 9.0)
    cepstra = level @ _cosines().T
    change = np.gradient(cepstra, axis=0) if len(cepstra) > 1 else np.zeros_like(cepstra)
    rows = np.concatenate([cepstra, 2.0 * change], axis=1)
    return np.asarray((rows - rows.mean(axis=0)) / (rows.std(axis=0) + 1e-6), np.float32)


def _path(one: Floats, other: Floats) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Dynamic time warping, diagonal by diagonal."""
    cost = _distances(one, other)
    rows, columns = cost.shape
    total = np.full((rows + 1, columns + 1), np.inf, np.float32)
    total[0, 0] = 0.0
    came = np.zeros((rows, columns), np.int8)
    # The cells of one diagonal depend on earlier ones alone, so that numpy works them out at once.
    for diagonal in range(rows + columns - 1):
        row = np.arange(max(0, diagonal - columns + 1), min(rows, diagonal + 1))
        column = diagonal - row
        here = cost[row, column]
        ways = np.stack([total[row, column], total[row, column + 1], total[row + 1, column]])
        best = ways.argmin(axis=0)
        total[row + 1, column + 1] = here + ways[best, np.arange(len(row))]
        came[row, column] = best
    return _back(came)


def _distances(one: Floats, other: Floats) -> Floats:
    """Mean squared difference of every two rows."""
    squares = (one**2).sum(axis=1)[:, None] + (other**2).sum(axis=1)[None, :] - 2.0 * one @ other.T
    # Rounding may leave a square a little below zero.
    return np.asarray(np.sqrt(np.maximum(squares, 0.0) / one.shape[1]), np.float32)


def _back(came: NDArray[np.int8]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    row, column = came.shape[0] - 1, came.shape[1] - 1
    path = [(row, column)]
    while row or column:
        way = came[row, column] if row and column else (1 if row else 2)
        row, column = row - (way != 2), column - (way != 1)
        path.append((row, column))
    found = np.array(path[::-1])
    return found[:, 0], found[:, 1]


@cache
def _filters() -> Floats:
    """Triangles evenly spaced in mel from 60 to 7,600 Hz."""
    mel = np.linspace(_mel(60.0), _mel(7600.0), BANDS + 2)
    hz = 700.0 * (10.0 ** (mel / 2595.0) - 1.0)
    bins = np.fft.rfftfreq(SPECTRUM, 1 / RATE_HZ)
    rising = (bins[None, :] - hz[:-2, None]) / (hz[1:-1] - hz[:-2])[:, None]
    falling = (hz[2:, None] - bins[None, :]) / (hz[2:] - hz[1:-1])[:, None]
    return np.asarray(np.maximum(0.0, np.minimum(rising, falling)), np.float32)


def _mel(hz: float) -> float:
    return float(2595.0 * np.log10(1.0 + hz / 700.0))


@cache
def _cosines() -> Floats:
    """The discrete cosine transform (DCT-II)."""
    place = (np.arange(BANDS) + 0.5) * np.pi / BANDS
    return np.asarray(np.cos(np.arange(CEPSTRA)[:, None] * place[None, :]), np.float32)
