"""Her hair: parted in the middle, smooth bands over the ears, ringlets at both sides, a plaited crown behind."""

from collections.abc import Callable

import numpy as np

from kiosk.stage.portrait.ada_lovelace.face import MIDDLE, at
from kiosk.stage.portrait.ada_lovelace.palette import CHESTNUT, DARK_SKIN, HAIR, HAIR_DEEP, SHEEN
from kiosk.stage.portrait.brush import (
    Path,
    Plane,
    Sheet,
    Strand,
    ellipse,
    linear,
    mirrored,
    ribbon,
    spline,
    stencil,
)

HAIRLINE = ((1, 474), (42, 480), (92, 508), (128, 552), (145, 606), (154, 664), (164, 716), (180, 748))
CROWN = ((1, 392), (76, 396), (140, 426), (186, 490), (204, 570), (208, 650), (208, 706), (198, 752))
RINGLETS = (
    ((200, 690), (252, 872), 30, 3.0, 0.3),
    ((178, 700), (160, 850), 26, 2.6, 1.9),
    ((196, 700), (226, 948), 36, 3.9, 4.1),
    ((186, 710), (184, 1010), 35, 4.7, 2.7),
)
"""Where each starts and ends to the right of the middle, its width, its turns and where the first turn begins."""


def paint_hair_behind(sheet: Sheet) -> None:
    """What the face stands in front of: the mass of hair and the plaited crown."""
    _crown_plait(sheet)
    half = [
        at(x, y)
        for x, y in ((0, 384), (88, 392), (150, 424), (193, 492), (210, 590), (208, 690), (186, 738), (110, 748))
    ]
    mass = spline(np.vstack([half, mirrored(half, MIDDLE)]), is_closed=True)
    sheet.lay(stencil(mass), HAIR_DEEP)


def paint_hair(sheet: Sheet) -> None:
    """What falls in front of the face."""
    for side in (1, -1):
        for start, end, width, turns, phase in RINGLETS:
            middle = (side * (start[0] * 0.42 + end[0] * 0.58 + 4), (start[1] + end[1]) / 2)
            spine = spline([at(side * start[0], start[1]), at(*middle), at(side * end[0], end[1] + side * 7)], steps=48)
            _ringlet(sheet, spine, width, turns, phase * (1.0 if side > 0 else 1.7))
    for side in (1, -1):
        _band(sheet, side)
    parting = ribbon(spline([at(0, 394), at(-1, 430), at(1, 476)]), (1.5, 2.5, 3.5))
    sheet.tint(stencil(parting, soft=1.0), DARK_SKIN, 0.85)


def tone_of(light: Plane) -> Plane:
    """The colour of hair under so much light, 0 to 1."""
    stops = np.asarray([HAIR_DEEP, HAIR, CHESTNUT, SHEEN, (0.93, 0.76, 0.55)], np.float32)
    places = np.asarray([0.0, 0.22, 0.55, 0.85, 1.0])
    return np.stack([np.interp(light, places, stops[:, c]) for c in range(3)], axis=-1).astype(np.float32)


def _band(sheet: Sheet, side: int) -> None:
    inner = spline([at(side * x, y) for x, y in HAIRLINE], steps=5)
    outer = spline([at(side * x, y) for x, y in CROWN], steps=5)
    outline = np.vstack([inner, outer[::-1]])
    band = stencil(outline)
    sheet.tint(band.moved(3, 10).softened(7), DARK_SKIN, 0.62)
    sheet.tint(band.moved(1, 3).softened(2), DARK_SKIN, 0.60)
    sheet.lay(band, HAIR)
    random = np.random.default_rng(40 + side)

    def light(share: Plane, across: float) -> Plane:
        centre = (0.47 if side < 0 else 0.30) + 0.10 * np.sin(across * 5.0)
        gloss = np.exp(-(((share - centre) / 0.15) ** 2)) * (0.80 if side < 0 else 0.50)
        second = np.exp(-(((share - 0.80) / 0.10) ** 2)) * (0.30 if side < 0 else 0.16)
        roundness = np.sin(np.pi * np.clip(across, 0.02, 0.98)) ** 0.6
        lock = 0.72 + 0.28 * np.sin(across * 37.0)
        found: Plane = 0.12 + (gloss + second) * roundness * lock
        return found

    _combed(sheet, (inner, outer), light, random)
    edge = ribbon(inner, (1.0, 2.0, 2.0))
    sheet.tint(stencil(edge, soft=0.8), HAIR_DEEP, 0.6)
    sheet.tint(stencil(ribbon(inner, (2.0, 6.0, 6.0, 2.0)), soft=3.0), CHESTNUT, 0.45)


def _combed(
    sheet: Sheet, guides: tuple[Path, Path], light: Callable[[Plane, float], Plane], random: np.random.Generator
) -> None:
    hairs = []
    count = 300
    for number in range(count):
        across = float(np.clip((number + 0.5) / count + random.normal(0, 0.004), 0.004, 0.996))
        path = guides[0] * (1 - across) + guides[1] * across
        share = np.linspace(0, 1, len(path)).astype(np.float32)
        waver = np.sin(share * 5 + random.uniform(0, 6)) * random.uniform(0, 1.2)
        shade = light(share, across) * random.uniform(0.72, 1.22) + random.normal(0, 0.025)
        hairs.append(Strand(path + waver[:, None] * np.asarray((0.7, 0.7)), tone_of(np.clip(shade, 0, 1)), 2))
    random.shuffle(hairs)
    sheet.strands(hairs)


