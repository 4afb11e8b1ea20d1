"""Where everything stands on the upright canvas: a pure function of the scene, for drawing and for touch alike."""

import math
from dataclasses import dataclass

from pygame import Rect

from kiosk.domain import controls
from kiosk.domain.scene import Phase, Scene
from kiosk.stage.keys import key_rows
from kiosk.stage.settings import StageSettings

WIDTH, HEIGHT = 1080, 1920
MARGIN = 40
LABEL = Rect(0, 0, WIDTH, 72)
"""The permanent label: at least 5 % of the short side, 54 pixels."""

LOWER_THIRD = HEIGHT * 2 // 3
STATE = Rect(MARGIN, 1204, WIDTH - 2 * MARGIN, 64)
CAPTION = Rect(MARGIN, 1284, WIDTH - 2 * MARGIN, 156)
SOURCE = Rect(MARGIN, 1446, WIDTH - 2 * MARGIN, 38)
CHIPS_TOP, CHIPS_BOTTOM, CHIP_GAP = 1496, 1776, 12
BAR = Rect(MARGIN, 1792, WIDTH - 2 * MARGIN, 108)
BAR_GAP = 12
LANGUAGE_WIDTH = 240
KEYBOARD = Rect(20, 1290, WIDTH - 40, 486)
KEY_GAP = 8
TITLE = Rect(MARGIN, 1180, WIDTH - 2 * MARGIN, 250)
STILL_HERE = Rect(140, 1296, WIDTH - 280, 440)
TARGET_MM = 20.0
MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True)
class Target:
    """Something that can be touched."""

    control: str
    text: str
    area: Rect
    is_on: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything touchable of one scene."""

    chips: tuple[Target, ...]
    bar: tuple[Target, ...]
    keys: tuple[Target, ...]
    still_here: Target | None

    @property
    def targets(self) -> tuple[Target, ...]:
        """In the order in which a touch finds them."""
        first = (self.still_here,) if self.still_here else ()
        return (*first, *self.keys, *self.chips, *self.bar)

    def control_at(self, x: float, y: float) -> str | None:
        return next((target.control for target in self.targets if target.area.collidepoint(x, y)), None)


def layout(scene: Scene) -> Layout:
    """The touchable parts of a scene."""
    asks = scene.countdown is not None
    return Layout(
        chips=() if scene.keyboard or asks else _chips(scene),
        bar=_bar(scene),
        keys=_keys(scene) if scene.keyboard and not asks else (),
        still_here=Target(controls.STILL_HERE, scene.countdown.hint, STILL_HERE) if scene.countdown else None,
    )


def least_target(settings: StageSettings) -> int:
    """20 mm on the configured screen, in pixels of the canvas."""
    diagonal = math.hypot(settings.width, settings.height)
    return math.ceil(TARGET_MM / MM_PER_INCH * diagonal / settings.diagonal_inches)


def _chips(scene: Scene) -> tuple[Target, ...]:
    if not scene.chips:
        return ()
    height = (CHIPS_BOTTOM - CHIPS_TOP - 2 * CHIP_GAP) // 3
    return tuple(
        Target(chip.control, chip.text, Rect(MARGIN, CHIPS_TOP + row * (height + CHIP_GAP), WIDTH - 2 * MARGIN, height))
        for row, chip in enumerate(scene.chips[:3])
    )


def _bar(scene: Scene) -> tuple[Target, ...]:
    shown = scene.controls
    if not shown:
        return ()
    if scene.phase is Phase.ATTRACT:
        width = min(LANGUAGE_WIDTH, (BAR.width - BAR_GAP * (len(shown) - 1)) // len(shown))
        left = WIDTH - MARGIN - len(shown) * (width + BAR_GAP) + BAR_GAP
    else:
        width = (BAR.width - BAR_GAP * (len(shown) - 1)) // len(shown)
        left = BAR.left
    return tuple(
        Target(one.control, one.text, Rect(left + column * (width + BAR_GAP), BAR.top, width, BAR.height), one.is_on)
        for column, one in enumerate(shown)
    )


def _keys(scene: Scene) -> tuple[Target, ...]:
    assert scene.keyboard is not None
    rows = key_rows(scene.keyboard)
    field_height = 84
    height = (KEYBOARD.height - field_height - KEY_GAP * len(rows)) // len(rows)
    made: list[Target] = []
    for number, row in enumerate(rows):
        unit = (KEYBOARD.width + KEY_GAP) / max(10.0, sum(key.width for key in row))
        left = KEYBOARD.centerx - (unit * sum(key.width for key in row) - KEY_GAP) / 2
        top = KEYBOARD.top + field_height + KEY_GAP + number * (height + KEY_GAP)
        for key in row:
            made.append(
                Target(key.control, key.text, Rect(round(left), top, round(unit * key.width) - KEY_GAP, height))
            )
            left += unit * key.width
    return tuple(made)


TYPED_FIELD = Rect(KEYBOARD.left, KEYBOARD.top, KEYBOARD.width, 84)
