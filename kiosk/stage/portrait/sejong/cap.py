"""The ikseongwan: a cap of black silk gauze in two tiers with two wings that stand up behind, over a horsehair band."""

import numpy as np

from kiosk.stage.portrait.brush import (
    Path,
    Sheet,
    Stencil,
    linear,
    lines,
    mirrored,
    moved,
    radial,
    ribbon,
    spline,
    stencil,
)
from kiosk.stage.portrait.sejong.face import MIDDLE, at
from kiosk.stage.portrait.sejong.palette import DEPTH, GLOW, GOLD, INK, SHEEN, SILK, mixed

CROWN = ((0, 262), (52, 268), (104, 290), (140, 336), (158, 400), (166, 460), (172, 500))
FRONT = ((0, 392), (54, 378), (112, 386), (156, 416), (180, 460), (188, 506), (190, 546))
BRIM = ((190, 546), (120, 524), (60, 513), (0, 509))
WING = ((34, 330), (36, 276), (50, 234), (72, 214), (94, 222), (104, 262), (100, 330))


def paint_wings(sheet: Sheet) -> None:
    """What stands behind the head."""
    for side in (-1, 1):
        outline = spline([at(side * x, y) for x, y in WING], is_closed=True)
        wing = stencil(outline)
        sheet.lay(wing, linear(at(side * 50, 380), at(side * 84, 214), DEPTH, SILK, mixed(SILK, SHEEN, 0.42)), 0.94)
        weave = [outline * share + np.asarray(at(side * 68, 300)) * (1 - share) for share in (0.86, 0.66, 0.46, 0.26)]
        sheet.tint(lines(weave, 0.7, is_closed=True).within(wing), SHEEN, 0.45)
        rib = spline([at(side * 66, 340), at(side * 66, 280), at(side * 74, 220)])
        sheet.tint(stencil(ribbon(rib, (5, 4, 1))), mixed(SHEEN, GLOW, 0.3), 0.65)
        sheet.tint(wing.without(wing.moved(0, 3)), mixed(SHEEN, GLOW, 0.35), 0.8)


def paint_cap(sheet: Sheet) -> None:
    """Band, the high tier, then the lower one before it."""
    _band(sheet)
    crown = stencil(_whole(CROWN, ((172, 500), (0, 480))))
    sheet.lay(crown, radial(at(-60, 320), (250, 250), mixed(SILK, SHEEN, 0.62), SILK, mixed(SILK, INK, 0.6), DEPTH))
    _gauze(sheet, crown)
    ridge = spline([at(0, 268), at(-2, 320), at(0, 388)])
    sheet.tint(stencil(ribbon(ridge, (2, 5, 2)), soft=2).within(crown), DEPTH, 0.8)
    sheet.tint(stencil(ribbon(ridge - (6.0, 0.0), (1, 5, 1)), soft=2).within(crown), SHEEN, 0.5)
    front = stencil(_whole(FRONT, BRIM))
    sheet.tint(front.moved(2, -9).softened(7).within(crown), DEPTH, 0.9)
    sheet.lay(front, radial(at(-76, 420), (270, 170), mixed(SILK, SHEEN, 0.72), mixed(SILK, SHEEN, 0.2), SILK, INK))
    _gauze(sheet, front)
    sheet.tint(front.without(front.moved(0, 3)), mixed(SHEEN, GLOW, 0.35), 0.9)
    sheet.tint(crown.without(crown.moved(2, 3)).without(front), mixed(SHEEN, GLOW, 0.3), 0.7)
    sheet.tint(front.without(front.moved(-26, 0).softened(16)), DEPTH, 0.7)
    brim = spline([at(-190, 546), at(-120, 524), at(-60, 513), at(0, 509), at(60, 513), at(120, 524), at(190, 546)])
    sheet.tint(stencil(ribbon(brim - (0.0, 8.0), (13, 16, 16, 13)), soft=1.5).within(front), INK, 0.85)
    sheet.tint(stencil(ribbon(brim - (0.0, 17.0), (1.4, 2, 2, 1.4))).within(front), GOLD, 0.7)


def _whole(half: tuple[tuple[float, float], ...], rest: tuple[tuple[float, float], ...]) -> Path:
    top = spline([at(x, y) for x, y in half])
    below = spline([at(x, y) for x, y in rest])
    right = np.vstack([top, below])
    return np.vstack([right, mirrored(right, MIDDLE)])


def _band(sheet: Sheet) -> None:
    """The net of horsehair that binds the forehead."""
    upper = spline([at(-180, 540), at(-90, 506), at(0, 496), at(90, 506), at(180, 540)])
    band = stencil(np.vstack([upper, moved(upper, (0.0, 27.0))[::-1]]))
    sheet.tint(band.moved(0, 5).softened(4), DEPTH, 0.4)
    sheet.tint(band.softened(0.8), INK, 0.72)
    net = [np.stack([upper[n], upper[min(n + 3, len(upper) - 1)] + (0.0, 27.0)]) for n in range(0, len(upper), 1)]
    sheet.tint(lines(net, 0.5).within(band), SHEEN, 0.35)


def _gauze(sheet: Sheet, within: Stencil) -> None:
    """A weave that shows only where the light falls."""
    slanting = [np.asarray([at(x, 240.0), at(x + way * 190, 560.0)]) for way in (-1, 1) for x in range(-380, 381, 11)]
    sheet.tint(lines(slanting, 0.5).within(within), SHEEN, 0.16)
