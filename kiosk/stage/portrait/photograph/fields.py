"""Displacement fields on a coarse grid: summed for a pose, turned round, enlarged, and used to move pixels.

A field says where each point of the rest pose goes. Pixels are fetched the other way round, so a sum of fields must be
inverted: by a damped fixed point on the grid (five rounds leave about a pixel and a half).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.stage.portrait.photograph.landmarks import Pixels

CELL = 8
"""Pixels of one cell of the grid."""

ROUNDS, DAMPING = 5, 0.65

Field = NDArray[np.float32]
"""Rows × columns × (right, down), in pixels of the canvas."""

Window = tuple[int, int, int, int]
"""Left, top, width, height; multiples of a cell."""


def window_around(box: Sequence[float], size: tuple[int, int]) -> Window:
    """The smallest window of whole cells that holds left, top, right, bottom, inside a canvas of width and height."""
    left, top, right, bottom = map(float, box)
    first_x, first_y = max(0, int(left) // CELL * CELL), max(0, int(top) // CELL * CELL)
    last_x = min(size[0], -(-int(np.ceil(right)) // CELL) * CELL)
    last_y = min(size[1], -(-int(np.ceil(bottom)) // CELL) * CELL)
    return first_x, first_y, max(CELL, last_x - first_x), max(CELL, last_y - first_y)


def places(window: Window) -> tuple[Field, Field]:
    """x and y of the middle of every cell, where `cv2.resize` puts the values of a small picture."""
    left, top, width, height = window
    x = np.arange(width // CELL, dtype=np.float32) * CELL + left + (CELL - 1) / 2
    y = np.arange(height // CELL, dtype=np.float32) * CELL + top + (CELL - 1) / 2
    across, down = np.meshgrid(x, y)
    return across, down


def rise(values: Field, start: float, end: float) -> Field:
    """0 up to `start`, 1 from `end` on, smooth between."""
    share = np.clip((values - start) / (end - start), 0, 1)
    return np.asarray(share * share * (3 - 2 * share), np.float32)


@dataclass(frozen=True, slots=True)
class Mover:
    """Moves the pixels inside one window of the canvas."""

    window: Window
    fields: Mapping[str, Field]

    def summed(self, amounts: Mapping[str, float]) -> Field:
        """The field of a pose."""
        _, _, width, height = self.window
        total = np.zeros((height // CELL, width // CELL, 2), np.float32)
        for name, movement in self.fields.items():
            if amount := amounts.get(name, 0.0):
                total += movement * np.float32(amount)
        return total

    def sources(self, forward: Field, rows: slice = slice(None)) -> Field:
        """Where each pixel comes from, inside the window: height × width × (x, y); `rows`: only those cells."""
        # A cell more on each side, cut off again below: enlarged places would stand still beyond the middles of the
        # outermost cells.
        padded = cv2.copyMakeBorder(inverted(forward), 1, 1, 1, 1, cv2.BORDER_REPLICATE)
        y, x = np.mgrid[-1 : padded.shape[0] - 1, -1 : padded.shape[1] - 1].astype(np.float32)
        padded = np.stack([x, y], 2) * CELL + (CELL - 1) / 2 - padded
        first, last, _ = rows.indices(forward.shape[0])
        part = np.ascontiguousarray(padded[first : last + 2])
        fine = cv2.resize(part, (part.shape[1] * CELL, part.shape[0] * CELL), interpolation=cv2.INTER_LINEAR)
        return cast(Field, fine[CELL:-CELL, CELL:-CELL])


def fetched(source: Pixels, sources: Field) -> Pixels:
    """The pixels that belong where `sources` says; the source ends as its edge."""
    none = cast(Field, None)  # OpenCV's stubs know no call with one map of pairs
    return cast(Pixels, cv2.remap(source, sources, none, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE))


def inverted(forward: Field) -> Field:
    """For each cell the displacement that leads to it."""
    rows, columns = forward.shape[:2]
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    # The forward field itself, used backwards, is wrong by up to 23 pixels and shows a second lip.
    back = forward.copy()
    for _ in range(ROUNDS):
        found = cv2.remap(
            forward, x - back[..., 0] / CELL, y - back[..., 1] / CELL, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        back += DAMPING * (found - back)
    return back
