"""`kiosk watch`: what the kiosk's own watcher sees in a camera, a video or a picture, one object each."""

import math
from collections.abc import Iterator
from typing import Any

from kiosk.domain.events import VisitorArrived, VisitorLeft
from kiosk.domain.sensing.presence import Face, PresenceRules
from kiosk.senses.camera import Camera, Frame
from kiosk.senses.faces import FaceDetector
from kiosk.senses.watcher import Watcher


class Media:
    """A camera whose frames are the clock by which they are watched: one a step, none of a file passed over."""

    is_live = True

    def __init__(self, camera: Camera, rate_hz: float) -> None:
        self._camera, self._interval = camera, 1 / rate_hz
        self._due = 0.0
        self._frame: Frame | None = None

    def goes_on(self) -> bool:
        """Fetches the next frame; of a live camera only as many a second as are wanted."""
        self._frame = self._camera.read()
        while self._frame is not None and self._camera.is_live and self._frame.at < self._due:
            self._frame = self._camera.read()
        if self._frame is not None:
            self._due = max(self._due + self._interval, self._frame.at)
        return self._frame is not None

    def now(self) -> float:
        """Media time of the frame at hand."""
        return self._frame.at if self._frame is not None else 0.0

    def read(self) -> Frame | None:
        return self._frame

    def close(self) -> None:
        self._camera.close()


def watch(
    camera: Camera, detector: FaceDetector, rules: PresenceRules, rate_hz: float = 8.0
) -> Iterator[dict[str, Any]]:
    """Objects as the contract has them, in media time; ends with the file, never with a live camera."""
    media = Media(camera, rate_hz)
    watcher = Watcher(media, detector, rules, media.now, rate_hz=math.inf)
    while media.goes_on():
        changes = watcher.step()
        yield sighted(media.now(), watcher.faces)
        for event in changes:
            if isinstance(event, VisitorArrived | VisitorLeft):
                word = "arrived" if isinstance(event, VisitorArrived) else "left"
                yield {"event": word, "at": round(event.at, 3)}


def sighted(at: float, faces: tuple[Face, ...]) -> dict[str, Any]:
    """One sighting as an object."""
    return {
        "event": "sighting",
        "at": round(at, 3),
        "faces": [[round(value) for value in (face.x, face.y, face.width, face.height)] for face in faces],
        "distance_m": [None if face.distance_m is None else round(face.distance_m, 2) for face in faces],
    }
