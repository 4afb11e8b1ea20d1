"""Presence: from the faces of each frame to "somebody stands here" and "they have gone"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace


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


@dataclass(frozen=True, slots=True)
class Presence:
    """What the gate remembers between frames: times and nearness, nobody's looks."""

    is_present: bool = False
    near_since: float | None = None
    near_last: float | None = None
    gaze: tuple[float, float] = (0.0, 0.0)
    """Direction of the nearest face, each axis −1 (left, up, as the camera sees it) to 1."""


def nearest(sighting: Sighting) -> Face | None:
    """The face that fills most of the picture."""
    return max(sighting.faces, key=lambda face: face.width * face.height, default=None)


def gaze_towards(face: Face, sighting: Sighting) -> tuple[float, float]:
    """Where the middle of a face lies, −1 to 1 on each axis."""
    across = (face.x + face.width / 2) / sighting.width * 2 - 1
    down = (face.y + face.height / 2) / sighting.height * 2 - 1
    return max(-1.0, min(1.0, across)), max(-1.0, min(1.0, down))


def observe(now: Presence, sighting: Sighting, rules: PresenceRules) -> Presence:
    """The gate after one more frame; compare `is_present` before and after for arrivals and leavings."""
    face = nearest(sighting)
    # Two lines, so that somebody who sways on one of them does not come and go.
    limit = rules.leave_beyond_m if now.is_present else rules.arrive_within_m
    # A camera whose angle is not known wakes the figure by any face.
    is_near = face is not None and (face.distance_m is None or face.distance_m <= limit)
    if face is not None and is_near:
        now = replace(now, gaze=gaze_towards(face, sighting))
        lapsed = now.near_last is None or sighting.at - now.near_last > rules.gap_seconds
        since = sighting.at if now.near_since is None or lapsed else now.near_since
        dwelt = sighting.at - since >= rules.dwell_seconds
        return replace(now, near_since=since, near_last=sighting.at, is_present=now.is_present or dwelt)
    last = now.near_last
    if now.is_present and last is not None and sighting.at - last < rules.absence_seconds:
        return now
    if last is not None and sighting.at - last <= rules.gap_seconds:
        return now
    return replace(now, is_present=False, near_since=None)
