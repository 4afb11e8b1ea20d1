"""Faces through OpenCV: YuNet, or MediaPipe's BlazeFace full range behind the same contract."""

from pathlib import Path
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.domain.sensing.presence import Face
from kiosk.senses.camera import Frame, Pixels
from kiosk.senses.errors import refuse
from kiosk.senses.faces import FaceDetector, distance_m
from kiosk.senses.settings import FaceSettings

Floats = NDArray[np.float32]

YUNET_SCORE = 0.7
YUNET_OVERLAP = 0.3

BLAZE_SIDE = 192
BLAZE_STRIDE = 4
"""One anchor of unit size in the middle of each of the 48 × 48 cells (MediaPipe, face_detection_full_range.pbtxt)."""

BLAZE_SCORE = 0.6
BLAZE_OVERLAP = 0.3
BLAZE_OUTPUTS = ("reshaped_regressor_face_4", "reshaped_classifier_face_4")
# The exponential of 89 is too large for 32 bits.
LARGEST_LOGIT = 80.0
BLAZE_BREADTH = 1.1
"""Its boxes are this much wider than YuNet's and hand-drawn ones (median over 30 faces), which distances allow for."""


def open_detector(settings: FaceSettings) -> FaceDetector:
    """YuNet where its model is installed, else BlazeFace."""
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_ERROR)
    cv2.setNumThreads(1)
    if settings.yunet is not None and settings.yunet.is_file():
        return YuNetDetector(settings.yunet, settings)
    if settings.blazeface is not None and settings.blazeface.is_file():
        return BlazeFaceDetector(settings.blazeface, settings)
    raise refuse("KS0004", "faces", "no face detector is installed", "kiosk models pull --recommended")


def _largest_first(
    boxes: Floats, scores: Floats, frame: Frame, fov_degrees: float, breadth: float = 1.0
) -> tuple[Face, ...]:
    """Boxes of x, y, width, height in the frame's pixels as faces."""
    faces = [
        Face(float(x), float(y), float(w), float(h), float(score), distance_m(float(w) / breadth, frame, fov_degrees))
        for (x, y, w, h), score in zip(boxes, scores, strict=True)
    ]
    return tuple(sorted(faces, key=lambda face: -face.width * face.height))


class YuNetDetector:
    """YuNet 2023mar by OpenCV's own wrapper."""

    def __init__(self, model: Path, settings: FaceSettings) -> None:
        self._settings = settings
        try:
            self._net = cv2.FaceDetectorYN.create(str(model), "", (320, 320), YUNET_SCORE, YUNET_OVERLAP)
        except cv2.error as error:
            raise refuse("KS0004", model, "is no YuNet model that can be read", "kiosk models verify") from error

    def find(self, frame: Frame) -> tuple[Face, ...]:
        scale = min(1.0, self._settings.detect_width / frame.width)
        size = (max(1, round(frame.width * scale)), max(1, round(frame.height * scale)))
        small = frame.pixels if scale == 1.0 else cv2.resize(frame.pixels, size, interpolation=cv2.INTER_AREA)
        self._net.setInputSize(size)
        _, found = self._net.detect(small)
        rows = np.zeros((0, 15), np.float32) if found is None else np.asarray(found, np.float32)
        return _largest_first(rows[:, :4] / scale, rows[:, 14], frame, self._settings.fov_degrees)


class BlazeFaceDetector:
    """BlazeFace full range on a letterboxed square of 192 pixels."""

    def __init__(self, model: Path, settings: FaceSettings) -> None:
        self._settings = settings
        # OpenCV's new engine drops the second output of this graph.
        try:
            self._net = cv2.dnn.readNetFromTFLite(str(model), cv2.dnn.ENGINE_CLASSIC)
        except cv2.error as error:
            raise refuse("KS0004", model, "is no BlazeFace model that can be read", "kiosk models verify") from error
        self._anchors = anchors()

    def find(self, frame: Frame) -> tuple[Face, ...]:
        blob = cv2.dnn.blobFromImage(
            _letterboxed(frame.pixels), 1 / 127.5, (BLAZE_SIDE, BLAZE_SIDE), (127.5, 127.5, 127.5), swapRB=True
        )
        self._net.setInput(blob)
        boxes, logits = self._net.forward(list(BLAZE_OUTPUTS))
        scores = _sigmoid(np.asarray(logits, np.float32).reshape(-1))
        kept = scores >= BLAZE_SCORE
        decoded = decode(np.asarray(boxes, np.float32).reshape(len(scores), -1)[kept], self._anchors[kept])
        merged, confidences = merge(decoded, scores[kept])
        side = max(frame.width, frame.height)
        origin = np.array([(side - frame.width) / 2, (side - frame.height) / 2, 0, 0], np.float32)
        return _largest_first(merged * side - origin, confidences, frame, self._settings.fov_degrees, BLAZE_BREADTH)


def _letterboxed(pixels: Pixels) -> Pixels:
    """The picture in the middle of a black square."""
    height, width = pixels.shape[:2]
    scale = BLAZE_SIDE / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    left, top = (BLAZE_SIDE - size[0]) // 2, (BLAZE_SIDE - size[1]) // 2
    right, bottom = BLAZE_SIDE - size[0] - left, BLAZE_SIDE - size[1] - top
    return cast(Pixels, cv2.copyMakeBorder(small, top, bottom, left, right, cv2.BORDER_CONSTANT))


def anchors() -> Floats:
    """The middle of every cell, row by row, 0 to 1."""
    cells = BLAZE_SIDE // BLAZE_STRIDE
    middles = (np.arange(cells, dtype=np.float32) + 0.5) / cells
    across, down = np.meshgrid(middles, middles)
    return np.stack([across.ravel(), down.ravel()], axis=1).astype(np.float32)


def decode(raw: Floats, middles: Floats) -> Floats:
    """Offsets from the anchors in input pixels as x, y, width, height, 0 to 1."""
    centre = raw[:, :2] / BLAZE_SIDE + middles
    size = raw[:, 2:4] / BLAZE_SIDE
    return np.concatenate([centre - size / 2, size], axis=1).astype(np.float32)


def merge(boxes: Floats, scores: Floats) -> tuple[Floats, Floats]:
    """Weighted suppression: boxes that overlap the surest one become their mean, weighted by score."""
    merged, confidences = [], []
    rest = np.argsort(-scores)
    while len(rest):
        best = rest[0]
        near = overlap(boxes[best], boxes[rest]) > BLAZE_OVERLAP
        # A box without area overlaps not even itself, and the loop would never end.
        near[0] = True
        merged.append(np.average(boxes[rest[near]], axis=0, weights=scores[rest[near]]))
        confidences.append(scores[best])
        rest = rest[~near]
    return np.array(merged, np.float32).reshape(-1, 4), np.array(confidences, np.float32)


def overlap(box: Floats, others: Floats) -> Floats:
    """Intersection over union of one box with each of the others."""
    left_top = np.maximum(box[:2], others[:, :2])
    right_bottom = np.minimum(box[:2] + box[2:], others[:, :2] + others[:, 2:])
    shared = np.prod(np.clip(right_bottom - left_top, 0, None), axis=1)
    united = box[2] * box[3] + others[:, 2] * others[:, 3] - shared
    return np.asarray(shared / np.maximum(united, 1e-9), np.float32)


def _sigmoid(logits: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -LARGEST_LOGIT, LARGEST_LOGIT))), np.float32)
