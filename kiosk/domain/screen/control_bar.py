"""Every control outside panels, declared once, and the bar of this moment.

The bar has the same places throughout a visit, so that hands find them again. To add a control: its name in
`controls.py`, its words in `phrases.py`, and one `Button` here, put into the bar where it belongs.
"""

from kiosk.domain.content.phrases import filled
from kiosk.domain.screen import controls, keyboard
from kiosk.domain.screen.button import Button, Family, Icon, nothing, row, touched
from kiosk.domain.screen.panel_plans import BACK, CONTRAST, LANGUAGES, NEXT, OTHER_LANGUAGES, PLANS, TEXT_SIZE
from kiosk.domain.screen.panel_plans import touch as touch_panel
from kiosk.domain.screen.scene import Control, Phase
from kiosk.domain.visit import choosing, holding, volume
from kiosk.domain.visit.interaction import Interaction
from kiosk.domain.visit.panels import inform
from kiosk.domain.visit.pausing import can_pause, pause, resume
from kiosk.domain.visit.replying import ask_line, can_repeat, repeat
from kiosk.domain.visit.speaking import Step
from kiosk.domain.visit.visiting import replies, stop, wiped, woken


def bar(now: Interaction) -> tuple[Control, ...]:
    """The controls of this moment."""
    if now.turn.panel is not None:
        return row(PLANS[now.turn.panel.kind].bar, now)
    match now.phase:
        case Phase.ADDRESS:
            return ()
        case Phase.CHOOSING:
            return row(CHOOSING, now)
        case Phase.ATTRACT:
            return row(WAITING, now)
        case _:
            return row(VISIT, now)


def touch(now: Interaction, control: str, at: float) -> Step:
    """What a touch does; one beside every control wakes the figure."""
    match now.phase:
        case Phase.ADDRESS:
            return now, ()
        case Phase.READING:
            return touch_panel(now, control, at)
        case Phase.CHOOSING:
            return touched((*CHOOSING, CARDS), now, control, at) or (now, ())
        case _:
            return touched((*VISIT, *OFFERED, *TYPED), now, control, at) or woken(now, at)


def icon_of(control: str) -> Icon:
    """By the control's name."""
    family, mark, _ = control.partition(":")
    return ICONS.get(family + mark, Icon.GLOBE)


def _has_choice(now: Interaction) -> bool:
    return len(now.brief.figures) > 1


def _choose_again(now: Interaction, at: float) -> Step:
    """Back to the portraits."""
    return wiped(now, at) if _has_choice(now) else woken(now, at)


def _questions(now: Interaction) -> tuple[Control, ...]:
    return tuple(Control(controls.CHIP + offer.line, offer.text) for offer in now.visit.suggestions)


STOP = Button(controls.STOP, lambda now: now.phrases.stop, Icon.STOP, stop, is_shown=replies)
REPEAT = Button(
    controls.REPEAT,
    lambda now: now.phrases.repeat,
    Icon.REPEAT,
    repeat,
    is_shown=lambda now: not replies(now),
    is_able=can_repeat,
)
PAUSE = Button(
    controls.PAUSE,
    lambda now: now.phrases.pause,
    Icon.PAUSE,
    pause,
    is_shown=lambda now: now.turn.paused_at is None,
    is_able=can_pause,
)
RESUME = Button(
    controls.RESUME,
    lambda now: now.phrases.resume,
    Icon.RESUME,
    resume,
    is_shown=lambda now: now.turn.paused_at is not None,
    is_on=lambda now: True,
)
KEYBOARD = Button(
    controls.KEYBOARD,
    lambda now: now.phrases.keyboard,
    Icon.KEYBOARD,
    keyboard.toggle,
    is_on=lambda now: now.visit.typed is not None,
)
INFORMATION = Button(controls.INFORMATION, lambda now: now.phrases.information, Icon.INFORMATION, inform)
FIGURES = Button(
    controls.FIGURES, lambda now: now.phrases.other_figures, Icon.PEOPLE, _choose_again, is_shown=_has_choice
)
QUIETER = Button(
    controls.QUIETER,
    lambda now: now.phrases.quieter,
    Icon.QUIETER,
    volume.quieter,
    is_able=lambda now: not volume.is_quietest(now),
    steps=volume.steps,
)
LOUDER = Button(
    controls.LOUDER,
    lambda now: now.phrases.louder,
    Icon.LOUDER,
    volume.louder,
    is_able=lambda now: not volume.is_loudest(now),
    steps=volume.steps,
)
VISIT = (
    STOP,
    REPEAT,
    PAUSE,
    RESUME,
    KEYBOARD,
    INFORMATION,
    OTHER_LANGUAGES,
    LANGUAGES,
    FIGURES,
    QUIETER,
    LOUDER,
    TEXT_SIZE,
    CONTRAST,
)
WAITING = (OTHER_LANGUAGES, LANGUAGES, INFORMATION)
"""While nobody is there."""

CHOOSING = (BACK, NEXT, CONTRAST)
"""Under the portraits."""

CARDS = Family(controls.FIGURE, None, choosing.choose, nothing)
"""The portraits themselves."""

CORRECT = Button(
    controls.CORRECT,
    lambda now: filled(now.phrases.heard, text=now.visit.misheard),
    Icon.PENCIL,
    keyboard.correct,
    is_shown=lambda now: now.visit.misheard != "" and not now.turn.ear.is_hearing,
)
OFFERED = (CORRECT, Family(controls.CHIP, None, ask_line, _questions))
"""Above the bar: what was heard, and questions."""

TALK = Button(
    controls.TALK,
    holding.label,
    Icon.MICROPHONE,
    woken,
    is_shown=holding.is_offered,
    is_on=holding.is_held,
)
"""Held, not touched: `holding.py` says what follows when it is pressed and let go."""

TYPED = (
    Family(controls.KEY, None, keyboard.type_letter, nothing),
    Button(controls.BACKSPACE, lambda now: "⌫", None, keyboard.delete),
    Button(controls.SEND, lambda now: now.phrases.send, None, keyboard.send),
)
"""Keys, which the stage lays out by language."""

DECLARED = (
    *VISIT,
    *CHOOSING,
    CARDS,
    *OFFERED,
    TALK,
    *TYPED,
    *(one for plan in PLANS.values() for one in (*plan.bar, *plan.choices)),
)
"""Every control there is."""

ICONS = {one.name: one.icon for one in DECLARED if one.icon is not None}
