"""Neck, white collar and the red gonryongpo with dragons on breast and shoulders, and the belt of jade."""

import numpy as np

from kiosk.stage.portrait.brush import Path, Sheet, Stencil, linear, lines, mirrored, moved, ribbon, spline, stencil
from kiosk.stage.portrait.sejong.dragon import Roundel, paint_roundel
from kiosk.stage.portrait.sejong.face import MIDDLE, at
from kiosk.stage.portrait.sejong.palette import (
    BLOOD,
    CINNABAR,
    CRIMSON,
    DARK_SKIN,
    DEPTH,
    GOLD,
    MAROON,
    MIST,
    SHADE,
    SHELL,
    SKIN,
    WARM,
    mixed,
)

ROBE = (
    (92, 958),
    (150, 978),
    (236, 1008),
    (330, 1056),
    (402, 1122),
    (452, 1214),
    (486, 1340),
    (512, 1500),
    (560, 1960),
)
COLLAR = ((82, 884), (102, 912), (117, 956), (109, 1020), (64, 1066), (0, 1080))


def paint_body(sheet: Sheet) -> None:
    """From the neck down into the shade."""
    neck = stencil(_both(((84, 840), (86, 930), (98, 975), (60, 1040), (0, 1060))))
    sheet.lay(neck, linear(at(-100, 880), at(110, 980), SKIN, WARM, SHADE))
    thrown = stencil([at(-110, 836), at(110, 836), at(120, 950), at(0, 990), at(-110, 945)], soft=10).within(neck)
    sheet.tint(thrown, DARK_SKIN, 0.7)
    lining = stencil(_both(COLLAR))
    sheet.lay(lining.without(neck), linear(at(0, 940), at(0, 1080), mixed(BLOOD, MAROON, 0.5), MAROON))
    _inner_collar(sheet)
    robe = _robe(sheet)
    _folds(sheet, robe)
    _damask(sheet, robe)
    for side in (-1, 1):
        paint_roundel(sheet, Roundel(MIDDLE + side * 352, 1178, 112, 0.62))
    paint_roundel(sheet, Roundel(MIDDLE, 1268, 158))
    _collar(sheet)
    _belt(sheet, robe)
    low = stencil([(0, 1500), (1080, 1500), (1080, 2100), (0, 2100)]).softened(150)
    sheet.tint(low, mixed(MAROON, DEPTH, 0.75), 0.9)


def _both(half: tuple[tuple[float, float], ...]) -> Path:
    right = spline([at(x, y) for x, y in half])
    return np.vstack([right, mirrored(right, MIDDLE)])


def _inner_collar(sheet: Sheet) -> None:
    """White ramie, folded left over right."""
    for start, end in (((64, 880), (-40, 1066)), ((-64, 880), (46, 1066))):
        bend = (start[0] * 1.22, 980)
        spine = spline([at(*start), at(*bend), at(*end)])
        shape = stencil(ribbon(spine, (36, 32, 28)))
        sheet.tint(shape.moved(2, 5).softened(4), DARK_SKIN, 0.6)
        sheet.lay(shape, linear(at(-100, 930), at(110, 1060), SHELL, SHELL, MIST))
        sheet.tint(shape.without(shape.moved(0, -4).softened(2)), mixed(MIST, SHADE, 0.4), 0.6)


def _robe(sheet: Sheet) -> Stencil:
    side = spline([at(x, y) for x, y in ROBE])
    neckline = spline([at(x, y) for x, y in COLLAR])
    left = np.vstack([mirrored(side, MIDDLE), mirrored(neckline, MIDDLE)[::-1]])
    robe = stencil(np.vstack([neckline[::-1], side, left]))
    sheet.lay(robe, linear(at(-420, 1000), at(420, 1620), mixed(CRIMSON, CINNABAR, 0.45), CRIMSON, BLOOD, MAROON))
    sheet.tint(robe.without(robe.moved(-74, 0).softened(38)), MAROON, 0.75)
    sheet.tint(robe.without(robe.moved(7, 6).softened(5)), mixed(CINNABAR, SHELL, 0.3), 0.5)
    return robe


