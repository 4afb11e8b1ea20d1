"""Where everything stands on the canvas: a pure function of scene and screen, for drawing and for touch alike."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pygame import Rect

from kiosk.domain.screen import controls
from kiosk.domain.screen.scene import Control, Panel, Phase, Scene
from kiosk.stage.screen.keys import key_rows
from kiosk.stage.screen.screen import UPRIGHT, Screen
from kiosk.stage.text.typefaces import is_backward

MARGIN, BOTTOM = 40, 14
LABEL_HEIGHT = 72
"""Of the permanent label: at least 5 % of the short side, 54 pixels."""

GAP, KEY_GAP, BLOCK_GAP = 12, 5, 16
TIGHT_GAP = 8
FLOOR = 60
"""No control is smaller, however large a pixel of the screen is: its words must be read."""

MOST_CHIPS, CHIP_HEIGHT = 3, 85
HOLD_ROWS = 2
"""Of questions: what the button that is held would like to be high."""

FACE_BOTTOM = 1040
"""On an upright canvas: under the head of a painted portrait, wherever it moves; whoever reads still sees the face."""

TALKING = (Phase.GREETING, Phase.LISTENING, Phase.THINKING, Phase.ANSWERING)
LONE_BAR_HEIGHT, BAR_HEIGHT = 108, 88
WIDEST_BAR = 7
"""Controls in one row; more stand in two."""

LANGUAGE_WIDTH = 240
KEY_HEIGHT, TYPED_HEIGHT, KEYBOARD_OUT = 76, 84, 20
STATE_HEIGHT, CAPTION_HEIGHT, SOURCE_HEIGHT, TITLE_HEIGHT = 64, 156, 38, 250
HEADING_HEIGHT, SIGN_WIDTH = 130, 104
SIGNING_SIZE = (360, 480)
"""Of the translation into sign language: a third of the width, as an interpreter on television has at least."""

STILL_HERE_SIZE, LEAST_STILL_HERE = (800, 440), 350
PANEL_HEIGHT, FIELD_HEIGHT = 742, 72
PANEL_HEAD, PANEL_MARGIN = 170, 24
"""Of a panel's title and notice; and around its choices."""

CHOICE_HEIGHT, CHOICE_WIDTH = 84, 460
CARD_GAP, MOST_CARD_WIDTH, MOST_CARD_RATIO = 28, 500, 3.7
"""Of the portraits among which one is chosen."""

QUESTION_HEIGHT = 210
"""Over them."""

LYING_PORTRAIT = 800
"""Width of the portrait beside the words."""


@dataclass(frozen=True, slots=True)
class Target:
    """Something that can be touched."""

    control: str
    text: str
    area: Rect
    is_on: bool = False
    is_able: bool = True
    lit: int = 0
    steps: int = 0


@dataclass(frozen=True, slots=True)
class Places:
    """Where the portrait and the words stand."""

    label: Rect
    portrait: Rect
    column: Rect
    """What the words and controls stand in."""

    heading: Rect
    """The figure's name during a visit; empty where the portrait fills the screen."""

    title: Rect
    state: Rect
    sign: Rect
    """Of what the figure does, at the beginning of the state."""

    caption: Rect
    source: Rect
    keyboard: Rect
    typed: Rect
    still_here: Rect
    signing: Rect
    """Of a translation into sign language, beside the figure."""

    panel: Rect
    """What is read or chosen over the portrait; only its choices are touched."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything touchable of one scene, and where the rest stands."""

    chips: tuple[Target, ...]
    bar: tuple[Target, ...]
    keys: tuple[Target, ...]
    choices: tuple[Target, ...]
    still_here: Target | None
    places: Places
    cards: tuple[Target, ...] = ()
    hold: Target | None = None
    """Held while one speaks."""

    @property
    def targets(self) -> tuple[Target, ...]:
        """In the order in which a touch finds them."""
        first = (self.still_here,) if self.still_here else ()
        held = (self.hold,) if self.hold else ()
        return (*first, *self.choices, *self.cards, *self.keys, *self.chips, *held, *self.bar)

    def control_at(self, x: float, y: float) -> str | None:
        return next((target.control for target in self.targets if target.area.collidepoint(x, y)), None)


@dataclass(frozen=True, slots=True)
class Measures:
    """How many rows of what height; nothing is lower than 20 mm."""

    bar_rows: int
    bar: int
    bar_gap: int
    chips: int
    """Rows of questions; the button that is held takes the lowest."""

    held: int
    """How many of them."""

    chip: int
    key: int

    @property
    def bar_block(self) -> int:
        return self.bar_rows * (self.bar + self.bar_gap) - self.bar_gap


