"""How a visit goes on: to learn the product, read `advance`.

No clock, thread, file or randomness: time arrives with every event, and a result that belongs to an earlier turn
changes nothing.
"""

from dataclasses import replace

from kiosk.domain import addressing, choosing, controls, events, holding, panels, sticks, volume
from kiosk.domain import commands as do
from kiosk.domain.answer import Answer, Route, Suggestion
from kiosk.domain.bargein import broken_off, ears, is_overheard
from kiosk.domain.filming import voiced
from kiosk.domain.hangul import appended
from kiosk.domain.interaction import VOICE, Interaction, PanelKind, Speaking, first_suggestions
from kiosk.domain.merging import go_on
from kiosk.domain.outages import lost, regained
from kiosk.domain.pausing import pause, resume
from kiosk.domain.phrases import announced, line_label
from kiosk.domain.scene import Phase
from kiosk.domain.speaking import Step, followed, fresh_turn, house, in_words, is_over, read, say, utter
from kiosk.domain.visiting import (
    farewell,
    greet,
    hushed,
    interrupted,
    listen,
    speak,
    was_changed,
    wiped,
)

LONGEST_TYPED = 200
SURE_SCORE = 0.6
FOR_STAFF = (
    events.Pressed, events.Released, events.Ticked, events.WorkerReady, events.WorkerLost,
    events.StickFound, events.StickGone,
)  # fmt: skip
"""All that is heard of while nobody is portrayed."""

TYPING = frozenset({controls.SEND, controls.BACKSPACE, controls.CORRECT})


def advance(now: Interaction, event: events.Event) -> Step:
    """What the visit becomes, and what is to be done about it."""
    if now.phase is Phase.CLOSED and not isinstance(event, FOR_STAFF):
        return now, ()
    if isinstance(event, events.StaffNews | events.Surroundings):
        return _of_the_house(now, event)
    match event:
        case events.GazeMoved(x=x, y=y):
            return replace(now, gaze=(x, y)), ()
        case events.LevelMeasured(level=level):
            return replace(now, level=level), ()
        case events.WorkerReady(worker=worker, note=note):
            return regained(replace(now, notes={**now.notes, worker: note}), worker)
        case events.WorkerLost(at=at, worker=worker, reason=reason):
            return lost(replace(now, notes={**now.notes, worker: reason}), worker, at)
        case events.Pressed():
            return holding.press(now, event.at) if event.control == controls.TALK else (panels.press(now, event), ())
        case events.Released(at=at):
            return _released(now, event, at)
        case events.Cued():
            return addressing.cued(now, event)
        case events.VisitorArrived(at=at):
            return _arrived(replace(now, is_present=True, left_at=None), at)
        case events.VisitorLeft(at=at):
            return replace(now, is_present=False, left_at=at), ()
        case events.SpeechStarted() | events.SpeechEnded():
            return _voiced(now, event)
        case events.SpeechResumed(at=at, turn=turn):
            return go_on(now, turn, at)
        case events.Tapped(at=at, control=control):
            return _tapped(replace(now, active_at=at), control, at)
        case events.Typed(at=at, text=text):
            return _asked(replace(now, active_at=at), text, at)
        case events.SpeechHeard() | events.PartialTranscript() | events.UtteranceEnded() | events.Anticipated():
            return _heard(now, event)
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
            return hushed(listen(replace(now, active_at=at), at))
        case _:
            return now, ()


