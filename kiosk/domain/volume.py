"""The volume of a visit: what it begins with, how far it can be turned up, and what becomes of it as hours change."""

from dataclasses import replace

from kiosk.domain import commands as do
from kiosk.domain import events
from kiosk.domain.interaction import Interaction
from kiosk.domain.loudness import most_percent, suggested
from kiosk.domain.scene import Phase

Step = tuple[Interaction, tuple[do.Command, ...]]


def starting(now: Interaction) -> int:
    """What a visit begins with."""
    set_percent, advised = now.brief.patience.volume_percent, advice(now)
    follows = now.brief.loudness.follows_room and advised is not None
    return min(now.most_percent, advised if follows and advised is not None else set_percent)


def advice(now: Interaction) -> int | None:
    """What would suit the room, within the bounds of the hour; None before it was measured."""
    if now.room_db is None:
        return None
    patience = now.brief.patience
    wished = suggested(patience.volume_percent, now.room_db, patience.volume_step)
    return min(now.most_percent, max(patience.quietest_percent, wished))


def turned(now: Interaction, louder: bool) -> Step:
    """One step louder or quieter, within the bounds of the hour."""
    patience = now.brief.patience
    step = patience.volume_step if louder else -patience.volume_step
    percent = min(now.most_percent, max(patience.quietest_percent, now.volume_percent + step))
    return replace(now, volume_percent=percent), (do.SetVolume(percent),)


def measured(now: Interaction, event: events.Surroundings) -> Step:
    match event:
        case events.RoomMeasured(level_db=level):
            return room(now, level)
        case events.MinuteTurned(minute=minute):
            return hour(now, minute)


def hour(now: Interaction, minute: int) -> Step:
    """The bounds of this minute of the day; between visits what the next one begins with."""
    now = replace(now, most_percent=most_percent(now.brief.loudness, minute))
    return _fitted(now)


def room(now: Interaction, level_db: float) -> Step:
    """How loud the room is while nobody is there; with a visitor in it, it is not the room alone."""
    return _fitted(replace(now, room_db=level_db)) if now.phase in (Phase.ATTRACT, Phase.CHOOSING) else (now, ())


def _fitted(now: Interaction) -> Step:
    is_free = now.phase in (Phase.ATTRACT, Phase.CHOOSING, Phase.CLOSED)
    percent = starting(now) if is_free else min(now.volume_percent, now.most_percent)
    if percent == now.volume_percent:
        return now, ()
    return replace(now, volume_percent=percent), (do.SetVolume(percent),)
