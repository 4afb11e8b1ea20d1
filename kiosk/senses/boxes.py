"""Boxes of faces as arrays of x, y, width, height: how far they overlap, and the faces that they are."""

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.sensing.presence import Face
from kiosk.senses.camera import Frame
from kiosk.senses.faces import distance_m

Floats = NDArray[np.float32]


def largest_first(
    boxes: Floats, scores: Floats, frame: Frame, fov_degrees: float, breadth: float = 1.0
) -> tuple[Face, ...]:
    """Boxes in the frame's pixels as faces; `breadth` is how much wider they are than the face."""
    faces = [
        Face(float(x), float(y), float(w), float(h), float(score), distance_m(float(w) / breadth, frame, fov_degrees))
        for (x, y, w, h), score in zip(boxes, scores, strict=True)
    ]
    return tuple(sorted(faces, key=lambda face: -face.width * face.height))


def overlap(box: Floats, others: Floats) -> Floats:
    """Intersection over union of one box with each of the others."""
    left_top = np.maximum(box[:2], others[:, :2])
    right_bottom = np.minimum(box[:2] + box[2:], others[:, :2] + others[:, 2:])
    shared = np.prod(np.clip(right_bottom - left_top, 0, None), axis=1)
    united = box[2] * box[3] + others[:, 2] * others[:, 3] - shared
    return np.asarray(shared / np.maximum(united, 1e-9), np.float32)


def surest(boxes: Floats, scores: Floats, most: float) -> NDArray[np.intp]:
    """Which boxes stay where of those that overlap by more than `most` only the surest does."""
    rest, kept = np.argsort(-scores), []
    while len(rest):
        kept.append(rest[0])
        rest = rest[1:][overlap(boxes[rest[0]], boxes[rest[1:]]) <= most]
    return np.array(kept, np.intp)
