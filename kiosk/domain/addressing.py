"""An address on the stage: it begins on a cue, waits for applause, and nobody but staff interrupts it."""

from dataclasses import replace

from kiosk.domain import commands as do
from kiosk.domain import events
from kiosk.domain.address import Address, Part
from kiosk.domain.answer import Answer, Route
from kiosk.domain.interaction import Interaction
from kiosk.domain.phrases import line_label
from kiosk.domain.scene import Phase
from kiosk.domain.speaking import Step, disclosure, utter
from kiosk.domain.visiting import interrupted, listen, speak, wiped


def cued(now: Interaction, event: events.Cued) -> Step:
    """Begins the address; without a name the next thing of the one that is being given, or the first one on cue."""
    if now.phase is Phase.ADDRESS:
        return go_on(now, event.at) if now.resumes_at is not None and not event.address else (now, ())
    language = event.language or now.brief.pack.language
    wanted = [one for one in now.brief.pack.addresses.get(language, ()) if _is_meant(one, event.address)]
    return _begun(now, wanted[0], language, event.at) if wanted else (now, ())


def waited(now: Interaction, at: float) -> Step:
    """The applause is over after the time that was written for it."""
    return go_on(now, at) if now.resumes_at is not None and at >= now.resumes_at else (now, ())


def settled(now: Interaction, at: float) -> Step:
    """Everything up to the next pause was said."""
    assert now.address is not None
    return replace(now, resumes_at=at + now.address.parts[now.parts_said - 1].pause_seconds), ()


def go_on(now: Interaction, at: float) -> Step:
    """What is said up to the next pause, or the end."""
    assert now.address is not None
    parts, takes_questions = now.address.parts[now.parts_said :], now.address.takes_questions
    now = replace(now, resumes_at=None)
    if not parts:
        return listen(replace(now, active_at=at), at) if takes_questions else wiped(now, at)
    commands: tuple[do.Command, ...] = ()
    for part in parts:
        now, spoken = _said(now, part, at)
        commands = (*commands, *spoken)
        if part.pause_seconds > 0:
            break
    return now, commands


def title(now: Interaction) -> str:
    """What is shown of the address at this moment."""
    if now.address is None:
        return ""
    part = now.speaking.part if now.speaking else now.ended - 1
    return now.titles[part] if 0 <= part < len(now.titles) else now.address.title


def _is_meant(address: Address, name: str) -> bool:
    return address.id == name if name else address.begins is None


def _begun(now: Interaction, address: Address, language: str, at: float) -> Step:
    """A visit that is going on gives way; the audience is told first that this is a portrayal by AI."""
    now, commands = interrupted(now, at)
    now = replace(speak(now, language), phase=Phase.ADDRESS, suggestions=(), address=address, parts_said=0)
    label = line_label(now.phrases, address.origin, address.source, after_death=False)
    now = replace(now, answer=Answer(Route.SCRIPT, "", label), titles=(address.title,), is_disclosed=True)
    now, told = utter(now, disclosure(now), "", at)
    now, spoken = go_on(now, at)
    return now, (*commands, *told, *spoken)


def _said(now: Interaction, part: Part, at: float) -> Step:
    assert now.address is not None
    titles = (*now.titles, part.title or now.address.title)
    return utter(replace(now, titles=titles, parts_said=now.parts_said + 1), part.says, part.media, at)
