"""A USB stick at the kiosk: what it brings is told after the PIN, and taken over only by staff who ask for it."""

from dataclasses import replace

from kiosk.domain import commands as do
from kiosk.domain import events
from kiosk.domain.content.phrases import filled
from kiosk.domain.screen.scene import Phase
from kiosk.domain.staff import StickItem
from kiosk.domain.visit.interaction import Interaction, with_panel
from kiosk.domain.visit.panels import open_panel
from kiosk.domain.visit.speaking import Step
from kiosk.domain.visit.turn import Opened, PanelKind

AT_REST = (Phase.ATTRACT, Phase.CHOOSING, Phase.CLOSED)


def plugged(now: Interaction, event: events.StickFound | events.StickGone) -> Step:
    """Between visits the PIN is asked for; a visit is not disturbed. Without a PIN a stick is nothing."""
    if not now.brief.staff.pin:
        return now, ()
    if isinstance(event, events.StickGone):
        now, panel = replace(now, staff=replace(now.staff, has_stick=False)), now.turn.panel
        is_open = panel is not None and panel.kind is PanelKind.STICK
        return (with_panel(now, Opened(PanelKind.STAFF)), (do.Examine(),)) if is_open else (now, ())
    now = replace(now, staff=replace(now.staff, has_stick=True))
    if now.phase not in AT_REST or not event.is_new:
        return now, ()
    now, commands = open_panel(now, PanelKind.PIN, event.at)
    asked = Opened(PanelKind.PIN, notice=now.phrases.stick_found, leads_to=PanelKind.STICK)
    return with_panel(now, asked), commands


def told(now: Interaction, event: events.StickRead | events.StickTaken) -> Step:
    """What was found, or what became of taking it over; told to nobody who does not look."""
    panel = now.turn.panel
    if panel is None or panel.kind is not PanelKind.STICK:
        return now, ()
    if isinstance(event, events.StickRead):
        notice = "" if event.items else now.phrases.stick_empty
        # After something was taken over the stick is read again: what became of it stays to be read.
        kept = panel.notice if panel.stick else ""
        return with_panel(now, replace(panel, stick=tuple(event.items), notice=notice or kept)), ()
    phrase = now.phrases.stick_taken if event.is_done else now.phrases.stick_refused
    notice = filled(phrase, what=event.what)
    return with_panel(now, replace(panel, notice=notice)), (do.ReadStick(),) if event.is_done else ()


def look(now: Interaction, at: float) -> Step:
    """Staff wish to see what it brings."""
    if not now.staff.has_stick:
        return now, ()
    return with_panel(now, Opened(PanelKind.STICK, notice=now.phrases.stick_reading)), (do.ReadStick(),)


def can_take(now: Interaction) -> bool:
    """Whether what lies open may be taken over."""
    return _open_item(now) is not None


def take(now: Interaction, at: float) -> Step:
    """What lies open is taken over."""
    item, panel = _open_item(now), now.turn.panel
    if item is None or panel is None:
        return now, ()
    notice = filled(now.phrases.stick_taking, what=item.title)
    return with_panel(now, replace(panel, notice=notice)), (do.TakeFromStick(item.file),)


def _open_item(now: Interaction) -> StickItem | None:
    panel = now.turn.panel
    items = panel.stick[panel.page :] if panel else ()
    return items[0] if items and items[0].is_able else None
