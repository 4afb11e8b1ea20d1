"""The watcher: frames to arrivals, leavings and gaze, for a live kiosk and for rehearsals."""

from collections.abc import Callable

from kiosk.domain.events import Event, GazeMoved, VisitorArrived, VisitorLeft
from kiosk.domain.sensing.presence import Face, Presence, PresenceRules, Sighting, observe
from kiosk.senses.camera import Camera, Frame
from kiosk.senses.faces import FaceDetector

GAZE_STEP = 0.02
"""Smaller movements of the nearest face are not worth an event."""

RESTING = 0.5
"""Share of the rate at which pictures are looked at while nobody is near: enough to see them come."""

PRETENDED_DISTANCE_M = 1.0


class Watcher:
    """Owns the camera; `step` is called over and over, at best when `due` has come."""

    def __init__(
        self,
        camera: Camera | None,
        detector: FaceDetector,
        rules: PresenceRules,
        clock: Callable[[], float],
        rate_hz: float = 8.0,
    ) -> None:
        self._camera, self._detector, self._rules, self._clock = camera, detector, rules, clock
        self._interval = 1 / rate_hz
        self._presence = Presence()
        self._told_gaze = (0.0, 0.0)
        self._began = clock()
        self._next: Frame | None = None
        self._faces: tuple[tuple[Face, ...], int, int] = ((), 1, 1)
        self.due = self._began
        """When the next step has something to do, on the kiosk's clock."""

    @property
    def faces(self) -> tuple[Face, ...]:
        """Those of the frame at hand."""
        return self._faces[0]

    def look_at(self, camera: Camera | None) -> None:
        """Changes the source; files are played in their own time and their last picture stays."""
        if self._camera is not None:
            self._camera.close()
        self._camera, self._next = camera, None
        self._began = self._clock()
        self._faces = ((), 1, 1)

    def pretend(self, faces: int) -> None:
        """Without any camera: this many faces stand near from now on."""
        self.look_at(None)
        self._faces = (_pretended(faces), 640, 480)

    def close(self) -> None:
        """Lets the camera go."""
        self.look_at(None)

    def step(self) -> tuple[Event, ...]:
        """What has changed since the last step; nothing before it is due."""
        now = self._clock()
        if now < self.due:
            return ()
        faces, width, height = self._sight()
        before = self._presence
        at = self._clock()
        self._presence = observe(before, Sighting(at, faces, width, height), self._rules)
        # A step that came late is not made up for by two at once.
        self.due = max(self.due + self._interval / (1.0 if self._is_anybody_near() else RESTING), now)
        return self._changes(before, at)

    def _is_anybody_near(self) -> bool:
        """Whether somebody has come, or may be coming."""
        limit = self._rules.leave_beyond_m
        close = [face for face in self.faces if face.distance_m is None or face.distance_m <= limit]
        return self._presence.is_present or bool(close)

    def _sight(self) -> tuple[tuple[Face, ...], int, int]:
        frame = self._frame()
        if frame is not None:
            self._faces = (self._detector.find(frame), frame.width, frame.height)
        return self._faces

    def _frame(self) -> Frame | None:
        """The newest frame whose time has come; None where the last one still stands."""
        if self._camera is None:
            return None
        if self._camera.is_live:
            return self._camera.read()
        elapsed = self._clock() - self._began
        newest = None
        self._next = self._next or self._camera.read()
        while self._next is not None and self._next.at <= elapsed:
            newest, self._next = self._next, self._camera.read()
        return newest

    def _changes(self, before: Presence, at: float) -> tuple[Event, ...]:
        events: list[Event] = []
        if self._presence.is_present and not before.is_present:
            events.append(VisitorArrived(at))
        x, y = self._presence.gaze
        if max(abs(x - self._told_gaze[0]), abs(y - self._told_gaze[1])) >= GAZE_STEP:
            self._told_gaze = (x, y)
            events.append(GazeMoved(at, x, y))
        if before.is_present and not self._presence.is_present:
            events.append(VisitorLeft(at))
        return tuple(events)


def _pretended(count: int) -> tuple[Face, ...]:
    """Faces side by side in a picture of 640 × 480, the first in the middle."""
    places = [280 + (index + 1) // 2 * 100 * (-1) ** index for index in range(count)]
    return tuple(Face(x, 180, 83 - index, 110, 1.0, PRETENDED_DISTANCE_M) for index, x in enumerate(places))