def _ringlet(sheet: Sheet, spine: Path, width: float, turns: float, phase: float) -> None:
    """A flat lock wound around a spine: the far half of every turn first, dark, then the near half in the light."""
    share = np.linspace(0, 1, len(spine))
    swell = np.interp(share, (0, 0.08, 0.45, 0.80, 0.95, 1), (0.8, 0.95, 1.0, 0.80, 0.5, 0.2)) * width
    body = stencil(ribbon(spine, tuple(swell * 0.62)))
    sheet.tint(body.moved(7, 6).softened(6), HAIR_DEEP, 0.55)
    sheet.lay(body, HAIR_DEEP)
    random = np.random.default_rng(int(width * 7 + spine[-1, 0]))
    first = -1 + phase / 6.28
    for is_near in (False, True):
        for turn in range(int(turns) + 3):
            _turn(sheet, (spine, swell), (turns, first + turn), is_near, random)


def _turn(
    sheet: Sheet, body: tuple[Path, Path], winding: tuple[float, float], is_near: bool, random: np.random.Generator
) -> None:
    spine, swell = body
    turns, start = winding
    side = spine[-1, 0] - MIDDLE
    places = np.linspace(0, 1, len(spine))
    angle = np.linspace(-np.pi / 2, np.pi / 2, 17) + (0 if is_near else np.pi)
    strands = []
    for offset in np.linspace(0, 1, 24):
        winds = np.clip((start + offset * 0.84 + (angle + np.pi / 2) / (2 * np.pi)) / turns, 0, 1)
        x, y = np.interp(winds, places, spine[:, 0]), np.interp(winds, places, spine[:, 1])
        half = np.interp(winds, places, swell) / 2 * (0.90 + 0.12 * np.sin(offset * np.pi))
        path = np.stack([x + half * np.sin(angle), y + half * 0.30 * np.cos(angle)], axis=1)
        gloss = np.exp(-(((np.sin(angle) + 0.30 - 0.25 * (offset - 0.5)) / 0.36) ** 2))
        round_lock = np.sin(np.pi * (0.06 + 0.88 * offset)) ** 0.8
        lit = (0.84 if side < 0 else 0.60) * gloss * round_lock + 0.20 * np.cos(angle) if is_near else 0.04 + 0 * gloss
        strands.append(Strand(path, tone_of(np.clip(lit * random.uniform(0.86, 1.10), 0, 1)), 3))
    edge = np.vstack([strands[0].path, strands[-1].path[::-1]])
    if np.ptp(edge[:, 1]) < 6:
        return
    shape = stencil(edge)
    if is_near:
        sheet.tint(shape.moved(2, 4).softened(3), HAIR_DEEP, 0.75)
    sheet.lay(shape, HAIR if is_near else HAIR_DEEP)
    sheet.strands(strands)


def _crown_plait(sheet: Sheet) -> None:
    """The plait laid round the back of the head."""
    base = spline([at(-142, 452), at(-128, 366), at(-66, 318), at(0, 306), at(66, 318), at(128, 366), at(142, 452)])
    sheet.lay(stencil(np.vstack([base, [at(0, 470)]])), HAIR_DEEP)
    spine = spline(
        [at(-126, 436), at(-112, 374), at(-60, 336), at(0, 325), at(60, 336), at(112, 374), at(126, 436)], steps=24
    )
    _knot_hairs(sheet)
    count = 22
    for number in range(count):
        place = int((number + 0.5) / count * (len(spine) - 1))
        along = spine[min(place + 1, len(spine) - 1)] - spine[place - 1]
        angle = float(np.degrees(np.arctan2(along[1], along[0])))
        out = 1 if number % 2 else -1
        normal = np.asarray([-along[1], along[0]]) / np.hypot(*along)
        centre = spine[place] + normal * out * 8.5
        _lobe(sheet, centre, angle + out * 38, 1.0 - place / len(spine))


def _knot_hairs(sheet: Sheet) -> None:
    random = np.random.default_rng(7)
    hairs = []
    for number in range(120):
        share = number / 119
        x = -118 + 236 * share
        path = spline([at(x, 440), at(x * 0.82, 392), at(x * 0.72, 352)])
        shade = 0.12 + 0.42 * np.exp(-(((share - 0.32) / 0.2) ** 2)) * np.linspace(0.4, 1, len(path))
        hairs.append(Strand(path, tone_of(np.clip(shade * random.uniform(0.6, 1.2), 0, 1)), 2))
    sheet.strands(hairs)


def _lobe(sheet: Sheet, centre: Path, turn: float, towards_light: float) -> None:
    shape = ellipse((float(centre[0]), float(centre[1])), (20, 10.5), turn)
    sheet.tint(stencil(shape).moved(2, 3).softened(2.5), HAIR_DEEP, 0.8)
    x, y = float(centre[0]), float(centre[1])
    sheet.lay(stencil(shape), linear((x - 9, y - 11), (x + 7, y + 12), CHESTNUT, HAIR, HAIR_DEEP))
    hairs = []
    c, s = np.cos(np.radians(turn)), np.sin(np.radians(turn))
    for number in range(12):
        v = -0.85 + 1.7 * number / 11
        u = np.linspace(-1, 1, 12)
        bow = v * 9.5 * np.sqrt(np.clip(1 - u**2 * 0.85, 0, 1))
        path = np.stack([centre[0] + u * 18 * c - bow * s, centre[1] + u * 18 * s + bow * c], axis=1)
        shade = 0.16 + (0.30 + 0.42 * towards_light) * np.exp(-(((v + 0.35) / 0.45) ** 2)) * np.exp(
            -(((u + 0.1) / 0.5) ** 2)
        )
        hairs.append(Strand(path, tone_of(np.clip(shade, 0, 1)), 2))
    sheet.strands(hairs)
