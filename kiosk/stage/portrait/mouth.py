"""A painted mouth: lips, teeth and tongue as one continuous function of the lip parameters."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kiosk.stage.portrait.curves import Line, ellipse
from kiosk.stage.portrait.patch import Patch, Pixels, Tone, between
from kiosk.stage.portrait.pose import Pose

BOX = (452, 774, 176, 120)
MIDDLE, LEVEL, HALF = 540.0, 815.0, 51.0
THROAT, TONGUE, TOOTH, TOOTH_SHADE = (66, 22, 30), (188, 92, 92), (244, 232, 214), (206, 184, 168)
Values = NDArray[np.floating]
ACROSS: Values = np.linspace(-1, 1, 61, dtype=np.float32)
DOME: Values = np.clip(1 - ACROSS**2, 0, 1)
BOW: Values = np.interp(
    np.abs(ACROSS),
    [0, 0.06, 0.13, 0.20, 0.27, 0.36, 0.5, 0.66, 0.82, 0.93, 1],
    [0.76, 0.80, 0.92, 0.99, 1.0, 0.95, 0.80, 0.56, 0.27, 0.09, 0],
).astype(np.float32)
"""The height of the upper lip from corner to corner: the bow of Cupid."""


@dataclass(frozen=True, slots=True)
class LipTones:
    """The colours of a pair of lips, and how full they are beside those of Ada Lovelace."""

    top: Tone = (200, 112, 102)
    lip: Tone = (190, 84, 80)
    dark: Tone = (140, 50, 56)
    light: Tone = (216, 118, 106)
    gloss: Tone = (250, 196, 182)
    line: Tone = (104, 40, 48)
    corner: Tone = (128, 62, 60)
    fullness: float = 1.0


@dataclass(frozen=True, slots=True)
class Lips:
    """The four edges of the lips, each a height for every place across the mouth."""

    x: Values
    upper_edge: Values
    upper_rim: Values
    lower_rim: Values
    lower_edge: Values
    gap: float

    def area(self, top: Values, bottom: Values, reach: float = 1.0) -> Line:
        """The shape between two edges, cut off beyond `reach` of the half width."""
        part = np.abs(ACROSS) <= reach
        upper = np.stack([self.x[part], top[part]], 1)
        return np.vstack([upper, np.stack([self.x[part], bottom[part]], 1)[::-1]]).astype(np.float32)


def lips_of(pose: Pose, fullness: float = 1.0) -> Lips:
    """Where the lips are in this pose."""
    free = 1 - pose.press
    half = HALF * (1 + 0.15 * pose.wide - 0.38 * pose.round + 0.07 * pose.smile - 0.03 * pose.press)
    up = (3.5 * pose.jaw + 7 * pose.upper + 9 * pose.round * pose.jaw + 0.8 * pose.round) * free
    down = (25 * pose.jaw + 7 * pose.lower + 10 * pose.tongue * pose.jaw) * free
    down += (2.0 - down) * pose.tuck * free
    corner = LEVEL - 3.8 - 5 * pose.smile - 2 * pose.wide + 5 * pose.jaw * (1 - pose.round)
    sag = LEVEL + 1.5 - corner
    rest = (
        corner
        + sag * DOME**0.8
        + 1.5 * np.exp(-((ACROSS / 0.16) ** 2)) * max(0.0, 1 - (up + down) / 6)
        - 1.2 * np.exp(-(((np.abs(ACROSS) - 0.4) / 0.2) ** 2))
    )
    belly = DOME ** (0.62 - 0.14 * pose.round - 0.10 * pose.jaw)
    thick_up = 16.5 * fullness * (1 - 0.42 * pose.press - 0.16 * pose.wide + 0.10 * pose.round - 0.12 * pose.jaw)
    thick_low = (
        20.0
        * fullness
        * (1 - 0.40 * pose.press - 0.16 * pose.wide + 0.16 * pose.round - 0.42 * pose.tuck - 0.05 * pose.jaw)
    )
    upper_rim, lower_rim = rest - up * belly, rest + down * belly
    bow = BOW + (DOME**0.55 * 0.92 - BOW) * 0.55 * pose.round
    return Lips(
        x=(MIDDLE + half * ACROSS).astype(np.float32),
        upper_edge=upper_rim - thick_up * bow,
        upper_rim=upper_rim,
        lower_rim=lower_rim,
        lower_edge=lower_rim - sag * DOME**0.8 + (sag + thick_low) * np.clip(1 - np.abs(ACROSS) ** 2.5, 0, 1) ** 0.86,
        gap=up + down,
    )


class Mouth:
    """Paints the mouth into its patch of the plate."""

    def __init__(self, plate: Pixels, tones: LipTones = LipTones()) -> None:
        self._patch = Patch(plate, BOX)
        self._tones = tones

    def paint(self, pose: Pose) -> None:
        """Lips first, then what shows between them."""
        lips = lips_of(pose, self._tones.fullness)
        self._patch.clear()
        self._lips(lips)
        if lips.gap > 0.9:
            self._inside(lips, pose)
        self._line(lips)
        self._patch.settle()

    def _layer(self, lips: Lips, top: Values, bottom: Values, tone: Tone) -> None:
        self._patch.fill(lips.area(top, bottom), tone)

    def _lips(self, lips: Lips) -> None:
        tones, height = self._tones, lips.upper_rim - lips.upper_edge
        for step in range(6):
            share = step / 5
            top = lips.upper_edge + height * 0.86 * share * 0.9
            self._layer(lips, top, lips.upper_rim + 0.5, between(tones.top, tones.dark, share**0.8))
        fall = lips.lower_edge - lips.lower_rim
        for step in range(6):
            share = step / 5
            top = lips.lower_rim + fall * 0.30 * share
            bottom = lips.lower_edge - fall * 0.42 * share
            self._layer(lips, top, bottom, between(between(tones.dark, tones.lip, 0.55), tones.light, share))
        glow_x, glow_y = float(lips.x[24]), float(lips.lower_rim[24] + fall[24] * 0.42)
        for share in (0.0, 0.5, 1.0):
            size = (11 - 6 * share, max(0.5, float(fall[30]) * (0.13 - 0.07 * share)))
            self._patch.fill(ellipse((glow_x, glow_y), size, -4, 32), between(tones.light, tones.gloss, share))

    def _inside(self, lips: Lips, pose: Pose) -> None:
        top, bottom = lips.upper_rim, lips.lower_rim
        self._layer(lips, top, bottom, THROAT)
        deep = np.minimum(top + (bottom - top) * 0.3, bottom)
        self._layer(lips, deep, bottom, (52, 14, 24))
        height = (0.34 * pose.jaw + 0.55 * pose.tongue) * lips.gap
        mound = np.maximum(bottom - height * np.clip(1 - (ACROSS / 0.82) ** 2, 0, 1) ** 0.6, top)
        # Behind the teeth here; in "th", below, before them.
        if pose.tongue < 0.8:
            self._tongue(lips, mound, bottom)
        edge = LEVEL + 3.6 - 9.0 * pose.round * (1 - pose.upper) - 7.0 * np.abs(ACROSS) ** 5
        teeth = np.clip(edge, top, bottom)
        for reach, tone in ((0.90, 0.55), (0.80, 0.25), (0.66, 0.0)):
            self._patch.fill(lips.area(top, teeth, reach), between(TOOTH, (150, 104, 98), tone))
        self._patch.fill(lips.area(top, np.clip(top + 1.6, top, teeth), 0.90), (176, 140, 130))
        if pose.lower > 0.05 and pose.tongue < 0.8 and pose.jaw < 0.22:
            rim = np.maximum(bottom - 6 * pose.lower * (1 - pose.round) * DOME, teeth)
            self._patch.fill(lips.area(rim, bottom, 0.62), TOOTH_SHADE)
        if pose.tongue >= 0.8:
            self._tongue(lips, mound, bottom)

    def _tongue(self, lips: Lips, mound: Values, bottom: Values) -> None:
        self._patch.fill(lips.area(mound, bottom, 0.82), between(TONGUE, THROAT, 0.35))
        self._patch.fill(lips.area(np.minimum(mound + 2.5, bottom), bottom, 0.60), TONGUE)

    def _line(self, lips: Lips) -> None:
        """The dark line where the lips meet, and the corners."""
        thin = 1.0 + 0.9 * DOME
        self._layer(lips, lips.upper_rim - thin * 0.5, lips.upper_rim + thin * 0.5, self._tones.line)
        for index, lean in ((0, 8.0), (-1, -8.0)):
            self._patch.fill(
                ellipse((float(lips.x[index]) + lean * 0.25, float(lips.upper_rim[index])), (4.2, 1.5), lean, 24),
                self._tones.corner,
            )
