"""Scenes for `kiosk bench seeing`: people in a hall by width and light, and rooms without anybody; all seeded."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.domain.problem import KioskError, Problem
from kiosk.senses.camera import Pixels

SEED = 17
WIDTH, HEIGHT = 640, 480
AROUND = 0.55
"""How much of a face's size is taken along on each side: hair, chin and collar."""

SHARPEST_PX = 60
"""Faces of photographs that are narrower are left out: the largest in a scene would be drawn coarser than it is."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Likeness:
    """A face with some of what is around it."""

    pixels: Pixels
    box: tuple[int, int, int, int]
    """Of the face: x, y, width, height."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture as a camera gives it, with the face in it."""

    pixels: Pixels
    box: tuple[float, float, float, float]


def likenesses(table: Path) -> tuple[list[Likeness], list[Pixels]]:
    """Faces of photographs, and photographs without any.

    The table's columns: path (beside the table), boxes_xywh.
    """
    try:
        with table.open(encoding="utf-8", newline="") as file:
            rows = [(row["path"], json.loads(row["boxes_xywh"])) for row in csv.DictReader(file)]
        read = [(cv2.imread(str(table.parent / name)), boxes) for name, boxes in rows]
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise KioskError(Problem("KB0014", str(table), f"cannot be read: {error!r}")) from error
    seen = [(cast(Pixels, pixels), boxes) for pixels, boxes in read if pixels is not None]
    faces = [cut_out(pixels, box) for pixels, boxes in seen for box in boxes if box[2] >= SHARPEST_PX]
    return faces, [pixels for pixels, boxes in seen if not boxes]


def cut_out(pixels: Pixels, box: Sequence[int]) -> Likeness:
    """A face with its surroundings, as far as the picture has them."""
    x, y, width, height = (round(value) for value in box)
    across, down = round(width * AROUND), round(height * AROUND)
    left, top = max(0, x - across), max(0, y - down)
    part = pixels[top : y + height + down, left : x + width + across]
    return Likeness(part, (x - left, y - top, width, height))


def picture(file: Path) -> Pixels:
    """A file of the product's own."""
    return np.asarray(cv2.imread(str(file)), np.uint8)


def hall(random: np.random.Generator) -> Pixels:
    """A wall with pictures, a doorway and a floor, somewhat out of focus."""
    shade = random.integers(110, 190)
    tint = shade + random.integers(-14, 15, 3)
    room = np.full((HEIGHT, WIDTH, 3), tint, np.float32)
    room *= np.linspace(1.12, 0.78, HEIGHT, dtype=np.float32)[:, None, None]
    floor = int(random.integers(330, 390))
    room[floor:] = tint * 0.55
    for _ in range(int(random.integers(3, 7))):
        x, y = int(random.integers(0, WIDTH - 60)), int(random.integers(10, 170))
        w, h = int(random.integers(40, 120)), int(random.integers(40, 130))
        cv2.rectangle(room, (x, y), (x + w, y + h), [float(v) for v in random.integers(20, 90, 3)], 6)
        room[y + 4 : y + h - 4, x + 4 : x + w - 4] = random.integers(40, 230, 3)
    door = int(random.integers(0, WIDTH - 90))
    room[120:floor, door : door + 80] = tint * 0.35
    return _photographed(cv2.GaussianBlur(room, (0, 0), 1.6), random, 2.0)


def window(room: Pixels, middle: tuple[float, float], size: float) -> Floats:
    """The hall with the day behind whoever stands there: panes that are blown out, and a glow around."""
    lit = room.astype(np.float32) * 0.55
    x, y, half = round(middle[0]), round(middle[1]), round(max(60.0, size * 1.6))
    cv2.rectangle(lit, (x - half, y - round(half * 1.3)), (x + half, y + round(half * 1.6)), (255.0, 252.0, 246.0), -1)
    cv2.rectangle(lit, (x - 3, y - round(half * 1.3)), (x + 3, y + round(half * 1.6)), (90.0, 90.0, 90.0), -1)
    return np.asarray(lit + 0.25 * cv2.GaussianBlur(lit, (0, 0), 31), np.float32)


def stood(room: Pixels, likeness: Likeness, face_px: int, middle: tuple[float, float], light: float = 1.0) -> Floats:
    """The hall with somebody in it whose face is this wide; `light` is what falls on them."""
    scene = room.astype(np.float32)
    x, y, width, height = likeness.box
    scale = face_px / width
    size = (max(2, round(likeness.pixels.shape[1] * scale)), max(2, round(likeness.pixels.shape[0] * scale)))
    shape = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    person = cv2.resize(likeness.pixels, size, interpolation=shape).astype(np.float32)
    face_x, face_y = (x + width / 2) * scale, (y + height / 2) * scale
    left, top = round(middle[0] - face_x), round(middle[1] - face_y)
    shoulders = (round(middle[0]), round(middle[1] + height * scale * 1.75))
    half = (round(face_px * 1.35), round(height * scale * 1.15))
    cv2.ellipse(scene, shoulders, half, 0, 180, 360, (70.0 * light, 58.0 * light, 52.0 * light), -1)
    head = np.zeros((size[1], size[0]), np.float32)
    cv2.ellipse(
        head, (round(face_x), round(face_y)), (round(face_px * 0.74), round(height * scale * 0.78)), 0, 0, 360, 1.0, -1
    )
    head = cv2.GaussianBlur(head, (0, 0), max(0.8, face_px * 0.04))[..., None]
    # What lies outside the picture is cut off.
    up, off = max(0, -top), max(0, -left)
    rows, columns = min(size[1], HEIGHT - top), min(size[0], WIDTH - left)
    there = scene[top + up : top + rows, left + off : left + columns]
    there += head[up:rows, off:columns] * (person[up:rows, off:columns] * light - there)
    return scene


