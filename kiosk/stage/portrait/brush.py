"""The painter's tools: curves, stencils with soft edges, gradients and sheets of transparent colour.

Everything is said in canvas pixels; outlines are rasterized at twice the size and scaled down, so edges are smooth.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Points = Sequence[tuple[float, float]]
Path = NDArray[np.float64]
Plane = NDArray[np.float32]
Bytes = NDArray[np.uint8]
Colour = tuple[float, float, float]
Paint = Callable[[Plane, Plane], Plane]

CANVAS = (1080, 1920)
SUPERSAMPLING = 2
SUBPIXEL_BITS = 4


def colour(code: str) -> Colour:
    """Red, green and blue between 0 and 1 from #rrggbb."""
    red, green, blue = (int(code[i : i + 2], 16) / 255.0 for i in (1, 3, 5))
    return red, green, blue


def spline(points: Points | Path, is_closed: bool = False, steps: int = 10) -> Path:
    """A smooth curve through every point (cubic Hermite, centripetal tangents)."""
    knots = np.asarray(points, np.float64)
    if is_closed:
        knots = np.vstack([knots[-2:], knots, knots[:3]])
    spans = np.maximum(np.hypot(*np.diff(knots, axis=0).T), 1e-6)[:, None] ** 0.5
    slopes = np.diff(knots, axis=0) / spans
    inner = (slopes[:-1] * spans[1:] + slopes[1:] * spans[:-1]) / (spans[1:] + spans[:-1])
    tangents = np.vstack([slopes[:1], inner, slopes[-1:]])
    t = np.linspace(0.0, 1.0, steps, endpoint=False)[None, :, None]
    a, b = knots[:-1, None], knots[1:, None]
    ta, tb = tangents[:-1, None] * spans[:, None], tangents[1:, None] * spans[:, None]
    curve = a * (2 * t**3 - 3 * t**2 + 1) + ta * (t**3 - 2 * t**2 + t) + b * (3 * t**2 - 2 * t**3) + tb * (t**3 - t**2)
    if is_closed:
        return np.asarray(curve[2:-2].reshape(-1, 2), np.float64)
    return np.asarray(np.vstack([curve.reshape(-1, 2), knots[-1:]]), np.float64)


def mirrored(points: Points | Path, axis: float = 0.0) -> Path:
    """The same points on the other side of a vertical axis, in reverse, so that both join into one outline."""
    flipped = np.asarray(points, np.float64)[::-1].copy()
    flipped[:, 0] = 2 * axis - flipped[:, 0]
    return flipped


def moved(path: Points | Path, by: tuple[float, float]) -> Path:
    return np.asarray(path, np.float64) + by


def ellipse(centre: tuple[float, float], radii: tuple[float, float], turn: float = 0.0) -> Path:
    """An ellipse, turned by so many degrees."""
    angle = np.linspace(0.0, 2 * np.pi, 72, endpoint=False)
    x, y = radii[0] * np.cos(angle), radii[1] * np.sin(angle)
    c, s = np.cos(np.radians(turn)), np.sin(np.radians(turn))
    return np.stack([centre[0] + x * c - y * s, centre[1] + x * s + y * c], axis=1)


def ribbon(spine: Points | Path, widths: Sequence[float]) -> Path:
    """The outline of a stroke along a spine whose full width swells and tapers through `widths`."""
    line = np.asarray(spine, np.float64)
    along = np.gradient(line, axis=0)
    normal = np.stack([-along[:, 1], along[:, 0]], axis=1) / np.maximum(np.hypot(*along.T), 1e-6)[:, None]
    share = np.linspace(0.0, 1.0, len(line))
    half = np.interp(share, np.linspace(0.0, 1.0, len(widths)), widths)[:, None] / 2
    return np.vstack([line + normal * half, (line - normal * half)[::-1]])


@dataclass(frozen=True, slots=True)
class Stencil:
    """Where paint goes: a patch of coverage somewhere on the canvas."""

    left: int
    top: int
    cover: Plane

    def softened(self, radius: float) -> "Stencil":
        """The same with a blurred edge."""
        pad = int(radius * 2.6) + 1
        grown = cv2.copyMakeBorder(self.cover, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=0.0)
        factor = 4 if radius >= 12 else 2 if radius >= 5 else 1
        if factor > 1:
            small = cv2.resize(grown, None, fx=1 / factor, fy=1 / factor, interpolation=cv2.INTER_AREA)
            blurred = cv2.GaussianBlur(small, (0, 0), radius / factor)
            grown = cv2.resize(blurred, grown.shape[::-1], interpolation=cv2.INTER_LINEAR)
        else:
            grown = cv2.GaussianBlur(grown, (0, 0), radius)
        return Stencil(self.left - pad, self.top - pad, grown.astype(np.float32))

    def within(self, other: "Stencil") -> "Stencil":
        """Only where the other covers too."""
        return Stencil(self.left, self.top, self.cover * other._spread(self))

    def without(self, other: "Stencil") -> "Stencil":
        """Only where the other does not cover."""
        return Stencil(self.left, self.top, self.cover * (1.0 - other._spread(self)))

    def moved(self, x: int, y: int) -> "Stencil":
        return Stencil(self.left + x, self.top + y, self.cover)

    def _spread(self, onto: "Stencil") -> Plane:
        height, width = onto.cover.shape
        spread = np.zeros((height, width), np.float32)
        clip = overlap((onto.left, onto.top, width, height), (self.left, self.top, *self.cover.shape[::-1]))
        if clip:
            x, y, w, h = clip
            spread[y - onto.top : y - onto.top + h, x - onto.left : x - onto.left + w] = self.cover[
                y - self.top : y - self.top + h, x - self.left : x - self.left + w
            ]
        return spread


