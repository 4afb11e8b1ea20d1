"""How a visit begins, listens, is interrupted and ends: the ways from one phase into another."""

from dataclasses import replace

from kiosk.domain import commands as do
from kiosk.domain.screen.scene import Phase
from kiosk.domain.visit.interaction import Interaction, Visit, Visitor, active, begin, first_suggestions
from kiosk.domain.visit.speaking import Step, fresh_turn, house, in_words, say
from kiosk.domain.visit.turn import Turn
from kiosk.domain.visit.volume import starting


def greet(now: Interaction, at: float) -> Step:
    now = replace(fresh_turn(active(now, at)), phase=Phase.GREETING, since=at)
    now = replace(now, visit=replace(now.visit, number=now.visit.number + 1))
    greetings = in_words(now, "greeting")
    return say(now, house(now, greetings[now.visit.number % len(greetings)]), at)


def farewell(now: Interaction, at: float) -> Step:
    commands = _silenced(now)
    now = replace(fresh_turn(now), phase=Phase.FAREWELL, since=at)
    now = replace(now, visit=replace(now.visit, typed=None, heard=""))
    farewells = in_words(now, "farewell")
    now, spoken = say(now, house(now, farewells[now.visit.number % len(farewells)]), at)
    return now, (*commands, *spoken)


def wiped(now: Interaction, at: float) -> Step:
    """Back to the attract loop; the visitor leaves no trace."""
    fresh = _at_rest(now, at)
    return fresh, (do.CloseMicrophone(), do.Hush(), do.Forget(), do.SetVolume(fresh.preferences.volume_percent))


def _at_rest(now: Interaction, at: float) -> Interaction:
    """As at the beginning, but for what no visitor brought: the house's own, and whoever still stands there."""
    fresh = begin(now.brief, at, now.visit.number)
    return replace(
        fresh,
        turn=Turn(now.turn.number + 1),
        visitor=Visitor(is_present=now.visitor.is_present, gaze=now.visitor.gaze),
        preferences=replace(fresh.preferences, volume_percent=starting(now)),
        staff=now.staff,
        machine=now.machine,
    )


def was_changed(now: Interaction) -> bool:
    """Whether somebody who never began a visit has left the screen otherwise than it was."""
    fresh = _at_rest(now, now.since)
    return (now.preferences, now.choice.page) != (fresh.preferences, fresh.choice.page)


def listen(now: Interaction, at: float) -> Step:
    """A new turn with an open microphone, unless a button opens it.

    The last answer stays on screen, and its signs are shown to the end.
    """
    film = now.turn.filmed
    now = replace(fresh_turn(now), phase=Phase.LISTENING, since=at, visit=replace(now.visit, heard=""))
    if film and film.over_at is not None:
        now = replace(now, turn=replace(now.turn, filmed=film))
    return now, (do.CloseMicrophone() if now.visit.holds else do.OpenMicrophone(now.turn.number, now.language),)


def hushed(step: Step) -> Step:
    now, commands = step
    return now, (do.Hush(), *commands)


def silenced(now: Interaction, at: float) -> Step:
    """A visitor is listened to, a speech to an audience is over; who is not speaking goes on."""
    match now.phase:
        case Phase.GREETING | Phase.THINKING | Phase.ANSWERING:
            return hushed(listen(now, at))
        case Phase.ADDRESS | Phase.FAREWELL:
            return wiped(now, at)
        case _:
            return now, ()


def interrupted(now: Interaction, at: float) -> Step:
    """A new turn with a closed microphone and a silent voice."""
    number = now.visit.number + 1 if now.phase is Phase.ATTRACT else now.visit.number
    commands = _silenced(now)
    return replace(fresh_turn(now), since=at, visit=replace(now.visit, number=number)), commands


def _silenced(now: Interaction) -> tuple[do.Command, ...]:
    """Neither ear nor voice goes on with what was."""
    # Nothing sounds while the figure listens.
    if now.phase is Phase.LISTENING:
        return (do.CloseMicrophone(),)
    is_open = now.turn.ear.goes_on or now.turn.ear.overhears
    return (do.CloseMicrophone(), do.Hush()) if is_open else (do.Hush(),)


def speak(now: Interaction, language: str) -> Interaction:
    """From now on in this language; nothing is left of what was said and typed in the other."""
    was = now.visit
    suggestions = first_suggestions(now.brief.pack, language, was.number)
    visit = Visit(was.number, suggestions=suggestions, holds=was.holds, unheard=was.unheard)
    return replace(now, preferences=replace(now.preferences, language=language), visit=visit)


def woken(now: Interaction, at: float) -> Step:
    """A touch anywhere begins a visit, or takes it up again."""
    if now.phase is Phase.ATTRACT:
        return greet(now, at)
    return hushed(listen(now, at)) if now.phase is Phase.FAREWELL else (now, ())


def replies(now: Interaction) -> bool:
    """Whether the figure speaks to a visitor, or is about to."""
    return now.phase in (Phase.GREETING, Phase.THINKING, Phase.ANSWERING)


def stop(now: Interaction, at: float) -> Step:
    return hushed(listen(now, at)) if replies(now) else woken(now, at)


def change_language(now: Interaction, language: str, at: float) -> Step:
    """The visit goes on in another language, with a greeting; before it, the screen alone changes."""
    if language not in now.brief.phrases or language == now.language:
        return now, ()
    now = speak(now, language)
    if now.phase is Phase.ATTRACT:
        return now, ()
    now, commands = interrupted(now, at)
    # `greet` counts one more visit, and this is still the same.
    now, greeting = greet(replace(now, visit=replace(now.visit, number=now.visit.number - 1)), at)
    return now, (*commands, *greeting)
