"""What she wears: a diadem of gold and pearls, camellias in the hair, pearls round the neck, a cameo."""

import numpy as np

from kiosk.stage.portrait.ada_lovelace.face import at
from kiosk.stage.portrait.ada_lovelace.palette import (
    BRASS,
    DARK_SKIN,
    GLOW,
    GOLD,
    HAIR_DEEP,
    IVORY,
    LACE,
    LACE_SHADE,
    LEAF,
    PLUM_DEEP,
    ROSE,
    SHADE,
    UMBER,
    WINE,
    mixed,
)  # fmt: skip
from kiosk.stage.portrait.brush import Sheet, ellipse, linear, radial, ribbon, spline, stencil

WHITE = (1.0, 0.99, 0.96)


def pearl(sheet: Sheet, centre: tuple[float, float], radius: float) -> None:
    """A pearl and its small shadow."""
    x, y = centre
    ball = stencil(ellipse(centre, (radius, radius)))
    sheet.tint(ball.moved(2, 3).softened(radius * 0.35), DARK_SKIN, 0.5)
    sheet.lay(ball, radial((x - radius * 0.35, y - radius * 0.4), (radius * 1.55,) * 2, WHITE, LACE, LACE_SHADE,
                           mixed(LACE_SHADE, DARK_SKIN, 0.4)))  # fmt: skip
    sheet.tint(stencil(ellipse((x - radius * 0.34, y - radius * 0.38), (radius * 0.24,) * 2), soft=0.6), WHITE, 1.0)
    sheet.tint(
        stencil(ellipse((x + radius * 0.3, y + radius * 0.5), (radius * 0.35, radius * 0.2), -30), soft=1), GLOW, 0.5
    )


def paint_diadem(sheet: Sheet) -> None:
    """It stands on the smooth hair, in front of the plait."""
    arc = spline(
        [at(-164, 468), at(-118, 424), at(-60, 400), at(0, 392), at(60, 400), at(118, 424), at(164, 468)], steps=30
    )
    count = 11
    for number in range(count):
        place = round((0.10 + 0.80 * number / (count - 1)) * (len(arc) - 1))
        lean = (number - (count - 1) / 2) / ((count - 1) / 2)
        _palmette(sheet, (float(arc[place, 0]), float(arc[place, 1])), lean * 44, 40 - 18 * abs(lean))
    band = stencil(ribbon(arc, (3, 10, 12, 10, 3)))
    sheet.tint(band.moved(2, 6).softened(4), HAIR_DEEP, 0.75)
    sheet.lay(band, linear(at(-150, 420), at(150, 450), GLOW, GOLD, BRASS, UMBER))
    sheet.tint(stencil(ribbon(arc - (0, 3), (0.5, 1.6, 1.8, 1.2, 0.5))), GLOW, 0.85)
    sheet.tint(stencil(ribbon(arc - (0, -4), (0.5, 1.6, 1.8, 1.6, 0.5))), UMBER, 0.7)
    for number in range(count + 1):
        place = round((0.06 + 0.88 * number / count) * (len(arc) - 1))
        pearl(sheet, (float(arc[place, 0]), float(arc[place, 1]) + 1), 5.4)
    _stone(sheet, at(0, 391), (10, 12))


def _palmette(sheet: Sheet, foot: tuple[float, float], turn: float, height: float) -> None:
    x, y = foot
    sine, cosine = np.sin(np.radians(turn)), np.cos(np.radians(turn))
    for spread in (-1.0, 1.0, 0.0):
        reach = height * (1.0 if spread == 0 else 0.70)
        tip = (x + sine * reach + cosine * spread * 12, y - cosine * reach + sine * spread * 12)
        bend = (x + sine * reach * 0.5 + cosine * spread * 9, y - cosine * reach * 0.5 + sine * spread * 9)
        leaf = stencil(ribbon(spline([foot, bend, tip]), (2, 7.5, 6, 0.6)))
        sheet.tint(leaf.moved(2, 3).softened(2), HAIR_DEEP, 0.6)
        sheet.lay(leaf, linear((x - 9, y - reach), (x + 9, y), GLOW, GOLD, BRASS))
    top = (x + sine * (height + 3), y - cosine * (height + 3))
    pearl(sheet, top, 4.2)


def _stone(sheet: Sheet, centre: tuple[float, float], radii: tuple[float, float]) -> None:
    x, y = centre
    sheet.lay(
        stencil(ellipse(centre, (radii[0] + 4, radii[1] + 4))),
        linear((x - 12, y - 12), (x + 12, y + 12), GLOW, GOLD, UMBER),
    )
    sheet.lay(stencil(ellipse(centre, radii)), radial((x + 3, y + 5), radii, ROSE, WINE, PLUM_DEEP))
    sheet.tint(stencil(ellipse((x - 3, y - 4), (3.4, 2.4), -30), soft=0.8), WHITE, 0.95)


