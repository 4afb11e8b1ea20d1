"""How a visit begins, listens, is interrupted and ends: the ways from one phase into another."""

from dataclasses import replace

from kiosk.domain import commands as do
from kiosk.domain.interaction import Interaction, begin, first_suggestions
from kiosk.domain.scene import Phase
from kiosk.domain.speaking import Step, fresh_turn, house, in_words, say


def greet(now: Interaction, at: float) -> Step:
    now = replace(fresh_turn(now), phase=Phase.GREETING, since=at, active_at=at, visit=now.visit + 1)
    greetings = in_words(now, "greeting")
    return say(now, house(now, greetings[now.visit % len(greetings)]), at)


def farewell(now: Interaction, at: float) -> Step:
    commands: tuple[do.Command, ...] = (do.CloseMicrophone(),) if now.phase is Phase.LISTENING else (do.Hush(),)
    now = replace(fresh_turn(now), phase=Phase.FAREWELL, since=at, typed=None, heard="")
    farewells = in_words(now, "farewell")
    now, spoken = say(now, house(now, farewells[now.visit % len(farewells)]), at)
    return now, (*commands, *spoken)


def wiped(now: Interaction, at: float) -> Step:
    """Back to the attract loop; the visitor leaves no trace."""
    fresh = begin(now.brief, at, now.visit, now.lost)
    fresh = replace(fresh, turn=now.turn + 1, is_present=now.is_present, gaze=now.gaze, pressed_at=now.pressed_at)
    fresh = replace(fresh, notes=now.notes, lock=now.lock)
    return fresh, (do.CloseMicrophone(), do.Hush(), do.Forget(), do.SetVolume(fresh.volume_percent))


def listen(now: Interaction, at: float) -> Step:
    """A new turn with an open microphone; the last answer stays on screen, and its signs are shown to the end."""
    signed = now.filmed if now.filmed and now.filmed.over_at is not None else None
    now = replace(fresh_turn(now), phase=Phase.LISTENING, since=at, heard="", filmed=signed)
    return now, (do.OpenMicrophone(now.turn, now.language),)


def hushed(step: Step) -> Step:
    now, commands = step
    return now, (do.Hush(), *commands)


def interrupted(now: Interaction, at: float) -> Step:
    """A new turn with a closed microphone and a silent voice."""
    visit = now.visit + 1 if now.phase is Phase.ATTRACT else now.visit
    commands: tuple[do.Command, ...] = (do.CloseMicrophone(),) if now.phase is Phase.LISTENING else (do.Hush(),)
    return replace(fresh_turn(now), visit=visit, since=at), commands


def was_changed(now: Interaction) -> bool:
    """Whether somebody who never began a visit has left the screen otherwise than it was."""
    fresh = begin(now.brief, now.since, now.visit, now.lost)
    changed = (now.language, now.volume_percent, now.text_size, now.is_high_contrast)
    return changed != (fresh.language, fresh.volume_percent, fresh.text_size, fresh.is_high_contrast)


def speak(now: Interaction, language: str) -> Interaction:
    """From now on in this language; nothing is left of what was said and typed in the other."""
    return replace(
        now,
        language=language,
        suggestions=first_suggestions(now.brief.pack, language, now.visit),
        answer=None,
        to_repeat=None,
        is_disclosed=False,
        heard="",
        misheard="",
        typed=None,
    )
