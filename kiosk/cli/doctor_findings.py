"""What the doctor makes of the room: a sentence each on its noise, the visitor's distance, loudness and echo."""

from collections.abc import Iterator

from kiosk.app.runtime.diagnosis import DEGRADED, MISSING, WORKS, Finding
from kiosk.senses.room import Room

WANTED_METRES = 0.6
ENOUGH_RISE_DB, LITTLE_RISE_DB = 15.0, 8.0
"""How far a visitor should stand out of the hall: with 20 dB one word in ten is wrong, with 10 dB two, with 5 four."""

MOST_CLIPPED = 0.001
ECHO_DB = 6.0
"""So far below a visitor the figure's voice may stay for words spoken over it to be heard."""


def room_findings(room: Room, barge_in: bool) -> Iterator[Finding]:
    """In the order in which an organizer can do something about them."""
    yield _noise(room)
    yield _distance(room)
    yield _clipping(room)
    yield _echo(room, barge_in)


def _noise(room: Room) -> Finding:
    rise = room.rise_db
    told = f"the room is at {room.floor_db:.0f} dB of full scale"
    if rise is None:
        hint = "is it the right microphone, and is it switched on? [microphone] device names another"
        return Finding("visitor", MISSING, f"{told}; nobody was heard from where visitors stand", hint)
    said = f"{told}; who speaks there rises {rise:.0f} dB above it"
    if rise >= ENOUGH_RISE_DB:
        return Finding("visitor", WORKS, said)
    far = "half of the words will be wrong" if rise < LITTLE_RISE_DB else "every fifth word will be wrong"
    hint = '[microphone] talk = "hold" for the loudest hours; a microphone nearer to the mouth, or a directional one'
    return Finding("visitor", DEGRADED, f"{said}: {far}", hint)


def _distance(room: Room) -> Finding:
    metres = room.metres
    if metres is None:
        return Finding("distance", MISSING, "cannot be told: one of the two sentences was not heard", "once more")
    # A measure from two sentences is no better than a quarter.
    told = f"the microphone is about {metres:.1f} m away from visitors"
    if metres <= WANTED_METRES * 1.25:
        return Finding("distance", WORKS, told)
    return Finding("distance", DEGRADED, told, f"it should be within {WANTED_METRES * 100:.0f} cm of the mouth")


def _clipping(room: Room) -> Finding:
    if room.clipped <= MOST_CLIPPED:
        return Finding("loudness", WORKS, "nothing is cut off at full scale")
    what = f"{room.clipped:.1%} of what is said is cut off at full scale, and sounds cracked"
    return Finding("loudness", DEGRADED, what, "turn the microphone's gain down in the system's sound settings")


def _echo(room: Room, barge_in: bool) -> Finding:
    if room.figure_db is None:
        return Finding("echo", WORKS, "the figure's own voice is not heard in the microphone")
    if room.visitor_db is not None and room.visitor_db - room.figure_db >= ECHO_DB:
        below = f"{room.visitor_db - room.figure_db:.0f} dB below a visitor's"
        return Finding("echo", WORKS, f"the figure's own voice stays {below}")
    what = "the figure's own voice is as loud in the microphone as a visitor's"
    if not barge_in:
        return Finding("echo", WORKS, f"{what}; it is not listened to while it speaks")
    hint = (
        "the loudspeaker away from the microphone, or turned down; deploy/pipewire-echo-cancel.conf; barge_in = false"
    )
    return Finding("echo", DEGRADED, f"{what}: nobody can speak over it", hint)
