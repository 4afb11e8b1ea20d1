"""A small window of the plate that is painted anew while the figure moves, enlarged while it is painted."""

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.stage.portrait.curves import Line

Pixels = NDArray[np.uint8]
Tone = tuple[int, int, int]
LARGER = 3
"""How much larger a patch is while it is painted."""


@dataclass(slots=True)
class Patch:
    """One window of the plate: left, top, width, height."""

    plate: Pixels
    box: tuple[int, int, int, int]
    bare: Pixels = field(init=False)
    canvas: Pixels = field(init=False)

    def __post_init__(self) -> None:
        _, _, width, height = self.box
        size = (width * LARGER, height * LARGER)
        self.bare = np.asarray(cv2.resize(self.window(), size, interpolation=cv2.INTER_CUBIC), np.uint8)
        self.canvas = self.bare.copy()

    def window(self) -> Pixels:
        """The part of the plate that this patch covers."""
        left, top, width, height = self.box
        return self.plate[top : top + height, left : left + width]

    def clear(self) -> None:
        """Back to what lies underneath."""
        np.copyto(self.canvas, self.bare)

    def fill(self, line: Line, tone: Tone) -> None:
        """Lay a shape on; `line` is in the coordinates of the plate."""
        cv2.fillPoly(self.canvas, [self.scaled(line)], (tone[2], tone[1], tone[0], 255), cv2.LINE_AA, 4)

    def scaled(self, line: Line) -> NDArray[np.int32]:
        """The curve in sixteenths of the enlarged pixels."""
        return np.round((line - self.box[:2]) * (16 * LARGER) - 8).astype(np.int32)

    def settle(self) -> None:
        """Bring the painted patch down to the plate."""
        _, _, width, height = self.box
        self.window()[...] = cv2.resize(self.canvas, (width, height), interpolation=cv2.INTER_AREA)


def between(first: Tone, last: Tone, share: float) -> Tone:
    """The tone that lies `share` of the way from one to the other."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, last, strict=True))
    return red, green, blue
