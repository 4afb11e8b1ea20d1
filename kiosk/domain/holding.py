"""Hold to talk: a visitor is heard while a button is held. A setting, and an offer where the hall is too loud."""

from dataclasses import replace

from kiosk.domain import commands as do
from kiosk.domain import controls, events
from kiosk.domain.answer import Answer, Route
from kiosk.domain.bargein import unsaid
from kiosk.domain.interaction import MICROPHONE, Interaction
from kiosk.domain.scene import Control, Phase
from kiosk.domain.speaking import Step, disclosure, house
from kiosk.domain.visiting import greet, hushed, interrupted, listen

OFFERED_AFTER = 2
"""Times in a visit that nothing usable was heard."""

LEAST_SPOKEN_SECONDS = 0.5
"""Who spoke for less, and without a word that was known, may have coughed."""

TALKING = (Phase.GREETING, Phase.LISTENING, Phase.THINKING, Phase.ANSWERING)


def button(now: Interaction) -> Control | None:
    """The button as it is shown; also before and after a visit, when a key that is wired to it begins one."""
    is_shown = now.phase in (*TALKING, Phase.ATTRACT, Phase.FAREWELL)
    if not is_shown or MICROPHONE in now.lost or not (now.holds or now.unheard >= OFFERED_AFTER):
        return None
    text = now.phrases.let_go if now.is_holding else now.phrases.hold_to_talk
    return Control(controls.TALK, text, is_on=now.is_holding)


def is_deaf(now: Interaction) -> bool:
    """Nothing is heard before the button is held."""
    return now.holds and not now.is_holding and not now.is_hearing


def press(now: Interaction, at: float) -> Step:
    """Whatever the figure says or thinks, it stops and listens; a key that is held wakes it, too."""
    if button(now) is None:
        return now, ()
    now = replace(now, active_at=at)
    if now.phase is Phase.ATTRACT:
        return greet(now, at)
    if now.phase is Phase.FAREWELL:
        return hushed(listen(now, at))
    return (now, ()) if now.is_holding or now.typed is not None else _held(now, at)


def _held(now: Interaction, at: float) -> Step:
    """What the figure had still to say is kept, and what it had not said of itself is said later."""
    rest = unsaid(now, at) if now.phase is Phase.ANSWERING else now.rest
    was_told = now.is_disclosed and disclosure(now) not in now.queue[now.ended :]
    now, commands = interrupted(now, at)
    now = replace(now, phase=Phase.LISTENING, is_disclosed=was_told, heard="", rest=rest)
    now = replace(now, holds=True, is_holding=True)
    return now, (*commands, do.OpenMicrophone(now.turn, now.language, is_held=True))


def release(now: Interaction, at: float) -> Step:
    """The question is over, without any waiting."""
    if not now.is_holding:
        return now, ()
    return replace(now, is_holding=False, active_at=at), (do.EndUtterance(now.turn),)


def missed(now: Interaction, ended: events.UtteranceEnded) -> tuple[Interaction, Answer | None]:
    """After an utterance without words: what the figure had still to say, or the offer of the button."""
    if now.rest is not None:
        return now, now.rest
    spoken = (ended.speech_end or now.active_at) - now.active_at
    if not (now.holds or now.heard or spoken >= LEAST_SPOKEN_SECONDS):
        return now, None
    now = replace(now, unheard=now.unheard + 1)
    return now, replace(_offer(now), route=Route.UNHEARD) if _is_due(now) else None


def considered(now: Interaction, answer: Answer) -> tuple[Interaction, Answer]:
    """An answer that says that nothing was understood offers the button every second time."""
    if answer.route is not Route.UNHEARD or not now.misheard:
        return now, answer
    now = replace(now, unheard=now.unheard + 1)
    return now, replace(answer, text=_offer(now).text, media="") if _is_due(now) else answer


def _is_due(now: Interaction) -> bool:
    return now.unheard % OFFERED_AFTER == 0 and MICROPHONE not in now.lost


def _offer(now: Interaction) -> Answer:
    return house(now, now.phrases.loud)
