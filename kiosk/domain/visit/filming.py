"""Films that go with an answer: the figure speaking it, or its translation into sign language."""

from dataclasses import replace

from kiosk.domain.answer import Answer
from kiosk.domain.screen.scene import Clip, Phase
from kiosk.domain.visit.interaction import Interaction
from kiosk.domain.visit.turn import Filmed


def filmed(now: Interaction, answer: Answer) -> Interaction:
    """Before an answer is queued: the films of its line, if it has any."""
    line = now.brief.pack.line(answer.line, now.language) if answer.line else None
    if line is None or not (line.clip or line.sign):
        return replace(now, turn=replace(now.turn, filmed=None))
    # Only the first variant is filmed.
    clip = line.clip if answer.media == line.clip else ""
    return replace(now, turn=replace(now.turn, filmed=Filmed(len(now.turn.queue), clip, line.sign)))


def clip_of(now: Interaction, position: float | None) -> Clip | None:
    """The film of what is being said, at the sample being heard; without position while its turn is yet to come."""
    film = now.turn.filmed
    if film is None or not film.clip or film.over_at is not None:
        return None
    return Clip(film.clip, _position(now, film, position))


def sign_of(now: Interaction, at: float, position: float | None) -> Clip | None:
    """The translation; hands need longer than voices, so it goes on while the figure listens already."""
    film = now.turn.filmed
    if film is None or not film.sign:
        return None
    if film.over_at is None:
        return Clip(film.sign, _position(now, film, position))
    if now.phase is not Phase.LISTENING or now.turn.ear.is_hearing or now.visit.typed is not None:
        return None
    return Clip(film.sign, film.spoken_seconds + at - film.over_at)


def voiced(now: Interaction, part: int, at: float) -> Interaction:
    """The voice has ended that text."""
    film, speaking = now.turn.filmed, now.turn.speaking
    if film is None or film.part != part or speaking is None:
        return now
    is_silent = speaking.silent_until is not None
    seconds = at - speaking.began if is_silent else speaking.track.seconds
    film = replace(film, over_at=at, spoken_seconds=seconds)
    return replace(now, turn=replace(now.turn, filmed=film))


def _position(now: Interaction, film: Filmed, position: float | None) -> float | None:
    is_now = now.turn.speaking is not None and now.turn.speaking.part == film.part
    return (position or 0.0) if is_now else None
