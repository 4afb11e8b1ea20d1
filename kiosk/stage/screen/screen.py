"""The screen in millimetres: what 20 mm and a reach of 1,220 mm are in pixels of the canvas."""

import math
from dataclasses import dataclass

from kiosk.stage.settings import StageSettings

TARGET_MM = 20.0
REACH_MM = 1220.0
"""Above the floor; what a hand reaches from a wheelchair."""

MM_PER_INCH = 25.4
UPRIGHT_SIZE = (1080, 1920)
LYING_SIZE = (1920, 1080)
UPRIGHT_REACH, LYING_REACH = 1 / 3, 2 / 3
"""The lower part that holds the controls. A lying screen is little more than half as high as an upright one, so that
its two thirds are not more millimetres than the other's third: 265 and 236 at 32 inches."""

AUTO, PORTRAIT, LANDSCAPE = "auto", "portrait", "landscape"
SHAPES = (AUTO, PORTRAIT, LANDSCAPE)


@dataclass(frozen=True, slots=True)
class Screen:
    """The canvas, and what hands need of it."""

    width: int
    height: int
    target: int
    """20 mm in pixels of the canvas."""

    reach: int
    """No control stands above this pixel."""

    @property
    def size(self) -> tuple[int, int]:
        return self.width, self.height

    @property
    def is_lying(self) -> bool:
        return self.width > self.height

    @property
    def pixels_per_mm(self) -> float:
        return self.target / TARGET_MM


def screen_of(settings: StageSettings, size: tuple[int, int] | None = None) -> Screen:
    """The canvas for a screen of `size` pixels as it hangs, or for one that is filled by the canvas."""
    width, height = canvas_size(settings.shape, size)
    across, down = size or (width, height)
    scale = min(across / width, down / height)
    per_mm = math.hypot(across, down) / scale / (settings.diagonal_inches * MM_PER_INCH)
    share = LYING_REACH if width > height else UPRIGHT_REACH
    reach = round(height * (1 - share))
    if settings.lower_edge_mm > 0:
        below = (down / scale - height) / 2
        reach = max(reach, round(height + below - (REACH_MM - settings.lower_edge_mm) * per_mm))
    return Screen(width, height, math.ceil(TARGET_MM * per_mm), min(reach, height))


def canvas_size(shape: str, size: tuple[int, int] | None) -> tuple[int, int]:
    """Upright or lying, as it was asked for, else as the screen hangs."""
    lies = size is not None and size[0] > size[1]
    return LYING_SIZE if shape == LANDSCAPE or (shape == AUTO and lies) else UPRIGHT_SIZE


UPRIGHT = screen_of(StageSettings())
LYING = screen_of(StageSettings(shape=LANDSCAPE))
