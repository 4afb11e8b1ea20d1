"""Hold to talk: a visitor is heard while a button is held. A setting, and an offer where the hall is too loud."""

from dataclasses import replace

from kiosk.domain import commands as do
from kiosk.domain import events
from kiosk.domain.answer import Answer, Route
from kiosk.domain.screen.scene import Phase
from kiosk.domain.visit.bargein import unsaid, was_told
from kiosk.domain.visit.interaction import Interaction, active, with_ear
from kiosk.domain.visit.speaking import Step, house
from kiosk.domain.visit.turn import Ear
from kiosk.domain.visit.visiting import greet, hushed, interrupted, listen

OFFERED_AFTER = 2
"""Times in a visit that nothing usable was heard."""

LEAST_SPOKEN_SECONDS = 0.5
"""Who spoke for less, and without a word that was known, may have coughed."""

TALKING = (Phase.GREETING, Phase.LISTENING, Phase.THINKING, Phase.ANSWERING)


def is_offered(now: Interaction) -> bool:
    """Whether the button is shown; also before and after a visit, when a key that is wired to it begins one."""
    is_wanted = now.visit.holds or now.visit.unheard >= OFFERED_AFTER
    is_time = now.phase in (*TALKING, Phase.ATTRACT, Phase.FAREWELL)
    return is_wanted and is_time and now.can_hear


def is_held(now: Interaction) -> bool:
    return now.turn.ear.is_holding


def label(now: Interaction) -> str:
    return now.phrases.let_go if is_held(now) else now.phrases.hold_to_talk


def is_deaf(now: Interaction) -> bool:
    """Nothing is heard before the button is held."""
    return now.visit.holds and not now.turn.ear.is_holding and not now.turn.ear.is_hearing


def press(now: Interaction, at: float) -> Step:
    """Whatever the figure says or thinks, it stops and listens; a key that is held wakes it, too."""
    if not is_offered(now):
        return now, ()
    now = active(now, at)
    if now.phase is Phase.ATTRACT:
        return greet(now, at)
    if now.phase is Phase.FAREWELL:
        return hushed(listen(now, at))
    is_busy = now.turn.ear.is_holding or now.visit.typed is not None
    return (now, ()) if is_busy else _held(now, at)


def _held(now: Interaction, at: float) -> Step:
    """What the figure had still to say is kept, and what it had not said of itself is said later."""
    rest = unsaid(now, at) if now.phase is Phase.ANSWERING else now.visit.rest
    is_disclosed = was_told(now)
    now, commands = interrupted(now, at)
    visit = replace(now.visit, heard="", rest=rest, is_disclosed=is_disclosed, holds=True)
    now = with_ear(replace(now, phase=Phase.LISTENING, visit=visit), Ear(is_holding=True))
    return now, (*commands, do.OpenMicrophone(now.turn.number, now.language, is_held=True))


def release(now: Interaction, at: float) -> Step:
    """The question is over, without any waiting."""
    ear = now.turn.ear
    if not ear.is_holding:
        return now, ()
    return with_ear(active(now, at), replace(ear, is_holding=False)), (do.EndUtterance(now.turn.number),)


def missed(now: Interaction, ended: events.UtteranceEnded) -> tuple[Interaction, Answer | None]:
    """After an utterance without words: what the figure had still to say, or the offer of the button."""
    # Without a word after it the first sound was the visitor's last sign.
    visit, began = now.visit, now.visitor.active_at
    if visit.rest is not None:
        return now, visit.rest
    spoken = (ended.speech_end or began) - began
    if not (visit.holds or visit.heard or spoken >= LEAST_SPOKEN_SECONDS):
        return now, None
    now = _unheard(now)
    return now, replace(_offer(now), route=Route.UNHEARD) if _is_due(now) else None


def considered(now: Interaction, answer: Answer) -> tuple[Interaction, Answer]:
    """An answer that says that nothing was understood offers the button every second time."""
    # Only after words that were spoken: a button helps nobody who typed.
    if answer.route is not Route.UNHEARD or not now.visit.misheard:
        return now, answer
    now = _unheard(now)
    return now, replace(answer, text=_offer(now).text, media="") if _is_due(now) else answer


def _unheard(now: Interaction) -> Interaction:
    """Once more."""
    return replace(now, visit=replace(now.visit, unheard=now.visit.unheard + 1))


def _is_due(now: Interaction) -> bool:
    return now.visit.unheard % OFFERED_AFTER == 0 and now.can_hear


def _offer(now: Interaction) -> Answer:
    return house(now, now.phrases.loud)
