"""Neck, shoulders and the plum evening gown with its bertha of lace."""

import numpy as np

from kiosk.stage.portrait.ada_lovelace.face import MIDDLE, at
from kiosk.stage.portrait.ada_lovelace.ornaments import paint_cameo, paint_necklace
from kiosk.stage.portrait.ada_lovelace.palette import (
    DARK_SKIN,
    DEPTH,
    GOLD,
    IVORY,
    LACE,
    LACE_SHADE,
    NIGHT,
    PLUM,
    PLUM_DEEP,
    SHADE,
    SKIN,
    WARM,
    WINE,
    mixed,
)  # fmt: skip
from kiosk.stage.portrait.brush import Path, Sheet, Stencil, ellipse, linear, lines, mirrored, ribbon, spline, stencil

SHOULDERS = (
    (58, 840),
    (60, 900),
    (63, 945),
    (78, 986),
    (126, 1018),
    (214, 1048),
    (308, 1086),
    (376, 1140),
    (412, 1220),
    (430, 1340),
)
NECKLINE = (
    (-424, 1176),
    (-330, 1206),
    (-200, 1244),
    (-80, 1270),
    (0, 1282),
    (80, 1270),
    (200, 1244),
    (330, 1206),
    (424, 1176),
)
GOWN = ((424, 1176), (462, 1216), (498, 1300), (506, 1400), (486, 1520), (500, 1700), (530, 1940))


def paint_body(sheet: Sheet) -> None:
    """From the nape to the hem."""
    skin = _skin(sheet)
    _anatomy(sheet, skin)
    paint_necklace(sheet)
    gown = _gown(sheet)
    _folds(sheet, gown)
    _bertha(sheet)
    paint_cameo(sheet, at(0, 1322))
    quiet = stencil([(0, 1380), (1080, 1380), (1080, 1960), (0, 1960)])
    sheet.tint(quiet.softened(70), mixed(NIGHT, PLUM_DEEP, 0.4), 0.42)
    floor = stencil([(0, 1520), (1080, 1520), (1080, 2100), (0, 2100)]).softened(150)
    sheet.tint(floor, mixed(NIGHT, DEPTH, 0.5), 0.86)


def neck_line(points: tuple[tuple[float, float], ...]) -> Path:
    half = spline([at(x, y) for x, y in points])
    return np.vstack([half, mirrored(half, MIDDLE)])


def _skin(sheet: Sheet) -> Stencil:
    skin = stencil(neck_line(SHOULDERS))
    sheet.lay(skin, linear(at(-330, 960), at(360, 1290), IVORY, IVORY, SKIN, WARM, SHADE))
    far = skin.without(skin.moved(-56, -10).softened(26))
    sheet.tint(far, SHADE, 0.55)
    edge = skin.without(skin.moved(-12, 0).softened(7))
    sheet.tint(edge, DARK_SKIN, 0.40)
    left = skin.without(skin.moved(16, 12).softened(12))
    sheet.tint(left, WARM, 0.40)
    return skin


