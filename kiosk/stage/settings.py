"""How the stage is set: the screen, what stands where on it, and the pace of its pictures."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StageSettings:
    """The screen a kiosk stands behind."""

    rotation: int = 0
    """Degrees clockwise by which the monitor was turned: 0, 90, 180 or 270."""

    fullscreen: bool = True
    display: int = 0
    diagonal_inches: float = 32.0
    lower_edge_mm: float = 0.0
    """The lower edge of the picture above the floor; 0 where nobody has measured it."""

    shape: str = "auto"
    """auto, portrait or landscape; auto follows the screen."""

    talk_key: str = "space"
    """What a hardware button acts as, by the name that pygame gives the key; empty: none."""

    fps: int = 60