def layout(scene: Scene, screen: Screen = UPRIGHT) -> Layout:
    """The touchable parts of a scene, and where its words stand."""
    asks = scene.countdown is not None
    sizes = measures(scene, screen)
    places = _places(scene, screen, sizes)
    return Layout(
        chips=() if scene.keyboard or scene.panel or asks else _chips(scene, places, sizes),
        bar=_bar(scene, places.column, sizes),
        keys=_keys(scene, places.keyboard, sizes) if scene.keyboard and not (asks or scene.panel) else (),
        choices=_choices(scene.panel, places.panel, screen) if scene.panel and not asks else (),
        still_here=Target(controls.STILL_HERE, scene.countdown.hint, places.still_here) if scene.countdown else None,
        places=places,
        hold=_hold(scene, places, sizes),
        cards=_cards(scene, screen, sizes) if scene.cards and not (scene.panel or asks) else (),
    )


def _cards(scene: Scene, screen: Screen, sizes: Measures) -> tuple[Target, ...]:
    """Side by side, upright, down to the controls: so low that each can be touched from a wheelchair."""
    count = len(scene.cards)
    bottom = screen.height - BOTTOM - sizes.bar_block - BLOCK_GAP * 2
    wide = min(MOST_CARD_WIDTH, (screen.width - 2 * MARGIN + CARD_GAP) // count - CARD_GAP)
    tall = min(bottom - LABEL_HEIGHT - QUESTION_HEIGHT, round(wide * MOST_CARD_RATIO))
    left = (screen.width - count * (wide + CARD_GAP) + CARD_GAP) // 2
    return tuple(
        Target(card.control, card.name, Rect(left + at * (wide + CARD_GAP), bottom - tall, wide, tall))
        for at, card in enumerate(scene.cards)
    )


def measures(scene: Scene, screen: Screen) -> Measures:
    """First lower controls, then fewer questions, then more rows, until all lies in the reach zone."""
    least, room = max(screen.target, FLOOR), screen.height - BOTTOM - screen.reach
    rows = _bar_rows(len(scene.controls), _column(screen).width, least)
    wanted = LONE_BAR_HEIGHT if rows == 1 else BAR_HEIGHT
    key_count = len(key_rows(scene.keyboard)) if scene.keyboard else 0
    others = key_count * (least + KEY_GAP) if key_count else MOST_CHIPS * (least + GAP)
    is_tight = rows * (least + GAP) + others + BLOCK_GAP > room
    gap = TIGHT_GAP if is_tight else GAP
    bar = _between(least, (room - others - BLOCK_GAP) // rows - gap, wanted)
    left = room - rows * (bar + gap) + gap - (TIGHT_GAP if key_count else BLOCK_GAP)
    wished = HOLD_ROWS if is_held(scene) else 0
    chips = _between(1, (left + GAP) // (least + GAP), MOST_CHIPS + wished)
    return Measures(
        bar_rows=rows,
        bar=bar,
        bar_gap=gap,
        chips=chips,
        held=_between(1, chips - MOST_CHIPS, wished) if wished else 0,
        chip=_between(least, (left + GAP) // chips - GAP, _tallest(screen, rows * (bar + gap) - gap, chips)),
        key=_between(least, (left + KEY_GAP) // key_count - KEY_GAP, KEY_HEIGHT) if key_count else least,
    )


def _tallest(screen: Screen, bar_block: int, chips: int) -> int:
    """Of a question, so that the words above all of them stay below the face."""
    if screen.is_lying:
        return CHIP_HEIGHT
    words = STATE_HEIGHT + BLOCK_GAP + CAPTION_HEIGHT + KEY_GAP + SOURCE_HEIGHT + GAP
    room = screen.height - BOTTOM - bar_block - BLOCK_GAP - FACE_BOTTOM - words
    return min(CHIP_HEIGHT, (room + GAP) // chips - GAP)


def is_held(scene: Scene) -> bool:
    """Whether the button is shown that is held while one speaks."""
    is_free = not (scene.keyboard or scene.panel or scene.countdown)
    return scene.hold is not None and scene.phase in TALKING and is_free


def _bar_rows(count: int, width: int, least: int) -> int:
    if count <= WIDEST_BAR and count * (least + GAP) - GAP <= width:
        return 1
    in_a_row = max(1, (width + TIGHT_GAP) // (least + TIGHT_GAP))
    return max(2, math.ceil(count / in_a_row))


def _between(least: int, wanted: int, most: int) -> int:
    """`least` wins."""
    return max(least, min(wanted, most))


def _column(screen: Screen) -> Rect:
    left = LYING_PORTRAIT + MARGIN if screen.is_lying else MARGIN
    return Rect(left, LABEL_HEIGHT, screen.width - MARGIN - left, screen.height - BOTTOM - LABEL_HEIGHT)


def _places(scene: Scene, screen: Screen, sizes: Measures) -> Places:
    column = _column(screen)
    bar_top = column.bottom - sizes.bar_block
    chips_top = bar_top - BLOCK_GAP - sizes.chips * (sizes.chip + GAP) + GAP
    keyboard = _keyboard(scene, column, bar_top, sizes)

    def over(bottom: int, height: int) -> Rect:
        return Rect(column.left, bottom - height, column.width, height)

    source = over(chips_top - GAP, SOURCE_HEIGHT)
    caption = over(source.top - KEY_GAP, CAPTION_HEIGHT)
    state = over((keyboard.top - GAP if scene.keyboard else caption.top) - BLOCK_GAP, STATE_HEIGHT)
    heading = Rect(column.left, column.top, column.width, HEADING_HEIGHT if screen.is_lying else 0)
    title = over(chips_top - 66, TITLE_HEIGHT)
    if screen.is_lying:
        title.centery = (column.top + chips_top) // 2
    sign_left = state.right - SIGN_WIDTH if is_backward(scene.language) else state.left
    return Places(
        label=Rect(0, 0, screen.width, LABEL_HEIGHT),
        portrait=Rect(0, LABEL_HEIGHT, LYING_PORTRAIT, screen.height - LABEL_HEIGHT)
        if screen.is_lying
        else Rect(0, 0, screen.width, screen.height),
        column=column,
        heading=heading if state.top > heading.bottom else Rect(heading.topleft, (column.width, 0)),
        title=title,
        state=state,
        sign=Rect(sign_left, state.top, SIGN_WIDTH, state.height),
        caption=caption,
        source=source,
        keyboard=keyboard,
        typed=Rect(keyboard.left, keyboard.top, keyboard.width, TYPED_HEIGHT),
        still_here=_still_here(column, screen.reach, bar_top),
        signing=_signing(scene, screen, state),
        panel=_panel(scene, screen, column, bar_top),
    )


def _signing(scene: Scene, screen: Screen, state: Rect) -> Rect:
    """At the figure's shoulder: over the words, or at the foot of a portrait that stands beside them."""
    width, height = SIGNING_SIZE
    if screen.is_lying:
        area = Rect(LYING_PORTRAIT - MARGIN - width, screen.height - MARGIN - height, width, height)
    else:
        area = Rect(screen.width - MARGIN - width, state.top - BLOCK_GAP - height, width, height)
    if is_backward(scene.language):
        area.left = MARGIN
    return area


def _keyboard(scene: Scene, column: Rect, bar_top: int, sizes: Measures) -> Rect:
    """The field that is typed into, and the keys under it."""
    rows = len(key_rows(scene.keyboard)) if scene.keyboard else 0
    height = TYPED_HEIGHT + rows * (sizes.key + KEY_GAP)
    bottom = bar_top - TIGHT_GAP
    return Rect(column.left - KEYBOARD_OUT, bottom - height, column.width + 2 * KEYBOARD_OUT, height)


def _still_here(column: Rect, reach: int, bar_top: int) -> Rect:
    width, most = STILL_HERE_SIZE
    height = _between(LEAST_STILL_HERE, bar_top - BLOCK_GAP - reach, most)
    area = Rect(0, 0, width, height)
    area.midbottom = (column.centerx, bar_top - BLOCK_GAP)
    return area


def _panel(scene: Scene, screen: Screen, column: Rect, bar_top: int) -> Rect:
    """A page of text is as high as any other, so that nothing moves when it is turned."""
    bottom, height = bar_top - BLOCK_GAP, PANEL_HEIGHT
    if scene.panel and scene.panel.choices:
        rows = math.ceil(len(scene.panel.choices) / scene.panel.columns)
        height = PANEL_HEAD + rows * (CHOICE_HEIGHT + GAP) + PANEL_MARGIN
        height = min(PANEL_HEIGHT, height + (FIELD_HEIGHT if scene.panel.field is not None else 0))
    highest = column.top + BLOCK_GAP if screen.is_lying else FACE_BOTTOM
    top = max(highest, bottom - height)
    return Rect(column.left, top, column.width, bottom - top)


def _choices(panel: Panel, area: Rect, screen: Screen) -> tuple[Target, ...]:
    """At the foot of the panel; side by side in more columns where they would stand too high to be reached."""
    if not panel.choices:
        return ()
    least = max(screen.target, FLOOR)
    bottom, top = area.bottom - PANEL_MARGIN, max(screen.reach, area.top + PANEL_HEAD)
    columns = panel.columns
    most = (area.width - 2 * PANEL_MARGIN + GAP) // (least + GAP)
    while columns < most and math.ceil(len(panel.choices) / columns) * (least + GAP) - GAP > bottom - top:
        columns += 1
    rows = math.ceil(len(panel.choices) / columns)
    height = _between(least, (bottom - top + GAP) // rows - GAP, CHOICE_HEIGHT)
    width = min(CHOICE_WIDTH, (area.width - 2 * PANEL_MARGIN + GAP) // columns - GAP)
    left = area.centerx - (columns * (width + GAP) - GAP) // 2
    first = bottom - rows * (height + GAP) + GAP
    spots = ((left + at % columns * (width + GAP), first + at // columns * (height + GAP)) for at in range(99))
    return tuple(_target(one, Rect(*spot, width, height)) for one, spot in zip(panel.choices, spots, strict=False))


def _target(one: Control, area: Rect) -> Target:
    return Target(one.control, one.text, area, one.is_on, one.is_able, one.lit, one.steps)


def _chips(scene: Scene, places: Places, sizes: Measures) -> tuple[Target, ...]:
    """From the top; where fewer are asked than fit, the lowest places stay empty."""
    column, step = places.column, sizes.chip + GAP
    top = places.source.bottom + GAP
    return tuple(
        Target(chip.control, chip.text, Rect(column.left, top + row * step, column.width, sizes.chip))
        for row, chip in enumerate(scene.chips[: sizes.chips - sizes.held])
    )


def _hold(scene: Scene, places: Places, sizes: Measures) -> Target | None:
    """Under the questions, next to the hand."""
    if scene.hold is None or not sizes.held:
        return None
    column, step = places.column, sizes.chip + GAP
    top = places.source.bottom + GAP + (sizes.chips - sizes.held) * step
    return _target(scene.hold, Rect(column.left, top, column.width, sizes.held * step - GAP))


def _bar(scene: Scene, column: Rect, sizes: Measures) -> tuple[Target, ...]:
    """Rows of as many controls as possible alike, the shorter one below."""
    if not scene.controls:
        return ()
    in_a_row = math.ceil(len(scene.controls) / sizes.bar_rows)
    top = column.bottom - sizes.bar_block
    made: list[Target] = []
    for row in range(sizes.bar_rows):
        shown = scene.controls[row * in_a_row : (row + 1) * in_a_row]
        area = Rect(column.left, top + row * (sizes.bar + sizes.bar_gap), column.width, sizes.bar)
        made += _row(
            shown, area, sizes.bar_gap, is_loose=scene.phase in (Phase.ATTRACT, Phase.CHOOSING) and sizes.bar_rows == 1
        )
    return tuple(_mirrored(made, column) if is_backward(scene.language) else made)


def _mirrored(made: list[Target], column: Rect) -> list[Target]:
    """What begins at the left begins at the right."""
    ends = column.left + column.right
    return [replace(one, area=one.area.move(ends - one.area.left - one.area.right, 0)) for one in made]


def _row(shown: Sequence[Control], area: Rect, gap: int, is_loose: bool) -> list[Target]:
    """Side by side, across the whole width or, loose, no wider than a name and at the right."""
    if not shown:
        return []
    step = (area.width + gap) / len(shown)
    if is_loose:
        step = min(LANGUAGE_WIDTH + gap, step)
    first = area.right + gap - step * len(shown)
    edges = [round(first + step * at) for at in range(len(shown) + 1)]
    return [
        _target(one, Rect(left, area.top, right - left - gap, area.height))
        for one, left, right in zip(shown, edges, edges[1:], strict=False)
    ]


def _keys(scene: Scene, area: Rect, sizes: Measures) -> tuple[Target, ...]:
    assert scene.keyboard is not None
    made: list[Target] = []
    for number, row in enumerate(key_rows(scene.keyboard)):
        unit = (area.width + KEY_GAP) / max(10.0, sum(key.width for key in row))
        left = area.centerx - (unit * sum(key.width for key in row) - KEY_GAP) / 2
        top = area.top + TYPED_HEIGHT + KEY_GAP + number * (sizes.key + KEY_GAP)
        for key in row:
            width = round(left + unit * key.width) - round(left) - KEY_GAP
            made.append(Target(key.control, key.text, Rect(round(left), top, width, sizes.key)))
            left += unit * key.width
    return tuple(made)
