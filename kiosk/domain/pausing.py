"""Pausing: the voice, the lips and the captions stand still until the visitor wants to go on."""

from dataclasses import replace

from kiosk.domain import commands as do
from kiosk.domain.interaction import Interaction
from kiosk.domain.scene import Phase
from kiosk.domain.speaking import Step


def can_pause(now: Interaction) -> bool:
    """Whether something is being said that can be held."""
    return now.phase in (Phase.GREETING, Phase.ANSWERING) and now.speaking is not None and now.paused_at is None


def pause(now: Interaction, at: float) -> Step:
    return (replace(now, paused_at=at), (do.Pause(now.turn),)) if can_pause(now) else (now, ())


def resume(now: Interaction, at: float) -> Step:
    """Goes on where it stood; what is being said gets the time back."""
    if now.paused_at is None:
        return now, ()
    speaking = now.speaking
    if speaking:
        held = at - max(now.paused_at, speaking.began)
        until = None if speaking.silent_until is None else speaking.silent_until + held
        speaking = replace(speaking, began=speaking.began + held, silent_until=until)
    return replace(now, paused_at=None, speaking=speaking, queued_at=at), (do.Resume(),)
