"""What decoding films promises."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.problem import KioskError

FRAMES_HZ = 30
"""Every film is shown at this rate, whatever it was made at."""

Frame = NDArray[np.uint8]
"""Height × 1.5 by width: YUV 4:2:0 in planes after ITU-R BT.601, half the bytes of blue, green and red."""


class FootageError(KioskError):
    """A film cannot be shown."""


class Footage(Protocol):
    """Decodes films."""

    def seconds(self, file: Path) -> float:
        """How long its picture lasts. Raises FootageError where it has none that can be shown."""
        ...

    def frames(self, file: Path, size: tuple[int, int]) -> Iterator[Frame]:
        """Its pictures at 30 Hz, filling width × height, cut where it is wider or higher.

        Ends early where the film is damaged. Closing the iterator ends the decoding.
        """
        ...