def _folds(sheet: Sheet, robe: Stencil) -> None:
    for side in (-1, 1):
        arm = spline([at(side * 262, 1180), at(side * 292, 1330), at(side * 322, 1500), at(side * 330, 1800)])
        sheet.tint(stencil(ribbon(arm, (6, 26, 48)), soft=16).within(robe), MAROON, 0.85)
        lit = stencil(ribbon(moved(arm, (-30.0 if side > 0 else 40.0, 0.0)), (4, 22, 26)), soft=16).within(robe)
        sheet.tint(lit, CINNABAR, 0.34 if side < 0 else 0.14)
        for number in range(4):
            x = 330 + number * 36
            sleeve = spline([at(side * (x - 40), 1290 + number * 16), at(side * x, 1400), at(side * (x + 20), 1600)])
            sheet.tint(stencil(ribbon(sleeve, (2, 14, 22)), soft=8).within(robe), MAROON, 0.6)
            sheet.tint(
                stencil(ribbon(sleeve - (16.0, 0.0), (1, 8, 12)), soft=6).within(robe),
                CINNABAR,
                0.36 if side < 0 else 0.16,
            )
        hang = spline([at(side * 150, 1050), at(side * 200, 1180), at(side * 196, 1440), at(side * 170, 1560)])
        sheet.tint(stencil(ribbon(hang, (3, 12, 16, 4)), soft=9).within(robe), MAROON, 0.5)


def _damask(sheet: Sheet, robe: Stencil) -> None:
    """Clouds woven into the silk, tone on tone."""
    curls = []
    for row in range(11):
        for column in range(10):
            x, y = 90 + column * 106 + (row % 2) * 53, 1010 + row * 74
            for size, dx in ((15, 0), (11, -17), (11, 17)):
                wind = np.linspace(0, 2 * np.pi, 24)
                far = size * (1 - wind / 9)
                curls.append(np.stack([x + dx + far * np.cos(wind - 1.5), y + far * np.sin(wind - 1.5) * 0.8], axis=1))
            curls.append(spline([(x - 30, y + 14), (x, y + 19), (x + 34, y + 9)]))
    sheet.tint(lines(curls, 0.7).within(robe), mixed(CINNABAR, GOLD, 0.3), 0.30)


def _collar(sheet: Sheet) -> None:
    """The round collar and its knot at the shoulder."""
    neckline = spline([at(x, y) for x, y in COLLAR])
    whole = np.vstack([neckline, mirrored(neckline, MIDDLE)[1:]])
    shape = stencil(ribbon(whole, (8, 22, 25, 26, 25, 22, 8)))
    sheet.tint(shape.moved(4, 10).softened(8), MAROON, 0.8)
    sheet.lay(shape, linear(at(-110, 940), at(120, 1090), mixed(CRIMSON, CINNABAR, 0.7), CRIMSON, BLOOD))
    sheet.tint(lines([moved(whole, (0.0, 9.0))], 0.9), mixed(CINNABAR, GOLD, 0.5), 0.55)
    sheet.tint(lines([moved(whole, (0.0, -9.0))], 0.9), MAROON, 0.7)


def _belt(sheet: Sheet, robe: Stencil) -> None:
    line = spline([at(-306, 1532), at(-160, 1556), at(0, 1564), at(160, 1556), at(306, 1532)])
    belt = stencil(ribbon(line, (56, 60, 60, 56))).within(robe)
    sheet.tint(belt.moved(0, 12).softened(10), DEPTH, 0.8)
    sheet.tint(belt, mixed(BLOOD, DEPTH, 0.4), 0.95)
    for share in np.linspace(0.14, 0.86, 5):
        x, y = line[int(share * (len(line) - 1))]
        plate = stencil([(x - 36, y - 22), (x + 36, y - 22), (x + 36, y + 22), (x - 36, y + 22)])
        sheet.tint(plate, linear((x - 36, y - 22), (x + 36, y + 22), GOLD, mixed(GOLD, MAROON, 0.5)), 0.8)
        jade = stencil([(x - 29, y - 16), (x + 29, y - 16), (x + 29, y + 16), (x - 29, y + 16)])
        sheet.tint(jade, linear((x - 30, y - 16), (x + 30, y + 16), SHELL, MIST), 0.75)