def overlap(a: tuple[int, int, int, int], b: tuple[int, int, int, int]) -> tuple[int, int, int, int] | None:
    """What two rectangles share."""
    left, top = max(a[0], b[0]), max(a[1], b[1])
    right, bottom = min(a[0] + a[2], b[0] + b[2]), min(a[1] + a[3], b[1] + b[3])
    return (left, top, right - left, bottom - top) if right > left and bottom > top else None


def stencil(*outlines: Points | Path, soft: float = 0.0) -> Stencil:
    """The inside of one or more outlines (a second one inside the first is a hole)."""
    paths = [np.asarray(outline, np.float64) for outline in outlines]
    corners = np.vstack(paths)
    left, top = np.floor(corners.min(axis=0)).astype(int) - 2
    right, bottom = np.ceil(corners.max(axis=0)).astype(int) + 2
    canvas = np.zeros(((bottom - top) * SUPERSAMPLING, (right - left) * SUPERSAMPLING), np.uint8)
    scale = SUPERSAMPLING * (1 << SUBPIXEL_BITS)
    cv2.fillPoly(
        canvas,
        [np.round((path - (left, top)) * scale).astype(np.int32) for path in paths],
        255,
        cv2.LINE_AA,
        SUBPIXEL_BITS,
    )
    cover = cv2.resize(canvas, (int(right - left), int(bottom - top)), interpolation=cv2.INTER_AREA)
    made = Stencil(int(left), int(top), cover.astype(np.float32) / 255.0)
    return made.softened(soft) if soft else made


def lines(paths: Sequence[Points | Path], width: float = 1.0, is_closed: bool = False) -> Stencil:
    """Many thin lines as one stencil."""
    arrays = [np.asarray(path, np.float64) for path in paths]
    corners = np.vstack(arrays)
    left, top = np.floor(corners.min(axis=0)).astype(int) - 3
    right, bottom = np.ceil(corners.max(axis=0)).astype(int) + 3
    canvas = np.zeros(((bottom - top) * SUPERSAMPLING, (right - left) * SUPERSAMPLING), np.uint8)
    scale = SUPERSAMPLING * (1 << SUBPIXEL_BITS)
    drawn = [np.round((path - (left, top)) * scale).astype(np.int32) for path in arrays]
    cv2.polylines(canvas, drawn, is_closed, 255, max(1, round(width * SUPERSAMPLING)), cv2.LINE_AA, SUBPIXEL_BITS)
    cover = cv2.resize(canvas, (int(right - left), int(bottom - top)), interpolation=cv2.INTER_AREA)
    return Stencil(int(left), int(top), cover.astype(np.float32) / 255.0)


def linear(start: tuple[float, float], end: tuple[float, float], *colours: Colour) -> Paint:
    """Colours blending evenly from one point to another."""
    (x0, y0), (x1, y1) = start, end
    length = (x1 - x0) ** 2 + (y1 - y0) ** 2
    return lambda xs, ys: _ramp(((xs - x0) * (x1 - x0) + (ys - y0) * (y1 - y0)) / length, colours)


def radial(centre: tuple[float, float], radii: tuple[float, float], *colours: Colour) -> Paint:
    """Colours blending evenly from a centre to an ellipse around it."""
    return lambda xs, ys: _ramp(
        np.sqrt(((xs - centre[0]) / radii[0]) ** 2 + ((ys - centre[1]) / radii[1]) ** 2), colours
    )


def _evaluated(paint: Paint, area: tuple[int, int, int, int]) -> Plane:
    """The colours of a paint over an area; large areas coarsely, since gradients are smooth."""
    x, y, w, h = area
    step = 4 if w * h > 90_000 else 1
    columns = np.arange(x + (step - 1) / 2, x + w + step, step, dtype=np.float32)
    rows = np.arange(y + (step - 1) / 2, y + h + step, step, dtype=np.float32)
    tones = paint(*np.meshgrid(columns, rows))
    if step > 1:
        tones = np.asarray(cv2.resize(tones, None, fx=step, fy=step, interpolation=cv2.INTER_LINEAR), np.float32)
    return tones[:h, :w]


