"""How a visit begins, listens, is interrupted and ends: the ways from one phase into another."""

from dataclasses import replace

from kiosk.domain import commands as do
from kiosk.domain.interaction import Interaction, begin, first_suggestions
from kiosk.domain.scene import Phase
from kiosk.domain.speaking import Step, fresh_turn, house, in_words, say
from kiosk.domain.volume import starting


def greet(now: Interaction, at: float) -> Step:
    now = replace(fresh_turn(now), phase=Phase.GREETING, since=at, active_at=at, visit=now.visit + 1)
    greetings = in_words(now, "greeting")
    return say(now, house(now, greetings[now.visit % len(greetings)]), at)


def farewell(now: Interaction, at: float) -> Step:
    commands = _silenced(now)
    now = replace(fresh_turn(now), phase=Phase.FAREWELL, since=at, typed=None, heard="")
    farewells = in_words(now, "farewell")
    now, spoken = say(now, house(now, farewells[now.visit % len(farewells)]), at)
    return now, (*commands, *spoken)


def wiped(now: Interaction, at: float) -> Step:
    """Back to the attract loop; the visitor leaves no trace."""
    fresh = begin(now.brief, at, now.visit, now.lost)
    fresh = replace(fresh, turn=now.turn + 1, is_present=now.is_present, gaze=now.gaze, pressed_at=now.pressed_at)
    fresh = replace(fresh, notes=now.notes, lock=now.lock, has_stick=now.has_stick)
    fresh = replace(fresh, most_percent=now.most_percent, room_db=now.room_db, volume_percent=starting(now))
    return fresh, (do.CloseMicrophone(), do.Hush(), do.Forget(), do.SetVolume(fresh.volume_percent))


def listen(now: Interaction, at: float) -> Step:
    """A new turn with an open microphone, unless a button opens it.

    The last answer stays on screen, and its signs are shown to the end.
    """
    signed = now.filmed if now.filmed and now.filmed.over_at is not None else None
    now = replace(fresh_turn(now), phase=Phase.LISTENING, since=at, heard="", filmed=signed)
    return now, (do.CloseMicrophone() if now.holds else do.OpenMicrophone(now.turn, now.language),)


def hushed(step: Step) -> Step:
    now, commands = step
    return now, (do.Hush(), *commands)


def interrupted(now: Interaction, at: float) -> Step:
    """A new turn with a closed microphone and a silent voice."""
    visit = now.visit + 1 if now.phase is Phase.ATTRACT else now.visit
    commands = _silenced(now)
    return replace(fresh_turn(now), visit=visit, since=at), commands


def _silenced(now: Interaction) -> tuple[do.Command, ...]:
    """Neither ear nor voice goes on with what was."""
    if now.phase is Phase.LISTENING:
        return (do.CloseMicrophone(),)
    return (do.CloseMicrophone(), do.Hush()) if now.goes_on or now.overhears == now.turn else (do.Hush(),)


def was_changed(now: Interaction) -> bool:
    """Whether somebody who never began a visit has left the screen otherwise than it was."""
    fresh = begin(now.brief, now.since, now.visit, now.lost)
    changed = (now.language, now.volume_percent, now.text_size, now.is_high_contrast, now.figure_page)
    return changed != (fresh.language, starting(now), fresh.text_size, fresh.is_high_contrast, 0)


def speak(now: Interaction, language: str) -> Interaction:
    """From now on in this language; nothing is left of what was said and typed in the other."""
    return replace(
        now,
        language=language,
        suggestions=first_suggestions(now.brief.pack, language, now.visit),
        answer=None,
        to_repeat=None,
        rest=None,
        is_disclosed=False,
        heard="",
        misheard="",
        typed=None,
    )
