"""What the editor looks at: the whole face, the mouth or the eyes, and how screen and photograph correspond."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kiosk.stage.portrait.photograph.rig import CURVES, Point, Rig


class Part(StrEnum):
    """A part of the face that fills the view."""

    FACE = "face"
    MOUTH = "mouth"
    EYES = "eyes"


SHOWN: dict[Part, frozenset[str]] = {
    Part.FACE: frozenset({"middle", "edges", "left_brow", "right_brow"}),
    Part.MOUTH: frozenset({"lip_line", "upper_lip", "lower_lip"}),
    Part.EYES: frozenset(name for name in CURVES if "lid" in name or "iris" in name),
}
"""The curves whose points can be dragged in each view."""

MARGINS = {Part.FACE: 0.35, Part.MOUTH: 0.45, Part.EYES: 0.25}
"""Room around them, in distances of the eyes."""


@dataclass(frozen=True, slots=True)
class View:
    """A rectangle of the photograph on a rectangle of the screen."""

    scale: float
    left: float
    top: float
    """Where the photograph's upper left corner lies on the screen."""

    def to_screen(self, point: Point) -> Point:
        return point[0] * self.scale + self.left, point[1] * self.scale + self.top

    def to_photo(self, point: Point) -> Point:
        return (point[0] - self.left) / self.scale, (point[1] - self.top) / self.scale


def view_of(rig: Rig, part: Part, area: tuple[int, int, int, int]) -> View:
    """The part of the face in an area of the screen: left, top, width, height."""
    points = list(_points(rig, part))
    margin = MARGINS[part] * rig.eyes
    left, right = min(x for x, _ in points) - margin, max(x for x, _ in points) + margin
    top, bottom = min(y for _, y in points) - margin, max(y for _, y in points) + margin
    scale = min(area[2] / (right - left), area[3] / (bottom - top))
    return View(
        scale,
        area[0] + area[2] / 2 - (left + right) / 2 * scale,
        area[1] + area[3] / 2 - (top + bottom) / 2 * scale,
    )


def _points(rig: Rig, part: Part) -> Iterable[Point]:
    for name in SHOWN[part]:
        yield from rig.curves[name]
