"""The texts of a turn on their way to the voice, or to captions alone where no voice answers."""

from collections.abc import Sequence
from dataclasses import replace

from kiosk.domain.answer import Answer, Route
from kiosk.domain.captions import reading_times
from kiosk.domain.commands import Command, Say
from kiosk.domain.filming import filmed
from kiosk.domain.interaction import VOICE, Interaction, Speaking
from kiosk.domain.phrases import filled
from kiosk.domain.viseme import VisemeTrack

Step = tuple[Interaction, tuple[Command, ...]]

SILENCE = VisemeTrack((), 0.0)


def followed(commands: tuple[Command, ...], step: Step) -> Step:
    """A step whose commands come after others."""
    now, following = step
    return now, (*commands, *following)


def fresh_turn(now: Interaction) -> Interaction:
    """A new turn with nothing to say: results of earlier ones fall through."""
    return replace(
        now,
        turn=now.turn + 1,
        queue=(),
        ended=0,
        speaking=None,
        filmed=None,
        address=None,
        titles=(),
        resumes_at=None,
        is_last=True,
        has_filled=False,
        is_hearing=False,
        is_holding=False,
        goes_on=False,
        paused_at=None,
        panel=None,
        is_veiled=False,
    )


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
    now = replace(now, answer=answer, is_last=is_last, suggestions=answer.suggestions or now.suggestions)
    commands: tuple[Command, ...] = ()
    if not now.is_disclosed:
        now, commands = utter(replace(now, is_disclosed=True), disclosure(now), "", at)
    now = filmed(now, answer)
    now, spoken = utter(now, answer.text, answer.media, at)
    return now, (*commands, *spoken)


def disclosure(now: Interaction) -> str:
    """The words that say that this is a portrayal by AI."""
    words = now.brief.pack.disclosure_spoken.get(now.language) or now.phrases.disclosure_spoken
    return filled(words, name=now.brief.pack.named(now.language))


def utter(now: Interaction, text: str, media: str, at: float) -> Step:
    """Queues one text of this turn."""
    part = len(now.queue)
    now = replace(now, queue=(*now.queue, text), queued_at=at)
    if VOICE not in now.lost:
        return now, (Say(now.turn, part, text, now.language, media),)
    return (now if now.speaking else read(now, at)), ()


def is_over(now: Interaction, at: float) -> bool:
    """Whether what is said is at its end: its time to be read, or a voice that long should have told that it ended."""
    speaking = now.speaking
    if speaking is None:
        return False
    if speaking.silent_until is not None:
        return at >= speaking.silent_until
    return at >= max(speaking.began, now.queued_at) + speaking.track.seconds + now.brief.patience.voice_seconds


def read(now: Interaction, at: float) -> Interaction:
    """The next text as captions in reading time, for want of a voice."""
    text = now.queue[now.ended]
    words, seconds = reading_times(text)
    return replace(now, speaking=Speaking(now.ended, text, at, SILENCE, words, at + seconds))
