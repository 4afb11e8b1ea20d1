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
HEAD: Box = (248, 280, 584, 760)
"""Left, top, width, height of everything that moves with the head; multiples of the cell."""

JAW: Box = (352, 752, 376, 256)
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


def head_fields() -> dict[str, Field]:
    """The fields of a face that looks at us."""
    x, y = _everywhere()
    aside = np.abs(x - 540)
    none = np.zeros_like(x)
    near = 1.5 + 2.5 * _rise(y, 320, 500)
    dome = np.clip(1 - (aside / 185) ** 2 - ((y - 700) / 290) ** 2, 0, 1) ** 0.8
    nose = _bump(x, y, (540, 745), (60, 90))
    turn = np.float32(np.radians(1.3))
    chin = _rise(y, 812, 884) * (1 - _rise(y, 912, 980)) * (1 - _rise(aside, 66, 158))
    brow = sum(_bump(x, y, (540 + side * 88, 590), (86, 44)) for side in (-1, 1))
    inner = sum(_bump(x, y, (540 + side * 48, 600), (40, 38)) for side in (-1, 1))
    cheek = sum(_bump(x, y, (540 + side * 86, 752), (58, 56)) for side in (-1, 1))
    towards = np.sign(540 - x)
    return {
        "yaw": np.stack([near + 6.5 * dome + 2.5 * nose, none], 2),
        "pitch": np.stack([none, near + 5.5 * dome + 1.5 * nose], 2),
        "roll": np.stack([turn * (900 - y), turn * (x - 540)], 2),
        "jaw": np.stack([none, 19.0 * chin], 2),
        "brow_raise": np.stack([none, -10.0 * np.asarray(brow)], 2),
        "brow_frown": np.stack([4.0 * towards * inner, 6.0 * np.asarray(inner)], 2),
        "smile": np.stack([-2.0 * towards * cheek, -4.5 * np.asarray(cheek)], 2),
        "breath": np.stack([none, np.full_like(x, -1.4)], 2),
    }


def body_fields() -> dict[str, Field]:
    """Shoulders and bust rise with the breath; the nape and the waist stay."""
    x, y = _everywhere()
    swell = _rise(y, 890, 1080) * (1 - _rise(y, 1250, 1500))
    return {"breath": np.stack([0.9 * np.sign(x - 540) * _rise(np.abs(x - 540), 60, 400) * swell, -3.6 * swell], 2)}


def _everywhere() -> tuple[Field, Field]:
    grid = _places(slice(0, 1920 // CELL), slice(0, 1080 // CELL))
    return grid[..., 0], grid[..., 1]
