"""Pausing: the voice, the lips and the captions stand still until the visitor wants to go on."""

from dataclasses import replace

from kiosk.domain import commands as do
from kiosk.domain.screen.scene import Phase
from kiosk.domain.visit.interaction import Interaction
from kiosk.domain.visit.speaking import Step


def can_pause(now: Interaction) -> bool:
    """Whether something is being said that can be held."""
    is_sounding = now.turn.speaking is not None and now.turn.paused_at is None
    return is_sounding and now.phase in (Phase.GREETING, Phase.ANSWERING)


def pause(now: Interaction, at: float) -> Step:
    if not can_pause(now):
        return now, ()
    return replace(now, turn=replace(now.turn, paused_at=at)), (do.Pause(now.turn.number),)


def resume(now: Interaction, at: float) -> Step:
    """Goes on where it stood; what is being said gets the time back."""
    paused_at, speaking = now.turn.paused_at, now.turn.speaking
    if paused_at is None:
        return now, ()
    if speaking:
        # What was on its way to the loudspeaker may have begun after the touch.
        held = at - max(paused_at, speaking.began)
        until = None if speaking.silent_until is None else speaking.silent_until + held
        speaking = replace(speaking, began=speaking.began + held, silent_until=until)
    # The wait for a sound that does not come begins anew, or the pause would count as part of it.
    turn = replace(now.turn, paused_at=None, speaking=speaking, queued_at=at)
    return replace(now, turn=turn), (do.Resume(),)
