"""A weighted two-class logistic regression for the training scripts."""

import numpy as np
from numpy.typing import NDArray

from kiosk.mind.understand.regression import Numbers, minimum

Array = NDArray[np.float64]


def fitted(inputs: Array, truth: NDArray[np.bool_], weights: Array, strength: float = 1.0) -> Array:
    """Coefficients, the offset last. `strength`: inverse of the regularisation."""
    signs = np.where(truth, 1.0, -1.0)

    def objective(point: Numbers) -> tuple[float, Numbers]:
        margins = signs * (inputs @ point[:-1] + point[-1])
        loss = float((weights * np.logaddexp(0.0, -margins)).sum()) + 0.5 * float((point[:-1] ** 2).sum()) / strength
        pull = -weights * signs / (1 + np.exp(np.clip(margins, -500, 500)))
        return loss, np.concatenate([inputs.T @ pull + point[:-1] / strength, [pull.sum()]])

    return np.asarray(minimum(objective, np.zeros(inputs.shape[1] + 1), steps=500), dtype=np.float64)
