"""The volume of a visit: what it begins with, how far it can be turned up, and what becomes of it as hours change."""

from dataclasses import replace

from kiosk.domain import commands as do
from kiosk.domain import events
from kiosk.domain.loudness import most_percent, suggested
from kiosk.domain.screen.scene import Phase
from kiosk.domain.visit.interaction import Interaction

Step = tuple[Interaction, tuple[do.Command, ...]]


def starting(now: Interaction) -> int:
    """What a visit begins with."""
    set_percent, advised = now.brief.patience.volume_percent, advice(now)
    follows = now.brief.loudness.follows_room and advised is not None
    return min(now.machine.most_percent, advised if follows and advised is not None else set_percent)


def advice(now: Interaction) -> int | None:
    """What would suit the room, within the bounds of the hour; None before it was measured."""
    machine = now.machine
    if machine.room_db is None:
        return None
    patience = now.brief.patience
    wished = suggested(patience.volume_percent, machine.room_db, patience.volume_step)
    return min(machine.most_percent, max(patience.quietest_percent, wished))


def louder(now: Interaction, at: float) -> Step:
    return _turned(now, now.brief.patience.volume_step)


def quieter(now: Interaction, at: float) -> Step:
    return _turned(now, -now.brief.patience.volume_step)


def is_loudest(now: Interaction) -> bool:
    return now.preferences.volume_percent >= now.machine.most_percent


def is_quietest(now: Interaction) -> bool:
    return now.preferences.volume_percent <= now.brief.patience.quietest_percent


def steps(now: Interaction) -> tuple[int, int]:
    """How many of how many."""
    step = now.brief.patience.volume_step
    return round(now.preferences.volume_percent / step), 100 // step


def _turned(now: Interaction, by: int) -> Step:
    """Within the bounds of the hour."""
    patience, wished = now.brief.patience, now.preferences.volume_percent + by
    return _set(now, min(now.machine.most_percent, max(patience.quietest_percent, wished)))


def measured(now: Interaction, event: events.Surroundings) -> Step:
    match event:
        case events.RoomMeasured(level_db=level):
            return room(now, level)
        case events.MinuteTurned(minute=minute):
            return hour(now, minute)


def hour(now: Interaction, minute: int) -> Step:
    """The bounds of this minute of the day; between visits what the next one begins with."""
    most = most_percent(now.brief.loudness, minute)
    return _fitted(replace(now, machine=replace(now.machine, most_percent=most)))


def room(now: Interaction, level_db: float) -> Step:
    """How loud the room is while nobody is there; with a visitor in it, it is not the room alone."""
    if now.phase not in (Phase.ATTRACT, Phase.CHOOSING):
        return now, ()
    return _fitted(replace(now, machine=replace(now.machine, room_db=level_db)))


def _fitted(now: Interaction) -> Step:
    is_free = now.phase in (Phase.ATTRACT, Phase.CHOOSING, Phase.CLOSED)
    was = now.preferences.volume_percent
    # What a visitor chose is at most lowered: the hour's bound holds for everybody.
    percent = starting(now) if is_free else min(was, now.machine.most_percent)
    return (now, ()) if percent == was else _set(now, percent)


def _set(now: Interaction, percent: int) -> Step:
    return replace(now, preferences=replace(now.preferences, volume_percent=percent)), (do.SetVolume(percent),)
