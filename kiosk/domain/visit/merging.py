"""A question taken for finished too early: the answer to its first part is taken back, and it is heard to its end.

The microphone hears on while the answer is looked for and in its first moments. So a pause that was taken for the end
costs the visitor nothing, unless the figure has been speaking for a while.
"""

from dataclasses import replace

from kiosk.domain import commands as do
from kiosk.domain.screen.scene import Phase
from kiosk.domain.visit.interaction import Interaction, active, with_ear
from kiosk.domain.visit.speaking import Step, disclosure
from kiosk.domain.visit.turn import Ear, Turn


def go_on(now: Interaction, turn: int, at: float) -> Step:
    """The visitor speaks on: what was thought and begun to be said is taken back."""
    if turn != now.turn.number or not now.turn.ear.goes_on or not _is_early(now, at):
        return now, ()
    # A disclosure that stood before this answer was perhaps not heard to its end: it is said again.
    was_told = now.visit.is_disclosed and disclosure(now) not in now.turn.queue
    visit = replace(now.visit, is_disclosed=was_told, answer=None, misheard="")
    again = Turn(now.turn.number + 1, Ear(is_hearing=True), is_veiled=now.turn.is_veiled)
    now = replace(active(now, at), phase=Phase.LISTENING, since=at, visit=visit, turn=again)
    return now, (do.Hush(), do.TakeBack(), do.OpenMicrophone(again.number, now.language, goes_on=True))


def closed(now: Interaction, at: float) -> Step:
    """Once the answer has been sounding for a while, the visitor is not heard on."""
    ear = now.turn.ear
    if not ear.goes_on or _is_early(now, at):
        return now, ()
    return with_ear(now, replace(ear, goes_on=False)), (do.CloseMicrophone(),)


def _is_early(now: Interaction, at: float) -> bool:
    """Nothing of the answer has been heard yet, or its first moments; while a filler sounds the mind still thinks."""
    if now.phase is not Phase.ANSWERING:
        return now.phase is Phase.THINKING
    speaking = now.turn.speaking
    if speaking is None:
        return now.turn.ended == 0
    is_first = speaking.part == 0 and now.turn.paused_at is None
    return is_first and at - speaking.began < now.brief.patience.taken_back_seconds
