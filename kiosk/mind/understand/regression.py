"""Logistic regression over classes, in numpy: trained on similarities or vectors while a pack is built."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.floating[Any]]
Objective = Callable[[Numbers], tuple[float, Numbers]]

STRENGTH = 10.0
"""Inverse of the regularisation; 5 to 20 do about as well (hwu64 and banking77, development halves)."""

DIRECTIONS = 400
"""So many leading directions of the similarities are used."""

STEPS = 60
MEMORY = 8


@dataclass(frozen=True, slots=True)
class Regression:
    """Which class a text belongs to."""

    weights: NDArray[np.float32]
    """Inputs × classes; the inputs are similarities with the examples, or the coordinates of a vector."""

    bias: NDArray[np.float32]

    def log_probabilities(self, inputs: NDArray[np.float32]) -> NDArray[np.float32]:
        logits = inputs @ self.weights + self.bias
        logits = logits - logits.max()
        return np.asarray(logits - np.log(np.exp(logits).sum()), dtype=np.float32)


def trained(gram: NDArray[np.float32], labels: NDArray[np.intp], classes: int) -> Regression:
    """The regression that tells the examples' classes from their similarities with one another."""
    values, vectors = (found.astype(np.float64) for found in np.linalg.eigh(gram))
    # Directions of no length hold rounding alone, and would be divided by it.
    kept = np.flatnonzero(values > values[-1] * 1e-6)[-DIRECTIONS:]
    scale = np.sqrt(values[kept])
    weights, bias = _fitted(vectors[:, kept] * scale, labels, classes)
    return Regression(((vectors[:, kept] / scale) @ weights).astype(np.float32), bias.astype(np.float32))


def trained_on_rows(rows: NDArray[np.float32], labels: NDArray[np.intp], classes: int) -> Regression:
    """The same from the examples' vectors, for more examples than can all be compared with one another."""
    values, vectors = np.linalg.eigh(rows.T @ rows)
    kept = np.flatnonzero(values > values[-1] * 1e-6)[-DIRECTIONS:]
    weights, bias = _fitted(rows @ vectors[:, kept], labels, classes)
    return Regression((vectors[:, kept] @ weights).astype(np.float32), bias.astype(np.float32))


def _fitted(inputs: Numbers, labels: NDArray[np.intp], classes: int) -> tuple[Numbers, Numbers]:
    width, everyone = inputs.shape[1], np.arange(len(labels))

    def objective(flat: Numbers) -> tuple[float, Numbers]:
        weights, bias = flat[: width * classes].reshape(width, classes), flat[width * classes :]
        logits = inputs @ weights + bias
        logits -= logits.max(axis=1, keepdims=True)
        own = logits[everyone, labels]
        # Over the logits, which are large and no longer needed: `own` has been taken.
        shares = np.exp(logits, out=logits)
        totals = shares.sum(axis=1, keepdims=True)
        loss = STRENGTH * float((np.log(totals[:, 0]) - own).sum())
        shares /= totals
        shares[everyone, labels] -= 1.0
        shares *= STRENGTH
        slope = np.concatenate([(inputs.T @ shares + weights).ravel(), shares.sum(axis=0)])
        return loss + 0.5 * float((weights**2).sum()), slope

    best = minimum(objective, np.zeros((width + 1) * classes, dtype=inputs.dtype))
    return best[: width * classes].reshape(width, classes), best[width * classes :]


def minimum(objective: Objective, start: Numbers, steps: int = STEPS) -> Numbers:
    """L-BFGS with a halving line search."""
    point = start
    value, slope = objective(point)
    moves: list[tuple[Numbers, Numbers, float]] = []
    for _ in range(steps):
        direction = -_scaled(slope, moves)
        descent = float(direction @ slope)
        if descent > -1e-9:
            break
        # Before any curvature is known a whole step may lead far away.
        length = 1.0 if moves else min(1.0, 1.0 / float(np.abs(slope).sum()))
        for _ in range(20):
            ahead = point + length * direction
            ahead_value, ahead_slope = objective(ahead)
            # Armijo's condition with its usual constant.
            if ahead_value <= value + 1e-4 * length * descent:
                break
            length /= 2
        else:
            break
        move, bend = ahead - point, ahead_slope - slope
        curvature = float(move @ bend)
        # A move without curvature would turn the next direction uphill.
        if curvature > 1e-12:
            moves = [*moves, (move, bend, 1.0 / curvature)][-MEMORY:]
        gained, point, value, slope = value - ahead_value, ahead, ahead_value, ahead_slope
        if gained < 1e-5 * max(1.0, abs(value)):
            break
    return point


def _scaled(slope: Numbers, moves: list[tuple[Numbers, Numbers, float]]) -> Numbers:
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