def _waited(now: Interaction, at: float) -> Step:
    patience = now.brief.patience
    if panels.is_held(now, at):
        return panels.ask_pin(now, at)
    gone = at - max(now.left_at, now.active_at) if now.left_at is not None else 0.0
    if now.paused_at is not None:
        return _paused(now, gone, at)
    if now.speaking and is_over(now, at):
        return _part_ended(now, now.speaking.part, at)
    match now.phase:
        case Phase.CHOOSING if now.chosen:
            return choosing.waited(now, at)
        case Phase.ATTRACT | Phase.CHOOSING:
            is_left = at >= now.warns_at + patience.countdown_seconds and was_changed(now)
            return wiped(now, at) if is_left else (now, ())
        case Phase.READING:
            return panels.waited(now, gone, at)
        case Phase.ADDRESS if now.resumes_at is not None:
            return addressing.waited(now, at)
        case Phase.FAREWELL if at - now.since >= patience.wipe_seconds:
            return wiped(now, at)
        case Phase.LISTENING if gone >= patience.gone_seconds and not now.is_hearing:
            return farewell(now, at)
        case Phase.LISTENING if at >= now.warns_at + patience.countdown_seconds:
            return farewell(now, at)
        case Phase.GREETING | Phase.ANSWERING | Phase.THINKING if gone >= patience.wipe_seconds:
            return wiped(now, at)
        case Phase.THINKING if at - now.since >= patience.answer_seconds:
            return _given_up(now, at)
        case Phase.THINKING if at - now.since >= patience.filler_seconds and not now.has_filled:
            return _fill(now, at)
        case Phase.ANSWERING if not now.is_last and at - now.queued_at >= patience.answer_seconds:
            return _settled(replace(now, is_last=True), at)
        case _ if now.ended < len(now.queue) and not now.speaking and at - now.queued_at >= patience.voice_seconds:
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
    if event.turn != now.turn or event.part < now.ended or event.part >= len(now.queue):
        return now, ()
    match event:
        case events.SpeechStarted(at=at, part=part, text=text, track=track, words=words):
            return replace(now, speaking=Speaking(part, text, at, track, words)), ()
        case events.SpeechEnded(at=at, part=part):
            return _part_ended(replace(now, queued_at=at), part, at)


def _part_ended(now: Interaction, part: int, at: float) -> Step:
    was_silent = now.speaking is not None and now.speaking.silent_until is not None
    now = replace(voiced(now, part, at), ended=part + 1, speaking=None)
    if now.ended < len(now.queue):
        return (read(now, at) if VOICE in now.lost or was_silent else now), ()
    return _settled(now, at)


def _settled(now: Interaction, at: float) -> Step:
    """Everything queued was said: listen again, or end the visit."""
    if now.phase is Phase.THINKING or not now.is_last or now.ended < len(now.queue):
        return now, ()
    if now.phase is Phase.FAREWELL:
        return wiped(now, at)
    if now.phase is Phase.ADDRESS:
        return addressing.settled(now, at)
    return listen(replace(now, active_at=max(now.active_at, at)), at)


def _fill(now: Interaction, at: float) -> Step:
    """A short word that something is coming; before the disclosure nothing may be said."""
    now = replace(now, has_filled=True)
    fillers = in_words(now, "thinking")
    if not now.is_disclosed or not fillers or VOICE in now.lost:
        return now, ()
    return utter(now, house(now, fillers[now.turn % len(fillers)]).text, "", at)


def _given_up(now: Interaction, at: float) -> Step:
    """The mind has not answered in time; whatever it still says belongs to an old turn."""
    heard, closing = now.heard, (do.CloseMicrophone(),) if now.goes_on else ()
    now = replace(fresh_turn(now), heard=heard, is_veiled=now.is_veiled, phase=Phase.ANSWERING, since=at)
    declines = in_words(now, "decline")
    offered = first_suggestions(now.brief.pack, now.language, now.turn)
    text = declines[now.turn % len(declines)]
    now, spoken = say(now, replace(house(now, text), route=Route.DECLINE, suggestions=offered), at)
    return now, (*closing, do.Hush(), *spoken)


# Listening


