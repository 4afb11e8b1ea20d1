"""The gold roundel of the robe: a five-clawed dragon coiled around the jewel, among clouds."""

from dataclasses import dataclass

import numpy as np

from kiosk.stage.portrait.brush import Path, Sheet, Stencil, ellipse, linear, lines, radial, ribbon, spline, stencil
from kiosk.stage.portrait.sejong.palette import BLOOD, CINNABAR, CRIMSON, GLOW, GOLD, MAROON, SHELL, UMBER, mixed

COIL = (
    (-0.04, -0.36), (0.16, -0.56), (0.46, -0.48), (0.64, -0.16), (0.62, 0.22), (0.38, 0.54), (0.02, 0.66),
    (-0.36, 0.56), (-0.60, 0.26), (-0.64, -0.10), (-0.52, -0.40), (-0.34, -0.62), (-0.12, -0.74), (0.06, -0.80),
)  # fmt: skip
GIRTH = (0.13, 0.17, 0.19, 0.20, 0.20, 0.19, 0.18, 0.16, 0.14, 0.11, 0.08, 0.05, 0.02)
LEGS = (((0.60, -0.24), (0.82, -0.34)), ((0.52, 0.40), (0.66, 0.62)), ((-0.34, 0.58), (-0.46, 0.80)),
        ((-0.62, 0.06), (-0.86, 0.06)))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Roundel:
    """Where it lies, how large it is, and how much it is foreshortened sideways."""

    x: float
    y: float
    radius: float
    squeeze: float = 1.0

    def at(self, x: float, y: float) -> tuple[float, float]:
        return self.x + x * self.radius * self.squeeze, self.y + y * self.radius

    def path(self, *points: tuple[float, float]) -> Path:
        return spline([self.at(x, y) for x, y in points])


def paint_roundel(sheet: Sheet, on: Roundel) -> None:
    """Ground, clouds, then the dragon."""
    size, span = on.radius, on.radius * on.squeeze
    disc = stencil(ellipse((on.x, on.y), (span, size)))
    sheet.tint(disc.softened(6), MAROON, 0.5)
    sheet.tint(disc, mixed(CRIMSON, BLOOD, 0.65), 0.9)
    for share, wide in ((0.985, 4.5), (0.92, 1.8)):
        ring = ellipse((on.x, on.y), (span * share, size * share))
        sheet.tint(lines([ring], wide / 2, is_closed=True), mixed(GOLD, GLOW, 0.3), 0.85)
    _clouds(sheet, on)
    for root, foot in LEGS:
        _leg(sheet, on, root, foot)
    _body(sheet, on)
    _head(sheet, on)
    _jewel(sheet, on)


def _gold(on: Roundel) -> tuple[tuple[float, float], tuple[float, float]]:
    return on.at(-0.8, -0.9), on.at(0.8, 0.9)


def _laid(sheet: Sheet, shape: Stencil, on: Roundel) -> None:
    sheet.tint(shape.moved(2, 3).softened(2), MAROON, 0.8)
    sheet.lay(shape, linear(*_gold(on), GLOW, GOLD, mixed(GOLD, UMBER, 0.35)))


def _body(sheet: Sheet, on: Roundel) -> None:
    spine = on.path(*COIL)
    girth = tuple(part * on.radius for part in GIRTH)
    shape = stencil(ribbon(spine, girth))
    fins = []
    for place in range(4, len(spine) - 6, 4):
        out = spine[place] - (on.x, on.y)
        way = out / max(float(np.hypot(*out)), 1e-6)
        width = float(np.interp(place / len(spine), np.linspace(0, 1, len(girth)), girth))
        base, side = spine[place] + way * width * 0.45, spine[place + 1] - spine[place - 1]
        fins.append(np.vstack([base - side * 1.2, base + way * width * 0.42 + side * 1.6, base + side * 1.2]))
    for fin in fins:
        sheet.lay(stencil(fin), mixed(GOLD, UMBER, 0.25))
    _laid(sheet, shape, on)
    scales = []
    for place in range(3, len(spine) - 8, 3):
        ahead = spine[place + 1] - spine[place - 1]
        along = ahead / max(float(np.hypot(*ahead)), 1e-6)
        across = np.asarray((-along[1], along[0]))
        width = float(np.interp(place / len(spine), np.linspace(0, 1, len(girth)), girth))
        for row in (-0.28, 0.02, 0.32):
            arc = np.linspace(-1.3, 1.3, 9)[:, None]
            centre = spine[place] + across * width * (row - 0.02)
            scales.append(centre + (along * np.cos(arc) + across * np.sin(arc)) * width * 0.17)
    sheet.tint(lines(scales, 0.6 if on.radius < 130 else 0.8).within(shape), UMBER, 0.85)
    belly = ribbon(spine + (np.asarray((on.x, on.y)) - spine) * 0.075, tuple(part * 0.22 for part in girth))
    sheet.tint(stencil(belly).within(shape), GLOW, 0.75)


