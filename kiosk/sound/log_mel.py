"""Log-mel spectra as Whisper was trained on (Radford et al. 2022; filters as in Slaney's Auditory Toolbox of 1998)."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

RATE_HZ = 16000
WINDOW, HOP, BANDS = 400, 160, 80
"""Samples of a spectrum, samples between two, and bands of a frame."""

DYNAMIC = 8.0
"""Powers of ten below the loudest band at which everything is cut off."""

LINEAR_HZ, HZ_A_MEL, LOG_STEP = 1000.0, 200.0 / 3, np.log(6.4) / 27
"""Below a thousand hertz a mel is so many hertz; above, so much of an octave."""

Floats = NDArray[np.float32]


def log_mel(sound: Floats) -> Floats:
    """(80, samples // 160) values around 0 to 1, of samples between −1 and 1 at 16 kHz."""
    padded = np.pad(sound.astype(np.float32), WINDOW // 2, mode="reflect" if len(sound) > WINDOW // 2 else "constant")
    frames = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP][: len(sound) // HOP]
    powers = np.abs(np.fft.rfft(frames * np.hanning(WINDOW + 1)[:-1].astype(np.float32), axis=1)) ** 2
    bands = np.log10(np.maximum(_filters() @ powers.T.astype(np.float32), 1e-10))
    scaled: Floats = (np.maximum(bands, bands.max(initial=-10.0) - DYNAMIC) + 4.0).astype(np.float32) / np.float32(4.0)
    return scaled


@cache
def _filters() -> Floats:
    """Triangles of equal area over the spectrum's 201 frequencies; (80, 201)."""
    edges = _hertz(np.linspace(0.0, float(_mel(RATE_HZ / 2)), BANDS + 2))
    heard = np.linspace(0.0, RATE_HZ / 2, WINDOW // 2 + 1)
    rising = (heard[None, :] - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falling = (edges[2:, None] - heard[None, :]) / (edges[2:] - edges[1:-1])[:, None]
    triangles = np.maximum(0.0, np.minimum(rising, falling))
    filters: Floats = (triangles * (2.0 / (edges[2:] - edges[:-2]))[:, None]).astype(np.float32)
    return filters


def _mel(hertz: float) -> float:
    return hertz / HZ_A_MEL if hertz < LINEAR_HZ else LINEAR_HZ / HZ_A_MEL + float(np.log(hertz / LINEAR_HZ)) / LOG_STEP


def _hertz(mels: NDArray[np.float64]) -> NDArray[np.float64]:
    above = LINEAR_HZ * np.exp(LOG_STEP * (mels - LINEAR_HZ / HZ_A_MEL))
    found: NDArray[np.float64] = np.where(mels < LINEAR_HZ / HZ_A_MEL, mels * HZ_A_MEL, above)
    return found
