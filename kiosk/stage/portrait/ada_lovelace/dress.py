"""Shoulders and the plum evening dress with its lace bertha and brooch."""

import numpy as np

from kiosk.stage.portrait.ada_lovelace.palette import (
    BRASS,
    CREAM,
    CREAM_SHADE,
    INK,
    PLUM,
    PLUM_DARK,
    PLUM_LIGHT,
    ROSE,
    SKIN_DEEP,
    SKIN_LIGHT,
    SKIN_SHADE,
)
from kiosk.stage.portrait.curves import Line, both_sides, closed, ellipse, ribbon, through
from kiosk.stage.portrait.easel import Easel, Fade, Touch, mask_of

NECKLINE = ((118, 1168), (230, 1206), (380, 1246), (540, 1272), (700, 1246), (850, 1206), (962, 1168))


def paint_dress(easel: Easel) -> None:
    """Everything below the chin."""
    _skin(easel)
    _gown(easel)
    _bertha(easel)
    _brooch(easel)


def _skin(easel: Easel) -> None:
    bust = both_sides(
        [
            (66, 800),
            (62, 870),
            (60, 920),
            (70, 974),
            (120, 1018),
            (230, 1052),
            (330, 1092),
            (402, 1150),
            (428, 1230),
            (430, 1340),
            (300, 1420),
        ]
    )
    easel.fill(bust, INK, Touch(0.55, 26, shift=(16, 18)))
    easel.fill(bust, Fade((300, 950), (860, 1330), SKIN_LIGHT, SKIN_SHADE))
    clip = mask_of(bust)
    right = closed([(560, 860), (640, 960), (760, 1060), (1010, 1120), (1010, 1400), (700, 1330), (610, 1130)])
    easel.fill(right, SKIN_SHADE, Touch(0.55, 38, clip))
    throw = closed([(462, 850), (540, 905), (640, 850), (660, 960), (628, 1010), (560, 985), (490, 935), (470, 900)])
    easel.fill(throw, SKIN_DEEP, Touch(0.72, 11, clip))
    easel.fill(through([(612, 860), (606, 930), (622, 985), (690, 1030)]), SKIN_DEEP, Touch(0.25, 8, clip))
    for side in (-1, 1):
        collar = ribbon(
            through([(540 + side * 34, 1062), (540 + side * 110, 1050), (540 + side * 240, 1082)]), 20, (0.3, 0.0)
        )
        easel.fill(collar, SKIN_DEEP, Touch(0.30, 6, clip))
        easel.fill(collar, SKIN_LIGHT, Touch(0.55, 6, clip, (-4, -15)))
        cord = ribbon(through([(540 + side * 66, 905), (540 + side * 46, 985), (540 + side * 22, 1050)]), 16, (0, 0.4))
        easel.fill(cord, SKIN_SHADE, Touch(0.55, 6, clip))
    easel.fill(ellipse((540, 1062), (15, 12)), SKIN_DEEP, Touch(0.40, 7, clip))
    easel.fill(ellipse((540, 1262), (10, 60)), SKIN_DEEP, Touch(0.30, 14, clip))
    easel.fill(ellipse((340, 1110), (110, 46), 20), SKIN_LIGHT, Touch(0.75, 26, clip))


def _edge(rise: float) -> Line:
    return through([(x, y + rise * (1 - 0.25 * abs(x - 540) / 420)) for x, y in NECKLINE], 24)


def _gown(easel: Easel) -> None:
    hem = np.asarray([(1010, 1300), (1040, 1600), (1060, 1930), (20, 1930), (40, 1600), (70, 1300)], np.float32)
    gown = np.vstack(
        [
            _edge(0),
            through([(962, 1168), (1000, 1230), (1020, 1340)]),
            hem,
            through([(60, 1340), (80, 1230), (118, 1168)]),
        ]
    )
    easel.fill(gown, Fade((200, 1200), (820, 1800), PLUM, PLUM_DARK))
    clip = mask_of(gown)
    for side in (-1, 1):
        sleeve = through([(540 + side * 330, 1280), (540 + side * 300, 1450), (540 + side * 250, 1700)])
        easel.fill(ribbon(sleeve, 34, (0.2, 0.3)), PLUM_DARK, Touch(0.75, 14, clip))
        for fold in range(4):
            start = 540 + side * (70 + fold * 66)
            pleat = through(
                [
                    (start, 1320 - fold * 16),
                    (540 + side * (50 + fold * 44), 1500),
                    (540 + side * (22 + fold * 26), 1720),
                ]
            )
            easel.fill(ribbon(pleat, 15, (0.3, 0.0)), PLUM_DARK, Touch(0.70, 4, clip))
            easel.fill(ribbon(pleat, 9, (0.3, 0.0)), PLUM_LIGHT, Touch(0.50 if side < 0 else 0.26, 4, clip, (-10, 0)))
    easel.fill(ellipse((130, 1400), (60, 190), 8), PLUM_LIGHT, Touch(0.55, 40, clip))
    dusk = closed([(-100, 1480), (540, 1560), (1180, 1400), (1200, 2000), (540, 2050), (-120, 2000)])
    easel.fill(dusk, (16, 14, 24), Touch(0.72, 90, clip))


