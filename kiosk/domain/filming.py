"""Films that go with an answer: the figure speaking it, or its translation into sign language."""

from dataclasses import replace

from kiosk.domain.answer import Answer
from kiosk.domain.interaction import Filmed, Interaction
from kiosk.domain.scene import Clip, Phase


def filmed(now: Interaction, answer: Answer) -> Interaction:
    """Before an answer is queued: the films of its line, if it has any."""
    line = now.brief.pack.line(answer.line, now.language) if answer.line else None
    if line is None or not (line.clip or line.sign):
        return replace(now, filmed=None)
    clip = line.clip if answer.media == line.clip else ""
    return replace(now, filmed=Filmed(len(now.queue), clip, line.sign))


def clip_of(now: Interaction, position: float | None) -> Clip | None:
    """The film of what is being said, at the sample being heard; without position while its turn is yet to come."""
    if now.filmed is None or not now.filmed.clip or now.filmed.over_at is not None:
        return None
    return Clip(now.filmed.clip, _position(now, now.filmed, position))


def sign_of(now: Interaction, at: float, position: float | None) -> Clip | None:
    """The translation; hands need longer than voices, so it goes on while the figure listens already."""
    if now.filmed is None or not now.filmed.sign:
        return None
    if now.filmed.over_at is None:
        return Clip(now.filmed.sign, _position(now, now.filmed, position))
    if now.phase is not Phase.LISTENING or now.is_hearing or now.typed is not None:
        return None
    return Clip(now.filmed.sign, now.filmed.spoken_seconds + at - now.filmed.over_at)


def voiced(now: Interaction, part: int, at: float) -> Interaction:
    """The voice has ended that text."""
    film, speaking = now.filmed, now.speaking
    if film is None or film.part != part or speaking is None:
        return now
    is_silent = speaking.silent_until is not None
    seconds = at - speaking.began if is_silent else speaking.track.seconds
    return replace(now, filmed=replace(film, over_at=at, spoken_seconds=seconds))


def _position(now: Interaction, film: Filmed, position: float | None) -> float | None:
    is_now = now.speaking is not None and now.speaking.part == film.part
    return (position or 0.0) if is_now else None
