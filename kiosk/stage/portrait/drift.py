"""How a painted head moves: smooth fields of displacement on a coarse grid, one for each movement of the pose."""

from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.stage.portrait.patch import Pixels
from kiosk.stage.portrait.pose import Pose

CELL = 8
"""Pixels of one cell of the grid."""

Field = NDArray[np.float32]
Box = tuple[int, int, int, int]
HEAD: Box = (272, 304, 536, 784)
"""Left, top, width, height of everything that moves with the head; multiples of the cell."""

JAW: Box = (368, 776, 344, 232)
BODY: Box = (0, 880, 1080, 640)
MOVEMENTS = ("yaw", "pitch", "roll", "jaw", "brow_raise", "brow_frown", "smile")
STEPS = {"yaw": 24, "pitch": 24, "roll": 24, "jaw": 40, "brow_raise": 20, "brow_frown": 20, "smile": 20, "breath": 8}
"""How finely each movement is taken: half a pixel or so."""


def settled(pose: Pose) -> dict[str, float]:
    """The movements of the head, rounded to steps too small to see."""
    return {name: round(getattr(pose, name) * steps) / steps for name, steps in STEPS.items()}


@dataclass(slots=True)
class Drift:
    """The displacement fields of one figure, over the whole canvas in cells."""

    fields: dict[str, Field]

    def move(self, plate: Pixels, target: Pixels, box: Box, moves: dict[str, float]) -> None:
        """Fill `box` of `target` with the plate, moved."""
        left, top, width, height = box
        rows = slice(max(top // CELL - 1, 0), min((top + height) // CELL + 1, plate.shape[0] // CELL))
        columns = slice(max(left // CELL - 1, 0), min((left + width) // CELL + 1, plate.shape[1] // CELL))
        coarse = np.zeros((rows.stop - rows.start, columns.stop - columns.start, 2), np.float32)
        for name, amount in moves.items():
            if amount:
                coarse -= self.fields[name][rows, columns] * np.float32(amount)
        coarse += _places(rows, columns)
        size = ((columns.stop - columns.start) * CELL, (rows.stop - rows.start) * CELL)
        fine = cv2.resize(coarse, size, interpolation=cv2.INTER_LINEAR)
        y, x = top - rows.start * CELL, left - columns.start * CELL
        part = np.ascontiguousarray(fine[y : y + height, x : x + width])
        none = cast(Field, None)  # OpenCV's stubs know no call with one map of pairs
        moved = cv2.remap(plate, part, none, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        target[top : top + height, left : left + width] = moved


def _places(rows: slice, columns: slice) -> Field:
    y, x = np.mgrid[rows, columns].astype(np.float32)
    return np.asarray(np.stack([x, y], 2) * CELL + (CELL - 1) / 2, np.float32)


def _rise(values: Field, start: float, end: float) -> Field:
    share = np.clip((values - start) / (end - start), 0, 1)
    return np.asarray(share * share * (3 - 2 * share), np.float32)


def _bump(x: Field, y: Field, centre: tuple[float, float], reach: tuple[float, float]) -> Field:
    far = ((x - centre[0]) / reach[0]) ** 2 + ((y - centre[1]) / reach[1]) ** 2
    return np.asarray(np.exp(-2.2 * far) * (1 - _rise(far, 1.1, 1.9)), np.float32)


def head_fields(body: Field) -> dict[str, Field]:
    """The fields of a face that looks at us; `body` tells cell by cell where shoulders and dress are, 0 to 1."""
    grid = _places(slice(0, body.shape[0]), slice(0, body.shape[1]))
    x, y = grid[..., 0], grid[..., 1]
    aside = np.abs(x - 540)
    head = (1 - _rise(aside, 180, 262)) * _rise(y, 308, 372) * (1 - _rise(y, 860, 1070))
    dome = np.clip(1 - (aside / 190) ** 2 - ((y - 700) / 270) ** 2, 0, 1) ** 0.8 * head
    none = np.zeros_like(x)
    turn = head * np.float32(np.radians(1.25))
    chin = _rise(y, 826, 884) * (1 - _rise(y, 905, 1000)) * (1 - _rise(aside, 60, 166))
    brow = sum(_bump(x, y, (540 + side * 90, 586), (88, 52)) for side in (-1, 1))
    inner = sum(_bump(x, y, (540 + side * 52, 598), (40, 40)) for side in (-1, 1))
    cheek = sum(_bump(x, y, (540 + side * 86, 762), (58, 56)) for side in (-1, 1))
    towards = np.sign(540 - x)
    swell = body * _rise(y, 900, 1060) * (1 - _rise(y, 1260, 1500))
    return {
        "yaw": np.stack([4.0 * head + 7.5 * dome, none], 2),
        "pitch": np.stack([none, 4.0 * head + 6.5 * dome], 2),
        "roll": np.stack([turn * (980 - y), turn * (x - 540)], 2),
        "jaw": np.stack([none, 20.0 * chin], 2),
        "brow_raise": np.stack([none, -11.0 * np.asarray(brow)], 2),
        "brow_frown": np.stack([4.0 * towards * inner, 6.5 * np.asarray(inner)], 2),
        "smile": np.stack([-2.0 * towards * cheek, -5.0 * np.asarray(cheek)], 2),
        "breath": np.stack([none, -3.5 * np.maximum(swell, 0.4 * head)], 2),
    }
