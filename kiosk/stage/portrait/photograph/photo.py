"""Photographs of figures: read whole, bounded, or refused."""

from pathlib import Path

import cv2
import numpy as np

from kiosk.domain.problem import KioskError, Problem
from kiosk.stage.portrait.photograph.landmarks import Pixels

MOST_BYTES = 64 << 20
SMALLEST, LARGEST = 64, 12_000
"""Pixels a side of a photograph."""


class RiggingError(KioskError):
    """A photograph that cannot become a portrait."""


def read_photo(file: Path) -> Pixels:
    """The picture as rows × columns × blue, green, red. Raises RiggingError."""
    try:
        content = file.read_bytes() if file.stat().st_size <= MOST_BYTES else None
    except OSError as error:
        raise RiggingError(Problem("KG0020", str(file), f"cannot be read: {error.strerror}")) from error
    if content is None:
        raise RiggingError(Problem("KG0020", str(file), f"is larger than {MOST_BYTES >> 20} MiB"))
    photo = _decoded(content)
    if photo is None:
        raise RiggingError(Problem("KG0021", str(file), "is no picture that can be read", "use a JPEG or a PNG"))
    height, width = photo.shape[:2]
    if min(width, height) < SMALLEST or max(width, height) > LARGEST:
        what = f"is {width} × {height} pixels; a portrait needs {SMALLEST} to {LARGEST} a side"
        raise RiggingError(Problem("KG0022", str(file), what))
    return photo


def _decoded(content: bytes) -> Pixels | None:
    if not content:
        return None
    try:
        photo = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error:
        return None
    return None if photo is None else np.asarray(photo, np.uint8)
