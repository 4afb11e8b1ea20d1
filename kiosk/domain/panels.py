"""Panels over the portrait: how they open, what a touch on them does, and how they close."""

from dataclasses import replace

from kiosk.domain import addressing, controls, events
from kiosk.domain import commands as do
from kiosk.domain.information import Information
from kiosk.domain.interaction import Interaction, active, with_panel
from kiosk.domain.panel_view import page_count
from kiosk.domain.phrases import filled
from kiosk.domain.scene import Phase
from kiosk.domain.sight import contrasted, enlarged
from kiosk.domain.speaking import Step
from kiosk.domain.staff import HOLD_SECONDS, LONGEST_PIN, Lock
from kiosk.domain.turn import Opened, PanelKind
from kiosk.domain.visiting import greet, interrupted, listen, speak, wiped

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


def closed(now: Interaction, at: float) -> Step:
    """Back to the visit, which begins now if it had not; after staff, back to the attract loop."""
    panel = now.turn.panel
    if panel and (
        panel.kind in (PanelKind.STAFF, PanelKind.PACKS, PanelKind.ADDRESSES, PanelKind.STICK)
        or (panel.is_for_staff and not now.visit.is_disclosed)
    ):
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


def touch(now: Interaction, control: str, at: float) -> Step:
    """What a control of the open panel does; everything else is out of reach."""
    panel = now.turn.panel
    if panel is None or control == controls.CLOSE:
        return closed(now, at)
    if control.startswith(controls.LANGUAGE):
        return _choose_language(now, panel, control.removeprefix(controls.LANGUAGE), at)
    match control:
        case controls.NEXT | controls.BACK:
            turned = panel.page + (1 if control == controls.NEXT else -1)
            return _on_page(now, turned), ()
        case controls.TEXT_SIZE:
            return _on_page(enlarged(now), panel.page), ()
        case controls.CONTRAST:
            return contrasted(now), ()
        case controls.LANGUAGES if not panel.is_for_staff:
            return with_panel(now, _opened(now, PanelKind.LANGUAGES)), ()
        case controls.INFORMATION if not panel.is_for_staff:
            return with_panel(now, _opened(now, PanelKind.INFORMATION)), ()
    if panel.kind is PanelKind.PIN:
        return _enter(now, panel, control, at)
    if panel.is_for_staff:
        return _manage(now, panel, control, at)
    return now, ()


def _on_page(now: Interaction, page: int) -> Interaction:
    assert now.turn.panel is not None
    return with_panel(now, replace(now.turn.panel, page=max(0, min(page, page_count(now) - 1))))


def _choose_language(now: Interaction, panel: Opened, language: str, at: float) -> Step:
    """The information is read on in the other language; else the figure greets in it."""
    if language not in now.brief.phrases or panel.is_for_staff:
        return now, ()
    if language == now.language:
        return closed(now, at) if panel.kind is PanelKind.LANGUAGES else (now, ())
    now = speak(now, language)
    if panel.kind is PanelKind.LANGUAGES:
        return greet(now, at)
    return with_panel(now, _opened(now, panel.kind)), ()


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


def _enter(now: Interaction, panel: Opened, control: str, at: float) -> Step:
    """Digits of the PIN; a closed lock takes none."""
    if now.staff.lock.is_closed(at):
        return now, ()
    digit = control.removeprefix(controls.KEY)
    if control.startswith(controls.KEY) and digit in DIGITS:
        return with_panel(now, replace(panel, entered=(panel.entered + digit)[:LONGEST_PIN], notice="")), ()
    if control == controls.BACKSPACE:
        return with_panel(now, replace(panel, entered=panel.entered[:-1])), ()
    if control != controls.SEND or not panel.entered:
        return now, ()
    if panel.entered == now.brief.staff.pin:
        looks: do.Command = do.ReadStick() if panel.leads_to is PanelKind.STICK else do.Examine()
        notice = now.phrases.stick_reading if panel.leads_to is PanelKind.STICK else ""
        now = replace(now, staff=replace(now.staff, lock=Lock()))
        return with_panel(now, Opened(panel.leads_to, notice=notice)), (looks,)
    wrong = Opened(PanelKind.PIN, notice=now.phrases.staff_wrong, leads_to=panel.leads_to)
    now = replace(now, staff=replace(now.staff, lock=now.staff.lock.after_wrong(at)))
    return with_panel(now, wrong), ()


def _manage(now: Interaction, panel: Opened, control: str, at: float) -> Step:
    if control.startswith(controls.ADDRESS):
        language, _, address = control.removeprefix(controls.ADDRESS).partition(":")
        return addressing.cued(now, events.Cued(at, address, language))
    match control:
        case controls.PACKS | controls.STAFF | controls.ADDRESSES:
            return with_panel(now, replace(panel, kind=PanelKind(control), page=0, notice="")), ()
        case controls.EXIT:
            return now, (do.EndKiosk(),)
        case controls.STICK if now.staff.has_stick:
            return with_panel(now, Opened(PanelKind.STICK, notice=now.phrases.stick_reading)), (do.ReadStick(),)
    for offer in panel.report.packs if panel.report else ():
        if control == controls.PACK + offer.id and offer.is_fit and not offer.is_shown:
            notice = filled(now.phrases.staff_switching, pack=offer.name or offer.id)
            return with_panel(now, replace(panel, notice=notice)), (do.UsePack(offer.id),)
    return now, ()


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