def _anatomy(sheet: Sheet, skin: Stencil) -> None:
    thrown = spline([at(-66, 850), at(-52, 905), at(0, 950), at(44, 985), at(88, 1000), at(84, 850)], is_closed=True)
    sheet.tint(stencil(thrown, soft=9).within(skin), DARK_SKIN, 0.58)
    for side, strength in ((-1, 0.18), (1, 0.34)):
        curl = ribbon(spline([at(side * 178, 900), at(side * 184, 960), at(side * 186, 1024)]), (30, 30, 8))
        sheet.tint(stencil(curl, soft=7).moved(13, 15).within(skin), DARK_SKIN, 0.45)
        muscle = ribbon(spline([at(side * 58, 900), at(side * 42, 970), at(side * 14, 1036)]), (3, 12, 9))
        sheet.tint(stencil(muscle, soft=7).within(skin), SHADE, strength)
        bone = ribbon(
            spline([at(side * 22, 1056), at(side * 96, 1046), at(side * 190, 1066), at(side * 280, 1100)]),
            (4, 12, 10, 2),
        )
        sheet.tint(stencil(bone, soft=7), SHADE, strength + 0.05)
        light = ribbon(spline([at(side * 26, 1042), at(side * 98, 1030), at(side * 190, 1050)]), (3, 9, 3))
        sheet.tint(stencil(light, soft=6).within(skin), IVORY, 0.55 if side < 0 else 0.25)
    sheet.tint(stencil(ellipse(at(2, 1050), (15, 13)), soft=8), SHADE, 0.30)
    cleft = ribbon(spline([at(2, 1150), at(3, 1210), at(0, 1285)]), (2, 14, 24))
    sheet.tint(stencil(cleft, soft=15).within(skin), SHADE, 0.34)
    sheet.tint(stencil(ellipse(at(-150, 1130), (150, 42), 8), soft=28).within(skin), IVORY, 0.55)
    hem = spline([at(x, y - 2) for x, y in NECKLINE])
    sheet.tint(stencil(ribbon(hem, (10, 22, 22, 10)), soft=9).within(skin), SHADE, 0.60)


def _gown(sheet: Sheet) -> Stencil:
    side = spline([at(x, y) for x, y in GOWN])
    top = spline([at(x, y) for x, y in NECKLINE])
    gown = stencil(np.vstack([top, side, mirrored(side, MIDDLE)]))
    sheet.lay(gown, linear(at(-420, 1180), at(360, 1640), WINE, PLUM, PLUM, PLUM_DEEP))
    far = gown.without(gown.moved(-70, 0).softened(34))
    sheet.tint(far, PLUM_DEEP, 0.75)
    rim = gown.without(gown.moved(8, 6).softened(6))
    sheet.tint(rim, mixed(WINE, IVORY, 0.35), 0.5)
    return gown


def _folds(sheet: Sheet, gown: Stencil) -> None:
    """Pleats gathered towards the point of the bodice, and the full sleeves."""
    for side in (-1, 1):
        arm = spline([at(side * 300, 1290), at(side * 322, 1420), at(side * 350, 1560), at(side * 352, 1800)])
        sheet.tint(stencil(ribbon(arm, (10, 26, 44)), soft=15).within(gown), PLUM_DEEP, 0.80)
        sheet.tint(
            stencil(ribbon(arm - (side * 34, 0), (8, 30, 30)), soft=17).within(gown), WINE, 0.42 if side < 0 else 0.2
        )
        for number in range(7):
            start = 40 + number * 42
            pleat = spline(
                [at(side * start, 1300), at(side * (start * 0.62), 1440), at(side * (start * 0.20 + 5), 1660)]
            )
            sheet.tint(stencil(ribbon(pleat, (4, 9, 3)), soft=4.5).within(gown), PLUM_DEEP, 0.72)
            lit = pleat - (9.0, 2.0)
            sheet.tint(
                stencil(ribbon(lit, (2, 7, 2)), soft=3.5).within(gown),
                mixed(WINE, IVORY, 0.12),
                0.5 if side < 0 else 0.26,
            )
        for number in range(5):
            x = 358 + number * 26
            gather = spline(
                [at(side * x, 1232 + number * 4), at(side * (x + 22 + number * 2), 1330), at(side * (x + 4), 1460)]
            )
            sheet.tint(stencil(ribbon(gather, (3, 12, 2)), soft=6).within(gown), PLUM_DEEP, 0.6)
            sheet.tint(
                stencil(ribbon(gather - (13.0, 0.0), (2, 9, 2)), soft=5).within(gown),
                mixed(WINE, IVORY, 0.2),
                0.45 if side < 0 else 0.2,
            )


