"""The on-screen keyboard: letters typed one by one, and the question that is sent."""

from dataclasses import replace

from kiosk.domain import commands as do
from kiosk.domain import controls
from kiosk.domain.hangul import appended
from kiosk.domain.interaction import Interaction
from kiosk.domain.scene import Phase
from kiosk.domain.speaking import Step
from kiosk.domain.visiting import greet, interrupted

LONGEST_TYPED = 200
TYPING = frozenset({controls.SEND, controls.BACKSPACE, controls.CORRECT})


def touch(now: Interaction, control: str, at: float) -> Step:
    """The keyboard; where nobody has spoken yet, its first key begins the visit."""
    if now.phase is Phase.ATTRACT and control.startswith((controls.KEY, controls.KEYBOARD)):
        now, commands = greet(now, at)
        return _with_typed(now, control.removeprefix(controls.KEY) if ":" in control else ""), commands
    typed = now.visit.typed
    if control.startswith(controls.KEY):
        return _with_typed(now, appended(typed or "", control.removeprefix(controls.KEY))[:LONGEST_TYPED]), ()
    match control:
        case controls.KEYBOARD:
            return _with_typed(now, "" if typed is None else None), ()
        case controls.SEND:
            return asked(now, typed or "", at)
        case controls.BACKSPACE if typed is not None:
            return _with_typed(now, typed[:-1]), ()
        case controls.CORRECT if now.visit.misheard:
            return _with_typed(now, now.visit.misheard[:LONGEST_TYPED]), ()
    return now, ()


def asked(now: Interaction, text: str, at: float) -> Step:
    """A typed question interrupts whatever the figure was doing."""
    text = " ".join(text.split())[:LONGEST_TYPED]
    if not text or now.phase in (Phase.ADDRESS, Phase.CHOOSING):
        return _with_typed(now, None), ()
    now, commands = interrupted(now, at)
    visit = replace(now.visit, heard=text, typed=None, misheard="")
    now = replace(now, phase=Phase.THINKING, since=at, visit=visit)
    return now, (*commands, do.Think(now.turn.number, text, now.language, is_typed=True))


def _with_typed(now: Interaction, typed: str | None) -> Interaction:
    return replace(now, visit=replace(now.visit, typed=typed))
