"""Hair parted in the middle, braided coils at the ears, a coronet of flowers, drop earrings."""

import numpy as np

from kiosk.stage.portrait.ada_lovelace.palette import BRASS, CREAM, HAIR, HAIR_DARK, HAIR_LIGHT, INK, ROSE, SKIN_DEEP
from kiosk.stage.portrait.curves import Line, Point, closed, ellipse, mirrored, ribbon, through
from kiosk.stage.portrait.easel import Easel, Fade, Mask, Touch, mask_of

BAND = closed(
    [
        (540, 396),
        (610, 402),
        (676, 440),
        (718, 510),
        (736, 600),
        (736, 690),
        (722, 748),
        (694, 752),
        (690, 700),
        (694, 640),
        (684, 580),
        (652, 522),
        (600, 484),
        (540, 462),
    ]
)
"""The smooth hair of the right side, from the parting over the temple to the ear."""


def paint_hair_behind(easel: Easel) -> None:
    """The knot at the back of the head and the shadow in the nape."""
    knot = closed([(426, 420), (446, 352), (540, 326), (634, 352), (654, 420), (540, 440)])
    easel.fill(knot, INK, Touch(0.5, 18, shift=(10, 10)))
    easel.fill(knot, Fade((450, 330), (640, 430), HAIR_LIGHT, HAIR_DARK))
    _plait(easel, through([(436, 424), (452, 366), (540, 340), (628, 366), (644, 424)], 30), 24, 26)
    for side in (0, 1):
        back = closed([(600, 420), (724, 560), (734, 680), (724, 770), (690, 800), (640, 700)])
        easel.fill(mirrored(back) if side else back, HAIR_DARK)


def paint_hair(easel: Easel) -> None:
    """Everything in front of the face's edge."""
    for side, band in enumerate((mirrored(BAND), BAND)):
        _smooth(easel, band, is_right=bool(side))
    easel.fill(ribbon(through([(540, 398), (539, 430), (540, 466)]), 5, (0.4, 0.8)), HAIR_DARK, Touch(0.9, 1.2))
    easel.fill(ribbon(through([(538, 440), (538, 466)]), 3, (0.1, 0.8)), SKIN_DEEP, Touch(0.8, 0.8))
    for side in (-1, 1):
        _coil(easel, side)
        _earring(easel, side)
    _coronet(easel)


def _smooth(easel: Easel, band: Line, is_right: bool) -> None:
    easel.fill(band, INK, Touch(0.50, 9, shift=(4, 8)))
    easel.fill(band, Fade((400, 420), (740, 720), HAIR, HAIR_DARK))
    clip = mask_of(band)
    strand = np.linspace(0.06, 0.94, 15)
    for place, share in enumerate(strand):
        line = _strand(float(share))
        line = line if is_right else mirrored(line)[::-1]
        light = np.exp(-(((share - 0.52) / 0.20) ** 2)) * (0.50 if is_right else 0.95) + 0.10
        tone = HAIR_LIGHT if place % 3 else HAIR_DARK
        easel.fill(ribbon(line, 7, (0.1, 0.1), 0.4), tone, Touch(float(light) if place % 3 else 0.6, 1.6, clip))
    sheen = _strand(0.5) if is_right else mirrored(_strand(0.5))[::-1]
    easel.fill(ribbon(sheen[18:62], 26, (0, 0), 0.4), (164, 112, 80), Touch(0.30 if is_right else 0.55, 9, clip))


def _strand(share: float) -> Line:
    outer = ((540, 398), (612, 404), (677, 442), (718, 512), (735, 600), (734, 690), (718, 748))
    inner = ((540, 460), (600, 482), (654, 522), (686, 582), (696, 645), (692, 700), (696, 750))
    return through(
        [(a + (c - a) * share, b + (d - b) * share) for (a, b), (c, d) in zip(inner, outer, strict=True)], 14
    )


def _plait(easel: Easel, line: Line, width: float, count: int, clip: Mask | None = None) -> None:
    """A braid along a curve: two rows of leaves that interlock."""
    places = np.linspace(0, len(line) - 2, count).astype(int)
    for number, place in enumerate(places):
        at, ahead = line[place], line[min(place + 1, len(line) - 1)]
        angle = float(np.degrees(np.arctan2(*(ahead - at)[::-1])))
        across = np.asarray([-np.sin(np.radians(angle)), np.cos(np.radians(angle))])
        row = 1 if number % 2 else -1
        x, y = at + across * row * width * 0.30
        leaf, strands = _leaf((float(x), float(y)), width, angle, row)
        easel.fill(leaf, INK, Touch(0.55, 2.0, clip, (1.5, 2.5)))
        near = at + across * row * width * 0.75
        far = at - across * row * width * 0.35
        lit = HAIR_LIGHT if x < 540 else (92, 60, 46)
        easel.fill(leaf, Fade((float(near[0]), float(near[1])), (float(far[0]), float(far[1])), lit, HAIR_DARK))
        for place_of, strand in enumerate(strands):
            tone = (170, 120, 86) if place_of == 1 else HAIR_DARK
            easel.fill(strand, tone, Touch(0.5 if x < 540 else 0.34, 0.6))


