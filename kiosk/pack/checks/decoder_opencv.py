"""Opens pictures by OpenCV, as the stage does."""

import os
from pathlib import Path

MOST_PIXELS = 1 << 26
"""67 megapixels: more than any screen shows."""

os.environ.setdefault("OPENCV_IO_MAX_IMAGE_PIXELS", str(MOST_PIXELS))

import cv2  # noqa: E402


def why_no_picture(file: Path) -> str:
    """Why it cannot be shown; empty where it can."""
    try:
        picture = cv2.imread(str(file))
    except cv2.error:
        return f"it is damaged, or has more than {MOST_PIXELS} pixels"
    return "it is damaged, or not what its name says" if picture is None else ""
