"""From an open panel to what stands on the screen."""

from collections.abc import Sequence

from kiosk.domain import controls
from kiosk.domain.interaction import Interaction
from kiosk.domain.pages import ROOMS, Block, pages
from kiosk.domain.phrases import filled
from kiosk.domain.scene import Control, Panel
from kiosk.domain.staff import Fact, PackOffer
from kiosk.domain.turn import Opened, PanelKind
from kiosk.domain.volume import advice, starting

PACKS_ON_A_PAGE = 6
PIN_COLUMNS = 3
LANGUAGE_COLUMNS = 2
DIGITS = "1234567890"
DELETE, ENTER = "←", "OK"


def panel_of(now: Interaction, at: float) -> Panel | None:
    """What is drawn of the open panel."""
    panel, phrases = now.turn.panel, now.phrases
    if panel is None:
        return None
    match panel.kind:
        case PanelKind.INFORMATION:
            return Panel(phrases.about_title, _page(now, panel), place=_place(now, panel))
        case PanelKind.LANGUAGES:
            return Panel(phrases.languages, choices=_languages(now), columns=LANGUAGE_COLUMNS)
        case PanelKind.PIN:
            return _pin(now, panel, at)
        case PanelKind.STAFF:
            notice = panel.notice or ("" if panel.report else phrases.staff_examining)
            return Panel(phrases.staff_title, _page(now, panel), notice=notice, place=_place(now, panel))
        case PanelKind.PACKS:
            offers = _offers(panel)[panel.page * PACKS_ON_A_PAGE :][:PACKS_ON_A_PAGE]
            choices = tuple(_offered(offer) for offer in offers)
            notice = panel.notice or ("" if panel.report else phrases.staff_examining)
            return Panel(phrases.staff_packs, choices=choices, notice=notice, place=_place(now, panel))
        case PanelKind.STICK:
            return Panel(phrases.staff_stick, _page(now, panel), notice=panel.notice, place=_place(now, panel))
        case PanelKind.ADDRESSES:
            shown = _addresses(now)[panel.page * PACKS_ON_A_PAGE :][:PACKS_ON_A_PAGE]
            return Panel(phrases.staff_addresses, choices=shown, place=_place(now, panel))


def panel_bar(now: Interaction, panel: Opened) -> tuple[Control, ...]:
    """The controls under an open panel; the one that closes it is always the first."""
    phrases, last = now.phrases, page_count(now) - 1
    close = Control(controls.CLOSE, phrases.close)
    turning = (
        Control(controls.BACK, phrases.back, is_able=panel.page > 0),
        Control(controls.NEXT, phrases.next, is_able=panel.page < last),
    )
    match panel.kind:
        case PanelKind.INFORMATION:
            return (close, *turning, *sight(now))
        case PanelKind.STAFF:
            packs, end = Control(controls.PACKS, phrases.staff_packs), Control(controls.EXIT, phrases.staff_exit)
            speeches = (Control(controls.ADDRESSES, phrases.staff_addresses),) if _addresses(now) else ()
            stick = (Control(controls.STICK, phrases.staff_stick),) if now.staff.has_stick else ()
            return (close, *turning, packs, *speeches, *stick, end)
        case PanelKind.STICK:
            is_able = panel.page < len(panel.stick) and panel.stick[panel.page].is_able
            take = Control(controls.TAKE, phrases.stick_take, is_able=is_able)
            return (close, *turning, take, Control(controls.STAFF, phrases.staff_title))
        case PanelKind.PACKS | PanelKind.ADDRESSES:
            return (close, *turning, Control(controls.STAFF, phrases.staff_title))
        case _:
            return (close,)


def sight(now: Interaction) -> tuple[Control, ...]:
    """What helps to read."""
    sizes = len(ROOMS)
    return (
        Control(controls.TEXT_SIZE, now.phrases.text_size, lit=now.preferences.text_size + 1, steps=sizes),
        Control(controls.CONTRAST, now.phrases.contrast, now.preferences.is_high_contrast),
    )


def page_count(now: Interaction) -> int:
    """Of the open panel; at least one."""
    panel = now.turn.panel
    if panel is None:
        return 1
    if panel.kind is PanelKind.PACKS:
        return max(1, -(-len(_offers(panel)) // PACKS_ON_A_PAGE))
    if panel.kind is PanelKind.ADDRESSES:
        return max(1, -(-len(_addresses(now)) // PACKS_ON_A_PAGE))
    return len(_pages(now, panel))


def _pages(now: Interaction, panel: Opened) -> Sequence[Sequence[Block]]:
    if panel.kind is PanelKind.STICK:
        return [(Block(item.title, tuple(item.told)),) for item in panel.stick] or [()]
    blocks = _state(now, panel) if panel.kind is PanelKind.STAFF else tuple(panel.blocks)
    return pages(blocks, ROOMS[now.preferences.text_size])


def _page(now: Interaction, panel: Opened) -> Sequence[Block]:
    found = _pages(now, panel)
    return found[min(panel.page, len(found) - 1)]


def _place(now: Interaction, panel: Opened) -> str:
    count = page_count(now)
    return filled(now.phrases.page, page=str(panel.page + 1), pages=str(count)) if count > 1 else ""


def _languages(now: Interaction) -> tuple[Control, ...]:
    """Each by its own name, in its own script."""
    known = now.brief.phrases.items()
    return tuple(
        Control(controls.LANGUAGE + language, words.language_name, language == now.language)
        for language, words in known
    )


def _pin(now: Interaction, panel: Opened, at: float) -> Panel:
    phrases, is_open = now.phrases, not now.staff.lock.is_closed(at)
    digits = tuple(Control(controls.KEY + digit, digit, is_able=is_open) for digit in DIGITS)
    delete = Control(controls.BACKSPACE, DELETE, is_able=is_open)
    enter = Control(controls.SEND, ENTER, is_able=is_open)
    notice = panel.notice or phrases.staff_pin
    if not is_open:
        notice = filled(phrases.staff_locked, seconds=str(max(1, round(now.staff.lock.until - at))))
    choices = (*digits[:9], delete, digits[9], enter)
    return Panel(
        phrases.staff_title, choices=choices, columns=PIN_COLUMNS, field="•" * len(panel.entered), notice=notice
    )


def _state(now: Interaction, panel: Opened) -> tuple[Block, ...]:
    facts = panel.report.facts if panel.report else ()
    workers = (_worker(now, name) for name in sorted(now.machine.notes))
    told = tuple(f"{'+' if fact.is_well else '–'} {fact.part}: {fact.what}" for fact in (*workers, *_room(now), *facts))
    return (Block(now.phrases.staff_state, told),)


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


def _offers(panel: Opened) -> Sequence[PackOffer]:
    return panel.report.packs if panel.report else ()


def _addresses(now: Interaction) -> tuple[Control, ...]:
    """Every speech of the pack, by its title."""
    return tuple(
        Control(f"{controls.ADDRESS}{language}:{address.id}", address.title)
        for language, spoken in now.brief.pack.addresses.items()
        for address in spoken
    )


def _offered(offer: PackOffer) -> Control:
    text = f"{offer.name or offer.id} · {offer.version}"
    return Control(controls.PACK + offer.id, text, offer.is_shown, offer.is_fit)
