"""The eyes of a photograph: irises that look about behind their lids, and lids that close over them.

A lid is not pulled down, for that would drag brow and shadow along: skin is filled in over the opening from around it,
with the grain of the picture, and a new line of lashes is drawn on its edge.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from kiosk.stage.portrait.photograph.fields import Window, fetched, window_around
from kiosk.stage.portrait.photograph.landmarks import Floats, Pixels
from kiosk.stage.portrait.photograph.plate import Plate, lowered

ASIDE, DOWN = 0.050, 0.026
"""How far the iris goes, in distances of the eyes."""

AROUND = 0.13
"""The white of the eye gives way this far around the iris."""

STEPS = 12
"""Pictures of a closing lid."""

CREASE, LASH = 0.072, 0.012
GRAIN = 0.8
SHADE = 0.96
"""A closed lid against the skin beside it."""


@dataclass(slots=True)
class Lid:
    """One picture of a closing lid: what it covers, and with what."""

    cover: Floats
    """Height × width × 1, 0 to 1."""

    skin: Floats


class Eye:
    """Paints one eye of a pose."""

    def __init__(self, plate: Plate, side: int) -> None:
        name = ("left", "right")[side]
        self._unit = plate.unit
        upper, lower = plate.curve(f"{name}_upper_lid"), plate.curve(f"{name}_lower_lid")
        reach = 0.14 * plate.unit
        both = np.vstack([upper, lower])
        low, high = both.min(0) - reach, both.max(0) + reach
        height, width = plate.pixels.shape[:2]
        self.window: Window = window_around((*low, *high), (width, height))
        left, top, w, h = self.window
        self._rest = plate.pixels[top : top + h, left : left + w].copy()
        origin = np.array([left, top], np.float64)
        self._upper, self._lower = _fine(upper - origin), _fine(lower - origin)
        iris, rim = plate.curve("irises")[side] - origin, plate.curve("iris_rims")[side] - origin
        self._opening = _softened(_shape(np.vstack([self._upper, self._lower[::-1]]), (h, w)), 0.008 * plate.unit)
        self._weight = _disc(iris, float(np.linalg.norm(rim - iris)), AROUND * plate.unit, (h, w))
        across, down = np.meshgrid(np.arange(w, dtype=np.float32), np.arange(h, dtype=np.float32))
        self._places = np.stack([across, down], 2)
        skin = _lid_skin(self._rest[..., :3], self._upper, self._lower, plate.unit)
        self._lids = [self._lid(step / STEPS, skin) for step in range(1, STEPS + 1)]

    def painted(self, closed: float, gaze: tuple[float, float]) -> Pixels:
        """The window in this pose; `closed` 0 to 1, `gaze` −1 to 1 to the right and down."""
        step = round(max(0.0, min(1.0, closed)) * STEPS)
        if not step and not any(gaze):
            return self._rest
        canvas = self._rest.copy()
        if any(gaze) and step < STEPS:
            move = np.array([gaze[0] * ASIDE, gaze[1] * DOWN], np.float32) * np.float32(self._unit)
            sources = self._places - self._weight[..., None] * move
            moved = fetched(self._rest, sources)
            canvas[..., :3] = _mixed(self._rest[..., :3], moved[..., :3], self._opening)
        if step:
            lid = self._lids[step - 1]
            canvas[..., :3] = _mixed(canvas[..., :3], lid.skin, lid.cover)
        return canvas

    def _lid(self, share: float, skin: Floats) -> Lid:
        """The lid this far down: from the crease above the eye to its edge."""
        eased = share**0.9
        edge = self._upper + (self._lower - self._upper) * eased * 0.94
        arch = np.sin(np.linspace(0, np.pi, len(edge)))[:, None] ** 0.6
        crease = self._upper - np.array([0.0, CREASE * self._unit]) * arch
        size = self._rest.shape[:2]
        cover = _softened(_shape(np.vstack([crease, edge[::-1]]), size), 0.010 * self._unit)
        picture = skin.copy()
        rows = np.mgrid[0 : size[0], 0 : size[1]][0].astype(np.float32)
        columns = np.arange(size[1], dtype=np.float32)
        top = np.interp(columns, self._upper[:, 0], self._upper[:, 1])
        bottom = np.interp(columns, edge[:, 0], edge[:, 1])
        down = np.clip((rows - top) / np.maximum(bottom - top, 2.0), 0, 1)
        bulge = 1.0 + 0.07 * np.sin(down * np.pi) * share - 0.06 * down**3
        picture *= bulge[..., None]
        fold = _stroke(lowered(self._upper, -0.012 * self._unit), 0.010 * self._unit, size, 0.6)
        picture *= (1 - 0.13 * share * _softened(fold, 0.010 * self._unit))[..., None]
        lash = _softened(_stroke(edge, LASH * self._unit, size, 0.25), 0.005 * self._unit)
        dark = self._lashes()
        picture += lash[..., None] * 0.80 * (dark - picture)
        cover = np.maximum(cover, lash * 0.9)
        return Lid(cover[..., None].astype(np.float32), picture.astype(np.float32))

    def _lashes(self) -> Floats:
        """The darkest tone along the upper lid."""
        height, width = self._rest.shape[:2]
        rows, columns = (
            self._upper[4:-4, axis].clip(0, size - 1).astype(int) for axis, size in ((1, height), (0, width))
        )
        ordered = sorted((tuple(map(float, tone)) for tone in self._rest[rows, columns, :3]), key=sum)
        return np.asarray(np.mean(ordered[: max(1, len(ordered) // 4)], axis=0) * 0.9)


def _fine(curve: Floats, count: int = 41) -> Floats:
    """A smooth curve through few points (a cubic through their places from left to right)."""
    steps = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(curve, axis=0), axis=1))])
    even = np.linspace(0, steps[-1], count)
    dense = np.stack([np.interp(even, steps, curve[:, axis]) for axis in (0, 1)], 1).astype(np.float32)
    smooth = cv2.GaussianBlur(dense, (1, 7), 0, borderType=cv2.BORDER_REPLICATE)
    # The corners stay where they were set.
    smooth[0], smooth[-1] = dense[0], dense[-1]
    return np.asarray(smooth, np.float64)


def _shape(outline: Floats, size: tuple[int, int]) -> Floats:
    cover = np.zeros(size, np.uint8)
    # Sixteenths of a pixel, which the last argument says: whole ones would make the edge jump.
    cv2.fillPoly(cover, [np.round(outline * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
    return cover.astype(np.float32) / 255


def _stroke(line: Floats, thick: float, size: tuple[int, int], ends: float) -> Floats:
    """A line that is thinner at its ends, by `ends` of its thickness."""
    share = np.sin(np.linspace(0, np.pi, len(line))) ** 0.5
    half = (thick * (ends + (1 - ends) * share) / 2)[:, None] * np.array([0.0, 1.0])
    return _shape(np.vstack([line - half, (line + half)[::-1]]), size)


def _softened(cover: Floats, sigma: float) -> Floats:
    return np.asarray(cv2.GaussianBlur(cover, (0, 0), max(0.6, sigma)), np.float32)


def _disc(middle: Floats, radius: float, around: float, size: tuple[int, int]) -> Floats:
    """1 inside the radius, 0 beyond `around` further."""
    y, x = np.mgrid[0 : size[0], 0 : size[1]]
    share = np.clip((np.hypot(x - middle[0], y - middle[1]) - radius) / around, 0, 1)
    return np.asarray(1 - share * share * (3 - 2 * share), np.float32)


def _mixed(under: Pixels, over: Floats | Pixels, cover: Floats) -> Pixels:
    cover = cover if cover.ndim == 3 else cover[..., None]
    base = under.astype(np.float32)
    return np.asarray(base + (over - base) * cover + 0.5, np.float32).clip(0, 255).astype(np.uint8)


def _lid_skin(rest: Pixels, upper: Floats, lower: Floats, unit: float) -> Floats:
    """Skin over the whole window as if no eye were there: grown in from around it, with the picture's grain."""
    size = rest.shape[:2]
    hole = _shape(np.vstack([lowered(upper, -0.045 * unit), lowered(lower, 0.030 * unit)[::-1]]), size)
    wide = cv2.dilate((hole > 0.02).astype(np.uint8), np.ones((5, 5), np.uint8), iterations=max(1, int(0.006 * unit)))
    small = max(1, int(unit / 90))
    reduced = (size[1] // small, size[0] // small)
    # On a smaller copy: the result is blurred all the same.
    filled = cv2.inpaint(
        cv2.resize(rest, reduced, interpolation=cv2.INTER_AREA),
        cv2.resize(wide, reduced, interpolation=cv2.INTER_NEAREST),
        5,
        cv2.INPAINT_TELEA,
    )
    smooth = cv2.GaussianBlur(
        cv2.resize(filled, (size[1], size[0]), interpolation=cv2.INTER_CUBIC), (0, 0), 0.035 * unit
    )
    skin = smooth.astype(np.float32)
    skin += (SHADE * _beside(rest, upper, lower, unit) - skin[hole > 0.5].mean(0)).astype(np.float32)
    return np.asarray(skin + GRAIN * _grain(rest, wide.astype(np.uint8), unit), np.float32)


def _beside(rest: Pixels, upper: Floats, lower: Floats, unit: float) -> Floats:
    """The tone of the skin under the brow and below the eye: what lids look like, not the shadow of their lashes."""
    tones = []
    for curve, away in ((upper, -0.10), (upper, -0.13), (lower, 0.09), (lower, 0.12)):
        inner = lowered(curve[len(curve) // 4 : -len(curve) // 4], away * unit)
        columns = inner[:, 0].clip(0, rest.shape[1] - 1).astype(int)
        rows = inner[:, 1].clip(0, rest.shape[0] - 1).astype(int)
        tones.append(np.median(rest[rows, columns].astype(np.float64), axis=0))
    ordered = sorted(tones, key=lambda tone: float(tone.sum()))
    # Without the darkest of the four, which a shadow may have made.
    return np.asarray(np.mean(ordered[1:], axis=0), np.float64)


def _grain(rest: Pixels, hole: Pixels, unit: float) -> Floats:
    """The fine texture of the skin below the eye, mirrored over the window."""
    texture = rest.astype(np.float32) - cv2.GaussianBlur(rest, (0, 0), 0.02 * unit).astype(np.float32)
    rows = np.flatnonzero(hole.any(axis=1))
    first = int(rows[-1]) + 3 if len(rows) else 0
    strip = texture[first:] if len(texture) - first >= 4 else texture[-4:]
    tiles = -(-len(rest) // (2 * len(strip)))
    both = np.vstack([strip, strip[::-1]] * tiles)
    return np.asarray(np.clip(both[: len(rest)], -14, 14), np.float32)
