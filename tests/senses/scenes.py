"""What a camera may see, drawn: people whom the stage paints, and things that move and are nobody."""

from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np

from kiosk.senses.camera import Frame
from tests.material import Pixels, drawn_pixels

FACES = {"ada-lovelace": (191, 237, 158, 215), "sejong": (181, 265, 178, 180)}
"""Where the face of each figure is in its picture, measured by eye: x, y, width, height."""

BELOW_THE_FACES = 560
"""The row from which on there are only clothes, with two dragons' heads on one of them."""

WIDTH, HEIGHT, RATE_HZ = 640, 480, 8.0


def people(folder: Path) -> Iterator[tuple[str, Pixels, list[tuple[int, int, int, int]]]]:
    """Pictures of one, of two and of nobody, with the boxes of the faces."""
    painted = {figure: drawn_pixels(figure, folder) for figure in FACES}
    for figure, pixels in painted.items():
        yield figure, pixels, [FACES[figure]]
    both = np.hstack(list(painted.values()))
    (first, (x, *rest)), across = FACES.values(), painted["ada-lovelace"].shape[1]
    yield "both", both, [first, (x + across, *rest)]
    yield "nobody", both[BELOW_THE_FACES:], []


class Approach:
    """Somebody who is far away at first and fills more and more of a dim room for four seconds."""

    is_live = False

    def __init__(self, person: Pixels, frames: int = 56) -> None:
        self._person, self._frames, self._index = person, frames, 0

    def read(self) -> Frame | None:
        if self._index >= self._frames:
            return None
        height, width = self._person.shape[:2]
        side = round(110 + 370 * min(1.0, self._index / 32))
        across = round(side * width / height)
        left = (WIDTH - across) // 2
        room = np.full((HEIGHT, WIDTH, 3), 60, np.uint8)
        room[HEIGHT - side :, left : left + across] = cv2.resize(
            self._person, (across, side), interpolation=cv2.INTER_AREA
        )
        self._index += 1
        return Frame((self._index - 1) / RATE_HZ, room)

    def close(self) -> None:
        pass


def bottle(room: Pixels, moment: float) -> None:
    """Slides over a table."""
    x = round(40 + 540 * moment)
    cv2.rectangle(room, (0, 360), (WIDTH, HEIGHT), (70, 90, 120), -1)
    cv2.rectangle(room, (x - 30, 190), (x + 30, 380), (60, 140, 60), -1)
    cv2.rectangle(room, (x - 12, 120), (x + 12, 200), (60, 140, 60), -1)


def back(room: Pixels, moment: float) -> None:
    """Of somebody who walks away."""
    size, x = 1.0 - 0.6 * moment, round(320 + 60 * np.sin(6 * moment))
    cv2.rectangle(room, (x - round(110 * size), 250), (x + round(110 * size), HEIGHT), (90, 60, 50), -1)
    cv2.ellipse(room, (x, 250 - round(70 * size)), (round(58 * size), round(76 * size)), 0, 0, 360, (28, 34, 46), -1)


def shelves(room: Pixels, moment: float) -> None:
    """Full of boxes, past which somebody pushes the camera."""
    colours = np.random.default_rng(7).integers(20, 235, (4, 40, 3))
    for row, boxes in enumerate(colours):
        for column, colour in enumerate(boxes):
            x = round(column * 70 - 1800 * moment)
            cv2.rectangle(room, (x, row * 120 + 8), (x + 60, row * 120 + 100), tuple(int(part) for part in colour), -1)


MOVING: dict[str, Callable[[Pixels, float], None]] = {
    "intel_bottle-detection.mp4": bottle,
    "intel_people-detection_from_gif.mp4": back,
    "intel_store-aisle-detection_from_gif.mp4": shelves,
}
"""What stands in for real films of things and of people from behind."""


def moving(name: str, file: Path, frames: int = 48) -> Path:
    """A film of something that is no face."""
    return filmed([_scene(MOVING[name], index / frames) for index in range(frames)], file)


def walk(person: Pixels, file: Path) -> Path:
    """A film of somebody who comes nearer."""
    approach = Approach(person, frames=32)
    return filmed([frame.pixels for frame in iter(approach.read, None)], file)


def filmed(pictures: list[Pixels], file: Path) -> Path:
    film = cv2.VideoWriter(str(file), cv2.VideoWriter.fourcc(*"MJPG"), RATE_HZ, (WIDTH, HEIGHT))
    for picture in pictures:
        film.write(picture)
    film.release()
    return file


def _scene(draw: Callable[[Pixels, float], None], moment: float) -> Pixels:
    room = np.random.default_rng(round(1000 * moment)).integers(96, 112, (HEIGHT, WIDTH, 3), np.uint8)
    draw(room, moment)
    return room
