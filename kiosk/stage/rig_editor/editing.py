"""The state of the editor: a rig that changes point by point, and the way back."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kiosk.stage.portrait.photograph.rig import CURVES, UNORDERED, Point, Rig

MOST_STEPS = 200
"""So many steps can be taken back."""

FOLLOWS = {1: 0.45, 2: 0.12}
"""How much of a drag the points of the same curve follow that are one and two places away."""

CLOSEST = 0.05
"""Pixels of the photograph between two points of a curve that runs to the right."""

CORNERS: Mapping[str, tuple[str, ...]] = {
    "lip_line": ("upper_lip", "lower_lip"),
    "upper_lip": ("lip_line", "lower_lip"),
    "lower_lip": ("lip_line", "upper_lip"),
    "left_upper_lid": ("left_lower_lid",),
    "left_lower_lid": ("left_upper_lid",),
    "right_upper_lid": ("right_lower_lid",),
    "right_lower_lid": ("right_upper_lid",),
}
"""Curves that meet at their ends."""


@dataclass(frozen=True, slots=True)
class Handle:
    """One point that can be dragged."""

    curve: str
    index: int


@dataclass(frozen=True, slots=True)
class Editing:
    """A rig in the making."""

    rig: Rig
    saved: Rig
    """As it stands in the file."""

    past: tuple[Rig, ...] = ()
    future: tuple[Rig, ...] = ()

    @property
    def is_saved(self) -> bool:
        return self.rig == self.saved


def begin(rig: Rig) -> Editing:
    return Editing(rig, rig)


def dragged(rig: Rig, handle: Handle, to: Point) -> Rig:
    """The rig with a point elsewhere; its neighbours follow a little, ends that meet stay together."""
    curve = rig.curves[handle.curve]
    start = curve[handle.index]
    step = to[0] - start[0], to[1] - start[1]
    if handle.curve in UNORDERED or handle.curve == "irises":
        return _with_rim(rig.moved(handle.curve, handle.index, to), handle, step)
    moved = list(curve)
    for away, share in ((0, 1.0), *FOLLOWS.items()):
        for index in {handle.index - away, handle.index + away}:
            if 0 <= index < len(curve) and (away == 0 or 0 < index < len(curve) - 1):
                moved[index] = curve[index][0] + share * step[0], curve[index][1] + share * step[1]
    curves = {**rig.curves, handle.curve: _in_order(moved)}
    if handle.index in (0, len(curve) - 1):
        end = 0 if handle.index == 0 else -1
        for other in CORNERS.get(handle.curve, ()):
            fellows = list(rig.curves[other])
            fellows[end] = to
            curves[other] = _in_order(fellows)
    return replace(rig, curves=curves)


def _with_rim(rig: Rig, handle: Handle, step: Point) -> Rig:
    """The rim of an iris goes with its middle."""
    if handle.curve != "irises":
        return rig
    x, y = rig.curves["iris_rims"][handle.index]
    return rig.moved("iris_rims", handle.index, (x + step[0], y + step[1]))


def _in_order(points: list[Point]) -> tuple[Point, ...]:
    """No point overtakes its neighbour on the right."""
    kept: list[Point] = []
    for x, y in points:
        kept.append((max(x, kept[-1][0] + CLOSEST) if kept else x, y))
    return tuple(kept)


def done(now: Editing, rig: Rig) -> Editing:
    """A drag has ended: it can be taken back as one."""
    if rig == now.rig:
        return now
    return replace(now, rig=rig, past=(*now.past, now.rig)[-MOST_STEPS:], future=())


def undone(now: Editing) -> Editing:
    if not now.past:
        return now
    return replace(now, rig=now.past[-1], past=now.past[:-1], future=(now.rig, *now.future))


def redone(now: Editing) -> Editing:
    if not now.future:
        return now
    return replace(now, rig=now.future[0], past=(*now.past, now.rig), future=now.future[1:])


def nearest(rig: Rig, point: Point, reach: float) -> Handle | None:
    """The handle under a point of the photograph, `reach` pixels away at most."""
    found = (
        (math.dist(place, point), Handle(name, index))
        for name in CURVES
        for index, place in enumerate(rig.curves[name])
    )
    away, handle = min(found, key=lambda one: one[0])
    return handle if away <= reach else None
