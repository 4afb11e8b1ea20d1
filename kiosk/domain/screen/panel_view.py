"""What panels tell and what can be chosen on them; `panel_plans.py` says which panel has what."""

from collections.abc import Callable, Sequence

from kiosk.domain.content.phrases import filled
from kiosk.domain.screen import controls
from kiosk.domain.screen.pages import ROOMS, Block, pages
from kiosk.domain.screen.scene import Control
from kiosk.domain.staff import Fact, PackOffer
from kiosk.domain.visit.interaction import Interaction
from kiosk.domain.visit.turn import Opened
from kiosk.domain.visit.volume import advice, starting

Pages = Sequence[Sequence[Block]]


# What is read


def information(now: Interaction, panel: Opened) -> Pages:
    return pages(tuple(panel.blocks), ROOMS[now.preferences.text_size])


def state(now: Interaction, panel: Opened) -> Pages:
    """The machine as it is."""
    facts = panel.report.facts if panel.report else ()
    workers = (_worker(now, name) for name in sorted(now.machine.notes))
    every = (*workers, *_deaf(now), *_room(now), *facts)
    told = tuple(f"{'+' if fact.is_well else '–'} {fact.part}: {fact.what}" for fact in every)
    return pages((Block(now.phrases.staff_state, told),), ROOMS[now.preferences.text_size])


def stick(_: Interaction, panel: Opened) -> Pages:
    """Each thing on a page of its own, since what lies open is what is taken over."""
    return [(Block(item.title, tuple(item.told)),) for item in panel.stick] or [()]


def nothing_to_read(_: Interaction, __: Opened) -> Pages:
    return ((),)


# What staff are told besides


def notice(_: Interaction, panel: Opened, __: float) -> str:
    return panel.notice


def examining(now: Interaction, panel: Opened, _: float) -> str:
    return panel.notice or ("" if panel.report else now.phrases.staff_examining)


def asking_pin(now: Interaction, panel: Opened, at: float) -> str:
    lock = now.staff.lock
    if lock.is_closed(at):
        return filled(now.phrases.staff_locked, seconds=str(max(1, round(lock.until - at))))
    return panel.notice or now.phrases.staff_pin


# What can be chosen


def languages(now: Interaction) -> tuple[Control, ...]:
    """Each by its own name, in its own script."""
    known = now.brief.phrases.items()
    return tuple(
        Control(controls.LANGUAGE + language, words.language_name, language == now.language)
        for language, words in known
    )


def other_languages(now: Interaction) -> tuple[Control, ...]:
    return tuple(one for one in languages(now) if not one.is_on)


def digits(wanted: str) -> Callable[[Interaction], tuple[Control, ...]]:
    return lambda _: tuple(Control(controls.KEY + digit, digit) for digit in wanted)


def packs(now: Interaction) -> tuple[Control, ...]:
    report = now.turn.panel.report if now.turn.panel else None
    return tuple(_offered(offer) for offer in report.packs) if report else ()


def addresses(now: Interaction) -> tuple[Control, ...]:
    """Every speech of the pack, by its title."""
    return tuple(
        Control(f"{controls.ADDRESS}{language}:{address.id}", address.title)
        for language, spoken in now.brief.pack.addresses.items()
        for address in spoken
    )


def _offered(offer: PackOffer) -> Control:
    text = f"{offer.name or offer.id} · {offer.version}"
    return Control(controls.PACK + offer.id, text, offer.is_shown, offer.is_fit)


def _deaf(now: Interaction) -> tuple[Fact, ...]:
    deaf_to = sorted(now.machine.deaf_to.items())
    return tuple(Fact(f"hearing {language}", reason, False) for language, reason in deaf_to)


def _room(now: Interaction) -> tuple[Fact, ...]:
    """What volume would suit the room."""
    percent, room_db = advice(now), now.machine.room_db
    if percent is None or room_db is None:
        return ()
    what = f"{starting(now)} % at the beginning of a visit; {percent} % would suit the room, at {room_db:.0f} dB"
    return (Fact("volume", what),)


def _worker(now: Interaction, name: str) -> Fact:
    is_lost = name in now.machine.lost
    return Fact(name, now.machine.notes[name] or ("lost" if is_lost else "works"), not is_lost)
