"""Panels over the portrait: how they open, what touches on them do, and how they close."""

from collections.abc import Callable
from dataclasses import replace

from kiosk.domain import commands as do
from kiosk.domain import events
from kiosk.domain.content.phrases import filled
from kiosk.domain.screen import controls
from kiosk.domain.screen.information import Information
from kiosk.domain.screen.scene import Phase
from kiosk.domain.staff import HOLD_SECONDS, LONGEST_PIN, Lock
from kiosk.domain.visit import addressing
from kiosk.domain.visit.interaction import Interaction, active, with_panel
from kiosk.domain.visit.speaking import Step
from kiosk.domain.visit.turn import Opened, PanelKind
from kiosk.domain.visit.visiting import change_language, greet, interrupted, listen, speak, wiped

DIGITS = frozenset("0123456789")


def open_panel(now: Interaction, kind: PanelKind, at: float) -> Step:
    """While a panel is read the microphone is closed and the figure silent: nobody is heard who reads aloud."""
    now, commands = interrupted(now, at)
    now = replace(active(now, at), phase=Phase.READING, visit=replace(now.visit, typed=None))
    return with_panel(now, _opened(now, kind)), commands


def _opened(now: Interaction, kind: PanelKind) -> Opened:
    if kind is not PanelKind.INFORMATION:
        return Opened(kind)
    return Opened(kind, blocks=Information(now.brief.pack, now.phrases, now.brief.day, now.brief.server).blocks())


def inform(now: Interaction, at: float) -> Step:
    return open_panel(now, PanelKind.INFORMATION, at)


def offer_languages(now: Interaction, at: float) -> Step:
    """From the visit, or from the information, which is read on in the language that is chosen."""
    if now.turn.panel is None:
        return open_panel(now, PanelKind.LANGUAGES, at)
    return with_panel(now, Opened(PanelKind.LANGUAGES)), ()


def choose_language(now: Interaction, language: str, at: float) -> Step:
    """The information is read on in the other language; else the figure greets in it."""
    panel = now.turn.panel
    if panel is None:
        return change_language(now, language, at)
    if language not in now.brief.phrases:
        return now, ()
    if language == now.language:
        return closed(now, at) if panel.kind is PanelKind.LANGUAGES else (now, ())
    now = speak(now, language)
    if panel.kind is PanelKind.LANGUAGES:
        return greet(now, at)
    return with_panel(now, _opened(now, panel.kind)), ()


def closed(now: Interaction, at: float) -> Step:
    """Back to the visit, which begins now if it had not; after staff, back to the attract loop."""
    panel = now.turn.panel
    # Only a PIN that was asked for within a visit leads back into it.
    if panel and panel.is_for_staff and not (panel.kind is PanelKind.PIN and now.visit.is_disclosed):
        return wiped(now, at)
    return listen(now, at) if now.visit.is_disclosed else greet(now, at)


def waited(now: Interaction, gone: float, at: float) -> Step:
    """A panel that nobody touches closes; visitors are asked before, staff are not."""
    patience = now.brief.patience
    panel = now.turn.panel
    is_for_staff = panel is not None and panel.is_for_staff
    asked = 0.0 if is_for_staff else patience.countdown_seconds
    is_gone = gone >= patience.wipe_seconds and not is_for_staff
    return wiped(now, at) if is_gone or at >= now.warns_at + asked else (now, ())


# Staff


def press(now: Interaction, event: events.Pressed | events.Released) -> Interaction:
    """A finger on the staff's corner, or no longer."""
    if event.control != controls.CORNER:
        return now
    pressed_at = event.at if isinstance(event, events.Pressed) else None
    return replace(now, staff=replace(now.staff, pressed_at=pressed_at))


def is_held(now: Interaction, at: float) -> bool:
    """Whether staff have held the corner long enough; never where no PIN is set."""
    panel, pressed_at = now.turn.panel, now.staff.pressed_at
    has_corner = bool(now.brief.staff.pin) and not (panel and panel.is_for_staff)
    return has_corner and pressed_at is not None and at - pressed_at >= HOLD_SECONDS


def ask_pin(now: Interaction, at: float) -> Step:
    return open_panel(replace(now, staff=replace(now.staff, pressed_at=None)), PanelKind.PIN, at)


def enter_digit(now: Interaction, digit: str, at: float) -> Step:
    """One more of the PIN; a closed lock takes none."""
    panel = now.turn.panel
    if panel is None or now.staff.lock.is_closed(at) or digit not in DIGITS:
        return now, ()
    return with_panel(now, replace(panel, entered=(panel.entered + digit)[:LONGEST_PIN], notice="")), ()


def delete_digit(now: Interaction, at: float) -> Step:
    panel = now.turn.panel
    if panel is None or now.staff.lock.is_closed(at):
        return now, ()
    return with_panel(now, replace(panel, entered=panel.entered[:-1])), ()


def try_pin(now: Interaction, at: float) -> Step:
    """The right PIN opens what it leads to; wrong ones close the lock."""
    panel = now.turn.panel
    if panel is None or not panel.entered or now.staff.lock.is_closed(at):
        return now, ()
    if panel.entered == now.brief.staff.pin:
        looks: do.Command = do.ReadStick() if panel.leads_to is PanelKind.STICK else do.Examine()
        notice = now.phrases.stick_reading if panel.leads_to is PanelKind.STICK else ""
        now = replace(now, staff=replace(now.staff, lock=Lock()))
        return with_panel(now, Opened(panel.leads_to, notice=notice)), (looks,)
    wrong = Opened(PanelKind.PIN, notice=now.phrases.staff_wrong, leads_to=panel.leads_to)
    now = replace(now, staff=replace(now.staff, lock=now.staff.lock.after_wrong(at)))
    return with_panel(now, wrong), ()


def turn_to(kind: PanelKind) -> Callable[[Interaction, float], Step]:
    """Another panel for staff, which knows what was found already."""

    def turned(now: Interaction, at: float) -> Step:
        panel = now.turn.panel
        return (with_panel(now, replace(panel, kind=kind, page=0, notice="")) if panel else now), ()

    return turned


def use_pack(now: Interaction, pack: str, at: float) -> Step:
    """Shows another pack, if it is fit."""
    panel = now.turn.panel
    offers = panel.report.packs if panel and panel.report else ()
    offer = next((one for one in offers if one.id == pack and one.is_fit and not one.is_shown), None)
    if panel is None or offer is None:
        return now, ()
    notice = filled(now.phrases.staff_switching, pack=offer.name or offer.id)
    return with_panel(now, replace(panel, notice=notice)), (do.UsePack(offer.id),)


def give_address(now: Interaction, name: str, at: float) -> Step:
    """`name` is its language and its id, such as en:opening."""
    language, _, address = name.partition(":")
    return addressing.cued(now, events.Cued(at, address, language))


def end(now: Interaction, at: float) -> Step:
    return now, (do.EndKiosk(),)


def report(now: Interaction, event: events.Examined | events.PackRefused) -> Interaction:
    """What staff are told, while they still look."""
    panel = now.turn.panel
    if panel is None or panel.kind not in (PanelKind.STAFF, PanelKind.PACKS):
        return now
    match event:
        case events.Examined(report=found):
            return with_panel(now, replace(panel, report=found))
        case events.PackRefused(pack=pack, reason=reason):
            notice = filled(now.phrases.staff_refused, pack=pack, reason=reason)
            return with_panel(now, replace(panel, notice=notice))