def _leg(sheet: Sheet, on: Roundel, root: tuple[float, float], foot: tuple[float, float]) -> None:
    knee = ((root[0] + foot[0]) / 2 + 0.07 * foot[1], (root[1] + foot[1]) / 2 - 0.07 * foot[0])
    shape = stencil(ribbon(on.path(root, knee, foot), (0.13 * on.radius, 0.10 * on.radius, 0.06 * on.radius)))
    _laid(sheet, shape, on)
    way = float(np.arctan2(foot[1] - knee[1], foot[0] - knee[0]))
    for claw in np.linspace(-1.25, 1.25, 5):
        angle = way + float(claw)
        middle = (foot[0] + 0.07 * np.cos(angle), foot[1] + 0.07 * np.sin(angle))
        tip = (foot[0] + 0.13 * np.cos(angle + 0.35), foot[1] + 0.13 * np.sin(angle + 0.35))
        nail = stencil(ribbon(on.path(foot, middle, tip), (0.045 * on.radius, 0.035 * on.radius, 0.4)))
        _laid(sheet, nail, on)


def _head(sheet: Sheet, on: Roundel) -> None:
    """Seen from the front, as on the robes of Joseon: brow, horns, mane, muzzle and whiskers."""
    unit = on.radius
    for side in (-1, 1):
        for number in range(6):
            angle = 0.5 + number * 0.36
            end = (side * 0.40 * np.sin(angle), -0.12 - 0.34 * np.cos(angle))
            bend = (side * 0.26 * np.sin(angle + 0.25), -0.12 - 0.20 * np.cos(angle + 0.25))
            lock = stencil(ribbon(on.path((side * 0.06, -0.12), bend, end), (0.10 * unit, 0.07 * unit, 0.5)))
            _laid(sheet, lock, on)
        horn = on.path((side * 0.06, -0.24), (side * 0.13, -0.38), (side * 0.10, -0.52))
        _laid(sheet, stencil(ribbon(horn, (0.06 * unit, 0.05 * unit, 0.8))), on)
    skull = [(0, -0.30), (0.13, -0.27), (0.18, -0.16), (0.14, -0.03), (0.15, 0.08), (0.08, 0.16), (0, 0.18)]
    half = on.path(*skull)
    whole = np.vstack([half, np.stack([2 * on.x - half[::-1, 0], half[::-1, 1]], axis=1)])
    _laid(sheet, stencil(whole), on)
    for side in (-1, 1):
        eye = on.at(side * 0.085, -0.14)
        sheet.lay(stencil(ellipse(eye, (0.050 * unit * on.squeeze, 0.042 * unit))), SHELL)
        sheet.lay(stencil(ellipse(eye, (0.022 * unit * on.squeeze, 0.024 * unit))), MAROON)
        brow = on.path((side * 0.02, -0.17), (side * 0.09, -0.21), (side * 0.16, -0.19))
        sheet.tint(stencil(ribbon(brow, (0.02 * unit, 0.035 * unit, 0.01 * unit))), UMBER, 0.9)
        nostril = ellipse(on.at(side * 0.05, 0.03), (0.024 * unit * on.squeeze, 0.02 * unit))
        sheet.tint(stencil(nostril), UMBER, 0.95)
        whisker = on.path((side * 0.10, 0.06), (side * 0.28, 0.05), (side * 0.33, 0.18), (side * 0.26, 0.26))
        _laid(sheet, stencil(ribbon(whisker, (0.035 * unit, 0.028 * unit, 0.5))), on)
    mouth = on.path((-0.11, 0.09), (0, 0.115), (0.11, 0.09))
    sheet.tint(stencil(ribbon(mouth, (0.01 * unit, 0.035 * unit, 0.01 * unit))), MAROON, 0.95)


def _jewel(sheet: Sheet, on: Roundel) -> None:
    centre, radius = on.at(0.02, 0.36), 0.095 * on.radius
    for number in range(7):
        angle = np.pi + number * np.pi / 6
        reach = 0.20 + 0.04 * (number % 2)
        tip = (0.02 + reach * float(np.cos(angle)), 0.36 + reach * float(np.sin(angle)))
        flame = ribbon(on.path((0.02, 0.36), tip), (0.055 * on.radius, 0.4))
        sheet.lay(stencil(flame), CINNABAR, 0.9)
    ball = stencil(ellipse(centre, (radius * on.squeeze, radius)))
    _laid(sheet, ball, on)
    glow = (centre[0] - radius * 0.3, centre[1] - radius * 0.35)
    sheet.tint(ball, radial(glow, (radius * 1.3, radius * 1.3), SHELL, GLOW, GOLD), 1.0)


def _clouds(sheet: Sheet, on: Roundel) -> None:
    """Curls between the coil and the rim."""
    curls = []
    for angle in np.radians((20, 75, 108, 155, 200, 228, 285, 330)):
        for size, turn in ((0.10, 0.0), (0.075, 0.16), (0.075, -0.16)):
            x, y = 0.80 * np.cos(angle + turn), 0.80 * np.sin(angle + turn)
            wind = np.linspace(0, 2.2 * np.pi, 30)
            far = size * (1 - wind / 9.5)
            px, py = x + far * np.cos(wind + angle), y + far * np.sin(wind + angle)
            curls.append(np.asarray([on.at(float(a), float(b)) for a, b in zip(px, py, strict=True)]))
    sheet.tint(lines(curls, 1.0 if on.radius > 120 else 0.7), mixed(GOLD, BLOOD, 0.15), 0.75)
