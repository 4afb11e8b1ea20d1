"""Foreseeing: the reply is made ready, its sound too, while the visitor still speaks."""

from collections.abc import Callable

from kiosk.domain import commands as do
from kiosk.domain import events
from kiosk.domain.screen.scene import Phase
from kiosk.domain.visit.interaction import Interaction
from kiosk.domain.visit.speaking import Step

Advance = Callable[[Interaction, events.Event], Step]


def prepared(now: Interaction, event: events.Foreseen, advance: Advance) -> Step:
    """The visit is played on to its next words, which the voice makes ready; the visit itself stays as it is.

    So they are precisely those that will be said: the disclosure before the first answer, the farewell for a goodbye.
    """
    if (event.turn, event.text) != (now.turn.number, now.visit.heard) or now.phase is not Phase.LISTENING:
        return now, ()
    thinking, _ = advance(now, events.UtteranceEnded(event.at, event.turn, event.text))
    _, commands = advance(thinking, events.AnswerReady(event.at, event.turn, event.answer))
    # The first text alone: it is the one that is waited for.
    said = next((one for one in commands if isinstance(one, do.Say)), None)
    return now, (do.Prepare(now.turn.number, said.text, said.language, said.media),) if said is not None else ()
