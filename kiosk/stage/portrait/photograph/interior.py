"""What shows between parted lips: the dark of the mouth, teeth and tongue, in colours taken from the picture."""

from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np

from kiosk.stage.portrait.photograph.fields import Window
from kiosk.stage.portrait.photograph.landmarks import Floats, Pixels
from kiosk.stage.portrait.photograph.plate import Plate, lowered

UPPER_TEETH, LOWER_TEETH = 0.034, 0.012
"""How far teeth stand out beyond the line where the lips meet at rest, in distances of the eyes."""

Colour = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Opening:
    """Three curves from corner to corner, in pixels of the window."""

    upper: Floats
    """The edge of the upper lip."""

    lower: Floats
    """The edge of the lower lip."""

    jaw: Floats
    """Where the resting line goes with the jaw alone: the lower teeth hang on it."""


class Interior:
    """Paints the inside of the mouth into a window."""

    def __init__(self, plate: Plate, window: Window) -> None:
        self._window, self._unit = window, plate.unit
        self._line = plate.curve("lip_line") - window[:2]
        pixels = plate.pixels[..., :3]
        line, eyes = plate.curve("lip_line"), plate.curve("irises")
        dark = _tones(pixels, line[2:-2], 3).min(0)
        cheeks = _tones(pixels, np.array([(x, (y + line[5][1]) / 2) for x, y in eyes]), max(3, int(0.06 * plate.unit)))
        lip = _tones(pixels, (line[3:8] + plate.curve("lower_lip")[3:8]) / 2, 3).mean(0)
        light = cheeks[cheeks.sum(1).argmax()]
        self._cavity = dark * 0.40
        self._teeth = _paled(light, 0.40) * 0.76
        self._tongue = lip * 0.52

    def paint(self, band: Pixels, top: int, opening: Opening, lips: Mapping[str, float]) -> None:
        """Fills rows of the window, from `top` on, with the inside of the mouth; lips are laid over it."""
        band[...] = (*self._cavity, 255)
        gap = float((opening.lower[:, 1] - opening.upper[:, 1]).max())
        if gap < 1.0:
            return
        left, right = max(0, int(opening.upper[0, 0]) - 4), int(opening.upper[-1, 0]) + 5
        first, last = max(top, int(opening.upper[:, 1].min()) - 6), int(opening.lower[:, 1].max()) + 7
        box = slice(first - top, max(first, last) - top), slice(left, right)
        part = band[box][..., :3].astype(np.float32)
        if not part.size:
            return
        origin = np.array([left, first], np.float64)
        self._throat(part, opening, origin, gap)
        # As in "th": then it lies before the teeth, else behind them.
        is_between = lips.get("tongue", 0.0) > 0.8
        if not is_between:
            self._lay_tongue(part, opening, origin, lips, gap)
        self._lay_teeth(part, opening, origin, lips)
        if is_between:
            self._lay_tongue(part, opening, origin, lips, gap)
        band[box][..., :3] = part.clip(0, 255).astype(np.uint8)

    def _throat(self, part: Floats, opening: Opening, origin: Floats, gap: float) -> None:
        """A little lighter below, where light falls in."""
        rows = np.arange(part.shape[0], dtype=np.float32)[:, None, None]
        low = float(opening.lower[:, 1].max() - origin[1])
        share = np.clip((rows - (low - gap)) / max(1.0, gap), 0, 1)
        part += share * (self._tongue * 0.35).astype(np.float32)

    def _lay_teeth(self, part: Floats, opening: Opening, origin: Floats, lips: Mapping[str, float]) -> None:
        """The upper row stands with the skull, the lower one with the jaw; its lip leaves it free."""
        across = np.linspace(-1, 1, len(self._line))
        arc = np.clip(1 - np.abs(across) ** 2.6, 0, 1)
        upper = opening.upper.copy()
        long = (UPPER_TEETH + 0.012 * lips.get("tuck", 0.0)) * (1 - 0.75 * lips.get("round", 0.0))
        edge = np.stack([upper[:, 0], self._line[:, 1] + long * self._unit * arc - 2], 1)
        edge[:, 1] = np.maximum(edge[:, 1], upper[:, 1])
        if lips.get("jaw", 0.0) < 0.4:
            lower = opening.lower.copy()
            rim = np.stack([lower[:, 0], opening.jaw[:, 1] + LOWER_TEETH * self._unit], 1)
            rim[:, 1] = np.clip(rim[:, 1], edge[:, 1] + 0.012 * self._unit, lower[:, 1])
            self._shade(part, np.vstack([rim, lowered(lower, 3)[::-1]]) - origin, self._teeth * 0.66, 0.7)
        self._shade(part, np.vstack([lowered(upper, -3), edge[::-1]]) - origin, self._teeth, 1.0)

    def _lay_tongue(
        self, part: Floats, opening: Opening, origin: Floats, lips: Mapping[str, float], gap: float
    ) -> None:
        across = np.linspace(-1, 1, len(self._line))
        raised = 0.30 + 0.62 * lips.get("tongue", 0.0)
        mound = opening.lower.copy()
        mound[:, 1] -= raised * gap * np.clip(1 - (across / 0.8) ** 2, 0, 1) ** 0.7
        self._shade(part, np.vstack([mound, lowered(opening.lower, 3)[::-1]]) - origin, self._tongue, 0.8, 0.022)

    def _shade(self, part: Floats, outline: Floats, colour: Floats, strength: float, soft: float = 0.008) -> None:
        """Fills a shape with an edge `soft` distances of the eyes wide; it darkens towards the corners of the mouth."""
        cover = np.zeros(part.shape[:2], np.uint8)
        cv2.fillPoly(cover, [np.round(outline * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
        blurred = cv2.GaussianBlur(cover, (0, 0), max(0.8, soft * self._unit))
        shape = blurred.astype(np.float32) * np.float32(strength / 255)
        x = np.arange(part.shape[1], dtype=np.float32)
        half = max(1.0, (outline[:, 0].max() - outline[:, 0].min()) / 2)
        aside = np.abs(x - (outline[:, 0].max() + outline[:, 0].min()) / 2) / half
        light = (1 - 0.5 * np.clip(aside, 0, 1) ** 2)[None, :, None].astype(np.float32)
        fade = 1 - np.clip((aside - 0.60) / 0.32, 0, 1) ** 1.5
        part += (shape * fade.astype(np.float32))[..., None] * (colour.astype(np.float32) * light - part)


def _tones(pixels: Pixels, points: Floats, reach: int) -> Floats:
    """The mean colour around each point."""
    height, width = pixels.shape[:2]
    found = []
    for x, y in points:
        column, row = int(np.clip(x, 0, width - 1)), int(np.clip(y, 0, height - 1))
        patch = pixels[max(0, row - reach) : row + reach + 1, max(0, column - reach) : column + reach + 1]
        found.append(patch.reshape(-1, 3).mean(0))
    return np.array(found, np.float64)


def _paled(colour: Floats, share: float) -> Floats:
    """Nearer to grey, of the same brightness: enamel in this light."""
    return np.asarray(colour * (1 - share) + colour.mean() * share, np.float64)
