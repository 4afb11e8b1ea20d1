"""The face at rest without eyes and lips, which move and are painted anew."""

from kiosk.stage.portrait.ada_lovelace.palette import (
    HAIR,
    INK,
    ROSE,
    SKIN,
    SKIN_DEEP,
    SKIN_LIGHT,
    SKIN_SHADE,
)
from kiosk.stage.portrait.curves import both_sides, closed, ellipse, ribbon, through
from kiosk.stage.portrait.easel import Easel, Fade, Mask, Touch, mask_of

OVAL = (
    (0, 425),
    (90, 438),
    (145, 490),
    (168, 570),
    (172, 640),
    (168, 705),
    (150, 770),
    (117, 828),
    (78, 872),
    (40, 895),
    (0, 903),
)
"""The outline of the face as offsets from its middle."""


def paint_face(easel: Easel) -> None:
    """Skin, its light and shade, nose and brows."""
    oval = both_sides(OVAL)
    easel.fill(oval, Fade((400, 520), (730, 860), SKIN_LIGHT, SKIN))
    clip = mask_of(oval)
    _shade(easel, clip)
    _sockets(easel, clip)
    _nose(easel, clip)
    _brows(easel)
    _around_mouth(easel, clip)


def _shade(easel: Easel, clip: Mask) -> None:
    side = closed(
        [
            (660, 430),
            (735, 560),
            (735, 760),
            (640, 930),
            (520, 940),
            (596, 880),
            (648, 800),
            (672, 700),
            (668, 590),
            (640, 500),
        ]
    )
    easel.fill(side, SKIN_SHADE, Touch(0.75, 20, clip))
    easel.fill(
        closed([(700, 560), (730, 700), (680, 850), (600, 920), (662, 830), (690, 720)]),
        SKIN_DEEP,
        Touch(0.35, 14, clip),
    )
    easel.fill(closed([(360, 560), (376, 720), (420, 830), (400, 840), (350, 720)]), SKIN_SHADE, Touch(0.55, 12, clip))
    easel.fill(ellipse((540, 910), (110, 20)), SKIN_SHADE, Touch(0.60, 10, clip))
    easel.fill(ellipse((520, 540), (96, 50), -8), (255, 238, 218), Touch(0.65, 30, clip))
    easel.fill(ellipse((438, 742), (48, 34), -20), (236, 146, 124), Touch(0.46, 22, clip))
    easel.fill(ellipse((642, 744), (44, 34), 20), (222, 124, 108), Touch(0.42, 22, clip))
    easel.fill(ellipse((432, 708), (38, 16), -14), (255, 236, 216), Touch(0.60, 11, clip))
    easel.fill(ellipse((534, 872), (24, 12)), (255, 232, 210), Touch(0.55, 9, clip))


def _sockets(easel: Easel, clip: Mask) -> None:
    for side in (-1, 1):
        middle = 540 + side * 82
        hollow = closed(
            [
                (540 + side * 26, 640),
                (540 + side * 40, 608),
                (middle, 600),
                (540 + side * 132, 622),
                (540 + side * 130, 652),
                (middle, 640),
            ]
        )
        easel.fill(hollow, SKIN_SHADE, Touch(0.50, 9, clip))
        easel.fill(ellipse((540 + side * 26, 636), (11, 22)), SKIN_DEEP, Touch(0.30 if side < 0 else 0.42, 8, clip))
        below = ribbon(through([(540 + side * 44, 688), (middle, 700), (540 + side * 118, 690)]), 8, (0, 0), 0.5)
        easel.fill(below, SKIN_SHADE, Touch(0.22, 5, clip))


def _nose(easel: Easel, clip: Mask) -> None:
    flank = closed([(556, 636), (551, 690), (560, 744), (578, 772), (566, 786), (548, 780), (546, 700), (549, 640)])
    easel.fill(flank, SKIN_SHADE, Touch(0.85, 6, clip))
    easel.fill(
        ribbon(through([(533, 630), (534, 690), (533, 745)]), 15, (0.3, 0.8)), (255, 240, 222), Touch(0.75, 5, clip)
    )
    easel.fill(ellipse((534, 760), (12, 10)), (255, 244, 230), Touch(0.80, 5, clip))
    easel.fill(
        closed([(508, 786), (540, 796), (574, 786), (566, 806), (540, 806), (516, 804)]),
        SKIN_DEEP,
        Touch(0.36, 6, clip),
    )
    for side in (-1, 1):
        wing = through([(540 + side * 25, 760), (540 + side * 30, 773), (540 + side * 26, 784), (540 + side * 18, 784)])
        easel.fill(ribbon(wing, 3.6, (0.0, 0.1)), SKIN_DEEP, Touch(0.42 if side < 0 else 0.66, 1.1))
        hole = closed([(540 + side * 9, 786), (540 + side * 16, 780), (540 + side * 23, 783), (540 + side * 17, 789)])
        easel.fill(hole, (112, 54, 52), Touch(0.66, 1.1))
    easel.fill(ribbon(through([(526, 789), (540, 794), (554, 789)]), 4, (0, 0)), SKIN_DEEP, Touch(0.7, 1.0))


def _brows(easel: Easel) -> None:
    for side in (-1, 1):
        middle = through(
            [(540 + side * 40, 595), (540 + side * 70, 584), (540 + side * 104, 580), (540 + side * 142, 599)]
        )
        brow = ribbon(middle, 10.5, (0.42, 0.0), 0.34)
        easel.fill(brow, SKIN_DEEP, Touch(0.35, 4, shift=(1, 3)))
        easel.fill(brow, HAIR, Touch(0.74, 1.3))
        for stroke in range(12):
            share = stroke / 15
            at = middle[int(share * (len(middle) - 1))]
            hair = through(
                [
                    (at[0] - side * 4, at[1] + 5 - 2 * share),
                    (at[0] + side * 3, at[1]),
                    (at[0] + side * 11, at[1] - 4 + 7 * share),
                ]
            )
            easel.fill(ribbon(hair, 2.2, (0.2, 0)), INK, Touch(0.40 - 0.2 * share, 0.4))


def _around_mouth(easel: Easel, clip: Mask) -> None:
    easel.fill(ribbon(through([(540, 797), (540, 812)]), 11, (0.5, 1)), SKIN_SHADE, Touch(0.75, 3, clip))
    easel.fill(ellipse((543, 856), (34, 7)), SKIN_DEEP, Touch(0.42, 6, clip))
    for side in (-1, 1):
        fold = through([(540 + side * 40, 784), (540 + side * 62, 806), (540 + side * 68, 826)])
        easel.fill(ribbon(fold, 6, (0, 0)), SKIN_SHADE, Touch(0.30, 5, clip))
        easel.fill(ellipse((540 + side * 58, 828), (8, 10)), ROSE, Touch(0.22, 5, clip))
