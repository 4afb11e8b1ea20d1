"""Landmarks: 468 points of a face and the rims of its irises, by MediaPipe's models in OpenCV."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.domain.problem import Problem
from kiosk.stage.portrait.photograph.rig import RigError

Pixels = NDArray[np.uint8]
Floats = NDArray[np.floating]

MESH_SIDE, IRIS_SIDE = 192, 64
FIRST_CROP, CROP = 1.5, 1.5
"""A crop's side: so many times the face box, then so many times what the mesh spans."""

LOOKS = 24
"""Slightly different crops whose median is taken: one alone is off by two to four hundredths of the eyes' distance."""

# The same photograph gets the same points every time.
SEED = 7
EYE_CROP = 2.3
RIGHT_EYE, LEFT_EYE = (33, 133), (362, 263)
"""The corners of the subject's right eye (on the left of the picture) and left eye."""


@dataclass(frozen=True, slots=True)
class Mesh:
    """A found face, in pixels of the photograph."""

    points: Floats
    """468 × 3: x, y, and depth on the same scale, smaller nearer."""

    score: float
    """How sure the model is that this is a face, 0 to 1."""

    scatter: float
    """How far the crops disagree about lips and eyes, in distances of the eyes."""


@dataclass(frozen=True, slots=True)
class Crop:
    """A square of the photograph, turned upright."""

    x: float
    y: float
    side: float
    turn: float
    """Radians that the face leans clockwise."""

    def matrix(self, pixels: int) -> Floats:
        """From the photograph into a crop of so many pixels a side."""
        scale = pixels / self.side
        cos, sin = np.cos(self.turn) * scale, np.sin(self.turn) * scale
        middle = pixels / 2
        return np.array(
            [
                [cos, sin, middle - cos * self.x - sin * self.y],
                [-sin, cos, middle + sin * self.x - cos * self.y],
            ]
        )


class Landmarks:
    """Both models. Raises RigError where one cannot be read."""

    def __init__(self, mesh: Path, iris: Path) -> None:
        # OpenCV's new engine loses two outputs of these graphs, the mesh's score among them.
        try:
            self._mesh = cv2.dnn.readNetFromTFLite(str(mesh), cv2.dnn.ENGINE_CLASSIC)
            self._iris = cv2.dnn.readNetFromTFLite(str(iris), cv2.dnn.ENGINE_CLASSIC)
        except cv2.error as error:
            hint = "kiosk models pull face-landmarks iris-landmarks"
            raise RigError(
                Problem("KG0016", str(mesh.parent), "holds no landmark model that can be read", hint)
            ) from error

    def find(self, photo: Pixels, box: tuple[float, float, float, float]) -> Mesh:
        """The face inside a box of x, y, width, height."""
        x, y, width, height = box
        crop = Crop(x + width / 2, y + height / 2, max(width, height) * FIRST_CROP, 0.0)
        for _ in range(2):
            points, _ = self._look(photo, crop)
            crop = _around(points)
        random = np.random.default_rng(SEED)
        looks, scores = [], []
        for _ in range(LOOKS):
            points, score = self._look(photo, _jittered(crop, random))
            looks.append(points)
            scores.append(score)
        every = np.stack(looks)
        points = np.median(every, axis=0)
        eyes = float(np.linalg.norm(points[list(RIGHT_EYE), :2].mean(0) - points[list(LEFT_EYE), :2].mean(0)))
        spread = np.linalg.norm((every - points)[:, SHARP, :2], axis=2)
        return Mesh(points, float(np.median(scores)), float(np.median(spread)) / max(eyes, 1.0))

    def iris(self, photo: Pixels, mesh: Mesh, corners: tuple[int, int]) -> tuple[Floats, Floats]:
        """The contour of one eye (16 points) and its iris (middle, then four of its rim), in pixels."""
        first, last = mesh.points[corners[0], :2], mesh.points[corners[1], :2]
        middle, along = (first + last) / 2, last - first
        side, turn = float(np.linalg.norm(along)) * EYE_CROP, float(np.arctan2(along[1], along[0]))
        crop = Crop(float(middle[0]), float(middle[1]), side, turn)
        matrix = crop.matrix(IRIS_SIDE)
        window = cv2.warpAffine(
            photo, matrix, (IRIS_SIDE, IRIS_SIDE), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        is_right = corners == RIGHT_EYE
        if is_right:  # the model knows left eyes
            window = np.ascontiguousarray(window[:, ::-1])
        self._iris.setInput(cv2.dnn.blobFromImage(window, 1 / 255.0, (IRIS_SIDE, IRIS_SIDE), swapRB=True))
        contours, rim = self._iris.forward(["output_eyes_contours_and_brows", "output_iris"])
        both = [np.asarray(part, np.float64).reshape(-1, 3)[:, :2] for part in (contours, rim)]
        for part in both:
            if is_right:
                part[:, 0] = IRIS_SIDE - part[:, 0]
        back = cv2.invertAffineTransform(matrix)
        return _through(both[0][:16], back), _through(both[1], back)

    def _look(self, photo: Pixels, crop: Crop) -> tuple[Floats, float]:
        matrix = crop.matrix(MESH_SIDE)
        flags = cv2.INTER_AREA if crop.side > MESH_SIDE else cv2.INTER_LINEAR
        size = (MESH_SIDE, MESH_SIDE)
        window = cv2.warpAffine(photo, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
        self._mesh.setInput(cv2.dnn.blobFromImage(window, 1 / 255.0, size, swapRB=True))
        score, flat = self._mesh.forward(["conv2d_30", "conv2d_20"])
        local = np.asarray(flat, np.float64).reshape(-1, 3)
        points = np.empty_like(local)
        points[:, :2] = _through(local[:, :2], cv2.invertAffineTransform(matrix))
        points[:, 2] = local[:, 2] * crop.side / MESH_SIDE
        return points, float(1 / (1 + np.exp(-np.asarray(score).ravel()[0])))


SHARP = [61, 291, 13, 14, 0, 17, 33, 133, 362, 263]
"""Points whose scatter is looked at: lips and corners of the eyes."""


def _through(points: Floats, matrix: NDArray[Any]) -> Floats:
    return np.asarray(points @ matrix[:, :2].T + matrix[:, 2], np.float64)


def _around(points: Floats) -> Crop:
    low, high = points[:, :2].min(0), points[:, :2].max(0)
    along = points[list(LEFT_EYE), :2].mean(0) - points[list(RIGHT_EYE), :2].mean(0)
    middle = (low + high) / 2
    turn = float(np.arctan2(along[1], along[0]))
    return Crop(float(middle[0]), float(middle[1]), float((high - low).max()) * CROP, turn)


def _jittered(crop: Crop, random: np.random.Generator) -> Crop:
    aside = random.uniform(-0.03, 0.03, 2) * crop.side
    turn = crop.turn + random.uniform(-0.09, 0.09)
    return Crop(crop.x + aside[0], crop.y + aside[1], crop.side * random.uniform(0.87, 1.15), turn)
