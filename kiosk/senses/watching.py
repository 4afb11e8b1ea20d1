"""`kiosk watch`: what a camera, a video or a picture shows, one object per sighting, arrival and leaving."""

from collections.abc import Iterator
from typing import Any

from kiosk.domain.presence import Face, Presence, PresenceRules, Sighting, observe
from kiosk.senses.camera import Camera, Frame
from kiosk.senses.faces import FaceDetector


def watch(
    camera: Camera, detector: FaceDetector, rules: PresenceRules, rate_hz: float = 8.0
) -> Iterator[dict[str, Any]]:
    """Objects as the contract has them, in media time; ends with the file, never with a live camera."""
    presence = Presence()
    for frame in _frames(camera, rate_hz):
        faces = detector.find(frame)
        yield sighted(frame.at, faces)
        before = presence.is_present
        presence = observe(presence, Sighting(frame.at, faces, frame.width, frame.height), rules)
        if presence.is_present != before:
            yield {"event": "left" if before else "arrived", "at": round(frame.at, 3)}


def _frames(camera: Camera, rate_hz: float) -> Iterator[Frame]:
    due = 0.0
    while (frame := camera.read()) is not None:
        if camera.is_live and frame.at < due:
            continue
        due = max(due + 1 / rate_hz, frame.at)
        yield frame


def sighted(at: float, faces: tuple[Face, ...]) -> dict[str, Any]:
    """One sighting as an object."""
    return {
        "event": "sighting",
        "at": round(at, 3),
        "faces": [[round(value) for value in (face.x, face.y, face.width, face.height)] for face in faces],
        "distance_m": [None if face.distance_m is None else round(face.distance_m, 2) for face in faces],
    }