def _heard(
    now: Interaction, event: events.SpeechHeard | events.PartialTranscript | events.UtteranceEnded | events.Anticipated
) -> Step:
    if event.turn == now.turn and isinstance(event, events.SpeechHeard) and is_overheard(now):
        return broken_off(now, event.at)
    if event.turn != now.turn or now.phase is not Phase.LISTENING:
        return now, ()
    match event:
        case events.SpeechHeard(at=at):
            return replace(now, is_hearing=True, active_at=at), ()
        case events.PartialTranscript(at=at, text=text) if text != now.heard:
            now = replace(now, heard=text, active_at=at, is_hearing=True)
            return now, (do.Anticipate(now.turn, text, now.language),)
        case events.Anticipated(text=text, anticipation=guess) if text == now.heard:
            is_sure = guess.score >= SURE_SCORE
            now = replace(now, is_veiled=now.is_veiled or guess.hides_heard)
            return now, (do.ExpectEnd(now.turn, text, is_sure, guess.is_complete),)
        case events.UtteranceEnded(at=at, text=text) if not text.strip():
            now, reply = holding.missed(now, event)
            return _reply(now, reply, at) if reply else listen(now, at)
        case events.UtteranceEnded(at=at, text=text, confidence=confidence):
            now = replace(now, phase=Phase.THINKING, since=at, active_at=at, heard=text, is_hearing=False)
            now = replace(now, misheard=text, goes_on=not now.holds, is_holding=False)
            return now, (do.Think(now.turn, text, now.language, confidence),)
    return now, ()


def _asked(now: Interaction, text: str, at: float) -> Step:
    """A typed question interrupts whatever the figure was doing."""
    text = " ".join(text.split())[:LONGEST_TYPED]
    if not text or now.phase in (Phase.ADDRESS, Phase.CHOOSING):
        return replace(now, typed=None), ()
    now, commands = interrupted(replace(now, typed=None, misheard=""), at)
    now = replace(now, phase=Phase.THINKING, since=at, heard=text)
    return now, (*commands, do.Think(now.turn, text, now.language, is_typed=True))


# Answering


def _answered(now: Interaction, event: events.AnswerReady) -> Step:
    is_next = now.phase is Phase.ANSWERING and not now.is_last
    if event.turn != now.turn or not (now.phase is Phase.THINKING or is_next):
        return now, ()
    if event.answer.hides_heard:
        now = replace(now, is_veiled=True, misheard="")
    if event.answer.request and (now.rest or event.answer.request != "go_on"):
        return _requested(now, event.answer, event.at)
    if is_next and event.is_last and not event.answer.text:
        return _settled(replace(now, is_last=True), event.at)
    if is_next and now.to_repeat:
        whole = replace(now.to_repeat, text=f"{now.to_repeat.text} {event.answer.text}")
        return say(replace(now, to_repeat=whole), event.answer, event.at, event.is_last)
    now, answer = holding.considered(now, event.answer)
    return _reply(now, answer, event.at, event.is_last)


def _reply(now: Interaction, answer: Answer, at: float, is_last: bool = True) -> Step:
    return say(replace(now, phase=Phase.ANSWERING, since=at, to_repeat=answer, rest=None), answer, at, is_last)


def _requested(now: Interaction, answer: Answer, at: float) -> Step:
    """The visitor asked something of the kiosk itself."""
    match answer.request.partition(":"):
        case ("repeat", _, _) if now.to_repeat:
            return _reply(now, now.to_repeat, at)
        case ("go_on", _, _) if now.rest:
            return _reply(now, now.rest, at)
        case ("stop", _, _):
            return hushed(listen(now, at))
        case ("louder" | "quieter" as way, _, _):
            now, commands = volume.turned(now, louder=way == "louder")
            now, spoken = _reply(now, answer, at)
            return now, (*commands, *spoken)
        case ("goodbye", _, _):
            return farewell(now, at)
        case ("language", _, language) if language in now.brief.phrases:
            return _language(now, language, at)
        case _:
            return _reply(now, answer, at)


def _line(now: Interaction, line_id: str, at: float) -> Step:
    """A touched question is answered by its line at once, without asking the mind."""
    line = now.brief.pack.line(line_id, now.language)
    if line is None:
        return now, ()
    now, commands = interrupted(replace(now, typed=None, misheard=""), at)
    label = line_label(now.phrases, line.origin, line.source, line.after_death)
    route = Route.LOCKED if line.locked else Route.SCRIPT
    said = line.says[0 if line.media else now.visit % len(line.says)]
    text = announced(now.phrases, now.brief.pack.named(now.language), line, said)
    following = tuple(Suggestion(other.id, other.asks[0]) for other in now.brief.pack.following(line, now.language))
    answer = Answer(route, text, label, line.id, 1.0, suggestions=following, media=line.media)
    now, spoken = _reply(replace(now, heard=line.asks[0]), answer, at)
    return now, (*commands, *spoken, do.Recall(line.id, now.language))


