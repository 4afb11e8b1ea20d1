"""A visitor speaks over the figure: it falls silent and listens, and keeps what it had still to say.

Only where the site allows it, for the ear must be able to tell a visitor from the figure's own voice.
"""

import re
from dataclasses import replace

from kiosk.domain import commands as do
from kiosk.domain.answer import Answer
from kiosk.domain.interaction import MICROPHONE, Interaction
from kiosk.domain.merging import closed
from kiosk.domain.scene import Phase
from kiosk.domain.speaking import Step, disclosure, followed, fresh_turn

SENTENCE = re.compile(r"(?<=[.!?…。？！])\s+")


def ears(now: Interaction, at: float) -> Step:
    """Closes the ear that still heard on after the question, and opens it again where one may speak over the answer."""
    now, closing = closed(now, at)
    return followed(closing, _overheard(now))


def _overheard(now: Interaction) -> Step:
    may_hear = now.brief.barge_in and MICROPHONE not in now.lost and not now.goes_on and now.paused_at is None
    may_hear = may_hear and not now.holds
    if not may_hear or not _speaks(now) or now.overhears == now.turn:
        return now, ()
    return replace(now, overhears=now.turn), (do.OpenMicrophone(now.turn, now.language),)


def is_overheard(now: Interaction) -> bool:
    """Whether the ear is open although the figure speaks."""
    return now.overhears == now.turn and _speaks(now)


def broken_off(now: Interaction, at: float) -> Step:
    """The voice fades, and the visitor is heard on in a new turn, from the first syllable."""
    rest, was_told = unsaid(now, at), now.is_disclosed and disclosure(now) not in now.queue[now.ended :]
    now = replace(fresh_turn(now), phase=Phase.LISTENING, since=at, active_at=at, is_disclosed=was_told)
    now = replace(now, heard="", is_hearing=True, rest=rest)
    return now, (do.Hush(), do.OpenMicrophone(now.turn, now.language, goes_on=True))


def unsaid(now: Interaction, at: float) -> Answer | None:
    """The answer from the sentence on that was broken off; a recording starts anew; None for a greeting."""
    if now.phase is not Phase.ANSWERING or now.answer is None or now.speaking is None:
        return None
    if now.answer.media:
        return now.to_repeat or now.answer
    begun = [word.start for word in now.speaking.words if word.at <= at - now.speaking.began]
    starts = [0, *(found.end() for found in SENTENCE.finditer(now.speaking.text))]
    first = max(start for start in starts if start <= max(begun, default=0))
    texts = [now.speaking.text[first:], *now.queue[now.speaking.part + 1 :]]
    return replace(now.answer, text=" ".join(texts))


def _speaks(now: Interaction) -> bool:
    return now.phase in (Phase.GREETING, Phase.ANSWERING) and now.speaking is not None
