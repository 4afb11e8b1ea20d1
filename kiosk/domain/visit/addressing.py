"""An address on the stage: it begins on a cue, waits for applause, and nobody but staff interrupts it."""

from dataclasses import replace

from kiosk.domain import commands as do
from kiosk.domain import events
from kiosk.domain.answer import Answer, Route
from kiosk.domain.content.address import Address
from kiosk.domain.content.phrases import line_label
from kiosk.domain.screen.scene import Phase
from kiosk.domain.visit.interaction import Interaction, active
from kiosk.domain.visit.speaking import Step, disclosure, utter
from kiosk.domain.visit.turn import Delivery
from kiosk.domain.visit.visiting import interrupted, listen, speak, wiped


def cued(now: Interaction, event: events.Cued) -> Step:
    """Begins the address; without a name the next thing of the one that is being given, or the first one on cue."""
    if now.phase is Phase.ADDRESS:
        return go_on(now, event.at) if is_waiting(now) and not event.address else (now, ())
    language = event.language or now.brief.pack.language
    wanted = [one for one in now.brief.pack.addresses.get(language, ()) if _is_meant(one, event.address)]
    return _begun(now, wanted[0], language, event.at) if wanted else (now, ())


def waited(now: Interaction, at: float) -> Step:
    """The applause is over after the time that was written for it."""
    given = now.turn.delivery
    is_over = given is not None and given.resumes_at is not None and at >= given.resumes_at
    return go_on(now, at) if is_over else (now, ())


def settled(now: Interaction, at: float) -> Step:
    """Everything up to the next pause was said."""
    given = now.turn.delivery
    assert given is not None
    resumes_at = at + given.address.parts[given.parts_said - 1].pause_seconds
    return _with_delivery(now, replace(given, resumes_at=resumes_at)), ()


def go_on(now: Interaction, at: float) -> Step:
    """What is said up to the next pause, or the end."""
    given = now.turn.delivery
    assert given is not None
    parts = given.address.parts[given.parts_said :]
    if not parts:
        return listen(active(now, at), at) if given.address.takes_questions else wiped(now, at)
    given = replace(given, resumes_at=None)
    commands: tuple[do.Command, ...] = ()
    for part in parts:
        titles = (*given.titles, part.title or given.address.title)
        given = replace(given, titles=titles, parts_said=given.parts_said + 1)
        now, spoken = utter(_with_delivery(now, given), part.says, part.media, at)
        commands = (*commands, *spoken)
        if part.pause_seconds > 0:
            break
    return now, commands


def title(now: Interaction) -> str:
    """What is shown of the address at this moment."""
    given, turn = now.turn.delivery, now.turn
    if given is None:
        return ""
    # In a pause the title of what was said last stays.
    part = turn.speaking.part if turn.speaking else turn.ended - 1
    return given.titles[part] if 0 <= part < len(given.titles) else given.address.title


def is_waiting(now: Interaction) -> bool:
    """For the end of the applause."""
    return now.turn.delivery is not None and now.turn.delivery.resumes_at is not None


def _is_meant(address: Address, name: str) -> bool:
    return address.id == name if name else address.begins is None


def _begun(now: Interaction, address: Address, language: str, at: float) -> Step:
    """A visit that is going on gives way; the audience is told first that this is a portrayal by AI."""
    now, commands = interrupted(now, at)
    now = replace(speak(now, language), phase=Phase.ADDRESS)
    label = line_label(now.phrases, address.origin, address.source, after_death=False)
    answer = Answer(Route.SCRIPT, "", label)
    now = replace(now, visit=replace(now.visit, suggestions=(), answer=answer, is_disclosed=True))
    now = _with_delivery(now, Delivery(address, titles=(address.title,)))
    now, told = utter(now, disclosure(now), "", at)
    now, spoken = go_on(now, at)
    return now, (*commands, *told, *spoken)


def _with_delivery(now: Interaction, given: Delivery) -> Interaction:
    return replace(now, turn=replace(now.turn, delivery=given))
