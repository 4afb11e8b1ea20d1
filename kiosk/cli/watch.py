"""`kiosk watch`: what the camera, a video or a picture shows."""

import argparse
from dataclasses import replace

from kiosk.app.wiring.setup import open_setup
from kiosk.cli.output import Output
from kiosk.senses.camera_opencv import open_camera
from kiosk.senses.faces_opencv import open_detector
from kiosk.senses.watching import watch


def run(options: argparse.Namespace) -> int:
    """Prints sightings and presence until the file ends; a live camera until it is interrupted."""
    setup = open_setup(options).camera
    out = Output(options.json)
    settings = replace(setup.settings, source=options.source) if options.source else setup.settings
    detector = open_detector(setup.faces)
    camera = open_camera(settings)
    try:
        for row in watch(camera, detector, setup.presence, settings.rate_hz):
            out.row(row, _line(row))
    finally:
        camera.close()
    return 0


def _line(row: dict[str, object]) -> str:
    at, event = row["at"], row["event"]
    if event != "sighting":
        return f"{at:8} s  {event}"
    faces, distances = row["faces"], row["distance_m"]
    assert isinstance(faces, list)
    assert isinstance(distances, list)
    boxes = ", ".join(f"{box} at {away} m" for box, away in zip(faces, distances, strict=True))
    return f"{at:8} s  {len(faces)} faces  {boxes}".rstrip()
