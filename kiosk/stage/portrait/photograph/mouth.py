"""The mouth of a photograph: a layer that goes with the skull, one that goes with the jaw, and what shows between.

Lips part where the lines of both layers go different ways. The measures are shares of the distance between the eyes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.stage.portrait.photograph.fields import CELL, Field, Mover, Window, fetched, places, rise, window_around
from kiosk.stage.portrait.photograph.interior import Interior, Opening
from kiosk.stage.portrait.photograph.landmarks import Floats, Pixels
from kiosk.stage.portrait.photograph.plate import Plate

LIPS = ("jaw", "wide", "round", "upper", "lower", "tuck", "press", "tongue", "smile")
JAW, WIDE, ROUND, LIP, TUCK, PRESS = 0.235, 0.085, 0.125, 0.055, 0.03, 0.014
SMILE = (0.030, 0.030)
"""Corners aside and up."""

PROFILE = 0.85
"""How full the opening is between the corners: (1 − u²) to this power."""

SIDE, ABOVE, CHIN = 1.02, 0.54, 0.66
"""How far the mouth moves things: sideways, above its line, and below the chin."""

HIGHEST, LOWEST = 0.14, 0.34
"""How far above and below its resting line the mouth may open."""

OVERLAP = 0.016
"""Share of the eyes' distance by which each layer reaches over the other's edge, growing thinner."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The mouth's own measures: each cell's place across, −1 to 1 between the corners, and below the line."""

    across: Field
    aside: Field
    """Pixels from the middle, without sign."""

    below: Field
    unit: float
    half: float
    chin: float
    """Pixels from the line down to the chin."""


