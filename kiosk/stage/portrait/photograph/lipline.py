"""The line where the lips meet: the cheapest path through the dark valley between the corners of the mouth."""

import cv2
import numpy as np

from kiosk.stage.portrait.photograph.landmarks import Floats, Pixels

COLUMNS = 96
REACH = 0.13
"""How far from the first guess the line is sought, in distances of the eyes."""

ROWS = 53
STEEPEST = 2
"""Rows that the line may climb from one column to the next."""

CURVATURE, DARKNESS, PRIOR, CLIMB = 1.0, 0.6, 0.9, 0.04


def lip_line(photo: Pixels, guess: Floats, eyes: float) -> Floats:
    """The line at the guess's 11 places: x, y in pixels of the photograph. `eyes`: the distance between the eyes."""
    places = _along(guess, COLUMNS)
    across = _normals(places)
    offsets = np.linspace(-REACH, REACH, ROWS) * eyes
    grid = places[:, None, :] + across[:, None, :] * offsets[None, :, None]
    grey = cv2.GaussianBlur(cv2.cvtColor(photo, cv2.COLOR_BGR2GRAY), (0, 0), max(0.6, 0.012 * eyes)).astype(np.float32)
    x, y = grid[..., 0].astype(np.float32), grid[..., 1].astype(np.float32)
    seen = np.asarray(cv2.remap(grey, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE), np.float64)
    path = _cheapest(_cost(seen))
    smooth = cv2.GaussianBlur(offsets[path][None].astype(np.float32), (0, 0), 3.0)[0]
    shares = np.linspace(0, 1, COLUMNS)
    ends = np.minimum(1.0, 6.0 * np.minimum(shares, 1 - shares) + 0.35)
    found = places + across * (smooth * ends)[:, None]
    return _along(found, len(guess))


def _cost(seen: Floats) -> Floats:
    """Columns × rows: low in a dark, curved valley near the guess."""
    curved = np.zeros_like(seen)
    step = 3
    curved[:, step:-step] = seen[:, 2 * step :] + seen[:, : -2 * step] - 2 * seen[:, step:-step]
    # At least so much, here and below: in a flat picture the noise must not look like a valley.
    scale = max(4.0, float(np.percentile(np.abs(curved), 95)))
    low, high = np.percentile(seen, (5, 95))
    dark = (seen - low) / max(8.0, float(high - low))
    away = np.linspace(-1, 1, seen.shape[1]) ** 2
    return np.asarray(-CURVATURE * np.clip(curved / scale, -1, 1) + DARKNESS * dark + PRIOR * away[None, :], np.float64)


def _cheapest(cost: Floats) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Dynamic programming from the left corner to the right."""
    columns, rows = cost.shape
    total = cost[0].copy()
    back = np.zeros((columns, rows), np.intp)
    moves = range(-STEEPEST, STEEPEST + 1)
    for column in range(1, columns):
        options = np.full((len(moves), rows), np.inf)
        for index, move in enumerate(moves):
            source = slice(max(0, -move), rows - max(0, move))
            target = slice(max(0, move), rows - max(0, -move))
            options[index, target] = total[source] + CLIMB * abs(move)
        best = options.argmin(axis=0)
        back[column] = np.arange(rows) - (best - STEEPEST)
        total = options[best, np.arange(rows)] + cost[column]
    path = np.zeros(columns, np.intp)
    path[-1] = int(total.argmin())
    for column in range(columns - 1, 0, -1):
        path[column - 1] = back[column, path[column]]
    return path


def _along(curve: Floats, count: int) -> Floats:
    """So many points at even distances along a curve."""
    steps = np.linalg.norm(np.diff(curve, axis=0), axis=1)
    length = np.concatenate([[0.0], np.cumsum(steps)])
    even = np.linspace(0, length[-1], count)
    return np.stack([np.interp(even, length, curve[:, axis]) for axis in (0, 1)], 1)


def _normals(curve: Floats) -> Floats:
    """Unit vectors that point down from the curve."""
    along = np.gradient(curve, axis=0)
    along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-6)
    return np.stack([-along[:, 1], along[:, 0]], 1)