def _scallops(rise: float, deep: float, count: int) -> Line:
    lower = _edge(rise)
    along = np.linspace(0, 1, len(lower))
    fine = np.linspace(0, 1, count * 14)
    x, y = np.interp(fine, along, lower[:, 0]), np.interp(fine, along, lower[:, 1])
    bump = np.abs(np.sin(fine * np.pi * count)) ** 0.6
    return np.vstack([_edge(0), np.stack([x, y + deep * bump], 1)[::-1]]).astype(np.float32)


def _bertha(easel: Easel) -> None:
    deep, upper = _scallops(96, 17, 27), _scallops(50, 13, 35)
    easel.fill(deep, INK, Touch(0.60, 12, shift=(7, 14)))
    easel.fill(deep, Fade((180, 1180), (930, 1400), CREAM, CREAM_SHADE), Touch(0.92))
    clip = mask_of(deep)
    for place in range(27):
        share = (place + 0.5) / 27
        x, y = _on(_edge(86), share)
        easel.fill(ellipse((x, y), (8, 10)), PLUM, Touch(0.55, 0, clip))
        easel.fill(ellipse((x, y), (4, 5)), CREAM, Touch(0.9, 0, clip))
        for near in (-0.011, 0.011):
            easel.fill(ellipse(_on(_edge(70), share + near), (3, 3)), PLUM, Touch(0.5, 0, clip))
    easel.fill(upper, INK, Touch(0.40, 7, clip, (4, 8)))
    easel.fill(upper, Fade((180, 1180), (930, 1360), CREAM, CREAM_SHADE))
    for place in range(70):
        share = (place + 0.5) / 70
        first, last = _on(_edge(8), share), _on(_edge(46), share)
        easel.fill(ribbon(through([first, last]), 3, (0.3, 1)), CREAM_SHADE, Touch(0.55 if share < 0.5 else 0.3))
        easel.fill(ellipse(_on(_edge(38), share), (2.6, 3.4)), PLUM, Touch(0.45))
    easel.fill(ribbon(_edge(3), 8, (0.6, 0.6)), CREAM, Touch(1.0))
    easel.fill(ribbon(_edge(10), 4, (0.6, 0.6)), CREAM_SHADE, Touch(0.8))


def _on(line: Line, share: float) -> tuple[float, float]:
    place = share * (len(line) - 1)
    index = int(np.clip(place, 0, len(line) - 2))
    point = line[index] + (line[index + 1] - line[index]) * (place - index)
    return float(point[0]), float(point[1])


def _brooch(easel: Easel) -> None:
    centre = (540.0, 1300.0)
    easel.fill(ellipse(centre, (34, 42)), INK, Touch(0.6, 8, shift=(5, 9)))
    easel.fill(ellipse(centre, (34, 42)), Fade((510, 1262), (570, 1340), (244, 208, 140), (120, 84, 44)))
    for turn in np.linspace(0, 2 * np.pi, 22, endpoint=False):
        easel.fill(ellipse((540 + 31 * np.cos(turn), 1300 + 39 * np.sin(turn)), (3.4, 3.4)), (250, 224, 168))
    easel.fill(ellipse(centre, (25, 33)), Fade((520, 1270), (560, 1335), ROSE, PLUM_DARK))
    easel.fill(ellipse((533, 1289), (8, 12), 25), CREAM, Touch(0.55, 3))
    easel.fill(closed([(540, 1346), (548, 1366), (540, 1384), (532, 1366)]), BRASS)