def _bertha(sheet: Sheet) -> None:
    """Two tiers of scalloped lace."""
    top = spline([at(x, y) for x, y in NECKLINE], steps=40)
    for depth, size in ((112.0, 34.0), (62.0, 26.0)):
        _tier(sheet, top, depth, size)
    sheet.lay(stencil(ribbon(top, (5, 6, 6, 5))), linear(at(-400, 0), at(400, 200), LACE, LACE, LACE_SHADE))
    for place in np.linspace(0.02, 0.98, 60):
        x, y = top[int(place * (len(top) - 1))]
        sheet.tint(stencil(ellipse((float(x), float(y)), (1.6, 1.6))), PLUM, 0.6)


def _tier(sheet: Sheet, top: Path, depth: float, size: float) -> None:
    length = np.concatenate([[0.0], np.hypot(*np.diff(top, axis=0).T).cumsum()])
    count = round(length[-1] / size)
    along = np.linspace(0.0, length[-1], count * 12 + 1)
    x, y = np.interp(along, length, top[:, 0]), np.interp(along, length, top[:, 1])
    fall = 0.72 + 0.28 * np.cos((x - MIDDLE) / 424 * np.pi / 2)
    scallop = np.abs(np.sin(np.linspace(0, count * np.pi, len(along)))) ** 0.75 * size * 0.36
    hem = np.stack([MIDDLE + (x - MIDDLE) * 1.02, y + depth * fall + scallop], axis=1)
    edge = np.stack([x, y], axis=1)
    tier = stencil(np.vstack([edge, hem[::-1]]))
    sheet.tint(tier.moved(6, 12).softened(9), PLUM_DEEP, 0.85)
    sheet.lay(
        tier,
        linear(at(-400, 1180), at(420, 1330), LACE, mixed(LACE, LACE_SHADE, 0.2), mixed(LACE, LACE_SHADE, 0.75)),
        0.95,
    )
    _net(sheet, (edge, hem), count, tier)


def _net(sheet: Sheet, edges: tuple[Path, Path], count: int, tier: Stencil) -> None:
    """Soft folds, eyelets in every scallop and fine threads between them."""
    top, hem = edges
    threads = [hem * share + top * (1 - share) for share in (0.60, 0.68)]
    sheet.tint(lines(threads, 0.8).within(tier), PLUM, 0.50)
    rim = hem * 0.97 + top * 0.03
    sheet.tint(lines([rim - (0, 3)], 1.0).within(tier), PLUM, 0.35)
    net = []
    for number in range(0, len(top), 4):
        for skew in (-10, 10):
            other = min(max(number + skew, 0), len(top) - 1)
            net.append(np.stack([top[number], top[other] * 0.42 + hem[other] * 0.58]))
    sheet.tint(lines(net, 0.5).within(tier), PLUM, 0.22)
    for number in range(count):
        middle = number * 12 + 6
        drop = hem[middle] - top[middle]
        for share, radius in ((0.83, 5.4), (0.52, 2.6), (0.30, 1.8)):
            x, y = top[middle] + drop * share
            sheet.tint(stencil(ellipse((float(x), float(y)), (radius, radius * 1.15))), PLUM_DEEP, 0.62)
        for side in (-4, 4):
            x, y = top[middle + side] + (hem[middle + side] - top[middle + side]) * 0.80
            sheet.tint(stencil(ellipse((float(x), float(y)), (2.2, 3.4), side * 6)), PLUM_DEEP, 0.5)
    for number in range(0, count, 3):
        middle = number * 12 + 6
        fold = np.stack([top[middle], hem[middle]])
        sheet.tint(stencil(ribbon(fold, (5, 16)), soft=6).within(tier), LACE_SHADE, 0.55)
        sheet.tint(
            stencil(ribbon(fold - (14, 0), (4, 12)), soft=5).within(tier),
            LACE,
            0.6 if top[middle][0] < MIDDLE else 0.25,
        )
    sheet.tint(stencil(ribbon(hem, (1, 1.4, 1.4, 1))), GOLD, 0.25)
