"""How a visit goes on: to learn the product, read `advance`.

No clock, thread, file or randomness: time arrives with every event, and a result that belongs to an earlier turn
changes nothing.
"""

from dataclasses import replace

from kiosk.domain import commands as do
from kiosk.domain import events
from kiosk.domain.answer import Answer, Route
from kiosk.domain.screen import controls, keyboard
from kiosk.domain.screen.control_bar import touch
from kiosk.domain.screen.scene import Phase
from kiosk.domain.sensing.transcript import Spoken
from kiosk.domain.visit import addressing, choosing, foreseeing, holding, panels, sticks, volume
from kiosk.domain.visit.bargein import broken_off, ears, is_overheard
from kiosk.domain.visit.filming import voiced
from kiosk.domain.visit.interaction import MIND, VOICE, Interaction, active, first_suggestions, with_ear
from kiosk.domain.visit.merging import go_on
from kiosk.domain.visit.outages import outage
from kiosk.domain.visit.replying import reply
from kiosk.domain.visit.speaking import Step, followed, house, in_words, is_over, read, say, utter
from kiosk.domain.visit.turn import Ear, Speaking, Turn
from kiosk.domain.visit.visiting import (
    change_language,
    farewell,
    greet,
    hushed,
    listen,
    silenced,
    was_changed,
    wiped,
)

SURE_SCORE = 0.6
FOR_STAFF = (
    events.Pressed, events.Released, events.Ticked, events.WorkerReady, events.WorkerLost,
    events.LanguagesUnheard, events.StickFound, events.StickGone,
)  # fmt: skip
"""All that is heard of while nobody is portrayed."""


def advance(now: Interaction, event: events.Event) -> Step:
    """What the visit becomes, and what is to be done about it."""
    if now.phase is Phase.CLOSED and not isinstance(event, FOR_STAFF):
        return now, ()
    if isinstance(event, events.StaffNews | events.Surroundings):
        return _of_the_house(now, event)
    match event:
        case events.GazeMoved(x=x, y=y):
            return replace(now, visitor=replace(now.visitor, gaze=(x, y))), ()
        case events.LevelMeasured(level=level):
            return replace(now, visitor=replace(now.visitor, level=level)), ()
        case events.WorkerReady() | events.WorkerLost() | events.LanguagesUnheard():
            return outage(now, event)
        case events.Pressed():
            return holding.press(now, event.at) if event.control == controls.TALK else (panels.press(now, event), ())
        case events.Released(at=at):
            return _released(now, event, at)
        case events.Cued():
            return addressing.cued(now, event)
        case events.VisitorArrived(at=at):
            return _arrived(replace(now, visitor=replace(now.visitor, is_present=True, left_at=None)), at)
        case events.VisitorLeft(at=at):
            return replace(now, visitor=replace(now.visitor, is_present=False, left_at=at)), ()
        case events.SpeechStarted() | events.SpeechEnded():
            return _voiced(now, event)
        case events.SpeechResumed(at=at, turn=turn):
            return go_on(now, turn, at)
        case events.Tapped(at=at, control=control):
            return touch(active(now, at), control, at)
        case events.Typed(at=at, text=text):
            return keyboard.asked(active(now, at), text, at)
        case events.SpeechHeard() | events.PartialTranscript() | events.UtteranceEnded() | events.Anticipated():
            return _heard(now, event)
        case events.Foreseen():
            return foreseeing.prepared(now, event, advance)
        case events.AnswerReady():
            return _answered(now, event)
        case events.Ticked(at=at):
            now, commands = ears(now, at)
            return followed(commands, _waited(now, at))


def _of_the_house(now: Interaction, event: events.StaffNews | events.Surroundings) -> Step:
    match event:
        case events.RoomMeasured() | events.MinuteTurned():
            return volume.measured(now, event)
        case events.Examined() | events.PackRefused():
            return panels.report(choosing.refused(now), event), ()
        case events.Silenced(at=at):
            return silenced(now, at)
        case events.StickFound() | events.StickGone():
            return sticks.plugged(now, event)
        case events.StickRead() | events.StickTaken():
            return sticks.told(now, event)


# The visitor comes and goes


def _arrived(now: Interaction, at: float) -> Step:
    match now.phase:
        case Phase.ATTRACT:
            return greet(now, at)
        case Phase.FAREWELL:
            return hushed(listen(active(now, at), at))
        case _:
            return now, ()


