"""A viseme track from sound alone, for recordings and for engines that tell no phonemes.

It is approximate: it knows when the mouth opens and closes, hissing from voice, and open from spread from round vowels
by where their energy lies. Against espeak's exact tracks on sentences it was not tuned on, open or shut is right for 89
to 92 % of the time (an always open mouth: 75 to 83 %), the viseme for 40 %. Closed lips (p, b, m) it mostly misses.
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.viseme import Cue, Viseme, VisemeTrack

HOP_SECONDS = 0.01
WINDOW_SECONDS = 0.025
SILENCE_DB = -34.0
"""Below the loud parts by this much, nothing is said."""

FAINT_DB = -10.0
"""A recording in which even the loud parts are fainter holds no speech."""

CLOSURE_DB = -16.0
"""A short drop by this much below the sounds on both sides is taken for a stop."""

LONGEST_CLOSURE_SECONDS = 0.12
SHORTEST_CUE_SECONDS = 0.04
PRE_EMPHASIS = 0.95
"""Voice is strongest at its fundamental, which says nothing about the mouth."""

_ORDER = tuple(Viseme)
_PLACE = {viseme: place for place, viseme in enumerate(_ORDER)}

Floats = NDArray[np.float64]
Classes = NDArray[np.intp]


def track_of(samples: NDArray[np.int16], rate_hz: int) -> VisemeTrack:
    """The estimated track of a recording of one speaker."""
    seconds = len(samples) / rate_hz
    frames = _frames(samples, rate_hz)
    if not len(frames):
        return VisemeTrack((Cue(0.0, Viseme.SIL),), seconds)
    power: Floats = np.square(np.abs(np.fft.rfft(frames, axis=1)), dtype=np.float64)
    shares = _Shares(power, WINDOW_SECONDS)
    level: Floats = 10 * np.log10(power.sum(axis=1) + 1e-6)
    level -= max(float(np.percentile(level, 95)), FAINT_DB)
    shown = _classes(shares)
    _mark_stops(shown, level, shares)
    shown[level < SILENCE_DB] = np.where(_is_stop(shown[level < SILENCE_DB]), shown[level < SILENCE_DB], 0)
    return VisemeTrack(_cues(shown, seconds), seconds)


class _Shares:
    """Which share of each frame's energy lies in a band."""

    def __init__(self, power: Floats, window_seconds: float) -> None:
        self._power = power
        self._hz = np.arange(power.shape[1]) / window_seconds
        self._total = power[:, self._hz >= 150].sum(axis=1) + 1e-9

    def between(self, low: float, high: float) -> Floats:
        shares: Floats = self._power[:, (self._hz >= low) & (self._hz < high)].sum(axis=1) / self._total
        return shares


def _frames(samples: NDArray[np.int16], rate_hz: int) -> Floats:
    window, hop = round(WINDOW_SECONDS * rate_hz), round(HOP_SECONDS * rate_hz)
    if len(samples) < window:
        return np.empty((0, window))
    sound = samples.astype(np.float64) / 32768
    sound[1:] -= PRE_EMPHASIS * sound[:-1]
    padded = np.pad(sound, (window // 2, window // 2))
    windows: Floats = np.lib.stride_tricks.sliding_window_view(padded, window)[::hop]
    return windows * np.hanning(window)


def _classes(shares: _Shares) -> Classes:
    """The class of each frame; later lines outweigh earlier ones."""
    low, open_, middle = shares.between(150, 550), shares.between(550, 1250), shares.between(1250, 1800)
    high, top = shares.between(1800, 3600), shares.between(3600, 24000)
    shown = np.full(len(low), _PLACE[Viseme.E])
    shown[open_ + middle > 0.40] = _PLACE[Viseme.AA]
    shown[(low > 0.08) & (open_ + middle < 0.12) & (high > 0.08)] = _PLACE[Viseme.I]
    shown[(low > 0.70) & (high <= 0.08)] = _PLACE[Viseme.U]
    shown[(low > 0.12) & (open_ > 0.25) & (middle < 0.05)] = _PLACE[Viseme.O]
    hiss = (low + open_ < 0.12) & (high + top > 0.7)
    shown[hiss] = _PLACE[Viseme.SS]
    shown[hiss & (high > 0.1)] = _PLACE[Viseme.CH]
    return shown


def _mark_stops(shown: Classes, level: Floats, shares: _Shares) -> None:
    """Short dips between two sounds become p, t or k by the burst that follows."""
    reach = round(LONGEST_CLOSURE_SECONDS / HOP_SECONDS)
    is_dip = np.zeros(len(level), bool)
    for place in range(reach, len(level) - reach):
        sides = min(level[place - reach : place].max(), level[place + 1 : place + reach + 1].max())
        is_dip[place] = level[place] < sides + CLOSURE_DB and sides > SILENCE_DB / 2
    is_dip &= ~np.isin(shown, (_PLACE[Viseme.SS], _PLACE[Viseme.CH]))
    burst_high, burst_middle = shares.between(3600, 24000), shares.between(1600, 3600)
    edges = np.flatnonzero(np.diff(is_dip, prepend=False, append=False))
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        burst = slice(end, end + 2)
        if burst_high[burst].mean() > 0.35:
            shown[start:end] = _PLACE[Viseme.DD]
        elif burst_middle[burst].mean() > 0.45:
            shown[start:end] = _PLACE[Viseme.KK]
        else:
            shown[start:end] = _PLACE[Viseme.PP]


def _is_stop(shown: Classes) -> NDArray[np.bool_]:
    return np.isin(shown, [_PLACE[stop] for stop in (Viseme.PP, Viseme.DD, Viseme.KK)])


def _cues(shown: Classes, seconds: float) -> tuple[Cue, ...]:
    """Runs of equal frames; runs too short to be seen join the one before."""
    shown[0] = shown[-1] = _PLACE[Viseme.SIL]
    cues = [Cue(0.0, Viseme.SIL)]
    starts = [0, *(np.flatnonzero(shown[1:] != shown[:-1]) + 1), len(shown)]
    for start, end in pairwise(starts):
        viseme = _ORDER[shown[start]]
        # Rounding must not lose a run of just that length.
        if (end - start) * HOP_SECONDS >= SHORTEST_CUE_SECONDS - 1e-9 and viseme != cues[-1].viseme:
            cues.append(Cue(float(start) * HOP_SECONDS, viseme))
    if cues[-1].viseme != Viseme.SIL:
        cues.append(Cue(max(cues[-1].at + 1e-3, min(seconds, len(shown) * HOP_SECONDS) - HOP_SECONDS), Viseme.SIL))
    return tuple(cues)
