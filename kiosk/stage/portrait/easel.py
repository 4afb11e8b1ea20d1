"""Painting at load: smooth shapes, soft shadows and gradients laid over one opaque plate."""

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.stage.portrait.curves import Line, Point

Colour = tuple[int, int, int]
Mask = NDArray[np.float32]
WIDTH, HEIGHT = 1080, 1920
FINE = 4
"""Shapes are cut this many times larger and scaled down, so that their edges are clean."""


@dataclass(frozen=True, slots=True)
class Fade:
    """A colour that goes over into another between two points."""

    start: Point
    end: Point
    first: Colour
    last: Colour


@dataclass(frozen=True, slots=True)
class Touch:
    """How a shape is laid on."""

    opacity: float = 1.0
    blur: float = 0.0
    clip: Mask | None = None
    shift: Point = (0.0, 0.0)


def mask_of(*lines: Line) -> Mask:
    """How much of each pixel of the plate the shapes cover, 0 to 1."""
    whole = np.zeros((HEIGHT, WIDTH), np.float32)
    for line in lines:
        window, cover = _cut(line)
        if cover is not None:
            whole[window] = np.maximum(whole[window], cover)
    return whole


def _cut(line: Line, margin: int = 2) -> tuple[tuple[slice, slice], Mask | None]:
    left, top = np.floor(line.min(0)).astype(int) - margin
    right, bottom = np.ceil(line.max(0)).astype(int) + margin
    left, top, right, bottom = max(left, 0), max(top, 0), min(right, WIDTH), min(bottom, HEIGHT)
    window = (slice(top, bottom), slice(left, right))
    if right <= left or bottom <= top:
        return window, None
    big = np.zeros(((bottom - top) * FINE, (right - left) * FINE), np.uint8)
    scaled = np.round((line - (left, top)) * FINE * 16 - 8).astype(np.int32)
    cv2.fillPoly(big, [scaled], 255, cv2.LINE_8, 4)
    small = cv2.resize(big, (right - left, bottom - top), interpolation=cv2.INTER_AREA)
    return window, small.astype(np.float32) / 255.0


@dataclass(slots=True)
class Easel:
    """An opaque picture of 1080 × 1920 in red, green, blue, 0 to 255."""

    plate: NDArray[np.float32] = field(default_factory=lambda: np.zeros((HEIGHT, WIDTH, 3), np.float32))

    def fill(self, line: Line, colour: Colour | Fade, touch: Touch = Touch()) -> None:
        """Lay a shape on the plate."""
        moved = line + np.asarray(touch.shift, np.float32)
        window, cover = _cut(moved, 2 + int(touch.blur * 3))
        if cover is None:
            return
        if touch.blur:
            cover = np.asarray(cv2.GaussianBlur(cover, (0, 0), touch.blur), np.float32)
        if touch.clip is not None:
            cover = cover * touch.clip[window]
        self._lay(window, cover * touch.opacity, colour)

    def wash(self, mask: Mask, colour: Colour | Fade, opacity: float = 1.0) -> None:
        """Lay a colour over the whole plate through a mask."""
        self._lay((slice(0, HEIGHT), slice(0, WIDTH)), mask * opacity, colour)

    def _lay(self, window: tuple[slice, slice], cover: Mask, colour: Colour | Fade) -> None:
        target = self.plate[window]
        paint = _gradient(window, colour) if isinstance(colour, Fade) else np.asarray(colour, np.float32)
        target += (paint - target) * cover[..., None]

    def pixels(self) -> NDArray[np.uint8]:
        """The picture as blue, green, red, opaque bytes, with a faint grain that keeps gradients from banding."""
        grain = np.random.default_rng(1843).normal(0, 1.3, self.plate.shape[:2]).astype(np.float32)
        coloured = np.clip(self.plate + grain[..., None] + 0.5, 0, 255).astype(np.uint8)
        return np.asarray(cv2.cvtColor(coloured, cv2.COLOR_RGB2BGRA), np.uint8)


def _gradient(window: tuple[slice, slice], fade: Fade) -> NDArray[np.float32]:
    rows = np.arange(window[0].start, window[0].stop, dtype=np.float32)[:, None]
    columns = np.arange(window[1].start, window[1].stop, dtype=np.float32)[None, :]
    along = np.subtract(fade.end, fade.start)
    share = ((columns - fade.start[0]) * along[0] + (rows - fade.start[1]) * along[1]) / float(along @ along)
    share = np.clip(share, 0, 1)[..., None]
    first, last = np.asarray(fade.first, np.float32), np.asarray(fade.last, np.float32)
    return np.asarray(first + (last - first) * share, np.float32)