def _waited(now: Interaction, at: float) -> Step:
    patience, turn, left_at = now.brief.patience, now.turn, now.visitor.left_at
    if panels.is_held(now, at):
        return panels.ask_pin(now, at)
    gone = at - max(left_at, now.visitor.active_at) if left_at is not None else 0.0
    if turn.paused_at is not None:
        return _paused(now, gone, at)
    if turn.speaking and is_over(now, at):
        return _part_ended(now, turn.speaking.part, at)
    match now.phase:
        case Phase.CHOOSING if now.choice.figure:
            return choosing.waited(now, at)
        case Phase.ATTRACT | Phase.CHOOSING:
            is_left = at >= now.warns_at + patience.countdown_seconds and was_changed(now)
            return wiped(now, at) if is_left else (now, ())
        case Phase.READING:
            return panels.waited(now, gone, at)
        case Phase.ADDRESS if addressing.is_waiting(now):
            return addressing.waited(now, at)
        case Phase.FAREWELL if at - now.since >= patience.wipe_seconds:
            return wiped(now, at)
        # Somebody who is speaking has not gone, whatever the camera says; but it is the hall that speaks on and on.
        case Phase.LISTENING if gone >= patience.gone_seconds and not turn.ear.is_hearing:
            return farewell(now, at)
        case Phase.LISTENING if left_at is not None and at - left_at >= patience.unseen_seconds:
            return farewell(now, at)
        case Phase.LISTENING if at >= now.warns_at + patience.countdown_seconds:
            return farewell(now, at)
        case Phase.GREETING | Phase.ANSWERING | Phase.THINKING if gone >= patience.wipe_seconds:
            return wiped(now, at)
        case Phase.THINKING if at - now.since >= now.answers_within:
            return _given_up(now, at)
        case Phase.THINKING if at - now.since >= patience.filler_seconds and not turn.has_filled:
            return _fill(now, at)
        case Phase.ANSWERING if not turn.is_last and at - turn.queued_at >= patience.answer_seconds:
            return _told(now, at)
        case _ if turn.ended < len(turn.queue) and not turn.speaking and at - turn.queued_at >= patience.voice_seconds:
            return read(now, at), ()
    return now, ()


def _paused(now: Interaction, gone: float, at: float) -> Step:
    """Nobody who pauses is hurried, and nobody who went away is waited for."""
    patience = now.brief.patience
    if gone >= patience.wipe_seconds:
        return wiped(now, at)
    return farewell(now, at) if at >= now.warns_at + patience.countdown_seconds else (now, ())


# Speaking


def _voiced(now: Interaction, event: events.SpeechStarted | events.SpeechEnded) -> Step:
    turn = now.turn
    if event.turn != turn.number or not turn.ended <= event.part < len(turn.queue):
        return now, ()
    match event:
        case events.SpeechStarted(at=at, part=part, text=text, track=track, words=words):
            return replace(now, turn=replace(turn, speaking=Speaking(part, text, at, track, words))), ()
        case events.SpeechEnded(at=at, part=part):
            return _part_ended(replace(now, turn=replace(turn, queued_at=at)), part, at)


def _part_ended(now: Interaction, part: int, at: float) -> Step:
    was_silent = now.turn.speaking is not None and now.turn.speaking.silent_until is not None
    now = voiced(now, part, at)
    now = replace(now, turn=replace(now.turn, ended=part + 1, speaking=None))
    if now.turn.ended < len(now.turn.queue):
        # A voice that works has all texts and goes on by itself; captions are taken one by one.
        return (read(now, at) if VOICE in now.machine.lost or was_silent else now), ()
    return _settled(now, at)


def _told(now: Interaction, at: float) -> Step:
    """No further sentence of the answer is to come."""
    return _settled(replace(now, turn=replace(now.turn, is_last=True)), at)


def _settled(now: Interaction, at: float) -> Step:
    """Everything queued was said: listen again, or end the visit."""
    # In THINKING only a filler has ended, and the answer is still to come.
    if now.phase is Phase.THINKING or not now.turn.is_last or now.turn.ended < len(now.turn.queue):
        return now, ()
    if now.phase is Phase.FAREWELL:
        return wiped(now, at)
    if now.phase is Phase.ADDRESS:
        return addressing.settled(now, at)
    return listen(active(now, max(now.visitor.active_at, at)), at)


def _fill(now: Interaction, at: float) -> Step:
    """A short word that something is coming; before the disclosure nothing may be said."""
    now = replace(now, turn=replace(now.turn, has_filled=True))
    fillers = now.phrases.waking if MIND in now.machine.waking else in_words(now, "thinking")
    if not now.visit.is_disclosed or not fillers or VOICE in now.machine.lost:
        return now, ()
    return utter(now, house(now, fillers[now.turn.number % len(fillers)]).text, "", at)


