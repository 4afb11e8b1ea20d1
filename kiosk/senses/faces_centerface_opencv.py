"""Faces by CenterFace (Xu and others 2019), which finds small, dark and backlit ones, through OpenCV's own network."""

from pathlib import Path
from typing import cast

import cv2
import numpy as np

from kiosk.domain.sensing.presence import Face
from kiosk.senses.boxes import Floats, largest_first, surest
from kiosk.senses.camera import Frame, Pixels
from kiosk.senses.errors import refuse
from kiosk.senses.settings import FaceSettings

SIDE = 480
"""The longer side of what it looks at: 640 takes twice as long and finds hardly more."""

MULTIPLE = 32
"""Its maps are halved five times on the way."""

STRIDE = 4
SCORE = 0.5
OVERLAP = 0.3
BREADTH = 1.0
OUTPUTS = ("537", "538", "539", "540")
"""How likely a face has its middle in a cell, the logarithms of its height and width, where in the cell, and five
points that nobody here asks for: the engine gives all four or none."""


class CenterFaceDetector:
    """CenterFace on a picture of 480 × 360, or 360 × 480 where the camera stands upright."""

    def __init__(self, model: Path, settings: FaceSettings) -> None:
        self._side, self._fov_degrees = min(SIDE, settings.detect_width), settings.fov_degrees
        try:
            self._net = cv2.dnn.readNetFromONNX(str(model))
        except cv2.error as error:
            raise refuse("KS0004", model, "is no CenterFace model that can be read", "kiosk models verify") from error

    def find(self, frame: Frame) -> tuple[Face, ...]:
        scale = min(1.0, self._side / max(frame.width, frame.height))
        self._net.setInput(cv2.dnn.blobFromImage(_padded(frame.pixels, scale), swapRB=True))
        likely, sizes, offsets, _points = self._net.forward(list(OUTPUTS))
        boxes, scores = decode(likely[0, 0], sizes[0], offsets[0])
        kept = surest(boxes, scores, OVERLAP)
        return largest_first(boxes[kept] / scale, scores[kept], frame, self._fov_degrees, BREADTH)


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
