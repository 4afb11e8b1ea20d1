"""The bar of controls: in the same places throughout a visit, so that hands find them again."""

from kiosk.domain import controls
from kiosk.domain.choosing import pages
from kiosk.domain.interaction import Interaction
from kiosk.domain.panel_view import panel_bar, sight
from kiosk.domain.pausing import can_pause
from kiosk.domain.scene import Control, Phase
from kiosk.domain.turn import PanelKind

MOST_LANGUAGES = 5
"""Offered side by side while nobody is there; more are chosen from a panel."""


def bar(now: Interaction) -> tuple[Control, ...]:
    """The controls of this moment."""
    if now.turn.panel is not None:
        is_read = now.turn.panel.kind is PanelKind.INFORMATION
        return (*panel_bar(now, now.turn.panel), *(_language(now) if is_read else ()))
    if now.phase is Phase.ADDRESS:
        return ()
    if now.phase is Phase.CHOOSING:
        return _choosing(now)
    information = Control(controls.INFORMATION, now.phrases.information)
    if now.phase is Phase.ATTRACT:
        return (*_every_language(now), information)
    keyboard = Control(controls.KEYBOARD, now.phrases.keyboard, now.visit.typed is not None)
    return (*_voice(now), keyboard, information, *_language(now), *_figures(now), *_volume(now), *sight(now))


def _figures(now: Interaction) -> tuple[Control, ...]:
    """The way back to the portraits, where there are several."""
    return (Control(controls.FIGURES, now.phrases.other_figures),) if len(now.brief.figures) > 1 else ()


def _choosing(now: Interaction) -> tuple[Control, ...]:
    """The way to other figures, where not all of them are on the screen, and the contrast."""
    last = pages(now) - 1
    contrast = Control(controls.CONTRAST, now.phrases.contrast, now.preferences.is_high_contrast)
    if last == 0:
        return (contrast,)
    back = Control(controls.BACK, now.phrases.back, is_able=now.choice.page > 0)
    return back, Control(controls.NEXT, now.phrases.next, is_able=now.choice.page < last), contrast


def _voice(now: Interaction) -> tuple[Control, ...]:
    phrases = now.phrases
    if now.phase in (Phase.GREETING, Phase.ANSWERING, Phase.THINKING):
        first = Control(controls.STOP, phrases.stop)
    else:
        first = Control(controls.REPEAT, phrases.repeat, is_able=now.visit.to_repeat is not None)
    if now.turn.paused_at is not None:
        return first, Control(controls.RESUME, phrases.resume, is_on=True)
    return first, Control(controls.PAUSE, phrases.pause, is_able=can_pause(now))


def _volume(now: Interaction) -> tuple[Control, ...]:
    patience, percent = now.brief.patience, now.preferences.volume_percent
    steps = 100 // patience.volume_step
    lit = round(percent / patience.volume_step)
    return (
        Control(
            controls.QUIETER, now.phrases.quieter, is_able=percent > patience.quietest_percent, lit=lit, steps=steps
        ),
        Control(controls.LOUDER, now.phrases.louder, is_able=percent < now.machine.most_percent, lit=lit, steps=steps),
    )


def _language(now: Interaction) -> tuple[Control, ...]:
    """The other language, or the choice of all."""
    others = _others(now)
    if len(others) > 1:
        return (Control(controls.LANGUAGES, now.phrases.language_name),)
    return others


def _every_language(now: Interaction) -> tuple[Control, ...]:
    others = _others(now)
    return others if len(others) <= MOST_LANGUAGES else _language(now)


def _others(now: Interaction) -> tuple[Control, ...]:
    return tuple(
        Control(controls.LANGUAGE + language, words.language_name)
        for language, words in now.brief.phrases.items()
        if language != now.language
    )