def _given_up(now: Interaction, at: float) -> Step:
    """The mind has not answered in time; whatever it still says belongs to an old turn."""
    closing = (do.CloseMicrophone(),) if now.turn.ear.goes_on else ()
    number = now.turn.number + 1
    # What is hidden stays hidden, although the turn is another one.
    now = replace(now, phase=Phase.ANSWERING, since=at, turn=Turn(number, is_veiled=now.turn.is_veiled))
    declines = in_words(now, "decline")
    offered = first_suggestions(now.brief.pack, now.language, number)
    text = declines[number % len(declines)]
    now, spoken = say(now, replace(house(now, text), route=Route.DECLINE, suggestions=offered), at)
    return now, (*closing, do.Hush(), *spoken)


# Listening


def _heard(
    now: Interaction, event: events.SpeechHeard | events.PartialTranscript | events.UtteranceEnded | events.Anticipated
) -> Step:
    turn = now.turn
    if event.turn == turn.number and isinstance(event, events.SpeechHeard) and is_overheard(now):
        return broken_off(now, event.at)
    if event.turn != turn.number or now.phase is not Phase.LISTENING:
        return now, ()
    match event:
        case events.SpeechHeard(at=at):
            return with_ear(active(now, at), replace(turn.ear, is_hearing=True)), ()
        case events.PartialTranscript(at=at, text=text) if text != now.visit.heard:
            now = with_ear(active(now, at), replace(turn.ear, is_hearing=True))
            now = replace(now, visit=replace(now.visit, heard=text))
            return now, (do.Anticipate(turn.number, text, now.language),)
        # Of older words it says nothing that holds now.
        case events.Anticipated(text=text, anticipation=guess) if text == now.visit.heard:
            is_sure = guess.score >= SURE_SCORE
            now = replace(now, turn=replace(turn, is_veiled=turn.is_veiled or guess.hides_heard))
            return now, (do.ExpectEnd(turn.number, text, is_sure, guess.is_complete),)
        case events.UtteranceEnded(at=at, text=text) if not text.strip():
            now, answer = holding.missed(now, event)
            return reply(now, answer, at) if answer else listen(now, at)
        case events.UtteranceEnded(at=at, text=text, confidence=confidence, others=others):
            visit = replace(now.visit, heard=text, misheard=text)
            now = replace(active(now, at), phase=Phase.THINKING, since=at, visit=visit)
            now = with_ear(now, Ear(goes_on=not visit.holds))
            return now, (do.Think(turn.number, text, now.language, Spoken(confidence, others)),)
    return now, ()


# Answering


def _answered(now: Interaction, event: events.AnswerReady) -> Step:
    is_next = now.phase is Phase.ANSWERING and not now.turn.is_last
    if event.turn != now.turn.number or not (now.phase is Phase.THINKING or is_next):
        return now, ()
    if event.answer.hides_heard:
        now = replace(now, turn=replace(now.turn, is_veiled=True), visit=replace(now.visit, misheard=""))
    if event.answer.understood:
        now = replace(now, visit=replace(now.visit, heard=event.answer.understood))
    if event.answer.request and (now.visit.rest or event.answer.request != "go_on"):
        return _requested(now, event.answer, event.at)
    if is_next and event.is_last and not event.answer.text:
        return _told(now, event.at)
    if is_next and (begun := now.visit.to_repeat):
        whole = replace(begun, text=f"{begun.text} {event.answer.text}")
        now = replace(now, visit=replace(now.visit, to_repeat=whole))
        return say(now, event.answer, event.at, event.is_last)
    now, answer = holding.considered(now, event.answer)
    return reply(now, answer, event.at, event.is_last)


def _requested(now: Interaction, answer: Answer, at: float) -> Step:
    """The visitor asked something of the kiosk itself."""
    match answer.request.partition(":"):
        case ("repeat", _, _) if now.visit.to_repeat:
            return reply(now, now.visit.to_repeat, at)
        case ("go_on", _, _) if now.visit.rest:
            return reply(now, now.visit.rest, at)
        case ("stop", _, _):
            return hushed(listen(now, at))
        case ("louder" | "quieter" as way, _, _):
            now, commands = volume.louder(now, at) if way == "louder" else volume.quieter(now, at)
            now, spoken = reply(now, answer, at)
            return now, (*commands, *spoken)
        case ("goodbye", _, _):
            return farewell(now, at)
        case ("language", _, language) if language in now.brief.phrases:
            return change_language(now, language, at)
        case _:
            return reply(now, answer, at)


# Controls


def _released(now: Interaction, event: events.Released, at: float) -> Step:
    """A short touch on the staff's corner is a touch like any other."""
    if event.control == controls.TALK:
        return holding.release(now, at)
    # Asked before `press` forgets the finger.
    is_touch = now.staff.pressed_at is not None and now.phase in (Phase.ATTRACT, Phase.FAREWELL)
    now = panels.press(now, event)
    return touch(active(now, at), controls.WAKE, at) if is_touch else (now, ())