def paint_flowers(sheet: Sheet) -> None:
    """Two camellias above the left ear of the picture."""
    for spine, width in (
        ([at(-196, 716), at(-238, 724), at(-262, 756)], 26), ([at(-204, 660), at(-240, 634), at(-250, 600)], 25),
        ([at(-186, 660), at(-176, 628), at(-182, 598)], 20),
    ):  # fmt: skip
        line = spline(spine, steps=16)
        leaf = stencil(ribbon(line, (2, width * 0.9, width, width * 0.6, 0.5)))
        sheet.tint(leaf.moved(4, 5).softened(4), HAIR_DEEP, 0.6)
        sheet.lay(
            leaf, linear(tuple(line[-1]), tuple(line[0]), mixed(LEAF, GLOW, 0.35), LEAF, mixed(LEAF, PLUM_DEEP, 0.7))
        )
        sheet.tint(stencil(ribbon(line, (1.6, 1.2, 0.4))), mixed(LEAF, GLOW, 0.55), 0.7)
    _camellia(sheet, at(-200, 730), 26, 1.1)
    _camellia(sheet, at(-206, 678), 37, 0.2)
    _clasp(sheet)


def _clasp(sheet: Sheet) -> None:
    """A gold comb with a drop that gathers the ringlets on the other side."""
    comb = spline([at(172, 738), at(192, 730), at(212, 712)], steps=16)
    shape = stencil(ribbon(comb, (7, 12, 7)))
    sheet.tint(shape.moved(2, 5).softened(4), HAIR_DEEP, 0.7)
    sheet.lay(shape, linear(at(170, 716), at(214, 748), GLOW, GOLD, BRASS, UMBER))
    for place in (3, 10, 16, 23, 29):
        pearl(sheet, (float(comb[place, 0]), float(comb[place, 1])), 4.4)


def _camellia(sheet: Sheet, centre: tuple[float, float], radius: float, turn: float) -> None:
    x, y = centre
    sheet.tint(stencil(ellipse((x + 6, y + 9), (radius, radius)), soft=7), HAIR_DEEP, 0.75)
    for ring, (far, size, petals) in enumerate(((0.66, 0.46, 7), (0.42, 0.40, 6), (0.22, 0.30, 5), (0.07, 0.20, 3))):
        for petal in range(petals):
            angle = turn + ring * 0.5 + petal * 2 * np.pi / petals
            px, py = x + radius * far * np.cos(angle), y + radius * far * np.sin(angle) * 0.94
            shape = ellipse((px, py), (radius * size, radius * size * 0.86), float(np.degrees(angle)) + 90)
            leaf = stencil(shape)
            sheet.tint(leaf.moved(1, 2).softened(2.2), SHADE, 0.50)
            core = (x - radius * 0.1, y + radius * 0.1)
            sheet.lay(
                leaf,
                radial(core, (radius * 1.15,) * 2, mixed(ROSE, IVORY, 0.50), mixed(ROSE, IVORY, 0.82), WHITE, WHITE),
            )
            away = np.cos(angle - np.pi * 0.25) * 0.5 + 0.5
            sheet.tint(leaf, LACE_SHADE, 0.34 * away)


def paint_necklace(sheet: Sheet) -> None:
    """A string of pearls that lies on the collar bones."""
    string = spline(
        [at(-76, 962), at(-62, 996), at(-34, 1024), at(0, 1034), at(34, 1024), at(62, 996), at(76, 962)], steps=40
    )
    shadow = ribbon(string - (-5, -9), (10, 13, 10))
    sheet.tint(stencil(shadow, soft=5), SHADE, 0.6)
    steps = np.hypot(*np.diff(string, axis=0).T).cumsum()
    for place in np.arange(6.0, steps[-1], 14.6):
        spot = string[int(np.searchsorted(steps, place))]
        middle = 1.0 - abs(float(spot[0]) - 540.0) / 90.0
        pearl(sheet, (float(spot[0]), float(spot[1])), 6.2 + 2.2 * middle)
    pearl(sheet, at(0, 1058), 6.0)
    pearl(sheet, at(0, 1076), 10.0)


def paint_cameo(sheet: Sheet, centre: tuple[float, float]) -> None:
    """The brooch on the lace: a toothed wheel for a seal."""
    x, y = centre
    oval = stencil(ellipse(centre, (42, 50)))
    sheet.tint(oval.moved(6, 9).softened(8), PLUM_DEEP, 0.7)
    sheet.lay(oval, linear((x - 40, y - 45), (x + 40, y + 45), GLOW, GOLD, BRASS, UMBER))
    sheet.lay(stencil(ellipse(centre, (34, 42))), radial((x - 8, y - 12), (50, 60), WINE, PLUM_DEEP))
    teeth = np.linspace(0, 2 * np.pi, 96, endpoint=False)
    rim = np.where(np.arange(96) % 8 < 4, 24.0, 19.0)
    wheel = np.stack([x + rim * np.cos(teeth), y + rim * 1.18 * np.sin(teeth)], axis=1)
    sheet.lay(
        stencil(wheel, ellipse(centre, (12, 14)), soft=0.5),
        linear((x - 20, y - 25), (x + 20, y + 25), WHITE, LACE, LACE_SHADE),
    )
    sheet.lay(stencil(ellipse(centre, (5, 6))), LACE)
    for number in range(20):
        angle = 2 * np.pi * number / 20
        pearl(sheet, (x + 38.5 * float(np.cos(angle)), y + 46.5 * float(np.sin(angle))), 4.6)
