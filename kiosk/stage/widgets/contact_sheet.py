"""Pictures of screens side by side, for a page."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

IN_A_ROW, WIDTH, BETWEEN = 4, 420, 24
"""Pictures side by side, their width and their distance in pixels."""

QUALITY = 88
"""Of the JPEG, in per cent."""


def write_overview(pictures: Sequence[Path], out: Path) -> None:
    """Writes pictures of one size as one JPEG, in rows."""
    shown = [_narrow(picture) for file in pictures if (picture := cv2.imread(str(file))) is not None]
    height = shown[0].shape[0]
    columns, rows = min(len(shown), IN_A_ROW), -(-len(shown) // IN_A_ROW)
    sheet = np.full((rows * (height + BETWEEN) - BETWEEN, columns * (WIDTH + BETWEEN) - BETWEEN, 3), 255, np.uint8)
    for number, picture in enumerate(shown):
        top, left = number // IN_A_ROW * (height + BETWEEN), number % IN_A_ROW * (WIDTH + BETWEEN)
        sheet[top : top + height, left : left + WIDTH] = picture
    cv2.imwrite(str(out), sheet, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])


def _narrow(picture: NDArray[Any]) -> NDArray[np.uint8]:
    height, width = picture.shape[:2]
    return np.asarray(
        cv2.resize(picture, (WIDTH, round(height * WIDTH / width)), interpolation=cv2.INTER_AREA), np.uint8
    )
