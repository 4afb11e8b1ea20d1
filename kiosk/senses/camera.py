"""What a camera promises."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture."""

    at: float
    """Media time in seconds: 0 is the first frame."""

    pixels: Pixels
    """Rows, columns, and blue, green, red; upright."""

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])


class Camera(Protocol):
    """Gives frames, the newest a live device has. Raises SensesError when the device is lost."""

    @property
    def is_live(self) -> bool:
        """False for files, whose frames come as fast as they are read."""
        ...

    def read(self) -> Frame | None:
        """The next frame; None after the last one of a file."""
        ...

    def close(self) -> None: ...
