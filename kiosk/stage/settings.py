"""How the stage is set: the canvas, the screen behind it, and the pace of its pictures."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StageSettings:
    """The screen a kiosk stands behind."""

    width: int = 1080
    """Logical pixels of the upright canvas; it is scaled to whatever the screen has."""

    height: int = 1920
    rotation: int = 0
    """Degrees clockwise by which the monitor was turned: 0, 90, 180 or 270."""

    fullscreen: bool = True
    display: int = 0
    diagonal_inches: float = 32.0
    fps: int = 60
