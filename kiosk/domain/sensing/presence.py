"""Presence: from the faces of each frame to "somebody stands here" and "they have gone"."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import hypot


@dataclass(frozen=True, slots=True)
class Face:
    """One face in one frame, in pixels of the source."""

    x: float
    y: float
    width: float
    height: float
    score: float = 1.0
    distance_m: float | None = None
    """Estimated from its width; None where the camera's field of view is unknown."""

    is_facing: bool = True
    """Turned to the screen rather than past it; a detector that cannot tell says yes."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """All faces of one frame."""

    at: float
    """Media time in seconds."""

    faces: Sequence[Face]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PresenceRules:
    """When a face becomes a visitor. A child far below the lens counts like anybody: only nearness and staying do."""

    dwell_seconds: float = 0.8
    absence_seconds: float = 4.0
    arrive_within_m: float = 1.8
    leave_beyond_m: float = 2.6
    gap_seconds: float = 0.5
    """A detector that misses the face this long does not restart the dwell."""

    look_seconds: float = 2.0
    """Of a machine that has much else to do, two looks may be this far apart."""

    sway_faces: float = 1.5
    """Whoever moves by more widths of the face does not stay, but passes."""


@dataclass(frozen=True, slots=True)
class Dweller:
    """Somebody near, from when on they have been where they are."""

    since: float
    last: float
    """When they were seen last."""

    stood: tuple[float, float]
    """Where in the picture they were when the dwell began."""

    place: tuple[float, float]
    """Where they are now."""


@dataclass(frozen=True, slots=True)
class Presence:
    """What the gate remembers between frames: times and places of a few seconds, nobody's looks."""

    is_present: bool = False
    looked: float | None = None
    """When the last frame was."""

    near_last: float | None = None
    dwellers: tuple[Dweller, ...] = ()
    gaze: tuple[float, float] = (0.0, 0.0)
    """Direction of the nearest face that counts, each axis −1 (left, up, as the camera sees it) to 1."""


def nearest(faces: Iterable[Face]) -> Face | None:
    """The face that fills most of the picture."""
    return max(faces, key=lambda face: face.width * face.height, default=None)


def gaze_towards(face: Face, sighting: Sighting) -> tuple[float, float]:
    """Where the middle of a face lies, −1 to 1 on each axis."""
    across = (face.x + face.width / 2) / sighting.width * 2 - 1
    down = (face.y + face.height / 2) / sighting.height * 2 - 1
    return max(-1.0, min(1.0, across)), max(-1.0, min(1.0, down))


def observe(now: Presence, sighting: Sighting, rules: PresenceRules) -> Presence:
    """The gate after one more frame; compare `is_present` before and after for arrivals and leavings."""
    return replace(_observed(now, sighting, rules), looked=sighting.at)


def _observed(now: Presence, sighting: Sighting, rules: PresenceRules) -> Presence:
    near = _who_counts(now, sighting, rules)
    if near:
        now = _somebody_near(now, near, sighting, rules)
        if now.near_last == sighting.at:
            return now
    far = nearest(sighting.faces)
    if far is not None and not now.is_present:
        now = replace(now, gaze=gaze_towards(far, sighting))
    last = now.near_last
    if now.is_present and last is not None and sighting.at - last < rules.absence_seconds:
        return now
    if last is not None and sighting.at - last <= rules.gap_seconds:
        return now
    return replace(now, is_present=False, dwellers=())


def _who_counts(now: Presence, sighting: Sighting, rules: PresenceRules) -> list[Face]:
    """Who is near enough, and faces the screen where a visit is yet to begin."""
    # Two lines, so that somebody who sways on one of them does not come and go.
    limit = rules.leave_beyond_m if now.is_present else rules.arrive_within_m
    # A camera whose angle is not known wakes the figure by any face.
    near = [face for face in sighting.faces if face.distance_m is None or face.distance_m <= limit]
    return [face for face in near if face.is_facing or now.is_present]


def _somebody_near(now: Presence, near: Sequence[Face], sighting: Sighting, rules: PresenceRules) -> Presence:
    """The visit begins with the first who has stayed long enough; whoever passes in front takes nothing from them."""
    # Missed by looks, that is: how long the machine looked nowhere says nothing about them.
    at = now.looked if now.looked is not None and sighting.at - now.looked <= rules.look_seconds else sighting.at
    known = [one for one in now.dwellers if at - one.last <= rules.gap_seconds]
    dwellers: list[Dweller] = []
    for face in sorted(near, key=lambda face: -face.width * face.height):
        reach = rules.sway_faces * face.width
        before = _known_as(known, _middle(face), reach)
        known = [one for one in known if one is not before]
        dwellers.append(_dwelling(before, _middle(face), sighting.at, reach))
    dwelt = any(sighting.at - one.since >= rules.dwell_seconds for one in dwellers)
    # Between the two lines a visit is kept by whoever stays there, not by those who pass.
    holds = dwelt or any(face.distance_m is None or face.distance_m <= rules.arrive_within_m for face in near)
    near_last = sighting.at if holds else now.near_last
    face = nearest(near) or near[0]
    return Presence(
        is_present=now.is_present or dwelt,
        near_last=near_last,
        dwellers=(*dwellers, *known),
        gaze=gaze_towards(face, sighting),
    )


def _known_as(known: Sequence[Dweller], place: tuple[float, float], reach: float) -> Dweller | None:
    """Who was there a moment ago; whoever has just gone out of sight is not taken for the next who comes by."""
    close = [one for one in known if _distance(one.place, place) <= reach]
    return min(close, key=lambda one: (-one.last, _distance(one.place, place)), default=None)


def _dwelling(before: Dweller | None, place: tuple[float, float], at: float, reach: float) -> Dweller:
    """The dwell goes on where somebody still is about where it began."""
    if before is None or _distance(place, before.stood) > reach:
        return Dweller(at, at, place, place)
    return replace(before, last=at, place=place)


def _middle(face: Face) -> tuple[float, float]:
    return face.x + face.width / 2, face.y + face.height / 2


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])
