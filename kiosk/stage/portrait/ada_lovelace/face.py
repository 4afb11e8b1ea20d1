"""Her face without what moves: skin, light and shadow, nose. Offsets are from the middle line x = 540."""

import numpy as np

from kiosk.stage.portrait.ada_lovelace.palette import CHESTNUT, DARK_SKIN, GOLD, HAIR, IVORY, ROSE, SHADE, SKIN, WARM
from kiosk.stage.portrait.brush import Path, Sheet, Stencil, ellipse, mirrored, radial, ribbon, spline, stencil

MIDDLE = 540.0
HALF_FACE = (
    (0, 420), (70, 424), (130, 460), (161, 530), (167, 610), (163, 680), (152, 742), (133, 798),
    (103, 845), (68, 878), (36, 898), (0, 903),
)  # fmt: skip


def face_outline() -> Path:
    right = [(MIDDLE + x, float(y)) for x, y in HALF_FACE]
    return spline(np.vstack([right, mirrored(right, MIDDLE)[1:-1]]), is_closed=True)


def at(x: float, y: float) -> tuple[float, float]:
    return MIDDLE + x, y


def paint_face(sheet: Sheet) -> None:
    """Skin, the great light and shadow, then the small forms."""
    face = stencil(face_outline())
    sheet.lay(face, radial(at(-62, 585), (265, 390), IVORY, IVORY, SKIN, WARM))
    _turn_from_light(sheet, face)
    _cheeks_and_sockets(sheet, face)
    _nose(sheet)
    _chin(sheet, face)
    for side in (-1, 1):
        _brow(sheet, side)


def _turn_from_light(sheet: Sheet, face: Stencil) -> None:
    far = face.without(face.moved(-62, -14).softened(26))
    sheet.tint(far.softened(5), SHADE, 0.50)
    near_edge = face.without(face.moved(-14, -6).softened(9))
    sheet.tint(near_edge, DARK_SKIN, 0.34)
    bounce = face.without(face.moved(-7, 0).softened(4))
    sheet.tint(bounce, GOLD, 0.18)
    left = face.without(face.moved(30, -6).softened(16))
    sheet.tint(left, SHADE, 0.26)
    sheet.tint(stencil(ellipse(at(-42, 545), (62, 44), -20), soft=24), IVORY, 0.75)


def _cheeks_and_sockets(sheet: Sheet, face: Stencil) -> None:
    for side, strength in ((-1, 0.30), (1, 0.34)):
        sheet.tint(stencil(ellipse(at(side * 104, 738), (46, 32), side * -24), soft=22).within(face), ROSE, strength)
    for side, strength in ((-1, 0.24), (1, 0.38)):
        sheet.tint(stencil(ellipse(at(side * 80, 634), (56, 24), side * 6), soft=13), SHADE, strength)
        sheet.tint(stencil(ellipse(at(side * 36, 640), (13, 20), side * 18), soft=9), SHADE, strength + 0.06)
        under = ribbon(spline([at(side * 46, 682), at(side * 76, 692), at(side * 112, 680)]), (3, 9, 3))
        sheet.tint(stencil(under, soft=5), SHADE, 0.20)
    sheet.tint(stencil(ellipse(at(-98, 706), (36, 16), 16), soft=12), IVORY, 0.65)
    sheet.tint(stencil(ellipse(at(92, 704), (26, 11), -16), soft=10), IVORY, 0.32)
    hollow = spline([at(150, 700), at(128, 770), at(84, 832), at(120, 838), at(160, 770)], is_closed=True)
    sheet.tint(stencil(hollow, soft=18).within(face), SHADE, 0.22)


def _nose(sheet: Sheet) -> None:
    side = spline([at(15, 626), at(9, 660), at(10, 700), at(20, 742), at(30, 752), at(30, 730), at(20, 690)],
                  is_closed=True)  # fmt: skip
    sheet.tint(stencil(side, soft=7), SHADE, 0.46)
    lit = spline([at(-16, 630), at(-13, 690), at(-22, 740), at(-27, 720), at(-22, 680)], is_closed=True)
    sheet.tint(stencil(lit, soft=6), SHADE, 0.15)
    sheet.tint(stencil(ribbon(spline([at(-2, 632), at(-3, 690), at(-3, 738)]), (8, 7, 12)), soft=4.5), IVORY, 0.85)
    cast = spline([at(-22, 768), at(0, 776), at(26, 766), at(34, 776), at(12, 790), at(-12, 784)], is_closed=True)
    sheet.tint(stencil(cast, soft=5), SHADE, 0.42)
    for way, strength in ((-1, 0.34), (1, 0.58)):
        wing = ribbon(
            spline([at(way * 24, 740), at(way * 30.5, 752), at(way * 27, 764), at(way * 20, 766)]), (0.5, 2.6, 1)
        )
        sheet.tint(stencil(wing, soft=1.3), SHADE, strength)
        hole = spline([at(way * 7, 768), at(way * 13, 763.5), at(way * 20, 766), at(way * 14, 769.5)], is_closed=True)
        sheet.tint(stencil(hole, soft=0.8), DARK_SKIN, strength + 0.30)
    base = ribbon(spline([at(-20, 767), at(-8, 770), at(0, 774), at(8, 770), at(20, 767)]), (0.5, 2.2, 2.6, 2.2, 0.5))
    sheet.tint(stencil(base, soft=1.0), SHADE, 0.75)
    sheet.tint(stencil(ellipse(at(-4, 751), (7.5, 6)), soft=3), (1.0, 0.97, 0.93), 0.9)
    for x, strength in ((3, 0.26), (-4, -0.3)):
        tone = SHADE if strength > 0 else IVORY
        groove = ribbon(spline([at(x, 780), at(x * 1.3, 796)]), (4, 7))
        sheet.tint(stencil(groove, soft=2.5), tone, abs(strength))


def _chin(sheet: Sheet, face: Stencil) -> None:
    sheet.tint(stencil(ellipse(at(-8, 872), (25, 14)), soft=9), IVORY, 0.55)
    under = stencil(ellipse(at(8, 912), (90, 20)), soft=11).within(face)
    sheet.tint(under, SHADE, 0.5)
    sheet.tint(stencil(ellipse(at(2, 845), (30, 6)), soft=5), SHADE, 0.22)


def _brow(sheet: Sheet, side: int) -> None:
    """A soft arch, then its hairs."""
    spine = spline(
        [at(side * 34, 609), at(side * 60, 597), at(side * 94, 589), at(side * 120, 596), at(side * 136, 608)]
    )
    shape = ribbon(spine, (5, 11, 11.5, 8, 4.5, 1))
    sheet.tint(stencil(shape, soft=2.6), CHESTNUT, 0.66)
    random = np.random.default_rng(30 + side)
    for share in np.linspace(0.0, 0.97, 64):
        root = spine[int(share * (len(spine) - 1))] + (0, random.uniform(-2.5, 3.5) * (1 - share * 0.7))
        lift = 1.0 - 1.5 * share
        length = 13 - 3 * share
        tip = root - (-side * length * (0.62 + 0.38 * share), length * 0.62 * lift + random.uniform(-1, 1))
        hair = spline([root, (root + tip) / 2 + (side * 0.8, -0.8), tip], steps=6)
        sheet.tint(stencil(ribbon(hair, (1.4, 1.1, 0.2)), soft=0.5), HAIR, 0.40)
