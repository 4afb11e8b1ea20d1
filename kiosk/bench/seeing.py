"""`kiosk bench seeing`: whom each detector finds, by width of the face and light, and what it takes for a face."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import numpy as np

from kiosk.bench.seeing_scenes_opencv import (
    LIGHTS,
    ROOMS,
    SEED,
    Likeness,
    Scene,
    cut_out,
    likenesses,
    photographed_room,
    picture,
)
from kiosk.senses.boxes import overlap
from kiosk.senses.camera import Frame, Pixels
from kiosk.senses.faces import FaceDetector
from kiosk.senses.faces_opencv import DETECTORS, open_detector
from kiosk.senses.settings import FaceSettings
from kiosk.stage.portrait.ada_lovelace.figure import AdaLovelace
from kiosk.stage.portrait.portrait import Portrait
from kiosk.stage.portrait.sejong.figure import Sejong
from kiosk.stage.portrait.still import save_portrait

WIDTHS_PX = (70, 45, 30, 20)
"""Of a face in a picture 640 wide that spans 60 degrees: 1.2, 1.8, 2.8 and 4.2 m away."""

SAME = 0.3
"""Overlap from which on a box is the face that was put there."""

PAINTED: tuple[tuple[Callable[[], Portrait], tuple[int, int, int, int]], ...] = (
    (AdaLovelace, (191, 237, 158, 215)),
    (Sejong, (181, 265, 178, 180)),
)
"""The product's own figures, and where their faces are in their stills."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the detectors are shown."""

    people: Sequence[Likeness]
    empty: Sequence[Pixels]
    """Photographs without anybody."""

    pictures: int = 10
    """Of every width in every light."""

    seconds: float = 20.0
    """Of every empty room."""

    rate_hz: float = 8.0


def shown(table: Path | None) -> tuple[Sequence[Likeness], Sequence[Pixels]]:
    """People and photographs of nobody: of a table of photographs, else the product's own figures."""
    if table is not None:
        return likenesses(table)
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as folder:
        people = []
        for number, (painted, box) in enumerate(PAINTED):
            file = Path(folder) / f"{number}.png"
            save_portrait(painted(), file)
            people.append(cut_out(picture(file), box))
    return people, []


def seeing_rows(settings: FaceSettings, what: Shown, tell: Callable[[str], None]) -> Iterator[dict[str, Any]]:
    """One row per detector, light and width, then one per detector and empty room."""
    for name in DETECTORS:
        if settings.models[name] is None:
            tell(f"{name} is left out: it is not installed")
            continue
        detector = open_detector(replace(settings, detector=name))
        tell(name)
        for light in LIGHTS:
            for face_px in WIDTHS_PX:
                yield {"detector": name, "light": light, **found(detector, what, light, face_px)}
        yield from ({"detector": name, "light": room, **imagined(detector, what, room)} for room in rooms(what))


def found(detector: FaceDetector, what: Shown, light: str, face_px: int) -> dict[str, Any]:
    """How many people of one width are found in one light."""
    hits, taken = 0, []
    for number in range(what.pictures):
        random = np.random.default_rng([SEED, number, face_px])
        scene = LIGHTS[light](random, what.people[number % len(what.people)], face_px)
        began = process_time()
        faces = detector.find(Frame(0.0, scene.pixels))
        taken.append(process_time() - began)
        boxes = np.array([[face.x, face.y, face.width, face.height] for face in faces], np.float32).reshape(-1, 4)
        hits += is_found(scene, boxes)
    return row(face_px, what.pictures, hits, None, taken)


def is_found(scene: Scene, boxes: np.ndarray[Any, np.dtype[np.float32]]) -> bool:
    """Whether one of the boxes is the face of the scene."""
    return bool(len(boxes)) and float(overlap(np.array(scene.box, np.float32), boxes).max()) > SAME


def rooms(what: Shown) -> tuple[str, ...]:
    """Those that are made, and those that were photographed."""
    return (*ROOMS, "photographed") if what.empty else tuple(ROOMS)


def imagined(detector: FaceDetector, what: Shown, room: str) -> dict[str, Any]:
    """How many pictures of a minute in an empty room show somebody."""
    frames = round(what.seconds * what.rate_hz)
    random = np.random.default_rng([SEED, frames])
    pictures = ROOMS[room](random, frames) if room in ROOMS else photographed_room(what.empty, random, frames)
    sightings, taken = 0, []
    for number, pixels in enumerate(pictures):
        began = process_time()
        sightings += bool(detector.find(Frame(number / what.rate_hz, pixels)))
        taken.append(process_time() - began)
    return row(None, len(taken), None, round(sightings / (len(taken) / what.rate_hz / 60), 1), taken)


def row(face_px: int | None, n: int, hits: int | None, false: float | None, taken: Sequence[float]) -> dict[str, Any]:
    """Milliseconds are the processor's, so that whatever else runs does not count."""
    ms = round(1000 * median(taken), 1) if taken else None
    return {"face_px": face_px, "n": n, "found": hits, "false_per_minute": false, "ms": ms}