# Controls


def _released(now: Interaction, event: events.Released, at: float) -> Step:
    """A short touch on the staff's corner is a touch like any other."""
    if event.control == controls.TALK:
        return holding.release(now, at)
    is_touch = now.pressed_at is not None and now.phase in (Phase.ATTRACT, Phase.FAREWELL)
    now = panels.press(now, event)
    return _tapped(replace(now, active_at=at), controls.WAKE, at) if is_touch else (now, ())


def _tapped(now: Interaction, control: str, at: float) -> Step:
    if now.phase is Phase.ADDRESS:
        return now, ()
    if now.phase is Phase.READING:
        return sticks.take(now, control) if control == controls.TAKE else panels.touch(now, control, at)
    if now.phase is Phase.CHOOSING:
        return choosing.touch(now, control, at)
    if control.startswith(controls.CHIP):
        return _line(now, control.removeprefix(controls.CHIP), at)
    if control.startswith((controls.KEY, controls.KEYBOARD)) or control in TYPING:
        return _typed(now, control, at)
    if control.startswith(controls.LANGUAGE):
        return _language(now, control.removeprefix(controls.LANGUAGE), at)
    match control:
        case controls.INFORMATION:
            return panels.open_panel(now, PanelKind.INFORMATION, at)
        case controls.LANGUAGES:
            return panels.open_panel(now, PanelKind.LANGUAGES, at)
        case controls.FIGURES if len(now.brief.figures) > 1:
            return wiped(now, at)
        case controls.PAUSE:
            return pause(now, at)
        case controls.RESUME:
            return resume(now, at)
        case controls.LOUDER | controls.QUIETER:
            return volume.turned(now, louder=control == controls.LOUDER)
        case controls.TEXT_SIZE:
            return replace(now, text_size=(now.text_size + 1) % panels.TEXT_SIZES), ()
        case controls.CONTRAST:
            return replace(now, is_high_contrast=not now.is_high_contrast), ()
        case controls.STOP if now.phase in (Phase.GREETING, Phase.THINKING, Phase.ANSWERING):
            return hushed(listen(now, at))
        case controls.REPEAT if (answer := now.to_repeat) and now.phase is not Phase.FAREWELL:
            now, commands = interrupted(now, at)
            now, spoken = _reply(now, answer, at)
            return now, (*commands, *spoken)
    return _woken(now, at)


def _woken(now: Interaction, at: float) -> Step:
    """A touch anywhere begins a visit, or takes it up again."""
    if now.phase is Phase.ATTRACT:
        return greet(now, at)
    return hushed(listen(now, at)) if now.phase is Phase.FAREWELL else (now, ())


def _typed(now: Interaction, control: str, at: float) -> Step:
    """The keyboard; where nobody has spoken yet, its first key begins the visit."""
    if now.phase is Phase.ATTRACT and control.startswith((controls.KEY, controls.KEYBOARD)):
        now, commands = greet(now, at)
        return replace(now, typed=control.removeprefix(controls.KEY) if ":" in control else ""), commands
    if control.startswith(controls.KEY):
        return replace(now, typed=appended(now.typed or "", control.removeprefix(controls.KEY))[:LONGEST_TYPED]), ()
    match control:
        case controls.KEYBOARD:
            return replace(now, typed="" if now.typed is None else None), ()
        case controls.SEND:
            return _asked(now, now.typed or "", at)
        case controls.BACKSPACE if now.typed is not None:
            return replace(now, typed=now.typed[:-1]), ()
        case controls.CORRECT if now.misheard:
            return replace(now, typed=now.misheard[:LONGEST_TYPED]), ()
    return now, ()


def _language(now: Interaction, language: str, at: float) -> Step:
    if language not in now.brief.phrases or language == now.language:
        return now, ()
    now = speak(now, language)
    if now.phase is Phase.ATTRACT:
        return now, ()
    now, commands = interrupted(now, at)
    now, greeting = greet(replace(now, visit=now.visit - 1), at)
    return now, (*commands, *greeting)
