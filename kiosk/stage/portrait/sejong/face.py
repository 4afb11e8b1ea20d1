"""His face without what moves: skin, light and shadow, nose, brows, ears. Offsets are from the middle line x = 540."""

import numpy as np

from kiosk.stage.portrait.brush import Path, Sheet, Stencil, ellipse, mirrored, radial, ribbon, spline, stencil
from kiosk.stage.portrait.sejong.palette import DARK_SKIN, INK, LIGHT, ROSE, SHADE, SHELL, SKIN, WARM, mixed

MIDDLE = 540.0
HALF_FACE = (
    (0, 440), (84, 444), (142, 470), (174, 540), (181, 620), (181, 692), (173, 752), (155, 808),
    (125, 856), (84, 890), (42, 907), (0, 911),
)  # fmt: skip
EAR = ((168, 640), (184, 622), (200, 628), (206, 656), (200, 694), (193, 722), (182, 742), (170, 730))


def at(x: float, y: float) -> tuple[float, float]:
    return MIDDLE + x, y


def face_outline() -> Path:
    right = [at(x, y) for x, y in HALF_FACE]
    return spline(np.vstack([right, mirrored(right, MIDDLE)[1:-1]]), is_closed=True)


def paint_face(sheet: Sheet) -> None:
    """Ears, skin, the great light and shadow, then the small forms."""
    for side in (-1, 1):
        _ear(sheet, side)
    face = stencil(face_outline())
    sheet.lay(
        face, radial(at(-58, 600), (285, 400), LIGHT, mixed(LIGHT, SKIN, 0.5), SKIN, WARM, mixed(WARM, SHADE, 0.3))
    )
    _turn_from_light(sheet, face)
    _sockets(sheet, face)
    _nose(sheet)
    _age(sheet, face)
    for side in (-1, 1):
        _brow(sheet, side)


def _ear(sheet: Sheet, side: int) -> None:
    shape = stencil(spline([at(side * x, y) for x, y in EAR], is_closed=True))
    sheet.lay(shape, radial(at(side * 184, 660), (46, 90), SKIN, WARM, mixed(WARM, SHADE, 0.4)))
    sheet.tint(shape.without(shape.moved(-side * 5, 0).softened(3)), SHADE, 0.5)
    fold = spline([at(side * 178, 646), at(side * 192, 642), at(side * 197, 664), at(side * 190, 700)])
    sheet.tint(stencil(ribbon(fold, (2, 5, 4, 1)), soft=2).within(shape), SHADE, 0.75)


def _turn_from_light(sheet: Sheet, face: Stencil) -> None:
    far = face.without(face.moved(-58, -12).softened(26))
    sheet.tint(far.softened(5), SHADE, 0.46)
    sheet.tint(face.without(face.moved(-13, -6).softened(9)), DARK_SKIN, 0.30)
    sheet.tint(face.without(face.moved(28, -6).softened(16)), SHADE, 0.28)
    sheet.tint(face.without(face.moved(3, -2).softened(1.5)), DARK_SKIN, 0.35)
    cast = stencil([at(-200, 430), at(200, 430), at(200, 530), at(0, 512), at(-200, 530)], soft=16).within(face)
    sheet.tint(cast, DARK_SKIN, 0.55)
    sheet.tint(stencil(ellipse(at(-40, 566), (74, 26), -4), soft=18), LIGHT, 0.8)


def _sockets(sheet: Sheet, face: Stencil) -> None:
    for side, strength in ((-1, 0.22), (1, 0.34)):
        cheek = stencil(ellipse(at(side * 108, 742), (52, 34), side * -22), soft=22).within(face)
        sheet.tint(cheek, ROSE, strength)
        sheet.tint(stencil(ellipse(at(side * 82, 632), (58, 20), side * -5), soft=13), SHADE, strength)
        sheet.tint(stencil(ellipse(at(side * 34, 644), (12, 20), side * 18), soft=9), SHADE, strength + 0.06)
        under = ribbon(spline([at(side * 44, 682), at(side * 78, 694), at(side * 116, 678)]), (2, 8, 3))
        sheet.tint(stencil(under, soft=4.5), SHADE, 0.34)
    sheet.tint(stencil(ellipse(at(-104, 712), (42, 18), 14), soft=13), LIGHT, 0.6)
    sheet.tint(stencil(ellipse(at(100, 710), (30, 12), -14), soft=11), LIGHT, 0.26)