class Mouth:
    """Paints the mouth of a pose into a copy of the plate."""

    def __init__(self, plate: Plate) -> None:
        self._line, unit = plate.curve("lip_line"), plate.unit
        left, right = self._line[0], self._line[-1]
        middle = (left + right) / 2
        height, width = plate.pixels.shape[:2]
        chin = plate.curve("middle")[2][1]
        box = (middle[0] - SIDE * unit, middle[1] - ABOVE * unit, middle[0] + SIDE * unit, chin + CHIN * unit)
        self.window: Window = window_around(box, (width, height))
        x, y = places(self.window)
        frame = _frame(self._line, x, y, unit, float(chin))
        self._upper, self._lower = Mover(self.window, _upper_fields(frame)), Mover(self.window, _lower_fields(frame))
        self._rest = plate.pixels[_slices(self.window)].copy()
        self._layers = self._cut(plate)
        self._edge = (self._line - self.window[:2]).astype(np.float32)
        self._band = self._cells_between_lips(unit)
        self._interior = Interior(plate, self.window)

    def painted(self, lips: Mapping[str, float]) -> Pixels:
        """The window in this pose."""
        if not any(lips.values()):
            return self._rest
        lower, upper = self._lower.summed(lips), self._upper.summed(lips)
        first, last = self._band.start * CELL, self._band.stop * CELL
        above = fetched(self._layers[0], self._upper.sources(upper, slice(0, self._band.stop)))
        below = fetched(self._layers[1], self._lower.sources(lower, slice(self._band.start, None)))
        canvas = np.empty_like(self._rest)
        canvas[:first], canvas[last:] = above[:first], below[last - first :]
        opening = Opening(self._rim(upper), self._rim(lower), self._rim(self._jaw_alone(lips)))
        band = canvas[first:last]
        self._interior.paint(band, first, opening, lips)
        _lay(band, below[: last - first])
        _lay(band, above[first:])
        return canvas

    def _jaw_alone(self, lips: Mapping[str, float]) -> Field:
        return self._lower.summed({"jaw": lips["jaw"]})

    def _cells_between_lips(self, unit: float) -> slice:
        """The rows of cells in which both layers may be seen; only the upper one above them, the lower one below."""
        top, bottom = float(self._edge[:, 1].min()), float(self._edge[:, 1].max())
        rows = self.window[3] // CELL
        first = max(0, int((top - HIGHEST * unit) / CELL))
        return slice(first, min(rows, int((bottom + LOWEST * unit) / CELL) + 1))

    def _cut(self, plate: Plate) -> tuple[Pixels, Pixels]:
        """The upper and the lower layer with soft edges, colours multiplied by their cover."""
        left, top, width, height = self.window
        x, y = np.meshgrid(np.arange(width) + left, np.arange(height) + top)
        below = y - _line_at(self._line, x)
        pixels = plate.pixels[_slices(self.window)].astype(np.float32)
        layers = []
        for away in (below, -below):
            soft = max(2.0, OVERLAP * plate.unit)
            cover = np.clip((soft - away) / soft, 0, 1)[..., None].astype(np.float32)
            # Multiplied: whatever is interpolated at the edge brings no colour of what lies beyond it.
            layers.append((pixels * cover + 0.5).astype(np.uint8))
        return layers[0], layers[1]

    def _rim(self, field: Field) -> Floats:
        """Where the lip line goes in this field, in pixels of the window."""
        line = self._edge
        # A cell's value stands at its middle.
        at = line / CELL - np.float32((CELL - 1) / 2 / CELL)
        moved = cv2.remap(field, at[None, :, 0], at[None, :, 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)[0]
        return np.asarray(line + moved, np.float64)


def _lay(canvas: Pixels, layer: Pixels) -> None:
    """A layer with multiplied colours over an opaque canvas."""
    through = cv2.merge([255 - layer[..., 3]] * 4)
    np.copyto(canvas, cv2.add(cv2.multiply(canvas, through, scale=1 / 255), layer))


def _slices(window: Window) -> tuple[slice, slice]:
    left, top, width, height = window
    return slice(top, top + height), slice(left, left + width)


def _line_at(line: Floats, x: NDArray[Any]) -> Floats:
    """The height of the lip line; beyond the corners it goes on level."""
    return np.asarray(np.interp(x, line[:, 0], line[:, 1]))


def _frame(line: Floats, x: Field, y: Field, unit: float, chin: float) -> Frame:
    left, right = line[0], line[-1]
    middle, half = (left[0] + right[0]) / 2, (right[0] - left[0]) / 2
    across = ((x - middle) / half).astype(np.float32)
    below = (y - _line_at(line, x)).astype(np.float32)
    low = max(0.35 * unit, chin - float(line[len(line) // 2][1]))
    return Frame(across, np.abs(x - middle).astype(np.float32), below, unit, half, low)


def _opening(frame: Frame) -> Field:
    """1 in the middle of the mouth, 0 at and beyond its corners."""
    return np.asarray(np.clip(1 - frame.across**2, 0, 1) ** PROFILE, np.float32)


def _corners(frame: Frame) -> Field:
    """How far aside a point stands, −1 to 1 at the corners and fading beyond them."""
    beyond = 1 - rise(frame.aside, frame.half, frame.half + 0.62 * frame.unit)
    return np.asarray(np.clip(frame.across, -1, 1) * beyond, np.float32)


def _level(frame: Frame, reach: float) -> Field:
    """1 on the lip line, fading up and down."""
    return np.asarray(1 - rise(np.abs(frame.below), 0.05 * frame.unit, reach * frame.unit), np.float32)


def _shared(frame: Frame) -> dict[str, Field]:
    """What both layers do alike: the corners."""
    corners, unit = _corners(frame), frame.unit
    none = np.zeros_like(corners)
    near = _level(frame, 0.5)
    at_corner = np.abs(corners) ** 2.2
    return {
        "wide": np.stack([WIDE * unit * corners * near, -0.012 * unit * at_corner * near], 2),
        "round": np.stack([-ROUND * unit * corners * near, none], 2),
        "smile": np.stack([SMILE[0] * unit * corners * near, -SMILE[1] * unit * at_corner * near], 2),
    }


def _upper_fields(frame: Frame) -> dict[str, Field]:
    unit, opening = frame.unit, _opening(frame)
    none = np.zeros_like(opening)
    height = -frame.below
    near = 1 - rise(height, 0.02 * unit, 0.30 * unit)
    lip = 1 - rise(np.abs(height - 0.09 * unit), 0.0, 0.09 * unit)
    return {
        **_shared(frame),
        "jaw": np.stack([none, -0.012 * unit * opening * near], 2),
        "upper": np.stack([none, -LIP * unit * opening * near], 2),
        "press": np.stack([none, PRESS * unit * opening**0.5 * lip], 2),
        "tuck": np.stack([none, -0.012 * unit * opening * near], 2),
    }


def _lower_fields(frame: Frame) -> dict[str, Field]:
    unit, opening = frame.unit, _opening(frame)
    none = np.zeros_like(opening)
    under = np.maximum(frame.below, 0)
    far = rise(under, 0.0, 0.34 * unit)
    breadth = 1 - rise(frame.aside, 0.30 * unit, SIDE * unit)
    depth = 1 - rise(under, frame.chin, frame.chin + CHIN * unit * 0.95)
    # At the lips a mouth opens; further down the jaw takes the whole chin along.
    drop = (opening * (1 - far) + breadth * far) * depth
    near = 1 - rise(under, 0.03 * unit, 0.34 * unit)
    lip = 1 - rise(np.abs(under - 0.10 * unit), 0.0, 0.10 * unit)
    narrower = -0.035 * unit * np.clip(frame.across, -1, 1) * breadth * rise(under, 0.05 * unit, 0.5 * unit) * depth
    return {
        **_shared(frame),
        "jaw": np.stack([narrower, JAW * unit * drop], 2),
        "lower": np.stack([none, LIP * unit * opening * near], 2),
        "tuck": np.stack([none, -TUCK * unit * opening * near], 2),
        "press": np.stack([none, -PRESS * unit * opening**0.5 * lip], 2),
    }
