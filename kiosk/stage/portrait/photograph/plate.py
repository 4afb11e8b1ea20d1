"""The plate: the photograph enlarged onto the canvas, face in its place, and a background where the picture ends."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.stage.portrait.photograph.landmarks import Floats, Pixels
from kiosk.stage.portrait.photograph.rig import Rig

EYES_SHARE = 0.232
"""The distance between the eyes, as a share of the canvas' width."""

EYES_HEIGHT = 0.33
"""Where the eyes stand, from the top, as a share of the canvas' height."""

EDGE = 70
"""Pixels over which a picture that ends inside the canvas fades into its background."""

DEEP = 0.62
"""The background beyond the picture is this much darker."""


@dataclass(frozen=True, slots=True)
class Plate:
    """A photograph on the canvas."""

    pixels: Pixels
    """Rows × columns × blue, green, red, opaque."""

    rig: Rig
    """The points in the canvas' pixels."""

    @property
    def unit(self) -> float:
        """The distance between the eyes in pixels of the canvas."""
        return self.rig.eyes

    def curve(self, name: str) -> Floats:
        return np.array(self.rig.curves[name], np.float64)


def lowered(curve: Floats, pixels: float) -> Floats:
    """The curve so much further down."""
    return np.asarray(curve + np.array([0.0, pixels]))


def plate_of(photo: Pixels, rig: Rig, size: tuple[int, int]) -> Plate:
    """The photograph on a canvas of width and height, the eyes in their place."""
    width, height = size
    # A close-up is not made so small that little but background is left.
    scale = max(EYES_SHARE * width / rig.eyes, 0.6 * width / photo.shape[1])
    eyes = np.array(rig.curves["irises"]).mean(0)
    left = _within(width * 0.5 - eyes[0] * scale, width, photo.shape[1] * scale)
    top = _within(height * EYES_HEIGHT - eyes[1] * scale, height, photo.shape[0] * scale)
    matrix = np.array([[scale, 0.0, left], [0.0, scale, top]])
    enlarged = cv2.warpAffine(photo, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    inside = cv2.warpAffine(
        np.full(photo.shape[:2], 255, np.uint8), matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT
    )
    # Four channels though all is opaque: OpenCV moves such pixels twice as fast as those of three.
    pixels = np.full((height, width, 4), 255, np.uint8)
    pixels[..., :3] = enlarged if inside.min() == 255 else _framed(photo, enlarged, inside)
    return Plate(pixels, rig.scaled(scale, left, top, size))


def _within(wished: float, room: float, length: float) -> float:
    """The picture's edge goes where it is wished unless it would leave a border that it need not."""
    return min(0.0, max(room - length, wished)) if length >= room else wished


def _framed(photo: Pixels, enlarged: NDArray[Any], inside: NDArray[Any]) -> Pixels:
    """The picture fades into a dark, soft version of itself."""
    height, width = inside.shape
    behind = cv2.GaussianBlur(cv2.resize(photo, (width // 16, height // 16), interpolation=cv2.INTER_AREA), (0, 0), 9)
    behind = cv2.resize(behind, (width, height), interpolation=cv2.INTER_CUBIC).astype(np.float32) * DEEP
    bordered = cv2.copyMakeBorder(inside, 1, 1, 1, 1, cv2.BORDER_REPLICATE)
    far = cv2.distanceTransform((bordered == 255).astype(np.uint8), cv2.DIST_L2, 5)[1:-1, 1:-1]
    share = np.clip(far / EDGE, 0, 1)
    share = (share * share * (3 - 2 * share))[..., None]
    return np.asarray(enlarged * share + behind * (1 - share), np.float32).clip(0, 255).astype(np.uint8)