def _nose(sheet: Sheet) -> None:
    side = [at(15, 630), at(10, 662), at(12, 704), at(26, 742), at(38, 754), at(36, 732), at(22, 690)]
    sheet.tint(stencil(spline(side, is_closed=True), soft=7), SHADE, 0.46)
    lit = [at(-16, 634), at(-14, 692), at(-26, 742), at(-34, 724), at(-24, 682)]
    sheet.tint(stencil(spline(lit, is_closed=True), soft=6), SHADE, 0.18)
    sheet.tint(stencil(ribbon(spline([at(-2, 634), at(-3, 690), at(-3, 740)]), (9, 8, 15)), soft=5), LIGHT, 0.85)
    cast = [at(-26, 768), at(0, 777), at(30, 766), at(40, 778), at(14, 792), at(-14, 786)]
    sheet.tint(stencil(spline(cast, is_closed=True), soft=5), SHADE, 0.42)
    for way, strength in ((-1, 0.42), (1, 0.62)):
        wing = spline([at(way * 28, 736), at(way * 38, 750), at(way * 35, 764), at(way * 24, 767)])
        sheet.tint(stencil(ribbon(wing, (0.8, 3.2, 1.4)), soft=1.2), mixed(SHADE, DARK_SKIN, 0.4), strength + 0.1)
        hole = [at(way * 8, 769), at(way * 15, 764), at(way * 24, 766), at(way * 16, 770.5)]
        sheet.tint(stencil(spline(hole, is_closed=True), soft=0.9), DARK_SKIN, strength + 0.28)
    base = spline([at(-24, 768), at(-9, 771), at(0, 775), at(9, 771), at(24, 768)])
    sheet.tint(stencil(ribbon(base, (0.5, 2.4, 2.8, 2.4, 0.5)), soft=1.0), mixed(SHADE, DARK_SKIN, 0.4), 0.8)
    sheet.tint(stencil(ellipse(at(-5, 750), (9, 7)), soft=3.5), SHELL, 0.75)


def _age(sheet: Sheet, face: Stencil) -> None:
    """Folds beside the mouth, fine lines of ink as court painters drew them, and the shadow of the chin."""
    line = mixed(SHADE, DARK_SKIN, 0.5)
    for side, strength in ((-1, 0.40), (1, 0.55)):
        fold = spline([at(side * 40, 756), at(side * 60, 780), at(side * 74, 812), at(side * 76, 834)])
        sheet.tint(stencil(ribbon(fold, (1, 4.5, 3.5, 0.5)), soft=2.6).within(face), line, strength)
        corner = spline([at(side * 128, 650), at(side * 144, 646), at(side * 154, 636)])
        sheet.tint(stencil(ribbon(corner, (1.5, 1.2, 0.3)), soft=0.8), line, 0.3)
        lid = spline([at(side * 42, 626), at(side * 80, 614), at(side * 122, 624)])
        sheet.tint(stencil(ribbon(lid, (0.6, 2, 0.6)), soft=1.2), line, 0.3)
    for y in (562, 578):
        brow = spline([at(-70, y + 3), at(-24, y), at(24, y), at(70, y + 3)])
        sheet.tint(stencil(ribbon(brow, (0.3, 1.6, 1.6, 0.3)), soft=1.2), line, 0.22)
    sheet.tint(stencil(ellipse(at(6, 914), (100, 20)), soft=11).within(face), SHADE, 0.55)


def _brow(sheet: Sheet, side: int) -> None:
    """A broad, calm brow, then its hairs."""
    points = [at(side * 32, 611), at(side * 62, 603), at(side * 98, 596), at(side * 132, 600), at(side * 154, 614)]
    spine = spline(points)
    sheet.tint(stencil(ribbon(spine, (9, 18, 18, 14, 9, 1)), soft=3.4), INK, 0.55)
    random = np.random.default_rng(1397 + side)
    for share in np.linspace(0.0, 0.97, 76):
        root = spine[int(share * (len(spine) - 1))] + (0, random.uniform(-3, 6) * (1 - share * 0.6))
        length = 16 - 3 * share
        lift = 1.0 - 1.6 * share
        tip = root - (-side * length * (0.6 + 0.4 * share), length * 0.6 * lift + random.uniform(-1, 1))
        hair = spline([root, (root + tip) / 2 + (side * 0.8, -0.8), tip], steps=6)
        sheet.tint(stencil(ribbon(hair, (1.7, 1.3, 0.3)), soft=0.5), INK, 0.55)
