"""Faces by CenterFace (Xu and others 2019), which finds small, dark and backlit ones, through OpenCV's own network."""

from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.domain.sensing.presence import Face
from kiosk.senses.boxes import Floats, largest_first, surest
from kiosk.senses.camera import Frame, Pixels
from kiosk.senses.errors import refuse
from kiosk.senses.settings import FaceSettings

FAR_SIDE = 640
"""The longer side of what it looks at while nobody is near: faces of 20 pixels are found."""

NEAR_SIDE = 480
"""While somebody is near, whose face is larger, so that the processor has time to hear and speak."""

BUSY_SIDE = 320
"""While the processor has much else to do: a quarter of the time, and a face is found from 45 pixels on."""

LATE_SECONDS = 0.4
"""A look that took longer was kept waiting."""

NEAR = 0.07
"""Breadth of a face, in sides of the picture, from which on somebody is near: two metres before an ordinary camera."""

MULTIPLE = 32
"""Its maps are halved five times on the way."""

STRIDE = 4
SCORE = 0.4
OVERLAP = 0.3
OUTPUTS = ("537", "538", "539", "540")
"""How likely a face has its middle in a cell, the logarithms of its height and width, where in the cell, and five
points of it: eyes, nose and the corners of the mouth, each down and across in parts of the box."""

FACING = 0.5
"""How far from the middle of the eyes the nose of a face may be that still faces us, in distances of the eyes: of 40
faces in photographs, those that look at us have up to 0.3, one that is turned by sixty degrees 0.55 to 0.8."""

LEAST_EYES = 0.05
"""Eyes that are closer, in widths of the face, are those of a profile."""


class CenterFaceDetector:
    """CenterFace on pictures of 640 × 480 while nobody is near, and smaller ones while somebody is."""

    def __init__(self, model: Path, settings: FaceSettings) -> None:
        self._widest, self._fov_degrees = settings.detect_width, settings.fov_degrees
        self._is_hurried, self._side = settings.is_hurried, FAR_SIDE
        try:
            self._net = cv2.dnn.readNetFromONNX(str(model))
        except cv2.error as error:
            raise refuse("KS0004", model, "is no CenterFace model that can be read", "kiosk models verify") from error

    def find(self, frame: Frame) -> tuple[Face, ...]:
        began = monotonic()
        scale = min(1.0, min(self._side, self._widest) / max(frame.width, frame.height))
        self._net.setInput(cv2.dnn.blobFromImage(_padded(frame.pixels, scale), swapRB=True))
        likely, sizes, offsets, points = self._net.forward(list(OUTPUTS))
        boxes, scores = decode(likely[0, 0], sizes[0], offsets[0])
        towards = facing(points[0][:, likely[0, 0] > SCORE])
        kept = surest(boxes, scores, OVERLAP)
        found = largest_first(boxes[kept] / scale, scores[kept], frame, self._fov_degrees)
        is_near = bool(found) and found[0].width >= NEAR * max(frame.width, frame.height)
        self._side = next_side(self._side, monotonic() - began if self._is_hurried else 0.0, is_near)
        # Sorted by size as they are.
        by_size = kept[np.argsort(-boxes[kept, 2] * boxes[kept, 3], kind="stable")]
        return tuple(replace(face, is_facing=bool(towards[at])) for face, at in zip(found, by_size, strict=True))


def next_side(side: int, seconds: float, is_near: bool) -> int:
    """How closely to look next, after a look that took so long; small pictures stay until one takes no time."""
    is_late = seconds > (LATE_SECONDS / 4 if side == BUSY_SIDE else LATE_SECONDS)
    if is_late:
        return BUSY_SIDE
    return NEAR_SIDE if is_near else FAR_SIDE


def _padded(pixels: Pixels, scale: float) -> Pixels:
    """Made smaller, with black to the right and below up to what the network can halve."""
    width, height = (max(1, round(side * scale)) for side in (pixels.shape[1], pixels.shape[0]))
    small = pixels if scale == 1.0 else cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA)
    right, below = -width % MULTIPLE, -height % MULTIPLE
    return cast(Pixels, cv2.copyMakeBorder(small, 0, below, 0, right, cv2.BORDER_CONSTANT))


def decode(likely: Floats, sizes: Floats, offsets: Floats) -> tuple[Floats, Floats]:
    """The maps of one picture as boxes of x, y, width, height in its pixels, and how sure each is."""
    rows, columns = np.nonzero(likely > SCORE)
    height, width = np.exp(sizes[:, rows, columns]) * STRIDE
    down, across = (np.stack([rows, columns]) + offsets[:, rows, columns] + 0.5) * STRIDE
    boxes = np.stack([across - width / 2, down - height / 2, width, height], axis=1)
    return boxes.astype(np.float32), likely[rows, columns].astype(np.float32)


def facing(points: Floats) -> NDArray[np.bool_]:
    """Whether faces look this way: the nose of one that is turned is no longer between the eyes."""
    left, right, nose = points[1], points[3], points[5]
    eyes = right - left
    return np.asarray((eyes > LEAST_EYES) & (np.abs(nose - (left + right) / 2) <= FACING * eyes))
