"""The room behind her: lamplight from the upper left on an engraved engine."""

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.stage.portrait.ada_lovelace.palette import BRASS, LAMP, NIGHT, TEAL
from kiosk.stage.portrait.curves import Line, Point, ellipse
from kiosk.stage.portrait.easel import HEIGHT, WIDTH, Easel, Fade, Mask

WHEELS = (((890.0, 330.0), 270.0, 44, 6), ((112.0, 735.0), 205.0, 34, 5), ((196.0, 372.0), 128.0, 24, 4))
"""Where the wheels stand, how large they are, how many teeth and spokes they have."""


def paint_room(easel: Easel) -> None:
    """Walls, lamplight, wheels and punched cards."""
    everything = np.ones((HEIGHT, WIDTH), np.float32)
    easel.wash(everything, Fade((0, 0), (300, 1500), TEAL, NIGHT))
    easel.wash(_glow((210, 330), 760), LAMP, 0.62)
    easel.wash(_glow((200, 260), 330), (214, 178, 112), 0.30)
    light = 0.25 + 0.75 * _glow((260, 380), 900)
    easel.wash(_hatching() * light, BRASS, 0.10)
    engraved = _etched(_wheels())
    easel.wash(engraved[1] * light, NIGHT, 0.50)
    easel.wash(engraved[0] * light, BRASS, 0.46)
    cards = _etched(_cards())
    easel.wash(cards[1] * light, NIGHT, 0.45)
    easel.wash(cards[0] * light, BRASS, 0.38)
    easel.wash(_vignette(), NIGHT, 0.85)


def _glow(centre: Point, reach: float) -> Mask:
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    far = ((columns - centre[0]) ** 2 + (rows - centre[1]) ** 2) / reach**2
    return np.asarray(np.exp(-2.2 * far), np.float32)


def _vignette() -> Mask:
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    side = np.clip(np.abs(columns - 500) / 640 - 0.35, 0, 1) ** 2
    floor = np.clip((rows - 900) / 900, 0, 1) ** 1.2
    ceiling = np.clip((150 - rows) / 260, 0, 1)
    return np.asarray(np.clip(side * 0.7 + floor + ceiling, 0, 1), np.float32)


def _hatching() -> Mask:
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    wave = np.sin((columns * 0.5 + rows + 9 * np.sin(columns / 170)) * 2 * np.pi / 11)
    return np.asarray(np.clip(wave * 2 - 1.1, 0, 1), np.float32)


def _etched(lines: Mask) -> tuple[Mask, Mask]:
    """The engraved lines, and the dark edge each line throws to the lower right."""
    return lines, np.roll(lines, (2, 2), (0, 1))


def _wheels() -> Mask:
    big = np.zeros((HEIGHT * 2, WIDTH * 2), np.uint8)
    for centre, radius, teeth, spokes in WHEELS:
        outlines = [_toothed(centre, radius, teeth)]
        outlines += [ellipse(centre, (radius * share,) * 2) for share in (0.90, 0.87, 0.70, 0.68, 0.26, 0.23, 0.09)]
        outlines += [_opening(centre, radius, 2 * np.pi / spokes, part) for part in range(spokes)]
        for outline in outlines:
            cv2.polylines(big, [np.round(outline * 32).astype(np.int32)], True, 255, 3, cv2.LINE_AA, 4)
        _engrave_rim(big, centre, radius)
    return np.asarray(cv2.resize(big, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA) / 255, np.float32)


def _engrave_rim(big: NDArray[np.uint8], centre: Point, radius: float) -> None:
    for angle in np.arange(0, 2 * np.pi, 2.2 / radius * 2):
        shade = 0.5 + 0.5 * np.cos(angle - np.pi / 4)
        ends = [
            (
                int((centre[0] + np.cos(angle) * radius * share) * 32),
                int((centre[1] + np.sin(angle) * radius * share) * 32),
            )
            for share in (0.87 - 0.165 * shade, 0.87)
        ]
        cv2.line(big, ends[0], ends[1], 150, 1, cv2.LINE_AA, 4)


def _toothed(centre: Point, radius: float, teeth: int) -> Line:
    steps = np.arange(teeth * 4)
    reach = np.where(steps % 4 < 2, radius, radius * 0.93)
    angle = (steps + np.where(steps % 2 == 0, 0.18, -0.18) * np.where(steps % 4 < 2, 1, -1)) * 2 * np.pi / (teeth * 4)
    return np.stack([centre[0] + reach * np.cos(angle), centre[1] + reach * np.sin(angle)], 1).astype(np.float32)


def _opening(centre: Point, radius: float, turn: float, part: int) -> Line:
    inner = np.linspace(part * turn + 0.30, (part + 1) * turn - 0.30, 24)
    outer = np.linspace((part + 1) * turn - 0.13, part * turn + 0.13, 40)
    angle = np.concatenate([inner, outer])
    reach = np.concatenate([np.full(24, radius * 0.32), np.full(40, radius * 0.62)])
    return np.stack([centre[0] + reach * np.cos(angle), centre[1] + reach * np.sin(angle)], 1).astype(np.float32)


def _cards() -> Mask:
    """Punched cards of a loom, laced together, hanging at the right."""
    big = np.zeros((HEIGHT * 2, WIDTH * 2), np.uint8)
    holes = np.random.default_rng(1843).random((4, 6, 9)) < 0.45
    for card in range(4):
        top = (655 + card * 118) * 2
        cv2.rectangle(big, (852 * 2, top), (1052 * 2, top + 204), 255, 3, cv2.LINE_AA)
        for row, column in np.argwhere(np.ones((6, 9))):
            place = (int(876 + column * 19) * 2, top + 28 + int(row) * 30)
            cv2.circle(big, place, 9, 255, -1 if holes[card, row, column] else 1, cv2.LINE_AA)
        for lace in (880, 1024):
            cv2.line(big, (lace * 2, top + 204), (lace * 2, top + 236), 200, 4, cv2.LINE_AA)
    return np.asarray(cv2.resize(big, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA) / 255, np.float32)
