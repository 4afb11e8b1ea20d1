"""Smooth curves through few points, as arrays of x and y."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]
Line = NDArray[np.float32]


def closed(points: Sequence[Point], steps: int = 16) -> Line:
    """A closed Catmull-Rom curve through `points`."""
    array = np.asarray(points, np.float32)
    return _spline(np.vstack([array[-1:], array, array[:2]]), steps)


def through(points: Sequence[Point], steps: int = 16) -> Line:
    """An open Catmull-Rom curve through `points`."""
    array = np.asarray(points, np.float32)
    first, last = 2 * array[:1] - array[1:2], 2 * array[-1:] - array[-2:-1]
    return np.vstack([_spline(np.vstack([first, array, last]), steps), array[-1:]])


def _spline(array: Line, steps: int) -> Line:
    share = (np.arange(steps, dtype=np.float32) / steps)[None, :, None]
    a, b, c, d = (array[start : len(array) - 3 + start, None, :] for start in range(4))
    curve = b + 0.5 * share * (c - a + share * (2 * a - 5 * b + 4 * c - d + share * (3 * (b - c) + d - a)))
    return np.asarray(curve.reshape(-1, 2), np.float32)


def ellipse(centre: Point, radii: Point, turn: float = 0.0, steps: int = 96) -> Line:
    """An ellipse, turned clockwise by `turn` degrees."""
    angle = np.linspace(0, 2 * np.pi, steps, endpoint=False)
    x, y = radii[0] * np.cos(angle), radii[1] * np.sin(angle)
    cosine, sine = np.cos(np.radians(turn)), np.sin(np.radians(turn))
    return np.stack([centre[0] + x * cosine - y * sine, centre[1] + x * sine + y * cosine], 1).astype(np.float32)


def mirrored(line: Line, axis: float = 540.0) -> Line:
    """The same curve on the other side of a vertical axis."""
    flipped = line[::-1].copy()
    flipped[:, 0] = 2 * axis - flipped[:, 0]
    return flipped


def both_sides(points: Sequence[Point], axis: float = 540.0, steps: int = 16) -> Line:
    """A closed symmetric shape, given as offsets to the right of the axis from top to bottom."""
    half = through([(axis + x, y) for x, y in points], steps)
    return np.vstack([half, mirrored(half, axis)])


def ribbon(line: Line, width: float, taper: tuple[float, float] = (0.0, 0.0), belly: float = 0.5) -> Line:
    """A brush stroke along a curve: full `width` at `belly`, the shares `taper` of it at its ends."""
    share = np.linspace(0, 1, len(line), dtype=np.float32)
    rise = np.sin(np.pi / 2 * np.clip(share / belly, 0, 1))
    fall = np.sin(np.pi / 2 * np.clip((1 - share) / (1 - belly), 0, 1))
    first, last = taper
    swell = np.where(share < belly, first + (1 - first) * rise, last + (1 - last) * fall)
    along = np.gradient(line, axis=0)
    along /= np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-6)[:, None]
    across = np.stack([-along[:, 1], along[:, 0]], 1) * (0.5 * width * swell)[:, None]
    return np.vstack([line + across, (line - across)[::-1]]).astype(np.float32)
