"""A visitor speaks over the figure: it falls silent and listens, and keeps what it had still to say.

Only where the site allows it, for the ear must be able to tell a visitor from the figure's own voice.
"""

import re
from dataclasses import replace

from kiosk.domain import commands as do
from kiosk.domain.answer import Answer
from kiosk.domain.screen.scene import Phase
from kiosk.domain.visit.interaction import Interaction, active, with_ear
from kiosk.domain.visit.merging import closed
from kiosk.domain.visit.speaking import Step, disclosure, followed, fresh_turn
from kiosk.domain.visit.turn import Ear

SENTENCE = re.compile(r"(?<=[.!?…。？！])\s+")


def ears(now: Interaction, at: float) -> Step:
    """Closes the ear that still heard on after the question, and opens it again where one may speak over the answer."""
    now, closing = closed(now, at)
    return followed(closing, _overheard(now))


def _overheard(now: Interaction) -> Step:
    ear = now.turn.ear
    may_hear = now.brief.barge_in and not now.visit.holds and now.can_hear
    if not may_hear or ear.goes_on or ear.overhears or not _speaks(now) or now.turn.paused_at is not None:
        return now, ()
    return with_ear(now, replace(ear, overhears=True)), (do.OpenMicrophone(now.turn.number, now.language),)


def is_overheard(now: Interaction) -> bool:
    """Whether the ear is open although the figure speaks."""
    return now.turn.ear.overhears and _speaks(now)


def broken_off(now: Interaction, at: float) -> Step:
    """The voice fades, and the visitor is heard on in a new turn, from the first syllable."""
    visit = replace(now.visit, heard="", rest=unsaid(now, at), is_disclosed=was_told(now))
    now = replace(fresh_turn(active(now, at)), phase=Phase.LISTENING, since=at, visit=visit)
    now = with_ear(now, Ear(is_hearing=True))
    return now, (do.Hush(), do.OpenMicrophone(now.turn.number, now.language, goes_on=True))


def was_told(now: Interaction) -> bool:
    """Whether the words that this is a portrayal by AI were said to their end."""
    return now.visit.is_disclosed and disclosure(now) not in now.turn.queue[now.turn.ended :]


def unsaid(now: Interaction, at: float) -> Answer | None:
    """The answer from the sentence on that was broken off; a recording starts anew; None for a greeting."""
    answer, speaking = now.visit.answer, now.turn.speaking
    if now.phase is not Phase.ANSWERING or answer is None or speaking is None:
        return None
    if answer.media:
        return now.visit.to_repeat or answer
    begun = [word.start for word in speaking.words if word.at <= at - speaking.began]
    starts = [0, *(found.end() for found in SENTENCE.finditer(speaking.text))]
    first = max(start for start in starts if start <= max(begun, default=0))
    texts = [speaking.text[first:], *now.turn.queue[speaking.part + 1 :]]
    return replace(answer, text=" ".join(texts))


def _speaks(now: Interaction) -> bool:
    return now.phase in (Phase.GREETING, Phase.ANSWERING) and now.turn.speaking is not None