def _photographed(light: NDArray[Any], random: np.random.Generator, noise: float) -> Pixels:
    """What the sensor makes of it."""
    grain = random.normal(0.0, noise, light.shape).astype(np.float32)
    return np.asarray(np.clip(light + grain, 0, 255), np.uint8)


def plain(random: np.random.Generator, likeness: Likeness, face_px: int) -> Scene:
    """Even light."""
    middle = _place(random, face_px)
    return _scene(stood(hall(random), likeness, face_px, middle), random, middle, likeness, face_px)


def dark(random: np.random.Generator, likeness: Likeness, face_px: int) -> Scene:
    """A tenth of the light, and the noise of a sensor that is driven hard."""
    middle = _place(random, face_px)
    scene = stood(hall(random), likeness, face_px, middle) * 0.12
    return Scene(_photographed(scene, random, 5.0), _box(middle, likeness, face_px))


def backlit(random: np.random.Generator, likeness: Likeness, face_px: int) -> Scene:
    """A window behind the visitor, so that little light falls on the face."""
    middle = _place(random, face_px)
    room = np.clip(window(hall(random), middle, face_px), 0, 255).astype(np.uint8)
    scene = stood(room, likeness, face_px, middle, light=0.22)
    return _scene(scene + 10.0, random, middle, likeness, face_px)


def blurred(random: np.random.Generator, likeness: Likeness, face_px: int) -> Scene:
    """Somebody who walks past while the shutter is open for a fortieth of a second."""
    middle = _place(random, face_px)
    scene = stood(hall(random), likeness, face_px, middle)
    length = max(3, round(face_px * 0.22))
    kernel = np.full((1, length), 1 / length, np.float32)
    return _scene(np.asarray(cv2.filter2D(scene, -1, kernel), np.float32), random, middle, likeness, face_px)


LIGHTS: Mapping[str, Callable[[np.random.Generator, Likeness, int], Scene]] = {
    "plain": plain,
    "dark": dark,
    "backlit": backlit,
    "blurred": blurred,
}


def _place(random: np.random.Generator, face_px: int) -> tuple[float, float]:
    """Where a face may be: anywhere across, at a grown person's height or a child's."""
    return float(random.uniform(face_px * 1.2, WIDTH - face_px * 1.2)), float(random.uniform(140, 330))


def _box(middle: tuple[float, float], likeness: Likeness, face_px: int) -> tuple[float, float, float, float]:
    height = likeness.box[3] * face_px / likeness.box[2]
    return middle[0] - face_px / 2, middle[1] - height / 2, float(face_px), height


def _scene(
    light: Floats, random: np.random.Generator, middle: tuple[float, float], likeness: Likeness, face_px: int
) -> Scene:
    return Scene(_photographed(light, random, 2.0), _box(middle, likeness, face_px))


def lamp(random: np.random.Generator, frames: int) -> Iterator[Pixels]:
    """A lamp that somebody switches on and off outside, with its glow."""
    room = hall(random)
    x, y = int(random.integers(80, WIDTH - 80)), int(random.integers(60, 200))
    glow = np.zeros((HEIGHT, WIDTH), np.float32)
    cv2.circle(glow, (x, y), 22, 1.0, -1)
    glow = glow + 0.6 * cv2.GaussianBlur(glow, (0, 0), 40)
    for index in range(frames):
        is_on = index // 12 % 2
        yield _photographed(room * (0.5 + 0.4 * is_on) + 250 * is_on * glow[..., None], random, 3.0)


def daylight(random: np.random.Generator, frames: int) -> Iterator[Pixels]:
    """A window whose patch of sun wanders over the wall."""
    room = window(hall(random), (float(random.uniform(150, 490)), 170.0), 60.0)
    for index in range(frames):
        lit = room.copy()
        x = round(WIDTH * index / max(1, frames))
        lit[150:300, x : x + 70] *= 1.7
        yield _photographed(lit, random, 2.0)


def dusk(random: np.random.Generator, frames: int) -> Iterator[Pixels]:
    """Light that goes while the sensor's noise comes."""
    room = hall(random).astype(np.float32)
    for index in range(frames):
        left = 1 - 0.96 * index / max(1, frames)
        yield _photographed(room * left, random, 2.0 + 8 * (1 - left))


def darkness(random: np.random.Generator, frames: int) -> Iterator[Pixels]:
    """Nothing but noise, in grains that a camera's own smoothing leaves."""
    for _ in range(frames):
        grain = random.normal(14.0, 22.0, (HEIGHT // 4, WIDTH // 4, 3)).astype(np.float32)
        yield _photographed(cv2.resize(grain, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC), random, 6.0)


def flicker(random: np.random.Generator, frames: int) -> Iterator[Pixels]:
    """Bands of the mains that roll through the picture of a camera without an anti-flicker filter."""
    room, rows = hall(random).astype(np.float32), np.arange(HEIGHT, dtype=np.float32)
    for index in range(frames):
        bands = 1 + 0.35 * np.sin(rows / 38 + index * 1.9)
        yield _photographed(room * bands[:, None, None], random, 2.0)


def photographed_room(empty: Sequence[Pixels], random: np.random.Generator, frames: int) -> Iterator[Pixels]:
    """Photographs without anybody, in turn, in light that changes."""
    for index in range(frames):
        room = cv2.resize(empty[index % len(empty)], (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
        yield _photographed(room * np.float32(random.uniform(0.3, 1.1)), random, 3.0)


ROOMS: Mapping[str, Callable[[np.random.Generator, int], Iterator[Pixels]]] = {
    "lamp": lamp,
    "window": daylight,
    "dusk": dusk,
    "darkness": darkness,
    "flicker": flicker,
}