def _ramp(share: NDArray[np.floating], colours: Sequence[Colour]) -> Plane:
    table = np.asarray(colours, np.float32)
    stops = np.linspace(0.0, 1.0, len(table))
    fine = np.stack([np.interp(np.linspace(0, 1, 1024), stops, table[:, c]) for c in range(3)], axis=1)
    found: Plane = fine.astype(np.float32)[np.clip(share * 1023.0, 0, 1023).astype(np.int32)]
    return found


class Sheet:
    """A picture in progress: planes of premultiplied red, green, blue and alpha, 0 to 1, over a piece of the canvas."""

    def __init__(self, left: int, top: int, width: int, height: int) -> None:
        self.left, self.top = left, top
        self.planes = np.zeros((4, height, width), np.float32)

    def lay(self, where: Stencil, paint: Paint | Colour, opacity: float = 1.0) -> None:
        """Paint over what is there."""
        self._apply(where, paint, opacity, is_atop=False)

    def tint(self, where: Stencil, paint: Paint | Colour, opacity: float = 1.0) -> None:
        """Paint only on what is already painted: shadows, lights, patterns."""
        self._apply(where, paint, opacity, is_atop=True)

    def _apply(self, where: Stencil, paint: Paint | Colour, opacity: float, is_atop: bool) -> None:
        clip = overlap(self._area(), (where.left, where.top, *where.cover.shape[::-1]))
        if not clip:
            return
        x, y, w, h = clip
        cover = where.cover[y - where.top : y - where.top + h, x - where.left : x - where.left + w] * np.float32(
            opacity
        )
        under = self.planes[:, y - self.top : y - self.top + h, x - self.left : x - self.left + w]
        tones = cv2.split(_evaluated(paint, clip)) if callable(paint) else [np.float32(tone) for tone in paint]
        alpha = under[3]
        for plane, tone in zip(under[:3], tones, strict=True):
            goal = tone * alpha if is_atop else tone
            plane += (goal - plane) * cover
        if not is_atop:
            alpha += (1.0 - alpha) * cover

    def _area(self) -> tuple[int, int, int, int]:
        return self.left, self.top, self.planes.shape[2], self.planes.shape[1]

    def strands(self, hairs: "Sequence[Strand]") -> None:
        """Draw fine coloured lines, such as hairs, on what is already painted."""
        corners = np.vstack([hair.path for hair in hairs])
        low = np.floor(corners.min(axis=0)).astype(int) - 2
        high = np.ceil(corners.max(axis=0)).astype(int) + 2
        clip = overlap(self._area(), (int(low[0]), int(low[1]), int(high[0] - low[0]), int(high[1] - low[1])))
        if not clip:
            return
        x, y, w, h = clip
        under = self.planes[:, y - self.top : y - self.top + h, x - self.left : x - self.left + w]
        flat = cv2.merge(list(under[:3] / np.maximum(under[3], 1e-4)))
        size = (w * SUPERSAMPLING, h * SUPERSAMPLING)
        buffer = cv2.resize(np.clip(flat * 255.0, 0, 255).astype(np.uint8), size, interpolation=cv2.INTER_LINEAR)
        scale = SUPERSAMPLING * (1 << SUBPIXEL_BITS)
        for hair in hairs:
            path = np.round((hair.path - (x, y)) * scale).astype(np.int32)
            tones = np.clip(hair.tones * 255.0, 0, 255).astype(int).tolist()
            for start, end, tone in zip(path[:-1].tolist(), path[1:].tolist(), tones, strict=False):
                cv2.line(buffer, start, end, tone, hair.width, cv2.LINE_AA, SUBPIXEL_BITS)
        drawn = cv2.resize(buffer, (w, h), interpolation=cv2.INTER_AREA).astype(np.float32) / 255.0
        for plane, tone in zip(under[:3], cv2.split(drawn), strict=True):
            plane[...] = tone * under[3]

    def canvas(self, grain: float = 0.0) -> Bytes:
        """The whole canvas as premultiplied blue, green, red and alpha bytes; grain keeps gradients from banding."""
        x, y, width, height = self._area()
        alpha = self.planes[3]
        inked = self.planes[:3]
        if grain:
            noise = np.random.default_rng(1843).standard_normal((height, width), np.float32) * np.float32(grain)
            inked = np.clip(inked + noise * alpha, 0.0, alpha)
        made = np.zeros((CANVAS[1], CANVAS[0], 4), np.uint8)
        merged = cv2.merge([inked[2], inked[1], inked[0], alpha])
        made[y : y + height, x : x + width] = cv2.convertScaleAbs(merged, alpha=255.0)
        return made


@dataclass(frozen=True, slots=True)
class Strand:
    """A fine line whose colour changes along it."""

    path: Path
    tones: Plane
    """One colour for each step of the path."""

    width: int = 1
    """In half pixels."""
