"""A question taken for finished too early: the answer to its first part is taken back, and it is heard to its end.

The microphone hears on while the answer is looked for and in its first moments. So a pause that was taken for the end
costs the visitor nothing, unless the figure has been speaking for a while.
"""

from dataclasses import replace

from kiosk.domain import commands as do
from kiosk.domain.interaction import Interaction
from kiosk.domain.scene import Phase
from kiosk.domain.speaking import Step, disclosure, fresh_turn


def go_on(now: Interaction, turn: int, at: float) -> Step:
    """The visitor speaks on: what was thought and begun to be said is taken back."""
    if turn != now.turn or not now.goes_on or not _is_early(now, at):
        return now, ()
    was_told = now.is_disclosed and disclosure(now) not in now.queue
    heard, is_veiled = now.heard, now.is_veiled
    now = replace(fresh_turn(now), phase=Phase.LISTENING, since=at, active_at=at, is_disclosed=was_told)
    now = replace(now, heard=heard, is_veiled=is_veiled, is_hearing=True, answer=None, misheard="")
    return now, (do.Hush(), do.TakeBack(), do.OpenMicrophone(now.turn, now.language, goes_on=True))


def closed(now: Interaction, at: float) -> Step:
    """Once the answer has been sounding for a while, the visitor is not heard on."""
    if not now.goes_on or _is_early(now, at):
        return now, ()
    return replace(now, goes_on=False), (do.CloseMicrophone(),)


def _is_early(now: Interaction, at: float) -> bool:
    """Nothing of the answer has been heard yet, or its first moments; while a filler sounds the mind still thinks."""
    if now.phase is not Phase.ANSWERING:
        return now.phase is Phase.THINKING
    if now.speaking is None:
        return now.ended == 0
    is_first = now.speaking.part == 0 and now.paused_at is None
    return is_first and at - now.speaking.began < now.brief.patience.taken_back_seconds
