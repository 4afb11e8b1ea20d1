"""Logistic regression over classes, in numpy: trained on similarities, small enough to be done while a pack loads."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Objective = Callable[[Array], tuple[float, Array]]

STRENGTH = 20.0
"""Inverse of the regularisation, as in MIND's recipe."""

DIRECTIONS = 400
"""So many leading directions of the similarities are used."""

STEPS = 60
MEMORY = 8


@dataclass(frozen=True, slots=True)
class Regression:
    """Which class a text belongs to, from its similarities with the examples."""

    weights: NDArray[np.float32]
    """Examples × classes."""

    bias: NDArray[np.float32]

    def log_probabilities(self, similarities: NDArray[np.float32]) -> NDArray[np.float32]:
        logits = similarities @ self.weights + self.bias
        logits = logits - logits.max()
        return np.asarray(logits - np.log(np.exp(logits).sum()), dtype=np.float32)


def trained(gram: NDArray[np.float32], labels: NDArray[np.intp], classes: int) -> Regression:
    """The regression that tells the examples' classes from their similarities with one another."""
    values, vectors = (found.astype(np.float64) for found in np.linalg.eigh(gram))
    kept = np.flatnonzero(values > values[-1] * 1e-6)[-DIRECTIONS:]
    scale = np.sqrt(values[kept])
    inputs = vectors[:, kept] * scale
    truth = np.zeros((len(labels), classes))
    truth[np.arange(len(labels)), labels] = 1.0
    width = inputs.shape[1]

    def objective(flat: Array) -> tuple[float, Array]:
        weights, bias = flat[: width * classes].reshape(width, classes), flat[width * classes :]
        logits = inputs @ weights + bias
        logits -= logits.max(axis=1, keepdims=True)
        shares = np.exp(logits)
        totals = shares.sum(axis=1, keepdims=True)
        loss = STRENGTH * float((np.log(totals[:, 0]) - (logits * truth).sum(axis=1)).sum())
        error = STRENGTH * (shares / totals - truth)
        slope = np.concatenate([(inputs.T @ error + weights).ravel(), error.sum(axis=0)])
        return loss + 0.5 * float((weights**2).sum()), slope

    best = minimum(objective, np.zeros((width + 1) * classes))
    weights = (vectors[:, kept] / scale) @ best[: width * classes].reshape(width, classes)
    return Regression(weights.astype(np.float32), best[width * classes :].astype(np.float32))


def minimum(objective: Objective, start: Array, steps: int = STEPS) -> Array:
    """L-BFGS with a halving line search."""
    point = start
    value, slope = objective(point)
    moves: list[tuple[Array, Array, float]] = []
    for _ in range(steps):
        direction = -_scaled(slope, moves)
        descent = float(direction @ slope)
        if descent > -1e-9:
            break
        length = 1.0 if moves else min(1.0, 1.0 / float(np.abs(slope).sum()))
        for _ in range(20):
            ahead = point + length * direction
            ahead_value, ahead_slope = objective(ahead)
            if ahead_value <= value + 1e-4 * length * descent:
                break
            length /= 2
        else:
            break
        move, bend = ahead - point, ahead_slope - slope
        curvature = float(move @ bend)
        if curvature > 1e-12:
            moves = [*moves, (move, bend, 1.0 / curvature)][-MEMORY:]
        gained, point, value, slope = value - ahead_value, ahead, ahead_value, ahead_slope
        if gained < 1e-5 * max(1.0, abs(value)):
            break
    return point


def _scaled(slope: Array, moves: list[tuple[Array, Array, float]]) -> Array:
    """The slope seen through the curvature met so far."""
    direction = slope.copy()
    shares: list[float] = []
    for move, bend, inverse in reversed(moves):
        share = inverse * float(move @ direction)
        shares.append(share)
        direction -= share * bend
    if moves:
        move, bend, _ = moves[-1]
        direction *= float(move @ bend) / float(bend @ bend)
    for (move, bend, inverse), share in zip(moves, reversed(shares), strict=True):
        direction += (share - inverse * float(bend @ direction)) * move
    return direction
