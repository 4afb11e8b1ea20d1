"""How loud the figure speaks: a loud room asks for more, quiet hours allow less."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")
DAY_MINUTES = 24 * 60

USUAL_ROOM_DB = -50.0
"""Of full scale, in the band of speech: where the volume that is set is the right one."""

PERCENT_PER_DB = 1.0
LEAST_CHANGE, MOST_CHANGE = -20, 20
"""In percent: a microphone of unknown sensitivity is not believed further."""


@dataclass(frozen=True, slots=True)
class Loudness:
    """What a site allows."""

    quiet: Sequence[tuple[int, int]] = ()
    """Spans of the day in minutes since midnight; one that ends before it begins goes over midnight."""

    quiet_percent: int = 40
    """No louder in them."""

    follows_room: bool = False
    """Every visit begins with what suits the room."""


def span(text: str) -> tuple[int, int] | None:
    """`22:00-07:00` in minutes since midnight; None for any other text."""
    found = SPAN.fullmatch(text)
    if found is None:
        return None
    from_hour, from_minute, to_hour, to_minute = map(int, found.groups())
    return from_hour * 60 + from_minute, to_hour * 60 + to_minute


def most_percent(rules: Loudness, minute: int) -> int:
    """The loudest at this minute of the day."""
    is_quiet = any((minute - begins) % DAY_MINUTES < (ends - begins) % DAY_MINUTES for begins, ends in rules.quiet)
    return rules.quiet_percent if is_quiet else 100


def suggested(percent: int, room_db: float, step: int) -> int:
    """The volume that suits a room, in whole steps, from the one that suits a usual room."""
    change = max(LEAST_CHANGE, min(MOST_CHANGE, (room_db - USUAL_ROOM_DB) * PERCENT_PER_DB))
    return max(step, min(100, percent + round(change / step) * step))
