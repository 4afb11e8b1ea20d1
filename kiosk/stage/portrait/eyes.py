"""A painted eye: the ball turns behind the lids, the lids close down to the lower lashes."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.stage.portrait.curves import Line, ellipse, ribbon, through
from kiosk.stage.portrait.patch import LARGER, Patch, Pixels, Tone, between

SIZE = (124, 104)
CENTRES = ((458.0, 655.0), (622.0, 655.0))
HALF = 43.0
REMEMBERED = 160
"""So many looks of an eye are kept, so that a repeated blink costs nothing."""

WHITE, WHITE_SHADE, INK = (242, 232, 220), (190, 172, 166), (34, 18, 20)
Values = NDArray[np.floating]
ACROSS: Values = np.linspace(-1, 1, 49, dtype=np.float32)
DOME: Values = np.clip(1 - ACROSS**2, 0, 1)


def eye_box(side: int) -> tuple[int, int, int, int]:
    """The window of one eye on the plate; side 0 is on the left of the screen."""
    x, y = CENTRES[side]
    return int(x) - SIZE[0] // 2, int(y) - SIZE[1] // 2 - 4, *SIZE


@dataclass(frozen=True, slots=True)
class EyeLook:
    """The colours and the cut of an eye; lengths in pixels of the canvas."""

    iris_rim: Tone = (40, 26, 26)
    iris: Tone = (84, 54, 38)
    iris_light: Tone = (150, 100, 60)
    skin: Tone = (236, 200, 172)
    skin_light: Tone = (250, 232, 212)
    skin_shade: Tone = (176, 110, 90)
    crease: Tone = (150, 92, 80)
    upper: float = 20.5
    """How high the upper lid stands above the corners, and how far above it its fold lies."""

    fold: float = 9.5
    lower: float = 12.5
    slant: float = 3.5
    """How much the outer corner is raised."""

    lashes: float = 1.0


class Eye:
    """Paints one eye into its patch of the plate."""

    def __init__(self, plate: Pixels, side: int, look: EyeLook = EyeLook()) -> None:
        self._look = look
        self._patch = Patch(plate, eye_box(side))
        self._ball = self._patch.canvas.copy()
        self._outward = -1.0 if side == 0 else 1.0
        self._x, self._y = CENTRES[side]
        self._mask = np.zeros(self._ball.shape[:2], np.uint8)
        self._stamp, self._round = self._engraved()
        self._painted: dict[tuple[float, ...], Pixels] = {}

    def paint(self, closed: float, gaze: tuple[float, float], smile: float) -> None:
        """`closed` 0 to 1; `gaze` −1 to 1 both ways."""
        key = (closed, *gaze, smile)
        if key not in self._painted:
            if len(self._painted) >= REMEMBERED:
                del self._painted[next(iter(self._painted))]
            self._open(closed, gaze, smile)
            self._patch.settle()
            self._painted[key] = self._patch.window().copy()
        self._patch.window()[...] = self._painted[key]

    def _open(self, closed: float, gaze: tuple[float, float], smile: float) -> None:
        out = ACROSS * self._outward
        cut = self._look
        tilt = self._y + 1.5 - cut.slant * out
        arch = DOME**0.62 * (1 - 0.16 * out)
        open_lid = tilt - (cut.upper - 3.5 * gaze[1]) * arch
        low = tilt + (cut.lower - 2.5 * smile + 1.5 * gaze[1]) * DOME**0.75 * (1 + 0.14 * out)
        lid = open_lid + (low - 1.0 - open_lid) * closed
        self._patch.clear()
        self._lid_skin(open_lid, lid, closed)
        if closed < 0.97:
            self._eyeball(lid, low, gaze)
        self._lashes(lid, low, closed)

    def _curve(self, heights: Values, reach: float = 1.0) -> Line:
        part = np.abs(ACROSS) <= reach
        return np.stack([self._x + ACROSS[part] * HALF, heights[part]], 1).astype(np.float32)

    def _lid_skin(self, open_lid: Values, lid: Values, closed: float) -> None:
        look = self._look
        crease = open_lid - (look.fold - 2.5 * closed) * DOME**0.5 - 1
        skin = np.vstack([self._curve(crease), self._curve(lid)[::-1]])
        self._patch.fill(skin, between(look.skin, look.skin_shade, 0.42))
        middle = np.vstack([self._curve(crease + 2, 0.75), self._curve(lid - 2, 0.75)[::-1]])
        self._patch.fill(middle, between(look.skin, look.skin_shade, 0.28))
        if closed > 0.3:
            depth = float(lid[24] - crease[24])
            for share in (0.2, 0.45, 0.7, 1.0):
                spot = ellipse(
                    (self._x - 5, float(crease[24]) + depth * 0.56), (26 - 16 * share, depth * (0.26 - 0.16 * share))
                )
                self._patch.fill(
                    spot, between(between(look.skin, look.skin_shade, 0.28), look.skin_light, closed * share * 0.34)
                )
        self._patch.fill(ribbon(self._curve(crease, 0.93), 2.2, (0, 0.2)), look.crease)

    def _eyeball(self, lid: Values, low: Values, gaze: tuple[float, float]) -> None:
        patch, keep = self._patch, self._patch.canvas
        patch.canvas = self._ball
        patch.canvas[...] = (*WHITE_SHADE[::-1], 255)
        patch.fill(ellipse((self._x, self._y + 2), (32, 22)), between(WHITE_SHADE, WHITE, 0.6))
        patch.fill(ellipse((self._x - 1, self._y + 3), (26, 18)), WHITE)
        patch.fill(ellipse((self._x - self._outward * 41, self._y + 5), (8, 6)), (214, 142, 130))
        self._iris(self._x + gaze[0] * 15, self._y - 3.5 + gaze[1] * 7)
        shadow = np.vstack([self._curve(lid - 12), self._curve(lid + 4.5 * DOME**0.5)[::-1]])
        _dim(patch.canvas, patch.scaled(shadow))
        patch.canvas = keep
        self._mask[...] = 0
        aperture = np.vstack([self._curve(lid), self._curve(np.maximum(low, lid))[::-1]])
        cv2.fillPoly(self._mask, [patch.scaled(aperture)], 255, cv2.LINE_8, 4)
        cv2.copyTo(self._ball, self._mask, patch.canvas)

    def _iris(self, x: float, y: float) -> None:
        """Stamp the iris on the ball; a third of a pixel is the finest step."""
        size = len(self._round)
        left, top = (round((v - o) * LARGER - size / 2) for v, o in ((x, self._patch.box[0]), (y, self._patch.box[1])))
        first, last = max(0, -top), min(size, self._ball.shape[0] - top)
        where = (slice(top + first, top + last), slice(left, left + size))
        cv2.copyTo(self._stamp[first:last], self._round[first:last], self._ball[where])

    def _engraved(self) -> tuple[Pixels, Pixels]:
        """The iris once, enlarged, and the round of it."""
        look = self._look
        x, y, fill = self._x, self._y, self._patch.fill
        fill(ellipse((x, y), (20.5, 20.5)), look.iris_rim)
        fill(ellipse((x, y), (18.6, 18.6)), look.iris)
        fill(ellipse((x + 1, y + 4.5), (14.5, 13)), between(look.iris, look.iris_light, 0.5))
        fill(ellipse((x + 1.5, y + 7), (11.5, 9)), look.iris_light)
        for turn in np.arange(0, 360, 20):
            ray = np.radians(turn)
            ends = [(x + np.cos(ray) * far, y + np.sin(ray) * far) for far in (9, 17.5)]
            fill(ribbon(through(ends, 2), 1.0, (0.4, 1)), between(look.iris_rim, look.iris, 0.8))
        fill(ellipse((x, y), (9.2, 9.2)), (20, 12, 14))
        fill(ellipse((x - 6.5, y - 7), (5.0, 5.6), 20), (255, 252, 244))
        fill(ellipse((x + 7, y + 8), (2.6, 2.2)), (232, 206, 170))
        half = 20 * LARGER
        left, top = (round((v - o) * LARGER) for v, o in ((x, self._patch.box[0]), (y, self._patch.box[1])))
        stamp = self._patch.canvas[top - half : top + half, left - half : left + half].copy()
        disc = np.zeros((2 * half, 2 * half), np.uint8)
        cv2.circle(disc, (half, half), half, 255, -1)
        return stamp, disc

    def _lashes(self, lid: Values, low: Values, closed: float) -> None:
        order = slice(None) if self._outward > 0 else slice(None, None, -1)
        self._patch.fill(ribbon(self._curve(low, 0.9)[order], 2.0, (0.0, 0.6), 0.7), (142, 84, 76))
        line = self._curve(lid)[order]
        end = line[-1]
        wing = np.asarray([(end[0] + self._outward * 5, end[1] - 3.0 + 4 * closed)], np.float32)
        self._patch.fill(ribbon(np.vstack([line, wing]), 5.2, (0.15, 0.05), 0.62), INK)
        for place in (0.70, 0.78, 0.86, 0.93, 0.985):
            at = line[int(place * (len(line) - 1))]
            reach = self._outward * (3.5 + 6 * (place - 0.6) / 0.4) * self._look.lashes
            tip = (at[0] + reach, at[1] - (6.5 - 3.5 * place) * (1 - 1.9 * closed) * self._look.lashes)
            bend = (at[0] + reach * 0.6, at[1] - 1.0 * (1 - 3 * closed))
            self._patch.fill(ribbon(through([tuple(at), bend, tip], 5), 2.2, (1, 0), 0.05), INK)


def _dim(canvas: Pixels, shape: NDArray[np.int32]) -> None:
    """The shadow the upper lid throws on the ball."""
    cover = np.zeros(canvas.shape[:2], np.uint8)
    cv2.fillPoly(cover, [shape], 255, cv2.LINE_8, 4)
    darker = cv2.convertScaleAbs(canvas, alpha=0.66)
    cv2.copyTo(darker, cover, canvas)
