"""Faces through OpenCV: the choice of a detector, and YuNet and MediaPipe's BlazeFace full range."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import cast

import cv2
import numpy as np

from kiosk.domain.sensing.presence import Face
from kiosk.senses.boxes import Floats, largest_first, overlap
from kiosk.senses.camera import Frame, Pixels
from kiosk.senses.errors import refuse
from kiosk.senses.faces import FaceDetector
from kiosk.senses.faces_centerface_opencv import CenterFaceDetector
from kiosk.senses.settings import FaceSettings

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
    """The one that is wished for, else the best that is installed."""
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_ERROR)
    cv2.setNumThreads(1)
    here = [name for name, model in settings.models.items() if model is not None and model.is_file()]
    for name in (settings.detector, *DETECTORS):
        model = settings.models.get(name)
        if name in here and model is not None:
            return DETECTORS[name](model, settings)
    raise refuse("KS0004", "faces", "no face detector is installed", "kiosk models pull --recommended")


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
        return largest_first(rows[:, :4] / scale, rows[:, 14], frame, self._settings.fov_degrees)


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
        return largest_first(merged * side - origin, confidences, frame, self._settings.fov_degrees, BLAZE_BREADTH)


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


def _sigmoid(logits: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -LARGEST_LOGIT, LARGEST_LOGIT))), np.float32)


DETECTORS: Mapping[str, Callable[[Path, FaceSettings], FaceDetector]] = {
    "centerface": CenterFaceDetector,
    "yunet": YuNetDetector,
    "blazeface": BlazeFaceDetector,
}
"""The best first: `kiosk bench seeing` compares them."""
