"""The texts of a turn on their way to the voice, or to captions alone where no voice answers."""

from collections.abc import Sequence
from dataclasses import replace

from kiosk.domain.answer import Answer, Route
from kiosk.domain.commands import Command, Say
from kiosk.domain.content.phrases import filled
from kiosk.domain.screen.captions import reading_times
from kiosk.domain.viseme import VisemeTrack
from kiosk.domain.visit.filming import filmed
from kiosk.domain.visit.interaction import VOICE, Interaction
from kiosk.domain.visit.turn import Speaking, Turn

Step = tuple[Interaction, tuple[Command, ...]]

SILENCE = VisemeTrack((), 0.0)


def followed(commands: tuple[Command, ...], step: Step) -> Step:
    """A step whose commands come after others."""
    now, following = step
    return now, (*commands, *following)


def fresh_turn(now: Interaction) -> Interaction:
    """A new turn with nothing to say: results of earlier ones fall through."""
    return replace(now, turn=Turn(now.turn.number + 1))


def in_words(now: Interaction, kind: str) -> Sequence[str]:
    """The pack's own greetings, farewells, declines or fillers, else the product's."""
    words = now.brief.pack.words.get(now.language)
    own: Sequence[str] = getattr(words, kind) if words else ()
    builtin: Sequence[str] = getattr(now.phrases, kind)
    return own or builtin


def house(now: Interaction, text: str) -> Answer:
    """An answer in the curators' words."""
    return Answer(Route.HOUSE, filled(text, name=now.brief.pack.named(now.language)), now.phrases.label_written)


def say(now: Interaction, answer: Answer, at: float, is_last: bool = True) -> Step:
    """Speaks an answer, or its next sentence; the first words of a visit say that this is a portrayal by AI."""
    was_disclosed = now.visit.is_disclosed
    suggestions = answer.suggestions or now.visit.suggestions
    now = replace(now, visit=replace(now.visit, answer=answer, suggestions=suggestions, is_disclosed=True))
    now = replace(now, turn=replace(now.turn, is_last=is_last))
    commands: tuple[Command, ...] = ()
    if not was_disclosed:
        now, commands = utter(now, disclosure(now), "", at)
    # After the disclosure is queued: a film knows its text by its place in the queue.
    now = filmed(now, answer)
    now, spoken = utter(now, answer.text, answer.media, at)
    return now, (*commands, *spoken)


def disclosure(now: Interaction) -> str:
    """The words that say that this is a portrayal by AI."""
    words = now.brief.pack.disclosure_spoken.get(now.language) or now.phrases.disclosure_spoken
    return filled(words, name=now.brief.pack.named(now.language))


def utter(now: Interaction, text: str, media: str, at: float) -> Step:
    """Queues one text of this turn."""
    part = len(now.turn.queue)
    now = replace(now, turn=replace(now.turn, queue=(*now.turn.queue, text), queued_at=at))
    if VOICE not in now.machine.lost:
        return now, (Say(now.turn.number, part, text, now.language, media),)
    return (now if now.turn.speaking else read(now, at)), ()


def is_over(now: Interaction, at: float) -> bool:
    """Whether what is said is at its end: its time to be read, or a voice that long should have told that it ended."""
    speaking = now.turn.speaking
    if speaking is None:
        return False
    if speaking.silent_until is not None:
        return at >= speaking.silent_until
    begun = max(speaking.began, now.turn.queued_at)
    return at >= begun + speaking.track.seconds + now.brief.patience.voice_seconds


def read(now: Interaction, at: float) -> Interaction:
    """The next text as captions in reading time, for want of a voice."""
    text = now.turn.queue[now.turn.ended]
    words, seconds = reading_times(text)
    speaking = Speaking(now.turn.ended, text, at, SILENCE, words, at + seconds)
    return replace(now, turn=replace(now.turn, speaking=speaking))