def _leaf(centre: Point, width: float, angle: float, row: int) -> tuple[Line, list[Line]]:
    """One turn of a braid: a plump S that runs from the outside to the middle, and three strands on it."""
    turn = np.radians(angle)
    forward, out = np.asarray((np.cos(turn), np.sin(turn))), np.asarray((-np.sin(turn), np.cos(turn))) * row

    def at(ahead: float, aside: float) -> Point:
        point = np.asarray(centre) + forward * ahead * width + out * aside * width
        return float(point[0]), float(point[1])

    leaf = closed(
        [
            at(-0.80, 0.30),
            at(-0.30, 0.62),
            at(0.35, 0.46),
            at(0.86, -0.10),
            at(0.98, -0.46),
            at(0.40, -0.36),
            at(-0.30, -0.12),
        ],
        8,
    )
    strands = [
        ribbon(through([at(-0.62, 0.22 + lift), at(-0.05, 0.26 + lift), at(0.52, -0.02 + lift * 0.7)], 8), 1.9, (0, 0))
        for lift in (-0.10, 0.12, 0.22)
    ]
    return leaf, strands


def _coil(easel: Easel, side: int) -> None:
    """A braid that loops from the temple round below the ear."""
    middle = 540 + side * 188
    loop = ellipse((middle, 756), (34, 62), side * -8)
    easel.fill(ellipse((middle, 756), (52, 82), side * -8), INK, Touch(0.55, 14, shift=(8, 12)))
    easel.fill(ellipse((middle, 756), (44, 74), side * -8), HAIR_DARK)
    start = np.roll(loop, 24, 0)
    _plait(easel, np.vstack([start, start[:1]]), 23, 24)
    easel.fill(
        ellipse((middle, 752), (17, 36), side * -8), Fade((middle - 14, 720), (middle + 14, 790), HAIR, HAIR_DARK)
    )
    for wide in (12, 7, 3):
        ring = ellipse((middle, 752), (wide, wide * 2.3), side * -8)
        easel.fill(ribbon(np.vstack([ring, ring[:1]]), 2.0, (1, 1)), HAIR_LIGHT, Touch(0.5, 0.5))


def _earring(easel: Easel, side: int) -> None:
    x = 540 + side * 160
    easel.fill(ellipse((x, 836), (4, 4)), BRASS)
    drop = closed([(x, 840), (x + 8, 862), (x + 9, 874), (x, 884), (x - 9, 874), (x - 8, 862)])
    easel.fill(drop, INK, Touch(0.5, 5, shift=(4, 5)))
    easel.fill(drop, Fade((x - 8, 845), (x + 8, 884), (255, 246, 228), (150, 120, 104)))
    easel.fill(ellipse((x - 3, 866), (2.4, 5)), (255, 255, 250), Touch(0.9, 0.8))


def _coronet(easel: Easel) -> None:
    """Cream blossoms and gilt leaves along the braid."""
    arc = through([(424, 436), (452, 398), (540, 378), (628, 398), (656, 436)], 20)
    for share in np.linspace(0.04, 0.96, 22):
        x, y = arc[int(share * (len(arc) - 1))]
        lean = (share - 0.5) * 120
        leaf = ellipse((x + np.sin(np.radians(lean)) * 15, y - 15), (5, 17), lean, 36)
        easel.fill(leaf, INK, Touch(0.45, 3, shift=(2, 3)))
        easel.fill(leaf, Fade((x - 10, y - 30), (x + 10, y), (246, 214, 150), (136, 96, 50)))
    for share in np.linspace(0.03, 0.97, 9):
        x, y = arc[int(share * (len(arc) - 1))]
        size = 13 - 7 * abs(share - 0.5)
        for turn in np.arange(5) * 72 + share * 90:
            petal = ellipse(
                (x + np.cos(np.radians(turn)) * size * 0.72, y + np.sin(np.radians(turn)) * size * 0.72),
                (size * 0.62, size * 0.46),
                float(turn),
                30,
            )
            easel.fill(petal, INK, Touch(0.35, 2, shift=(1.5, 2)))
            easel.fill(petal, Fade((x - size, y - size), (x + size, y + size), (255, 246, 228), (214, 180, 160)))
        easel.fill(ellipse((x, y), (size * 0.26, size * 0.26)), ROSE)
    easel.fill(ribbon(arc, 3.4, (0.5, 0.5)), BRASS, Touch(0.0))
    easel.fill(ellipse((540, 378), (3, 3)), CREAM)
