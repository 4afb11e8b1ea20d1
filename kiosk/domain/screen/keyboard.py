"""The on-screen keyboard: letters typed one by one, and the question that is sent."""

from dataclasses import replace

from kiosk.domain import commands as do
from kiosk.domain.screen.hangul import appended
from kiosk.domain.screen.scene import Phase
from kiosk.domain.visit.interaction import Interaction
from kiosk.domain.visit.speaking import Step
from kiosk.domain.visit.visiting import greet, interrupted

LONGEST_TYPED = 200


def toggle(now: Interaction, at: float) -> Step:
    """Opens or closes it; where nobody has spoken yet, that begins the visit."""
    if now.phase is Phase.ATTRACT:
        now, commands = greet(now, at)
        return _with_typed(now, ""), commands
    return _with_typed(now, "" if now.visit.typed is None else None), ()


def type_letter(now: Interaction, letter: str, at: float) -> Step:
    if now.phase is Phase.ATTRACT:
        now, commands = greet(now, at)
        return _with_typed(now, letter), commands
    return _with_typed(now, appended(now.visit.typed or "", letter)[:LONGEST_TYPED]), ()


def delete(now: Interaction, at: float) -> Step:
    typed = now.visit.typed
    return (now if typed is None else _with_typed(now, typed[:-1])), ()


def send(now: Interaction, at: float) -> Step:
    return asked(now, now.visit.typed or "", at)


def correct(now: Interaction, at: float) -> Step:
    """What was misheard, to be put right."""
    misheard = now.visit.misheard
    return (_with_typed(now, misheard[:LONGEST_TYPED]) if misheard else now), ()


def asked(now: Interaction, text: str, at: float) -> Step:
    """A typed question interrupts whatever the figure was doing."""
    text = " ".join(text.split())[:LONGEST_TYPED]
    if not text or now.phase in (Phase.ADDRESS, Phase.CHOOSING):
        return _with_typed(now, None), ()
    now, commands = interrupted(now, at)
    visit = replace(now.visit, heard=text, typed=None, misheard="")
    now = replace(now, phase=Phase.THINKING, since=at, visit=visit)
    return now, (*commands, do.Think(now.turn.number, text, now.language))


def _with_typed(now: Interaction, typed: str | None) -> Interaction:
    return replace(now, visit=replace(now.visit, typed=typed))
